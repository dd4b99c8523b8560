"""What a reader is handed in the child: the bytes of one document, and what is gathered while it is read."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from carrel.base.archive import Archive, ArchiveRefused, is_archive
from carrel.base.decoding import NotText, decoded
from carrel.base.inside import Refusal
from carrel.base.text import clean
from carrel.library.readers.api import Form

MOST_BYTES = 200_000_000
MOST_TEXT = 20_000_000
"""Bytes of a document that is nothing but text; as much as forty thick books."""
_HEAD = 65_536
_LEAST_WITHOUT_NULS = 0.8
"""Zero bytes that stand in a text by accident are fewer than this leaves."""
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")

Unit = Literal["", "page", "slide", "chapter", "rows", "lines"]
Heading = tuple[str, ...]
Sight = Literal["read", "looking", "recognised", "there"]
"""Where the text of a section comes from: it stands in the document; a picture is about to be looked at, and there is
none yet; it was recognised on a picture; its part is there from an earlier time, and it is not looked at again."""


@dataclass(frozen=True)
class Section:
    """A page, slide or section as a reader finds it: of any length, with blocks divided by empty lines."""

    text: str
    heading: Heading = ()
    unit: Unit = ""
    number: str = ""
    place: int = 0
    sight: Sight = "read"


@dataclass(frozen=True)
class Recognition:
    """Which pages without text are to be recognised, and by what.

    most: the first so many of a document. begin: pages before it were looked at earlier, and those in done have their
    part. recognise: the text on a page, "" for none; None where only another child can do it.
    """

    most: int = 0
    begin: int = 0
    done: frozenset[int] = frozenset()
    recognise: Callable[[Any], str] | None = None


_NOTHING = Recognition()


@dataclass
class About:
    """What a reader has found out about the whole document so far."""

    title: str = ""
    pages: int = 0
    language: str = ""
    silent: list[tuple[Unit, str]] = field(default_factory=list)


class Source:
    """One document; raises Refusal for what is no ordinary file, empty, or larger than anything we read."""

    def __init__(self, path: Path, password: str = "", recognition: Recognition = _NOTHING) -> None:
        self.path = path
        self.password = password
        self.recognition = recognition
        self.about = About()
        self._file = os.fdopen(_opened(path), "rb")
        self.size = self._file.seek(0, os.SEEK_END)
        if not self.size:
            raise Refusal("empty")
        if self.size > MOST_BYTES:
            raise Refusal("too_large", megabytes=MOST_BYTES // 1_000_000)

    @property
    def suffix(self) -> str:
        """The end of the name, in small letters: a hint, and no more."""
        return self.path.suffix.lower()

    @functools.cached_property
    def head(self) -> bytes:
        """How the file begins."""
        self._file.seek(0)
        return self._file.read(_HEAD)

    @functools.cached_property
    def archive(self) -> Archive | None:
        """The file as an archive, if it is one; raises Refusal for one that is hostile."""
        if not is_archive(self.head):
            return None
        with told():
            return Archive(self._file)

    def names(self) -> tuple[str, ...]:
        """The names of the files in the archive; none if it is no archive."""
        return self.archive.names if self.archive else ()

    def inside(self, name: str) -> bytes:
        """A file in the archive; empty if there is none. Raises Refusal."""
        if self.archive is None or name not in self.archive.names:
            return b""
        with told():
            return self.archive.read(name)

    @functools.cached_property
    def content(self) -> bytes:
        """All bytes of a document that is nothing but text; raises Refusal for more than we take of that."""
        if self.size > MOST_TEXT:
            raise Refusal("too_large", megabytes=MOST_TEXT // 1_000_000)
        self._file.seek(0)
        return self._file.read(MOST_TEXT + 1)

    @functools.cached_property
    def text(self) -> str | None:
        """The whole as text with plain newlines, if it is text."""
        content = self.content
        for mended in (content, content.replace(b"\0", b"")):
            if len(mended) < _LEAST_WITHOUT_NULS * len(content):
                break
            try:
                text = decoded(mended)[0].removeprefix("\ufeff")
            except NotText:
                continue
            return clean(text) if len(_CONTROLS.findall(text)) * 100 <= len(text) else None
        return None


@dataclass(frozen=True)
class Reader:
    """A kind of document: how it is told from others by its content, and how it is read."""

    kind: str
    form: Form
    recognises: Callable[[Source], bool]
    sections: Callable[[Source], Iterator[Section]]


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Say in a word of ours why an archive was refused."""
    try:
        yield
    except ArchiveRefused as error:
        code = {"large": "too_large"}.get(error.fault, error.fault)
        raise Refusal(code, megabytes=MOST_BYTES // 1_000_000) from error


def _opened(path: Path) -> int:
    """A handle on an ordinary file; a folder, a pipe or a device is refused and never waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise Refusal("gone") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Refusal("not_a_document")
    return handle
