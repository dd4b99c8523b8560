"""Puts lines that were found all over a page in the order in which a person reads them: column by column."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from carrel.library.readers.pdf_lines import Line

_DEEPEST = 12
_GUTTER = 1.0
"""Columns are at least so far apart, in heights of a line."""
_WIDE = 8.0
"""Lines of a column are about so wide, in their heights; where they are narrower it is a table, and is read by rows."""
_LEAST = 3
"""Lines of a column."""


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
