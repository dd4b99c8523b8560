"""Bringing documents into the library: read part by part, so that a stop or a crash loses nothing that was read."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.flows import library
from carrel.flows.kit import Kit
from carrel.flows.silence import pages_to_recognise
from carrel.library import search, tables
from carrel.library.model import Document, DocumentMissing, Form, Kind, Part
from carrel.library.readers import api
from carrel.library.readers.api import DocumentRefused
from carrel.library.readers.pieces import pieces
from carrel.library.readers.reading import check_file, read
from carrel.library.readers.refusals import refusal_of_file
from carrel.library.readers.source import MOST_BYTES

if TYPE_CHECKING:
    from carrel.store.db import Database

MOST_FILES = 20_000
"""Files of one folder; who has more brings them in folder by folder."""

_BATCH_SECONDS, _BATCH_PARTS = 0.5, 64
"""What was read is on the disk at least this often, so that a kill costs no more than that."""

_PIECE = 1 << 20
_MARKDOWN = (".md", ".markdown")
_DRAWN: tuple[Kind, ...] = ("pdf",)
"""Kinds whose pages are shown as pictures, for which a copy of the file is kept."""


@dataclass(frozen=True)
class Read:
    """A document that is in the library now, with so many passages; known: it was there before, unchanged."""

    file: Path
    document: Document
    passages: int
    known: bool = False


@dataclass(frozen=True)
class Failed:
    """A file that could not be read, and why."""

    file: Path
    error: CarrelError


Step = Progress | Read | Failed


@dataclass(frozen=True)
class Wish:
    """How files are to be brought in: into a course (its id), with passwords (by path, or one for all of them).

    loose: only for what they are attached to. removed: also what the person has taken out of the library.
    """

    course: str | None = None
    loose: bool = False
    passwords: Mapping[Path, str] = field(default_factory=dict)
    password: str = ""
    removed: bool = True


PLAINLY = Wish()


def read_in(kit: Kit, paths: Iterable[Path], cancel: Cancel, wish: Wish = PLAINLY) -> Iterator[Step]:
    """Bring in files and whole folders, one after another; a bad file is told, and the others go on.

    What was already read is not read again; a file that changed is read anew in its place; what was cut off goes on
    where it stopped. Raises Stopped, and what the store raises, such as DiskFull.
    """
    files: list[Path] = []
    for found in _files(paths, _own_folders(kit)):
        cancel.check()
        if isinstance(found, Failed):
            yield found
        else:
            files.append(found)
    for done, file in enumerate(files):
        cancel.check()
        name = one_line(file.name)
        yield Progress(_("Reading {name}").format(name=name), done, len(files))
        try:
            for step in _one(kit, file, cancel, wish):
                if isinstance(step, Progress):
                    yield replace(step, label=_("Reading {name}").format(name=name))
                else:
                    yield step
        except (DocumentRefused, DocumentMissing) as error:
            yield Failed(file, error)


def take_text(kit: Kit, name: str, text: str) -> Document:
    """A text that is at hand as a loose document; the same text is kept once."""
    content = text.encode("utf-8", "replace")
    sha256 = hashlib.sha256(content).hexdigest()
    with kit.store.writing() as db:
        held = tables.with_content(db, sha256)
        if held is not None and held.state == "ready":
            return held
        form: Form = "markdown" if Path(name).suffix.lower() in _MARKDOWN else "plain"
        kind: Kind = "markdown" if form == "markdown" else "text"
        document = Document(
            kit.stamp.new_id(),
            kit.stamp.now(),
            one_line(Path(name).stem),
            kind,
            name,
            sha256,
            form,
            size=len(content),
            state="ready",
            loose=True,
        )
        tables.create(db, document)
        for place, piece in enumerate(pieces(text, form)):
            part = Part(place, "", "", piece)
            search.learn(db, document.id, tables.add_part(db, document.id, part), part)
        return tables.get(db, document.id)


def go_on(kit: Kit, cancel: Cancel, wish: Wish = PLAINLY) -> Iterator[Step]:
    """Go on with what was cut off, where the files are still there; not with what was only to be attached."""
    with kit.store.reading() as db:
        cut_off = [Path(one.path) for one in tables.unfinished(db) if one.path is not None and not one.loose]
    yield from read_in(kit, [path for path in cut_off if os.path.isfile(path)], cancel, wish)


def look_around(kit: Kit, cancel: Cancel) -> Iterator[Step]:
    """Read what is new or changed in the watched folders; what was taken out of the library stays out."""
    with kit.store.reading() as db:
        watched = tables.watched(db)
    for folder, course in watched:
        yield from read_in(kit, [Path(folder)], cancel, Wish(course, removed=False))


def _own_folders(kit: Kit) -> frozenset[str]:
    """Where Carrel itself writes: nothing of that is a person's document."""
    return frozenset(os.path.realpath(folder) for folder in vars(kit.places).values())


