"""What `carrel desk` takes."""

from __future__ import annotations

import argparse

from carrel.base.words import _
from carrel.cli.switches import at_least_one, with_json

STATES = ("open", "asked", "escalated", "solved")
"""How a ticket may stand; a test compares."""


def desk_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions of those who answer other people's questions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("ACTION"))
    with_json(actions.add_parser("sample", help=_("make the desk that comes with Carrel, to look around")))
    new = with_json(actions.add_parser("new", help=_("make a desk")))
    new.add_argument("title", help=_("what it is called"))
    add = _at_desk(actions.add_parser("add", help=_("put all that stands in a folder on a desk, or renew it")))
    add.add_argument("folder", metavar="FOLDER", help=_("the folder, with desk.toml in it"))
    add.add_argument("--dry-run", action="store_true", help=_("only say what would be there, and what is wrong"))
    with_json(actions.add_parser("list", help=_("your desks")))
    use = with_json(actions.add_parser("use", help=_("which desk is meant where none is named")))
    use.add_argument("name", help=_("its title or its id"))
    show = _at_desk(actions.add_parser("show", help=_("what is on a desk")))
    show.add_argument("--ticket", metavar="ID", help=_("show this ticket, with all that was written"))
    _fill(actions)
    _answer(actions)
    remove = with_json(actions.add_parser("remove", help=_("take a desk away; it can be brought back for 30 days")))
    remove.add_argument("name", help=_("its title or its id"))
    remove.add_argument("--undo", action="store_true", help=_("bring it back"))
    parser.epilog = _(
        "A desk answers from its own articles, procedures and catalogue, and nothing of it stands among your lessons. "
        "Without --desk it is the one that was used last. docs/desk.md says how a desk is written in files."
    )


def _fill(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What a desk answers from."""
    import_ = _at_desk(actions.add_parser("import", help=_("let a desk answer from these documents, too")))
    import_.add_argument("files", nargs="+", metavar="FILE", help=_("documents, or folders with them"))
    catalogue = _at_desk(actions.add_parser("catalogue", help=_("bring in the products, in place of those before")))
    catalogue.add_argument("file", help=_("a table (.csv) with a heading above each column"))
    catalogue.add_argument("--columns", metavar="FILE", help=_("which heading is what, as in catalogue.toml"))
    cases = _at_desk(actions.add_parser("cases", help=_("bring in cases that were solved")))
    cases.add_argument("file", help=_("a table (.csv) with the columns asked and answered"))
    recommend = _at_desk(actions.add_parser("recommend", help=_("products for a wish, each with why")))
    recommend.add_argument("text", help=_("such as “a warm white outdoor lamp under 50 €”"))
    recommend.add_argument("--count", type=at_least_one, default=5, metavar="N", help=_("at most so many"))
    macro = _at_desk(actions.add_parser("macro", help=_("a text that is used often, with its variables filled")))
    macro.add_argument("name", nargs="?", default="", help=_("its name or its title; lists them without one"))
    macro.add_argument("--ticket", metavar="ID", help=_("fill it from this ticket"))
    macro.add_argument(
        "--set", action="append", default=[], metavar="NAME=TEXT", help=_("fill this variable; may be repeated")
    )


def _answer(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What comes to a desk, and what it learns."""
    ticket = _at_desk(actions.add_parser("ticket", help=_("make tickets of mails, boxes of mails, or texts")))
    ticket.add_argument("files", nargs="+", metavar="FILE", help=_("files or folders; “-” reads a text or a mail"))
    _at_desk(actions.add_parser("tickets", help=_("the tickets, those that wait first")))
    state = with_json(actions.add_parser("state", help=_("say how a ticket stands")))
    state.add_argument("ticket", metavar="ID", help=_("the id of the ticket, or its last letters"))
    state.add_argument("state", choices=STATES, help=_("how it stands"))
    solved = with_json(actions.add_parser("solved", help=_("keep how a ticket was answered, and learn from it")))
    solved.add_argument("ticket", metavar="ID", help=_("the id of the ticket, or its last letters"))
    solved.add_argument("--answer", required=True, metavar="FILE", help=_("what was sent; “-” reads it"))
    proposals = _at_desk(actions.add_parser("proposals", help=_("what solved cases could add to the articles")))
    proposals.add_argument("--all", action="store_true", help=_("those that were approved or discarded, too"))
    approve = with_json(actions.add_parser("approve", help=_("make an article of what was proposed")))
    approve.add_argument("proposal", metavar="ID", help=_("the id of the proposal, or its last letters"))
    approve.add_argument("--title", default="", metavar="TEXT", help=_("another title"))
    approve.add_argument("--text", default="", metavar="FILE", help=_("another text; “-” reads it"))
    discard = with_json(actions.add_parser("discard", help=_("put a proposal aside")))
    discard.add_argument("proposal", metavar="ID", help=_("the id of the proposal, or its last letters"))
    for parser in (approve, discard):
        parser.add_argument("--undo", action="store_true", help=_("let it wait again"))


def _at_desk(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--desk", default="", metavar="NAME", help=_("the desk, by its title or id"))
    return with_json(parser)
