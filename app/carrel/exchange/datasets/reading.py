"""Reads the rows of a file of any format: what each is shows in the row itself, and a bad one is named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carrel.base.text import clean
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.exchange.datasets.api import Bad, DatasetFormat, DatasetRefused, Losses, Object, Row

MOST_BYTES, MOST_ROWS, MOST_BAD = 20_000_000, 20_000, 200
"""What is read of a file at most, and how many faults are named."""


@dataclass(frozen=True)
class Found:
    """What stands in a file.

    title: of its format. places: of the rows, as those of the bad ones are counted. by_line: whether that is by lines.
    more_bad: faults that are not named.
    """

    title: str
    rows: tuple[Row, ...]
    places: tuple[int, ...]
    bad: tuple[Bad, ...]
    lost: Losses
    by_line: bool
    more_bad: int = 0


def read(content: bytes, formats: Sequence[DatasetFormat], cancel: Cancel) -> Found:
    """The rows of a file; raises DatasetRefused and Stopped."""
    if len(content) > MOST_BYTES:
        raise DatasetRefused(
            _("The file is larger than {most} MB.").format(most=MOST_BYTES // 1_000_000),
            _("Bring it in as several smaller files."),
        )
    text = clean(content.decode("utf-8-sig", "replace"))
    by_line = not text.lstrip().startswith("[")
    rows, places, bad, lost, titles = list[Row](), list[int](), list[Bad](), Losses(), list[str]()
    for place, held in _objects(text, by_line=by_line):
        cancel.check()
        if place > MOST_ROWS:
            bad.append(Bad(place, _("Only the first {most} rows are read.").format(most=f"{MOST_ROWS:,}")))
            break
        try:
            row = _object(held)
            written_as = _format_of(row, formats)
            rows.append(written_as.reads(row, lost))
            places.append(place)
            titles.append(written_as.title())
        except ValueError as error:
            bad.append(Bad(place, str(error)))
    if not rows:
        raise DatasetRefused(
            bad[0].sentence(by_line=by_line) if bad else _("The file holds no examples."),
            _("Carrel reads chats, instructions and pairs of replies, as JSON or as a JSON object on each line."),
        )
    more = max(len(bad) - MOST_BAD, 0)
    return Found(titles[0], tuple(rows), tuple(places), tuple(bad[:MOST_BAD]), lost.any(), by_line, more)


def _objects(text: str, *, by_line: bool) -> Iterator[tuple[int, object]]:
    """What stands on each line or in the list, with its place; what cannot be read is a sentence that says so."""
    if not by_line:
        held = _parsed(text)
        yield from enumerate(held, 1) if isinstance(held, list) else [(1, held)]
        return
    for place, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield place, _parsed(line)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _object(held: object) -> Object:
    if not isinstance(held, dict):
        raise ValueError(_("This is no JSON object."))
    return held


def _format_of(held: Object, formats: Sequence[DatasetFormat]) -> DatasetFormat:
    mine = [one for one in formats if one.is_mine(held)]
    if not mine:
        raise ValueError(_("This is neither a chat, nor an instruction, nor a pair of replies."))
    return mine[0]
