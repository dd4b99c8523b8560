"""Reading a document anew, for the pages that were left without text when it came in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from carrel.base.work import Cancel
from carrel.flows import library
from carrel.flows.kit import Kit
from carrel.flows.read_in import Step, Wish, read_in
from carrel.library import tables
from carrel.library.readers.reading import read
from carrel.library.readers.refusals import refusal_of_file


def recognise(kit: Kit, document: str, cancel: Cancel, password: str = "") -> Iterator[Step]:
    """Read the document from its file once more, with its pictures recognised; stopped or killed, `go_on` goes on.

    What is there of it is only let go once the file has opened. Raises DocumentMissing, DocumentRefused and Stopped.
    """
    held = library.document(kit, document)
    if held.path is None:
        raise refusal_of_file("gone", {})
    path = Path(held.path)
    with closing(read(path, cancel, password)) as reading:
        next(reading)
    with kit.store.writing() as db:
        tables.forget_parts(db, held.id)
        tables.renew(db, held.id, held.sha256, held.size)
    yield from read_in(kit, [path], cancel, Wish(loose=held.loose, passwords={path: password}))
