"""Cuts long text at its joints: between blocks, then lines, then words, and only then anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from carrel.library.readers.api import MOST_CHARACTERS, Form

_FENCE = re.compile(r"(`{3,}|~{3,})")
_TABLE = re.compile(r"\|.*\|\n\|(?: *:?-+:? *\|)+\n")


def pieces(text: str, form: Form, most: int = MOST_CHARACTERS) -> Iterator[str]:
    """The text in pieces of at most so many characters; in Markdown, code and tables stay code and tables."""
    if len(text) <= most:
        yield text
        return
    blocks = _blocks(text) if form == "markdown" else re.split(r"\n{2,}", text)
    yield from _packed(blocks, "\n\n", most, lambda block: _finer(block, form, most))


def _packed(units: Iterable[str], joint: str, most: int, finer: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """As many units in a piece as fit; one that is too long by itself is cut by the finer rule."""
    held: list[str] = []
    size = 0
    for unit in units:
        if held and size + len(joint) + len(unit) > most:
            yield joint.join(held)
            held, size = [], 0
        if len(unit) > most:
            *full, rest = finer(unit)
            yield from full
            unit = rest  # noqa: PLW2901 - the next units may find room beside what is left of this one
        size += len(unit) + (len(joint) if held else 0)
        held.append(unit)
    if held:
        yield joint.join(held)


def _finer(block: str, form: Form, most: int) -> Iterable[str]:
    if form == "markdown" and (fence := _FENCE.match(block)):
        first, _, inside = block.partition("\n")
        inside = inside.removesuffix(fence[1]).rstrip("\n")
        room = most - len(first) - len(fence[1]) - 2
        if room > most // 2:
            return [f"{first}\n{piece}\n{fence[1]}" for piece in _lines(inside, room)]
    if form == "markdown" and (head := _TABLE.match(block)) and len(head[0]) < most // 2:
        return [head[0] + piece for piece in _lines(block[head.end() :], most - len(head[0]))]
    return _lines(block, most)


def _lines(text: str, most: int) -> list[str]:
    return list(_packed(text.split("\n"), "\n", most, lambda line: _words(line, most)))


def _words(line: str, most: int) -> list[str]:
    """Cut after a sentence if there is one in the last quarter, else at a space, else anywhere."""
    found = []
    while len(line) > most:
        ends = [match.end() for match in re.finditer(r"[.!?…。！？]['\"”’»)]*\s*", line[most * 3 // 4 : most])]
        space = line.rfind(" ", most // 2, most)
        at = most * 3 // 4 + ends[-1] if ends else space + 1 if space >= 0 else most
        found.append(line[:at].rstrip())
        line = line[at:]
    return [*found, line]


def _blocks(text: str) -> Iterator[str]:
    """What empty lines divide, save those inside code."""
    held: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line.lstrip())
        if mark and not fence:
            fence = mark[1]
        elif fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        if line.strip() or fence:
            held.append(line)
        elif held:
            yield "\n".join(held)
            held = []
    if held:
        yield "\n".join(held)
