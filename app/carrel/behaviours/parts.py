"""Cuts the text of a behaviour into what stands below its headings, and behind its labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(.*)")
"""A line that begins an item of a list; its words are the group."""

_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_CODE = re.compile(r"\s{0,3}(?:```|~~~)")
_LABEL = re.compile(r"\s{0,3}(?:\*\*)?(asked|said|expected)\s*[:：](?:\*\*)?\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """The lines below a heading. line: the number of the heading's own line."""

    title: str
    lines: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The lines as one text, without the blank ones around it."""
        return "\n".join(self.lines).strip()


def parts(lines: Sequence[str], above: int, level: int) -> tuple[int | None, list[Part]]:
    """The parts below headings of this level, and the number of the first line that stands above them all.

    above: how many lines of the file stand before these. A heading inside a block of code is none.
    """
    marks: list[tuple[int, str]] = []
    loose: int | None = None
    in_code = False
    for at, line in enumerate(lines):
        if _CODE.match(line):
            in_code = not in_code
        heading = None if in_code else _HEADING.match(line)
        if heading is not None and len(heading[1]) <= level:
            marks.append((at, heading[2].rstrip(" #")))
        elif not marks and loose is None and line.strip():
            loose = above + at + 1
    ends = [*(at for at, _title in marks[1:]), len(lines)][: len(marks)]
    return loose, [
        Part(title, tuple(lines[at + 1 : end]), above + at + 1) for (at, title), end in zip(marks, ends, strict=True)
    ]


def labelled(part: Part, labels: tuple[str, str]) -> dict[str, tuple[str, int]]:
    """The texts behind those of the labels that are there, each with the number of the line it begins on."""
    found: dict[str, tuple[int, list[str]]] = {}
    current: list[str] | None = None
    for number, line in enumerate(part.lines, part.line + 1):
        label = _LABEL.match(line)
        kind = label[1].casefold() if label is not None else ""
        if label is not None and kind in labels and kind not in found:
            current = [label[2]]
            found[kind] = number, current
        elif current is not None:
            current.append(line)
    return {kind: ("\n".join(lines).rstrip(), number) for kind, (number, lines) in found.items()}
