"""What `carrel eval` takes."""

from __future__ import annotations

import argparse

from carrel.base.words import _


def eval_arguments(parser: argparse.ArgumentParser) -> None:
    """A set and what to ask it of; or what to look at."""
    parser.add_argument(
        "set", nargs="?", default="", metavar="FILE", help=_("a file of questions, or the name of a set that is here")
    )
    parser.add_argument("--model", default="", help=_("a model's name, instead of the one in the settings"))
    parser.add_argument("--behaviour", default="", metavar="NAME", help=_("answer in this behaviour"))
    parser.add_argument("--adapter", default="", metavar="NAME", help=_("answer with this adapter of the model"))
    parser.add_argument(
        "--against", default="", metavar="RUN", help=_("compare with this run; “last” is the one before")
    )
    look = parser.add_mutually_exclusive_group()
    look.add_argument("--list", action="store_true", help=_("the sets and the runs that are here"))
    look.add_argument("--show", default="", metavar="RUN", help=_("show a run, with --against beside another one"))
    look.add_argument("--resume", default="", metavar="RUN", help=_("go on with a run that was stopped"))
    look.add_argument("--check", action="store_true", help=_("only say what is wrong in the file"))
    parser.add_argument("--to", metavar="FILE", help=_("write it as a page (.html) or as tables (.csv) too"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there already"))
    parser.epilog = _(
        "A set is a file of questions with what a good reply says; docs/evaluation.md tells how it is written, and "
        "“everyday” comes with Carrel. Replies are judged by code, and kept. RUN is the number of a run."
    )
