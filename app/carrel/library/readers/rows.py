"""Reads tables in text, with commas, semicolons or tabs: each row a line of "column: value"."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from carrel.base.inside import Refusal
from carrel.library.readers.source import Reader, Section, Source

_DIVIDERS = ",;\t|"
_SAMPLE = 50
_PIECE = 6_000
_LONGEST = 131_072
_MOST_COLUMNS = 1_000


def _divider(source: Source) -> str:
    """The character between the values, "" if this is no table: all rows looked at have as many values as the first."""
    text = (source.text or "")[:65_536]
    named = source.suffix in (".csv", ".tsv", ".tab")
    best = ("", 1)
    for divider in _DIVIDERS:
        counts = _counts(text, divider, source.size < 65_536)
        same = sum(count == counts[0] for count in counts) if counts else 0
        enough = same >= 0.9 * len(counts) and len(counts) >= (1 if named else 3)
        if enough and counts[0] > best[1] and (named or divider in "\t;" or counts[0] > 2):
            best = (divider, counts[0])
    return best[0]


def _counts(text: str, divider: str, whole: bool) -> list[int]:
    """The numbers of values in the first rows; the last line of a sample may be cut, and is left out."""
    lines = text.split("\n")[: _SAMPLE + 1]
    if not whole or len(lines) > _SAMPLE:
        lines = lines[:-1]
    try:
        return [len(row) for row in csv.reader((f"{line}\n" for line in lines), delimiter=divider) if row]
    except csv.Error:
        return []


def _recognises(source: Source) -> bool:
    hinted = source.suffix in (".csv", ".tsv", ".tab", ".txt", "")
    return hinted and source.text is not None and bool(_divider(source))


def _sections(source: Source) -> Iterator[Section]:
    csv.field_size_limit(_LONGEST)
    rows = csv.reader((source.text or "").splitlines(keepends=True), delimiter=_divider(source))
    names: list[str] | None = None
    held: list[str] = []
    first, size, place, number = 1, 0, 0, 0
    try:
        for row in rows:
            if not any(value.strip() for value in row):
                continue
            if names is None:
                names = _names(row)
                if names == row:
                    continue
            number += 1
            line = _line(names, row[:_MOST_COLUMNS])
            if held and size + len(line) > _PIECE:
                yield Section("\n".join(held), (), "rows", f"{first}–{number - 1}", place)
                held, first, size, place = [], number, 0, place + 1
            held.append(line)
            size += len(line)
    except csv.Error as error:
        raise Refusal("damaged") from error
    if not held and names:
        held, number = ["; ".join(names)], 1
    if held:
        yield Section("\n".join(held), (), "rows", f"{first}–{number}", place)


def _names(row: Sequence[str]) -> list[str]:
    """The names of the columns: the first row, if it looks like names, else the letters of a spreadsheet."""
    trimmed = [value.strip() for value in row]
    if len(set(trimmed)) == len(trimmed) and all(value and not _is_number(value) for value in trimmed):
        return list(row)
    return [_letters(column) for column in range(len(row))]


def _is_number(value: str) -> bool:
    try:
        float(value.replace(",", ".").rstrip("%€$"))
    except ValueError:
        return False
    return True


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


def _line(names: Sequence[str], row: Sequence[str]) -> str:
    told = (
        f"{' '.join((names[at] if at < len(names) else _letters(at)).split())}: {' '.join(value.split())}"
        for at, value in enumerate(row)
        if value.strip()
    )
    return "; ".join(told)


READER = Reader("table", "plain", _recognises, _sections)
