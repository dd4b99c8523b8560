"""Fills a desk: from its folder in one go, or from single files; what was there is renewed and nothing is doubled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from carrel.base.files import resource
from carrel.base.show import one_line
from carrel.base.stamp import derived_id
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.desk import tables
from carrel.desk.articles import tables as articles
from carrel.desk.catalogue import tables as products
from carrel.desk.model import Desk, PastCase
from carrel.desk.reading import cases, catalogue
from carrel.desk.reading.api import DeskRefused, Fault
from carrel.desk.reading.catalogue import Catalogue
from carrel.desk.reading.table import MOST_BYTES
from carrel.desk.tickets import tables as tickets
from carrel.flows.desks import folder as folders
from carrel.flows.desks.desks import desk
from carrel.flows.desks.files import content
from carrel.flows.desks.folder import Folder
from carrel.flows.kit import Kit
from carrel.flows.read_in import Failed, Read, Wish, read_in
from carrel.library.readers.api import DocumentRefused
from carrel.library.readers.reading import read as read_document


@dataclass(frozen=True)
class Added:
    """What a folder or a file brought, or would bring in a dry run.

    is_new: the desk was made of it. articles: documents that were read, or are known from before; failed: those that
    could not be read. left: documents that are on the desk no longer, their files being gone.
    """

    title: str
    desk: Desk | None = None
    is_new: bool = False
    procedures: int = 0
    macros: int = 0
    products: int = 0
    cases: int = 0
    articles: int = 0
    failed: int = 0
    left: int = 0
    faults: tuple[Fault, ...] = ()


def add_sample(kit: Kit, cancel: Cancel) -> Iterator[Progress | Failed | Added]:
    """The desk that comes with Carrel, to look at; adding it again renews it."""
    yield from add(kit, resource("desks/sample"), cancel)


def look(kit: Kit, path: Path, cancel: Cancel, named: str = "") -> Iterator[Progress | Failed | Added]:
    """What adding this folder would do, with every fault; nothing is kept. Raises as `add` does."""
    found, before = _read(kit, path, named)
    files = [one for one in sorted(found.articles.rglob("*")) if one.is_file()] if found.articles else []
    failed = 0
    for done, file in enumerate(files):
        yield Progress(_("Reading {name}").format(name=one_line(file.name)), done, len(files))
        try:
            for _part in read_document(file, cancel):
                pass
        except DocumentRefused as error:
            failed += 1
            yield Failed(file, error)
    yield _told(found, before, before is None, len(files) - failed, failed)


def add(kit: Kit, path: Path, cancel: Cancel, named: str = "") -> Iterator[Progress | Failed | Added]:
    """Put what stands in a folder on a desk: the named one, else the one called so, else a new one.

    What is not sound is told and left out; what stood in its place before stays. What was stopped goes on when the
    folder is added again. Raises DeskRefused where there is nothing of a desk, DeskMissing and Stopped.
    """
    found, before = _read(kit, path, named)
    kept = _keep(kit, found, before)
    count = failed = left = 0
    if found.articles is not None:
        here: set[str] = set()
        for step in read_in(kit, [found.articles], cancel, Wish(loose=True)):
            if isinstance(step, Read):
                here.add(step.document.id)
                _link(kit, kept.id, step, found.path)
                continue
            failed += isinstance(step, Failed)
            yield step
        count = len(here)
        left = _unlink(kit, kept.id, found, here)
    yield _told(found, desk(kit, kept.id), before is None, count, failed, left)


def import_documents(
    kit: Kit, desk_id: str, paths: Sequence[Path], cancel: Cancel
) -> Iterator[Progress | Read | Failed]:
    """Let a desk answer from these files and folders as well; a bad one is told, and the others go on.

    They are found only by the desk, and do not stand in the library. Raises Stopped.
    """
    for step in read_in(kit, paths, cancel, Wish(loose=True)):
        if isinstance(step, Read):
            _link(kit, desk_id, step, None)
        yield step


def import_catalogue(kit: Kit, to: Desk, path: Path, columns: Path | None = None) -> Catalogue:
    """Keep the products of this table, in place of those that the desk had.

    columns: the file that says which heading is what; without it, that is guessed. Raises DeskRefused.
    """
    said, faults = None, list[Fault]()
    if columns is not None:
        said = folders.said_columns(columns, faults)
        if said is None:
            raise DeskRefused(faults[0].what, faults[0].next_step)
    found = catalogue.read(path.name, content(path, MOST_BYTES), said, to.currency)
    if not found.products:
        raise DeskRefused(
            _("No product in “{file}” could be read.").format(file=one_line(path.name)),
            found.faults[0].sentence() if found.faults else _("Look whether there are rows below its headings."),
        )
    with kit.store.writing() as db:
        products.replace_all(db, to.id, found.products)
    return Catalogue(found.products, found.columns, (*faults, *found.faults))


def import_cases(kit: Kit, to: Desk, path: Path) -> tuple[int, tuple[Fault, ...]]:
    """Keep solved cases; returns how many were new, and what could not be read. Raises DeskRefused."""
    found = cases.read(path.name, content(path, MOST_BYTES))
    return _keep_cases(kit, to.id, found.pairs), found.faults


def _read(kit: Kit, path: Path, named: str) -> tuple[Folder, Desk | None]:
    """What stands in the folder, and the desk that it is of."""
    before = desk(kit, named) if named else None
    found = folders.read(path, before.currency if before else "")
    if before is None and found.settings is None:
        first = next((fault for fault in found.faults if fault.left_out), None)
        if first is not None and found.text:
            raise DeskRefused(first.sentence(), _("Correct it, and add the folder again."))
        raise DeskRefused(
            _("There is no desk.toml in “{file}”.").format(file=one_line(path.name)),
            _("Write one with a line such as title = “Our shop”, or name the desk that this is for."),
        )
    if before is None and found.settings is not None:
        title = found.settings.title.casefold()
        with kit.store.reading() as db:
            before = next((one for one in tables.desks(db) if one.title.casefold() == title), None)
    return found, before


def _keep(kit: Kit, found: Folder, before: Desk | None) -> Desk:
    """Keep all but the documents, in one go."""
    with kit.store.writing() as db:
        if found.settings is not None and before is None:
            id = kit.stamp.new_id()
            tables.add(db, id, found.settings.title, found.text, kit.stamp.now())
        else:
            assert before is not None
            id = before.id
            if found.settings is not None:
                tables.rewrite(db, id, found.settings.title, found.text)
            tables.use(db, id, kit.stamp.now())
        if found.procedures is not None:
            texts = _with_old(found.procedures, tables.procedure_texts(db, id), found.faulty)
            tables.forget_procedures(db, id)
            for place, (name, text) in enumerate(texts.items()):
                tables.keep_procedure(db, id, name, text, place)
        if found.macros is not None:
            texts = _with_old(found.macros, tables.macro_texts(db, id), found.faulty)
            tables.forget_macros(db, id)
            for place, (name, text) in enumerate(texts.items()):
                tables.keep_macro(db, id, name, text, place)
        if found.products:
            products.replace_all(db, id, found.products)
    if found.cases is not None:
        _keep_cases(kit, id, found.cases)
    return desk(kit, id)


def _with_old(new: dict[str, str], old: dict[str, str], faulty: frozenset[str]) -> dict[str, str]:
    """The new texts, and for those that are faulty now what stood there before, by name."""
    return dict(sorted({**{name: text for name, text in old.items() if name in faulty}, **new}.items()))


def _keep_cases(kit: Kit, desk_id: str, pairs: Sequence[tuple[str, str]]) -> int:
    with kit.store.writing() as db:
        return sum(
            tickets.keep_case(
                db, PastCase(derived_id("case", desk_id, asked, answered), desk_id, asked, answered, kit.stamp.now())
            )
            for asked, answered in pairs
        )


def _link(kit: Kit, desk_id: str, step: Read, root: Path | None) -> None:
    file = one_line(step.file.name)
    if root is not None:
        file = step.file.absolute().relative_to(root.absolute()).as_posix()
    with kit.store.writing() as db:
        articles.link(db, desk_id, step.document.id, file)


def _unlink(kit: Kit, desk_id: str, found: Folder, here: set[str]) -> int:
    """Take documents off the desk whose files were in this folder and are gone."""
    with kit.store.writing() as db:
        gone = [
            document
            for document, file in articles.documents(db, desk_id).items()
            if file.startswith(f"{folders.ARTICLES}/") and document not in here and not (found.path / file).exists()
        ]
        for document in gone:
            articles.unlink(db, desk_id, document)
    return len(gone)


def _told(found: Folder, of: Desk | None, is_new: bool, count: int, failed: int, left: int = 0) -> Added:
    return Added(
        title=found.settings.title if found.settings else of.title if of else "",
        desk=of,
        is_new=is_new,
        procedures=len(found.procedures or ()),
        macros=len(found.macros or ()),
        products=len(found.products or ()),
        cases=len(found.cases or ()),
        articles=count,
        failed=failed,
        left=left,
        faults=found.faults,
    )