def _files(paths: Iterable[Path], left_out: frozenset[str]) -> Iterator[Path | Failed]:
    """The files themselves, and what lies in folders; hidden files and links in folders are left alone."""
    for path in paths:
        if os.path.isdir(path):
            yield from _inside(path, left_out)
        else:
            yield path


def _inside(path: Path, left_out: frozenset[str]) -> Iterator[Path | Failed]:
    """The files of a folder, the first of them if it has too many; what cannot be opened there is told."""
    closed: list[OSError] = []
    count = 0
    for folder, inner, names in os.walk(path, onerror=closed.append):
        inner[:] = sorted(
            name for name in inner if name[0] != "." and os.path.realpath(os.path.join(folder, name)) not in left_out
        )
        for name in sorted(names):
            file = Path(folder, name)
            if name[0] == "." or file.is_symlink():
                continue
            if count == MOST_FILES:
                yield Failed(path, _too_many())
                return
            count += 1
            yield file
    yield from (Failed(Path(error.filename), refusal_of_file("gone", {})) for error in closed)


def _too_many() -> DocumentRefused:
    return DocumentRefused(
        "too_large",
        _("This folder holds more than {count:,} files; only so many were looked at.").format(count=MOST_FILES),
        _("Read in the folders inside it, one after another."),
    )


@dataclass(frozen=True)
class _File:
    """A file, and its bytes in short; written: when, in nanoseconds since 1970."""

    path: Path
    sha256: str
    size: int
    written: int

    @property
    def has_changed(self) -> bool:
        """Whether it is another one by now; a file that is gone has not become another one."""
        with suppress(OSError):
            now = self.path.stat()
            return (now.st_size, now.st_mtime_ns) != (self.size, self.written)
        return False


def _one(kit: Kit, path: Path, cancel: Cancel, wish: Wish) -> Iterator[Step]:
    file = _looked_at(path.absolute(), cancel)
    if not wish.removed and _was_removed(kit, file):
        return
    document, known = _begin(kit, file, wish)
    if known:
        yield _read(kit, file, document, known=True)
        return
    try:
        yield from _take_in(kit, file, document, cancel, wish.passwords.get(path, wish.password))
    except DocumentRefused as error:
        _refuse(kit, document, error)
        raise
    _keep_copy(kit, file, library.document(kit, document.id))
    yield _read(kit, file, library.document(kit, document.id))


def _read(kit: Kit, file: _File, document: Document, *, known: bool = False) -> Read:
    with kit.store.reading() as db:
        return Read(file.path, document, tables.passage_count(db, document.id), known)


