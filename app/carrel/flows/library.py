"""Looking into the library and tidying it, without a model."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from carrel.attachments import tables as attachments
from carrel.base.stamp import Moment
from carrel.desk import tables as desks
from carrel.flows.kit import Kit
from carrel.library import tables
from carrel.library.model import Document, Part
from carrel.store.faults import DiskFull

FOLDER = "documents"
"""Where copies of documents are kept whose pages are shown as pictures; each is named by the sha256 of its bytes."""

KEPT_DAYS = 30
"""So long a desk that was removed can be brought back."""

UNFINISHED = ".part"
"""How the name of a copy ends that is still being written."""


def documents(kit: Kit, course: str | None = None) -> list[Document]:
    """The documents by title, all or those of one course; lessons of installed packs are among them."""
    with kit.store.reading() as db:
        return tables.documents(db, course)


def document(kit: Kit, document: str) -> Document:
    """One document, removed or not; raises DocumentMissing."""
    with kit.store.reading() as db:
        return tables.get(db, document)


def parts(kit: Kit, document: str) -> list[Part]:
    """All of its text, in order."""
    with kit.store.reading() as db:
        return tables.parts(db, document)


def kept_copy(kit: Kit, document: Document) -> Path | None:
    """The file its pages can be drawn from: our own copy, or else the original; None when neither is there."""
    copy = copy_path(kit, document)
    if copy.exists():
        return copy
    original = Path(document.path) if document.path is not None else None
    return original if original is not None and original.is_file() else None


def copy_path(kit: Kit, document: Document) -> Path:
    """Where our own copy of it is, or would be."""
    return kit.places.data / FOLDER / f"{document.sha256}.{document.kind}"


def remove(kit: Kit, documents: Sequence[str]) -> None:
    """Take documents out of the library; `put_back` undoes it. Raises DocumentMissing."""
    with kit.store.writing() as db:
        tables.remove(db, documents, kit.stamp.now())


def put_back(kit: Kit, documents: Sequence[str]) -> None:
    """Undo a `remove`."""
    with kit.store.writing() as db:
        tables.put_back(db, documents)


def put_into(kit: Kit, document: str, course: str) -> None:
    """Let the chats of this course look into the document as well."""
    with kit.store.writing() as db:
        tables.put_into(db, document, (course,))


def take_out_of(kit: Kit, document: str, course: str) -> None:
    """Undo a `put_into`."""
    with kit.store.writing() as db:
        tables.take_out_of(db, document, course)


def sweep(kit: Kit) -> None:
    """Take away what nothing needs any more: texts and documents that were attached once, desks that were
    removed long ago, copies of pages.

    Only for the start, when no undo can want them back. A full disk leaves all of it for the next start.
    """
    long_ago = Moment.of(datetime.fromisoformat(kit.stamp.now().utc) - timedelta(days=KEPT_DAYS))
    with suppress(DiskFull):
        with kit.store.writing_plainly() as connection:  # before the first paint
            tables.forget_loose(connection, attachments.sweep(connection) | desks.sweep(connection, long_ago))
            needed = tables.contents(connection)
        for copy in (kit.places.data / FOLDER).glob("*"):
            if copy.suffix == UNFINISHED or copy.stem not in needed:
                with suppress(OSError):
                    copy.unlink()


def watch(kit: Kit, folder: Path, course: str | None = None) -> None:
    """Look into this folder for new and changed files from now on, whenever that is asked for."""
    with kit.store.writing() as db:
        tables.watch(db, str(folder.absolute()), course)


def unwatch(kit: Kit, folder: str) -> None:
    """Look there no longer; what was read stays."""
    with kit.store.writing() as db:
        tables.unwatch(db, folder)


def watched(kit: Kit) -> list[tuple[str, str | None]]:
    """The folders that are looked into, each with the id of its course or None."""
    with kit.store.reading() as db:
        return tables.watched(db)
