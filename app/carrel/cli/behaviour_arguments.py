"""What `carrel behaviour` takes."""

from __future__ import annotations

import argparse

from carrel.base.words import _
from carrel.cli.switches import at_least_one, with_json


def behaviour_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions on behaviours."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("ACTION"))
    with_json(actions.add_parser("list", help=_("the behaviours that are here")))
    show = _of_one(actions, "show", _("print its file"))
    show.add_argument("--version", type=at_least_one, metavar="N", help=_("as it was in this version"))
    add = with_json(actions.add_parser("add", help=_("bring in a file; says what changes")))
    add.add_argument("file", metavar="FILE", help=_("the file of a behaviour, NAME.md"))
    add.add_argument("--name", default="", help=_("another name than that of the file"))
    add.add_argument("--look", action="store_true", help=_("only say what would change"))
    export = _of_one(actions, "export", _("write it into a file"))
    export.add_argument("--to", required=True, metavar="FILE", help=_("where to write it; in a folder, as NAME.md"))
    export.add_argument("--version", type=at_least_one, metavar="N", help=_("as it was in this version"))
    export.add_argument("--force", action="store_true", help=_("replace the file if it is there already"))
    _of_one(actions, "remove", _("take one of your own away; “back” undoes it"))
    versions = _of_one(actions, "versions", _("how it was before"))
    versions.add_argument(
        "--compare", nargs=2, type=at_least_one, metavar=("N", "M"), help=_("what changed from version N to version M")
    )
    back = _of_one(actions, "back", _("go back to a version, or bring back what was removed"))
    back.add_argument("version", nargs="?", type=at_least_one, metavar="N", help=_("the version to go back to"))
    test = _of_one(actions, "test", _("ask its tests of a model, and judge the replies by code"))
    test.add_argument("--model", help=_("a model's name, instead of the one in the settings"))
    parser.epilog = _(
        "A behaviour is a file in Markdown that says how to answer: persona, rules, examples, and tests. Courses and "
        "chats name one; “carrel ask --behaviour NAME” tries one. It shapes the manner of replies, and lifts no rule."
    )


def _of_one(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, says: str
) -> argparse.ArgumentParser:
    """An action on one behaviour."""
    action = with_json(actions.add_parser(name, help=says))
    action.add_argument("name", metavar="NAME", help=_("the name of the behaviour"))
    return action
