"""What `carrel draft` takes."""

from __future__ import annotations

import argparse

from carrel.base.words import _

TONES = ("shorter", "warmer", "plainer", "formal")
"""The tones a draft may be said in; a test compares."""


def draft_arguments(parser: argparse.ArgumentParser) -> None:
    """A ticket, and what is to be made of it."""
    parser.add_argument(
        "--ticket",
        required=True,
        metavar="FILE",
        help=_("a mail, a box of mails or a text; “-” reads it from standard input"),
    )
    parser.add_argument("--desk", default="", metavar="NAME", help=_("which desk, instead of the one used last"))
    words = parser.add_mutually_exclusive_group()
    words.add_argument("--model", help=_("a model's name, instead of the one in the settings"))
    words.add_argument("--no-model", action="store_true", help=_("let code write it, and load no model"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--tone", choices=TONES, help=_("say the draft in another tone"))
    what.add_argument("--translate", metavar="LANGUAGE", help=_("say the draft in another language, such as es"))
    what.add_argument("--summary", action="store_true", help=_("sum the thread up instead, each line with its place"))
    parser.epilog = _(
        "Nothing is sent. Code decides whether a draft replies, asks for one thing that is missing, or hands the case "
        "over, and it cuts what no source says. With --tone and --translate figures, names, links and addresses "
        "stay as they are, or the whole text does."
    )
