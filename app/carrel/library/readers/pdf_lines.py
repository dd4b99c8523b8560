"""Puts the lines of a page together to paragraphs, by where they stand and how they end."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

HYPHENS = "\u00ad\ufffe\x02"
"""What PDFium gives for a hyphen that only divides a word at the end of a line."""
_WITHOUT_HYPHENS = dict.fromkeys(map(ord, HYPHENS))
_DIVIDED = re.compile(r"[^\W\d_][-\u2010]")
_POINT = re.compile(r"(?:[•◦▪‣●○■□–—*·]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_ENDS = re.compile(r"[.!?…:;。！？؟।]['\"”’»)\]]*$")
_CLOSE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
"""Scripts that put no space between words, so that none is missing at the end of a line."""


@dataclass(frozen=True)
class Line:
    """A line of a page, and where it stands, in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """Of the letters, with the room that their line gives them."""
        return self.top - self.bottom


def paragraphs(lines: Sequence[Line]) -> str:
    """The lines as paragraphs, divided by empty lines."""
    if not lines:
        return ""
    step = _step(lines)
    done: list[list[Line]] = [[lines[0]]]
    for before, line in itertools.pairwise(lines):
        if _begins(done[-1], before, line, step):
            done.append([line])
        else:
            done[-1].append(line)
    return "\n\n".join(_joined([line.text for line in group]) for group in done)


def _step(lines: Sequence[Line]) -> float:
    """How far lines of one paragraph usually are apart."""
    steps = [before.bottom - line.bottom for before, line in itertools.pairwise(lines)]
    close = [step for step, line in zip(steps, lines[1:], strict=False) if 0 < step < 3 * max(line.height, 1)]
    return statistics.median_low(close) if close else 0.0


def _begins(group: Sequence[Line], before: Line, line: Line, step: float) -> bool:
    """Whether a paragraph begins with this line."""
    down = before.bottom - line.bottom
    if abs(down) < 0.5 * line.height:  # further along the same line: cells of a table, words far apart
        return False
    if abs(before.height - line.height) > 0.2 * max(before.height, line.height) and before.height and line.height:
        return True
    if down < 0:  # the next column
        return bool(_ENDS.search(before.text[-4:])) or not line.text[:1].islower()
    if down > 1.35 * max(step, 0.8 * line.height) or _POINT.match(line.text):
        return True
    return _is_indented(group, line) or _has_room(group, before, line)


def _is_indented(group: Sequence[Line], line: Line) -> bool:
    """Whether the line begins further in than those before it; below a point of a list that says nothing."""
    return len(group) > 1 and not _POINT.match(group[0].text) and line.left > group[-1].left + 0.7 * line.height


def _has_room(group: Sequence[Line], before: Line, line: Line) -> bool:
    """Whether a sentence ended with room for the next word beside it."""
    if not _ENDS.search(before.text[-4:]):
        return False
    letter = (line.right - line.left) / len(line.text)
    room = max(line.right, *(one.right for one in group)) - before.right
    return room > 1.5 * letter * (1 + len(line.text.split(maxsplit=1)[0]))


def _joined(texts: Sequence[str]) -> str:
    joined = [texts[0]]
    for text in texts[1:]:
        end = joined[-1][-2:]
        if (end[-1:] and end[-1] in HYPHENS) or (_DIVIDED.match(end) and text[:1].islower()):
            joined[-1] = joined[-1][:-1]
        elif not (_CLOSE.match(end[-1:]) and _CLOSE.match(text)):
            joined.append(" ")
        joined.append(text)
    return "".join(joined).translate(_WITHOUT_HYPHENS)
