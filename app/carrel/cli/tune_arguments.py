"""What `carrel tune` takes."""

from __future__ import annotations

import argparse

from carrel.base.words import _
from carrel.cli.switches import at_least_one, with_json


def tune_arguments(parser: argparse.ArgumentParser) -> None:
    """Its actions, and what each of them takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("ACTION"))
    train = with_json(actions.add_parser("train", help=_("make an adapter from examples of better replies")))
    given = train.add_mutually_exclusive_group(required=True)
    given.add_argument("file", nargs="?", help=_("JSON lines, each with “messages” that end with the better reply"))
    given.add_argument("--examples", action="store_true", help=_("the examples that are kept here, instead of a file"))
    train.add_argument(
        "--course",
        action="append",
        default=[],
        metavar="NAME",
        help=_("only the examples of this course; “” for the chats in none; may be repeated"),
    )
    train.add_argument("--to", required=True, metavar="NAME", help=_("what the adapter is to be called"))
    train.add_argument("--base", metavar="NAME", help=_("a model's name, instead of the one in the settings"))
    train.add_argument(
        "--minutes", type=at_least_one, default=10, metavar="N", help=_("how long the training may take")
    )
    train.add_argument("--resume", action="store_true", help=_("go on where a run of this name stopped"))
    train.epilog = _(
        "A line may say “held_out”: true; without any, about one in five is held out. Ctrl-C stops, and what was "
        "trained is kept for --resume. With --examples, personal data is replaced first. It needs: "
        'pip install "carrel[tune]". Nothing leaves this computer.'
    )
    with_json(actions.add_parser("list", help=_("the adapters on this computer, and what they changed")))
    on = with_json(actions.add_parser("on", help=_("use this adapter, with the model it was made for, from now on")))
    with_json(actions.add_parser("off", help=_("use the model without an adapter from now on")))
    remove = with_json(actions.add_parser("remove", help=_("remove an adapter, or a run that was stopped")))
    compare = with_json(actions.add_parser("compare", help=_("both replies to a question: without it and with it")))
    for action in (on, remove, compare):
        action.add_argument("name", help=_("the adapter's name"))
    compare.add_argument("--ask", required=True, metavar="TEXT", help=_("the question"))
