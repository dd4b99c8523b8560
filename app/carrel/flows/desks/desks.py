"""Desks: making one, finding it again, what is on it, and taking it away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.desk import tables
from carrel.desk.articles import tables as articles
from carrel.desk.catalogue import tables as catalogue
from carrel.desk.catalogue.recommending import MOST, Recommendation, recommend
from carrel.desk.filling import FilledMacro, fill, values_of
from carrel.desk.model import Desk, DeskMissing, Macro, PastCase, Product, Ticket
from carrel.desk.reading import settings
from carrel.desk.reading.api import DeskRefused
from carrel.desk.slots import filled
from carrel.desk.tickets import tables as tickets
from carrel.flows.kit import Kit
from carrel.flows.retrieve import Retrieved, retrieve
from carrel.library import tables as library
from carrel.library.model import Document, Scope

MOST_WEIGHED = 2_000
"""Products that are looked at one by one for a wish; of a larger catalogue those that share words with it."""


@dataclass(frozen=True)
class DeskArticle:
    """A document that a desk answers from. file: its name in the folder of the desk; empty if it has none."""

    document: Document
    file: str = ""


@dataclass(frozen=True)
class OnDesk:
    """A desk with all that is on it, at one moment; waiting: tickets that are not solved. proposals: open ones."""

    desk: Desk
    articles: tuple[DeskArticle, ...] = ()
    products: int = 0
    cases: int = 0
    tickets: int = 0
    waiting: int = 0
    proposals: int = 0


def make(kit: Kit, title: str) -> Desk:
    """A new desk, with nothing on it yet; raises DeskRefused without a title, or where one is called so."""
    title = one_line(title, settings.LONGEST_TITLE)
    if not title:
        raise DeskRefused(_("A desk needs a name."), _("Write what it is called, such as the name of the shop."))
    id = kit.stamp.new_id()
    with kit.store.writing() as db:
        if any(one.title.casefold() == title.casefold() for one in tables.desks(db)):
            raise DeskRefused(
                _("There is a desk called “{title}” already.").format(title=title), _("Choose another name, or use it.")
            )
        tables.add(db, id, title, settings.plainly(title), kit.stamp.now())
        return tables.desk(db, id)


def desks(kit: Kit) -> list[Desk]:
    """The desks, the one that was used last first."""
    with kit.store.reading() as db:
        return tables.desks(db)


def desk(kit: Kit, named: str = "") -> Desk:
    """The desk with this id or title; without a name, the one that was used last. Raises DeskMissing."""
    with kit.store.reading() as db:
        return tables.desk(db, named)


def use(kit: Kit, named: str = "") -> Desk:
    """The same, and from now on it is the one that is meant where none is named."""
    with kit.store.writing() as db:
        found = tables.desk(db, named)
        tables.use(db, found.id, kit.stamp.now())
    return found


def on_desk(kit: Kit, named: str = "") -> OnDesk:
    """A desk with all that is on it; raises DeskMissing."""
    with kit.store.reading() as db:
        found = tables.desk(db, named)
        known = tickets.tickets(db, found.id)
        held = []
        for document, file in articles.documents(db, found.id).items():
            one = library.get(db, document)
            if not one.deleted:
                held.append(DeskArticle(one, file))
        return OnDesk(
            found,
            tuple(sorted(held, key=lambda one: one.document.title.casefold())),
            catalogue.count(db, found.id),
            len(tickets.cases(db, found.id)),
            len(known),
            sum(one.state != "solved" for one in known),
            len(articles.proposals(db, found.id)),
        )


def remove(kit: Kit, named: str) -> Desk:
    """Take a desk away with all that is on it; `put_back` undoes it, for 30 days. Raises DeskMissing."""
    with kit.store.writing() as db:
        found = tables.desk(db, named)
        tables.remove(db, found.id, kit.stamp.now())
    return found


def put_back(kit: Kit, named: str) -> Desk:
    """Undo a `remove`, by the id or the title of the desk; raises DeskMissing."""
    with kit.store.writing() as db:
        tables.put_back(db, tables.removed(db, named))
        return tables.desk(db, named)


def take_off(kit: Kit, desk: str, document: str) -> None:
    """Let a desk answer from this document no longer; `lay_on` undoes it."""
    with kit.store.writing() as db:
        articles.unlink(db, desk, document)


def lay_on(kit: Kit, desk: str, document: str, file: str = "") -> None:
    """Let a desk answer from this document; raises DeskMissing and DocumentMissing."""
    with kit.store.writing() as db:
        library.there(db, document)
        articles.link(db, tables.desk(db, desk).id, document, file)


def scope(kit: Kit, desk: str) -> Scope | None:
    """Where the answers of a desk stand; None where it has no documents."""
    with kit.store.reading() as db:
        held = tuple(articles.documents(db, desk))
    return Scope(documents=held) if held else None


def search(kit: Kit, desk: str, text: str, limit: int, cancel: Cancel) -> Retrieved:
    """The passages of the desk's documents that may answer this, best first; raises Stopped."""
    where = scope(kit, desk)
    return retrieve(kit, text, where, limit, cancel) if where is not None else Retrieved((), False, 0)


def products(kit: Kit, desk: str, text: str = "", limit: int = 100) -> list[Product]:
    """The products of a desk in the order of its catalogue; with a text, those that hold its words, best first."""
    with kit.store.reading() as db:
        return catalogue.find(db, desk, text, limit) if text.strip() else catalogue.products(db, desk)


def similar_cases(kit: Kit, desk: str, text: str, limit: int = 3) -> list[PastCase]:
    """Solved cases in which something like this was asked, the likest first."""
    with kit.store.reading() as db:
        return tickets.similar_cases(db, desk, text, limit)


def suggest(kit: Kit, desk: str, text: str, most: int = MOST) -> Recommendation:
    """The products that meet best what somebody wishes for, each with why; by code, without a model."""
    with kit.store.reading() as db:
        few = catalogue.count(db, desk) <= MOST_WEIGHED
        known = catalogue.products(db, desk) if few else catalogue.find(db, desk, text, MOST_WEIGHED)
    return recommend(known, text, most)


def fill_macro(
    kit: Kit, desk: Desk, named: str, ticket: Ticket | None = None, said: Mapping[str, str] | None = None
) -> tuple[Macro, FilledMacro]:
    """A macro with its variables filled from the desk, the ticket, and what was said besides; raises DeskMissing."""
    macro = next((one for one in desk.macros if named.casefold() in (one.name.casefold(), one.title.casefold())), None)
    if macro is None:
        known = ", ".join(one.name for one in desk.macros[:20]) or _("none")
        raise DeskMissing(
            _("There is no macro called “{name}”.").format(name=one_line(named)),
            _("This desk has these: {names}.").format(names=known),
        )
    slots: dict[str, str] = {}
    if ticket is not None:
        with kit.store.reading() as db:
            all_products = catalogue.products(db, desk.id)
        wanted = [*desk.general, *(slot for one in desk.procedures for slot in one.slots)]
        slots = filled(wanted, ticket.thread, all_products)
    return macro, fill(macro.text, values_of(desk, ticket, {**slots, **(said or {})}))
