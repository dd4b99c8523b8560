"""Writes the settings of a desk into its desk.toml, and leaves everything else in it as a person wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from carrel.desk.reading.settings import DeskSettings, quoted

_TABLE = re.compile(r"^[ \t]*\[")
_MOST_LINES = 400
"""Lines of one value."""


def rewritten(text: str, said: DeskSettings) -> str:
    """The text with these settings in it; its questions and its rules for handing over, and its comments, stay."""
    lines = text.removeprefix("\ufeff").split("\n")
    values = {
        "title": quoted(said.title),
        "language": quoted(said.language),
        "currency": quoted(said.currency) if said.currency else "",
        "behaviour": quoted(said.behaviour) if said.behaviour else "",
        "sign": quoted(said.sign) if said.sign else "",
        "mine": f"[{', '.join(quoted(one) for one in said.mine)}]" if said.mine else "",
    }
    kept: list[str] = []
    written: set[str] = set()
    for key, part in _parts(lines):
        if key not in values:
            kept += part
        elif key not in written:
            written.add(key)
            kept += [f"{key} = {values[key]}"] if values[key] else []
    new = [f"{key} = {value}" for key, value in values.items() if value and key not in written]
    at = next((number for number, line in enumerate(kept) if _TABLE.match(line)), len(kept))
    while new and at and not kept[at - 1].strip():
        at -= 1
    return "\n".join((*kept[:at], *new, *kept[at:]))


def _parts(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines by what they set: a key above the first table with all lines of its value, else a line by itself."""
    at, is_above = 0, True
    while at < len(lines):
        is_above = is_above and not _TABLE.match(lines[at])
        found = re.match(r"[ \t]*([A-Za-z_]+)[ \t]*=", lines[at]) if is_above else None
        end = at + 1
        if found is not None:
            end = next((last for last in range(at + 1, at + _MOST_LINES) if _is_whole(lines[at:last])), at + 1)
        yield (found[1] if found is not None else ""), lines[at:end]
        at = end


def _is_whole(lines: list[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True
