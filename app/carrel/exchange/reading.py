"""Finds out what a file is, by what is in it, and reads the chats in it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from carrel.base import archive
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.exchange import SOURCES
from carrel.exchange.api import FileRefused, Found, Source

MOST_BYTES = 200_000_000
MOST_PIECES = 15_000_000
"""Commas and opening brackets; each may cost some seventy bytes of memory, and prose has one in sixty characters."""
_PIECES = (b",", b"{", b"[")
_READ = (".json", ".md", ".markdown")


def read(content: bytes, otherwise: Moment) -> tuple[Source, Iterator[Found]]:
    """What kind of file this is, and the chats in it; raises FileRefused, also while the chats are read.

    otherwise: the moment of chats that do not tell when they were. An archive is looked through for the first file
    that chats can be read from.
    """
    if not archive.is_archive(content):
        return _recognise(_document(content), otherwise)
    seen = False
    try:
        for _name, inside in archive.entries(content, _may_hold_chats):
            seen = True
            with contextlib.suppress(UnknownShape):
                return _recognise(_document(inside), otherwise)
    except archive.ArchiveRefused as error:
        raise FileRefused(error.what, error.next_step, error.detail) from error
    raise FileRefused(
        _("No chats were found in this archive.") if seen else _("This archive holds no file of chats."),
        _("Choose the archive as the other program made it, or a “conversations.json”."),
    )


class UnknownShape(FileRefused):
    """The file is sound, but it is not one in which chats are kept."""


def too_large() -> FileRefused:
    """What to say of a file beyond the limit."""
    return FileRefused(
        _("This file is larger than {count} MB.").format(count=MOST_BYTES // 1_000_000),
        _("Export fewer chats at a time, and try again."),
    )


def _may_hold_chats(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in _READ and path.parts[0] != "__MACOSX" and not path.name.startswith(".")


def _document(content: bytes) -> Any:
    """What JSON holds, or the text of a file that is not JSON."""
    if len(content) > MOST_BYTES:
        raise too_large()
    if not content.strip():
        raise FileRefused(_("This file is empty."), _("Choose another file."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnknownShape(
            _("This file is not text, so no chats can be read from it."),
            _("Choose a JSON, Markdown or zip file that a program exported."),
        ) from error
    if "\x00" in text:
        raise UnknownShape(
            _("This file is not text, so no chats can be read from it."),
            _("Choose a JSON, Markdown or zip file that a program exported."),
        )
    if text.lstrip()[:1] not in {"{", "["}:
        return clean(text)
    if sum(content.count(piece) for piece in _PIECES) > MOST_PIECES:
        raise FileRefused(
            _("This file is made of far more pieces than a file of chats is."),
            _("Export fewer chats at a time, and try again."),
        )
    return _parsed(text)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise FileRefused(
            _("This file is nested deeper than any file of chats is."), _("Choose another file.")
        ) from error
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated"):
            raise FileRefused(
                _("This file ends in the middle: it was not copied or written to its end."),
                _("Copy or export it again, and try again."),
                f"line {error.lineno}",
            ) from error
        raise FileRefused(
            _("This file looks like JSON, but it is damaged in line {line}.").format(line=error.lineno),
            _("Export it again, and try again."),
            error.msg,
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise FileRefused(_("This file holds a number that is too long."), _("Choose another file.")) from error


def _recognise(document: Any, otherwise: Moment) -> tuple[Source, Iterator[Found]]:
    for source in SOURCES:
        if source.recognises(document):
            return source, source.reads(document, otherwise)
    raise UnknownShape(
        _("This file holds no chats that Carrel knows how to read."),
        _("Choose an export of Carrel, ChatGPT, Claude or Open WebUI, or a chat in Markdown."),
    )
