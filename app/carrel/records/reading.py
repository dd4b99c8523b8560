"""Takes an exported record apart, looking at each part before it is believed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.text import clean
from carrel.base.words import _
from carrel.records.chain import START, VERSION, Break, Head
from carrel.records.coding import HASH, Unreadable, link_from
from carrel.records.exporting import END, FENCE, Seal
from carrel.records.model import MOST_ENTRIES, Link

MOST_BYTES = 50_000_000
MOST_PIECES = 3_000_000
"""Commas and opening brackets; each may cost some seventy bytes of memory."""
_PIECES = (",", "{", "[")
_MOST_LINES = MOST_ENTRIES + 100
_LONGEST_SEAL = 10_000


class RecordRefused(CarrelError):
    """This is no exported record, or one that cannot be looked at."""


@dataclass(frozen=True)
class Export:
    """What a file holds. text: what people read. words: the digest it should have. after: what follows the entries.

    links: as many as can be read. stray: the place of the first line that cannot; None where all can.
    """

    text: str
    after: str
    head: Head
    words: str
    seal: Seal | None
    links: tuple[Link, ...]
    stray: Break | None


def read(content: bytes) -> Export:
    """The parts of the file; raises RecordRefused."""
    text = _text(content)
    begins = f"\n{text}".rfind(f"\n{FENCE}\n")
    if begins < 0:
        raise RecordRefused(
            _("There is no record of a piece of work in this file."),
            _("Choose a file that Carrel exported as a record, whole and unchanged."),
        )
    if text.count("\n", begins) > _MOST_LINES:
        raise _too_large()
    first, *lines = text[begins + len(FENCE) + 1 :].rstrip("\n").split("\n")
    is_whole = END in lines
    end = lines.index(END) if is_whole else len(lines)
    entries, after = [line.encode() for line in lines[:end]], "\n".join(lines[end + 1 :]).strip()
    if not is_whole and entries and not _before(entries[-1]):
        entries.pop()
    head, words, seal = _first(first)
    links, stray = _links(entries)
    return Export(text[:begins], after, head, words, seal, links, stray)


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise _too_large()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_text() from error
    if "\x00" in text:
        raise _no_text()
    if sum(text.count(piece) for piece in _PIECES) > MOST_PIECES:
        raise _too_large()
    return clean(text)


def _first(line: str) -> tuple[Head, str, Seal | None]:
    """What the line before the entries says: the end of the chain, the digest of the text, and the seal."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    version = said.get("v") if isinstance(said, dict) else None
    if type(version) is not int or said.get("carrel") != "record":
        raise _damaged()
    if version > VERSION:
        raise RecordRefused(
            _("A newer version of Carrel wrote this record."), _("Install the newest Carrel, and try again.")
        )
    count, hashes = said.get("count"), (said.get("hash"), said.get("text"))
    if type(count) is not int or not 0 <= count <= MOST_ENTRIES:
        raise _damaged()
    if not all(isinstance(one, str) and HASH.fullmatch(one) for one in hashes):
        raise _damaged()
    return Head(count, said["hash"]), said["text"], _seal(said["seal"]) if "seal" in said else None


def _seal(said: Any) -> Seal:
    parts = [said.get("key"), said.get("signature")] if isinstance(said, dict) else []
    texts = [part for part in parts if isinstance(part, str) and len(part) <= _LONGEST_SEAL]
    if len(texts) < 2:
        raise _damaged()
    return Seal(*texts)


def _links(entries: list[bytes]) -> tuple[tuple[Link, ...], Break | None]:
    """The links before the first line that is none, and how that one came to its place."""
    links: list[Link] = []
    for place, line in enumerate(entries, 1):
        try:
            links.append(link_from(line))
        except Unreadable:
            before = links[-1].hash if links else START
            goes_on = place < len(entries) and _before(entries[place]) == before
            return tuple(links), Break("inserted" if goes_on else "changed", place)
    return tuple(links), None


def _before(line: bytes) -> str:
    """The hash from which the link in a line goes on; empty where there is no link in it."""
    try:
        return link_from(line).before
    except Unreadable:
        return ""


def _damaged() -> RecordRefused:
    return RecordRefused(
        _("The part of this file that Carrel checks is damaged."), _("Ask for the file once more, whole and unchanged.")
    )


def _no_text() -> RecordRefused:
    return RecordRefused(
        _("This file is not text, or it was damaged on its way."),
        _("Choose a file that Carrel exported as a record, or ask for it once more."),
    )


def _too_large() -> RecordRefused:
    return RecordRefused(
        _("This file is far larger than the record of a piece of work."),
        _("Choose a file that Carrel exported as a record."),
    )
