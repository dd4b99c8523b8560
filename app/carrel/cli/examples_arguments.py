"""What `carrel examples` takes."""

from __future__ import annotations

import argparse

from carrel.base.words import _
from carrel.cli.switches import with_json

WRITTEN_DATASETS = ("chat", "alpaca", "preference", "preference-plain")
"""The names of the formats; the table itself is not imported for every command, and a test compares."""


def examples_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("ACTION"))
    listed = _of_course(actions.add_parser("list", help=_("what you would have said, newest first")))
    listed.add_argument("--words", metavar="TEXT", default="", help=_("only those that hold all these words"))
    show = with_json(actions.add_parser("show", help=_("one example, whole")))
    add = _of_course(actions.add_parser("add", help=_("write an example without a chat")))
    edit = _of_course(actions.add_parser("edit", help=_("change what an example says, or where it is used")))
    edit.add_argument("--no-course", action="store_true", help=_("use it in the chats that are in no course"))
    remove = with_json(actions.add_parser("remove", help=_("remove examples")))
    remove.add_argument("ids", nargs="+", metavar="ID", help=_("their ids, or how they begin"))
    for one in (show, edit):
        one.add_argument("id", metavar="ID", help=_("its id, or how it begins; “carrel examples list” has them"))
    for one in (add, edit):
        needed = one is add
        one.add_argument("--asked", required=needed, metavar="TEXT", help=_("the question"))
        one.add_argument("--better", required=needed, metavar="TEXT", help=_("what you would have said; “-” reads it"))
        one.add_argument("--why", metavar="TEXT", help=_("why that is better"))
    _dataset(_of_course(actions.add_parser("dataset", help=_("make a dataset of examples, to train a model with"))))
    bring = _of_course(actions.add_parser("bring", help=_("bring in examples from a dataset")))
    bring.add_argument("file", help=_("chats, instructions or pairs of replies, as JSON"))
    bring.add_argument("--dry-run", action="store_true", help=_("only say what would come in"))
    parser.epilog = _(
        "An example is a question with the reply that you would have given. When something like it is asked again in "
        "the same course, the model is shown it. It lifts no rule: where a course keeps replies back, and beside "
        "questions of practice, none is shown."
    )


def _of_course(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--course", metavar="NAME", help=_("the course it belongs to; “” for the chats in none"))
    return with_json(parser)


def _dataset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", choices=WRITTEN_DATASETS, help=_("what kind of file"))
    parser.add_argument("--to", metavar="FOLDER", help=_("where to write it; not needed with --dry-run"))
    parser.add_argument(
        "--held-out",
        type=_percent,
        default=20,
        metavar="N",
        help=_("so many of 100 rows to measure by; 20 without it"),
    )
    found = parser.add_mutually_exclusive_group()
    for name, says in (
        ("mask", _("put placeholders in the place of personal data, as without any of these")),
        ("leave-out", _("leave rows with personal data out")),
        ("keep", _("keep personal data; they go where the dataset goes")),
    ):
        found.add_argument(f"--{name}", dest="treatment", action="store_const", const=name, default="mask", help=says)
    parser.add_argument("--licence", metavar="TEXT", default="", help=_("what others may do with it; else nothing"))
    parser.add_argument("--feedback", action="store_true", help=_("with what you wrote in place of drafted feedback"))
    parser.add_argument(
        "--conversation", action="append", default=[], metavar="ID", help=_("with this whole chat; may be repeated")
    )
    parser.add_argument(
        "--desk",
        action="append",
        default=[],
        metavar="NAME",
        help=_("with its solved cases; may be repeated"),
    )
    parser.add_argument("--system", action="store_true", help=_("begin each row with what every chat begins with"))
    parser.add_argument("--dry-run", action="store_true", help=_("write nothing, and show every find and every twin"))
    parser.add_argument("--force", action="store_true", help=_("replace files that are there already"))


def _percent(text: str) -> int:
    """The share that was typed."""
    number = int(text)
    if not 0 <= number <= 90:
        raise argparse.ArgumentTypeError(_("it must be between 0 and 90"))
    return number
