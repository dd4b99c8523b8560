"""Notes of Anki as plain text: rows of fields, under lines that say what the columns are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from html import escape

from carrel.base.decoding import NotText, decoded
from carrel.base.words import _
from carrel.exchange.questions.anki_items import Foreign, Role
from carrel.exchange.questions.anki_notes import FIELDS
from carrel.exchange.questions.api import QuestionsRefused

MOST_BYTES = 20_000_000
MOST_ROWS = 50_000

_HEADS = re.compile(
    rb"#(?:separator|html|tags|columns|notetype|deck|if matches|(?:guid|notetype|deck|tags) column):", re.IGNORECASE
)
_HEAD = re.compile(r"#([a-z ]+):(.*)", re.IGNORECASE)
_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "pipe": "|",
    "space": " ",
}
_NAMED: dict[str, Role] = {"front": "front", "hint": "hints", "source": "source"}
_GUESSED = "\t;,|"
_TAG = re.compile(
    r"<(?:br|div|p|b|i|u|img|span|ul|ol|li|sub|sup|table|strong|em)\b|&(?:nbsp|lt|gt|amp);", re.IGNORECASE
)
_GAP = re.compile(r"\{\{c\d+(?:,\d+)*::")
_MARK = "\ufeff"


def recognises(content: bytes, name: str) -> bool:
    """Whether its first line is one of Anki's, or it is a text in which every line is cut by tabs."""
    start = content[:4_000].removeprefix(_MARK.encode())
    if _HEADS.match(start):
        return True
    lines = [line for line in start.split(b"\n")[:20] if line.strip()]
    whole = lines if len(content) <= 4_000 else lines[:-1]
    return name.lower().endswith((".txt", ".tsv")) and bool(whole) and all(b"\t" in line.strip() for line in whole)


def notes(content: bytes) -> tuple[str, Iterator[Foreign]]:
    """The name of the deck where one is told, and the notes row by row; raises QuestionsRefused, also on the way."""
    if len(content) > MOST_BYTES:
        raise _large()
    try:
        text = decoded(content)[0].removeprefix(_MARK)
    except NotText as error:
        raise QuestionsRefused(
            _("This file is not text, so no cards can be read from it."),
            _("Choose a text file that Anki exported."),
        ) from error
    heads, rest, before = _heads(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _deck(heads, rest), _foreign(heads, rest, before)


def _heads(text: str) -> tuple[dict[str, str], str, int]:
    """What the first lines say, the rows below them, and how many lines that were."""
    heads: dict[str, str] = {}
    count = 0
    while found := _HEAD.match(text):
        heads[found.group(1).lower()] = found.group(2).strip("\n ") if found.group(1) != "columns" else found.group(2)
        text = text[found.end() :].removeprefix("\n")
        count += 1
    return heads, text, count


def _deck(heads: Mapping[str, str], text: str) -> str:
    """The deck of them all, or of the first row."""
    at = _special(heads).get("deck")
    first = next(_rows(text, _separator(heads, text)), (0, []))[1]
    return heads.get("deck", "") or (first[at] if at is not None and at < len(first) else "")


def _special(heads: Mapping[str, str]) -> dict[str, int]:
    """The places of the columns that are no fields."""
    said = {name: heads.get(f"{name} column", "") for name in ("guid", "notetype", "deck", "tags")}
    return {name: int(at) - 1 for name, at in said.items() if re.fullmatch("[1-9][0-9]{0,2}", at)}


def _foreign(heads: Mapping[str, str], text: str, before: int) -> Iterator[Foreign]:
    separator = _separator(heads, text)
    special = _special(heads)
    named = heads["columns"].split(separator) if "columns" in heads else []
    is_html = heads.get("html", "").lower() == "true" or ("html" not in heads and _TAG.search(text) is not None)
    for line, row in _rows(text, separator):
        told = {name: row[at] for name, at in special.items() if at < len(row)}
        fields = [(at, value) for at, value in enumerate(row) if at not in special.values()]
        ours = FIELDS.get(told.get("notetype", ""), ())
        names = ours or [named[at] if at < len(named) else "" for at, _value in fields]
        roles = _roles([*names, *[""] * len(fields)][: len(fields)])
        htmls = [value if is_html else escape(value, quote=False).replace("\n", "<br>") for _at, value in fields]
        yield Foreign(
            _("Line {number}").format(number=line + before),
            told.get("guid", ""),
            any(_GAP.search(html) for html in htmls),
            tuple(zip(roles, htmls, strict=True)),
            tuple(f"{heads.get('tags', '')} {told.get('tags', '')}".split()),
        )


def _roles(names: list[str]) -> list[Role]:
    """What the columns are for: the first asks, the others answer, unless they are named otherwise."""
    roles: list[Role] = []
    for name in names:
        plain = name.strip().casefold().rstrip("s")
        roles.append(_NAMED.get(plain) or ("back" if "front" in roles else "front"))
    return roles


def _separator(heads: Mapping[str, str], text: str) -> str:
    said = heads.get("separator", "")
    if said:
        return _SEPARATORS.get(said.lower(), said[:1])
    first = text.partition("\n")[0]
    return next((sign for sign in _GUESSED if sign in first), "\t")


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds anything, and the line it ends in; raises QuestionsRefused."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    count = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise QuestionsRefused(
                _("Line {line} of this file cannot be read as a row of fields.").format(line=reader.line_num),
                _("Look for a quotation mark that is not closed there, and try again."),
                str(error),
            ) from error
        if row is None:
            return
        if any(field.strip() for field in row):
            count += 1
            if count > MOST_ROWS:
                raise _large()
            yield reader.line_num, row


def _large() -> QuestionsRefused:
    return QuestionsRefused(
        _("This file holds more cards than Carrel reads at once."), _("Export one deck at a time, and try again.")
    )