def _looked_at(path: Path, cancel: Cancel) -> _File:
    """The file's size and sum; a folder, a pipe or a device is refused and never waited for."""
    check_file(path)
    try:
        with path.open("rb") as opened:
            found = os.fstat(opened.fileno())
            if found.st_size > MOST_BYTES:
                raise refusal_of_file("too_large", {"megabytes": MOST_BYTES // 1_000_000})
            digest = hashlib.sha256()
            while piece := opened.read(_PIECE):
                cancel.check()
                digest.update(piece)
    except OSError as error:
        raise refusal_of_file("gone", {}) from error
    return _File(path, digest.hexdigest(), found.st_size, found.st_mtime_ns)


def _was_removed(kit: Kit, file: _File) -> bool:
    with kit.store.reading() as db:
        return tables.was_removed(db, file.sha256)


def _begin(kit: Kit, file: _File, wish: Wish) -> tuple[Document, bool]:
    """The document that this file is, or becomes; and whether all of it is in already."""
    with kit.store.writing() as db:
        before = _same_place(db, file, wish)
        held = tables.with_content(db, file.sha256) or before
        if before is not None and held != before and before.state == "refused":
            tables.forget(db, before.id)  # what could not be read there is gone: this good document took its place
        if held is None:
            document = Document(
                kit.stamp.new_id(),
                kit.stamp.now(),
                one_line(file.path.stem),
                "text",
                one_line(file.path.name),
                file.sha256,
                path=str(file.path),
                size=file.size,
                modified=file.written / 1e9,
                courses=(wish.course,) if wish.course is not None else (),
                loose=wish.loose,
            )
            tables.create(db, document)
            return document, False
        if held.sha256 != file.sha256 or held.state == "refused" or (held.path is None and not wish.loose):
            tables.forget_parts(db, held.id)
            tables.renew(db, held.id, file.sha256, file.size)
        if held.loose or not wish.loose:  # a copy that is only attached does not move the document of the library
            tables.move_to(db, held.id, str(file.path), file.written / 1e9)
        if wish.course is not None:
            tables.put_into(db, held.id, (wish.course,))
        if held.loose and not wish.loose:
            tables.list_openly(db, held.id)
        document = tables.get(db, held.id)
    return document, document.state == "ready"


def _same_place(db: Database, file: _File, wish: Wish) -> Document | None:
    """The document that was read from this path before the file changed."""
    held = tables.at_path(db, str(file.path))
    return held if held is not None and held.pack is None and held.loose == wish.loose else None


def _take_in(kit: Kit, file: _File, document: Document, cancel: Cancel, password: str) -> Iterator[Progress]:
    """Read what is not yet in, and keep it batch by batch."""
    batch: list[Part] = []
    place, since = document.read, time.monotonic()
    pages = 0
    recognise = pages_to_recognise(kit, document)
    for step in read(file.path, cancel, password, document.read, recognise):
        if isinstance(step, api.Facts):
            pages = step.pages
            _keep(kit, document.id, batch, step)
            batch = []
            continue
        batch.append(Part(place, step.label, step.heading, step.text, step.place))
        place += 1
        if len(batch) >= _BATCH_PARTS or time.monotonic() - since > _BATCH_SECONDS:
            _keep(kit, document.id, batch)
            batch, since = [], time.monotonic()
            yield Progress("", step.place + 1 if pages else 0, pages)
    _keep(kit, document.id, batch)
    if file.has_changed:
        raise refusal_of_file("changed", {})
    with kit.store.writing() as db:
        tables.change(db, replace(tables.get(db, document.id), state="ready", problem="", next_step=""))


def _keep(kit: Kit, document: str, parts: Sequence[Part], facts: api.Facts | None = None) -> None:
    """Keep parts with their passages, and what is known of the document as a whole."""
    if not parts and facts is None:
        return
    with kit.store.writing() as db:
        held = tables.there(db, document)
        if facts is not None:
            tables.change(
                db,
                replace(
                    held,
                    title=one_line(facts.title) or held.title,
                    kind=cast("Kind", facts.kind),
                    form=facts.form,
                    pages=facts.pages,
                    language=facts.language,
                    silent=facts.silent,
                ),
            )
        for part in parts:
            search.learn(db, document, tables.add_part(db, document, part), part)


def _refuse(kit: Kit, document: Document, error: DocumentRefused) -> None:
    """Remember why, and keep nothing of it; a document that was only to be attached leaves no trace."""
    with kit.store.writing() as db:
        if document.loose:
            tables.forget(db, document.id)
        else:
            tables.forget_parts(db, document.id)
            held = tables.get(db, document.id)
            tables.change(db, replace(held, state="refused", problem=error.what, next_step=error.next_step))


def _keep_copy(kit: Kit, file: _File, document: Document) -> None:
    """Keep a copy of a file whose pages are drawn; where there is no room, the original has to do."""
    if document.kind not in _DRAWN:
        return
    copy = library.copy_path(kit, document)
    if copy.exists():
        return
    unfinished = copy.with_suffix(library.UNFINISHED)
    with suppress(OSError):
        copy.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(file.path, unfinished)
        if file.has_changed:
            unfinished.unlink()
        else:
            unfinished.replace(copy)
