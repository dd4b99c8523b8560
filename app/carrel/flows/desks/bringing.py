"""Looks at what a file would bring to a desk before anything is kept, and keeps it so that it can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from carrel.base.show import one_line
from carrel.base.stamp import derived_id
from carrel.base.words import _
from carrel.desk.catalogue import tables as catalogues
from carrel.desk.model import Columns, Desk, PastCase, Product
from carrel.desk.reading import cases, catalogue, columns, settings, table
from carrel.desk.reading.api import DeskRefused, Fault
from carrel.desk.reading.table import MOST_BYTES
from carrel.desk.tickets import tables as tickets
from carrel.flows.desks.files import content
from carrel.flows.kit import Kit


@dataclass(frozen=True)
class CatalogueLook:
    """What a table would bring. content: its bytes. known: headings that are understood, by what they are. columns:
    which heading is what, as it was said or guessed; None where that cannot be guessed.
    """

    file: str
    content: bytes
    headings: tuple[str, ...]
    known: Mapping[str, str]
    columns: Columns | None
    products: tuple[Product, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class CasesLook:
    """What a table of solved cases would bring."""

    file: str
    pairs: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...] = ()


def is_desk(path: Path) -> bool:
    """Whether this is the folder of a desk."""
    return (path / settings.FILE).is_file()


def open_catalogue(to: Desk, path: Path) -> CatalogueLook:
    """What the table in this file would bring, its columns guessed; raises DeskRefused where it is no table."""
    told = content(path, MOST_BYTES)
    file = one_line(path.name)
    # Headings that nobody knows are headings all the same: a person says what they are.
    found = table.read(file, told, lambda headings: 1 + len(columns.recognised("catalogue", headings)))
    known = columns.recognised("catalogue", found.headings)
    look = CatalogueLook(file, told, found.headings, known, columns.guessed(found.headings))
    return look if look.columns is None else look_at_catalogue(to, look, look.columns)


def look_at_catalogue(to: Desk, before: CatalogueLook, said: Columns) -> CatalogueLook:
    """The same with columns that a person chose; raises DeskRefused."""
    read = catalogue.read(before.file, before.content, said, to.currency)
    return replace(before, columns=said, products=read.products, faults=read.faults)


def keep_catalogue(kit: Kit, to: Desk, products: Sequence[Product]) -> tuple[Product, ...]:
    """Keep these in place of the products that the desk had; returns those, for an undo."""
    with kit.store.writing() as db:
        before = tuple(catalogues.products(db, to.id))
        catalogues.replace_all(db, to.id, products)
    return before


def open_cases(path: Path) -> CasesLook:
    """What the table of solved cases in this file would bring; raises DeskRefused."""
    file = one_line(path.name)
    found = cases.read(file, content(path, MOST_BYTES))
    if not found.pairs:
        raise DeskRefused(
            _("No solved case in “{file}” could be read.").format(file=file),
            found.faults[0].sentence() if found.faults else _("It needs the columns asked and answered."),
        )
    return CasesLook(file, found.pairs, found.faults)


def keep_cases(kit: Kit, to: Desk, look: CasesLook) -> tuple[PastCase, ...]:
    """Keep these cases; returns those that were not there before, for an undo."""
    now = kit.stamp.now()
    made = [
        PastCase(derived_id("case", to.id, asked, answered), to.id, asked, answered, now)
        for asked, answered in look.pairs
    ]
    with kit.store.writing() as db:
        return tuple(one for one in made if tickets.keep_case(db, one))


def past_cases(kit: Kit, desk: str) -> list[PastCase]:
    """The solved cases of a desk, the newest first."""
    with kit.store.reading() as db:
        return tickets.cases(db, desk)[::-1]


def remove_cases(kit: Kit, named: Sequence[str]) -> None:
    """Take solved cases away; `put_back_cases` undoes it."""
    now = kit.stamp.now()
    with kit.store.writing() as db:
        for one in named:
            tickets.remove_case(db, one, now)


def put_back_cases(kit: Kit, named: Sequence[str]) -> None:
    """Undo a `remove_cases`."""
    with kit.store.writing() as db:
        for one in named:
            tickets.put_back_case(db, one)
