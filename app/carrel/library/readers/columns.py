"""Puts lines that were found on a picture straight, and in the order of reading: column by column."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace

from carrel.library.readers.pdf_lines import Line

_DEEPEST = 12
_GUTTER = 1.0
"""Columns are at least so far apart, in heights of a line."""
_WIDE = 8.0
"""Lines of a column are about so wide, in their heights; where they are narrower it is a table, and is read by rows."""
_STEEPEST = 0.2
"""How much a crooked page rises or falls at most, for each pixel across."""
_LEAST = 3
"""Lines of a column."""


Corners = Sequence[Sequence[float]]
"""Of a line that was found: its upper left corner, then on clockwise; across and down, in pixels."""


def straight(texts: Sequence[str], boxes: Sequence[Corners], height_px: int) -> list[Line]:
    """The lines of a picture so high as they would stand on a page that nobody laid down crooked or cut by the letter.

    Found lines are as high as the letters that happen to be in them; those of about one height get the same.
    """
    slopes = [(right[1] - left[1]) / (right[0] - left[0]) for left, right, *_lower in boxes if right[0] > left[0]]
    slope = statistics.median(slopes) if slopes else 0.0
    slope = slope if abs(slope) < _STEEPEST else 0.0
    lines = []
    for text, corners in zip(texts, boxes, strict=True):
        across = [corner[0] for corner in corners]
        down = [corner[1] - slope * corner[0] for corner in corners]
        lines.append(Line(text, min(across), max(across), height_px - max(down), height_px - min(down)))
    usual = statistics.median(line.height for line in lines) if lines else 0.0
    return [_of_height(line, usual) if 0.65 * usual < line.height < 1.4 * usual else line for line in lines]


def _of_height(line: Line, height: float) -> Line:
    middle = (line.bottom + line.top) / 2
    return replace(line, bottom=middle - height / 2, top=middle + height / 2)


def in_order(lines: Sequence[Line], deepest: int = _DEEPEST) -> list[Line]:
    """The lines, block below block; where white runs down between two columns, the left one first.

    A page is cut where white runs across it in one direction or the other, and each piece again (the recursive XY cut
    of Nagy and Seth, 1984).
    """
    if len(lines) < 2 * _LEAST or not deepest:
        return _by_rows(lines)
    height = statistics.median(line.height for line in lines)
    before, behind = _cut(lines, lambda line: (line.left, line.right), _GUTTER * height)
    if not _are_columns(before, behind):
        before, behind = _cut(lines, _down, 0.0)
    if not behind:
        return _by_rows(lines)
    return in_order(before, deepest - 1) + in_order(behind, deepest - 1)


def _down(line: Line) -> tuple[float, float]:
    """From its upper edge to its lower one, and a little less: what was found around letters reaches into the next."""
    return -line.top + 0.25 * line.height, -line.bottom - 0.25 * line.height


def _cut(
    lines: Sequence[Line], span: Callable[[Line], tuple[float, float]], least: float
) -> tuple[list[Line], list[Line]]:
    """The lines before and behind the widest gap, which is wider than that; all of them before, if there is none."""
    ordered = sorted(lines, key=span)
    end, widest, at = span(ordered[0])[1], least, len(ordered)
    for number, line in enumerate(ordered):
        begins, ends = span(line)
        if begins - end > widest:
            widest, at = begins - end, number
        end = max(end, ends)
    return ordered[:at], ordered[at:]


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether these are columns: of lines as wide as prose has them, and beside each other for most of the shorter."""
    if min(len(left), len(right)) < _LEAST:
        return False
    spans = [(min(line.bottom for line in side), max(line.top for line in side)) for side in (left, right)]
    shared = min(top for _bottom, top in spans) - max(bottom for bottom, _top in spans)
    wide = [
        statistics.median((line.right - line.left) / max(line.height, 1) for line in side) for side in (left, right)
    ]
    return min(wide) >= _WIDE and shared > 0.5 * min(top - bottom for bottom, top in spans)


def _by_rows(lines: Sequence[Line]) -> list[Line]:
    """From top to bottom, and what stands on one line from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: -one.top):
        if rows and line.top + line.bottom > 2 * rows[-1][0].bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.left)]
