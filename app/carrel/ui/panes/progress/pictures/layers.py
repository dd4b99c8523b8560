"""Where the skills of a map stand: a column for each depth, a band for each subject, and few crossing lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carrel.flows.figures.skill_map import Node

_SWEEPS = 3


@dataclass(frozen=True)
class Band:
    """The rows of a subject."""

    subject: str
    first: int
    rows: int


@dataclass(frozen=True)
class Layers:
    """cells: the column and the row of each skill; no two share one. columns: how many there are."""

    cells: Mapping[str, tuple[int, int]]
    bands: tuple[Band, ...]
    columns: int


def layers(nodes: Sequence[Node]) -> Layers:
    """Give each skill its place: columns by depth, bands in the order in which the subjects first come."""
    grid: dict[str, dict[int, list[Node]]] = {}
    for node in nodes:
        grid.setdefault(node.subject, {}).setdefault(node.depth, []).append(node)
    follows: dict[str, list[str]] = {node.known.skill: [] for node in nodes}
    for node in nodes:
        for before in node.requires:
            follows[before].append(node.known.skill)
    rows = _rows(grid)
    for sweep in range(_SWEEPS):
        for columns in grid.values():
            for depth in sorted(columns, reverse=bool(sweep % 2)):
                _untangle(columns[depth], rows, follows if sweep % 2 else {})
        rows = _rows(grid)
    bands, first = [], 0
    for subject, columns in grid.items():
        high = max(map(len, columns.values()))
        bands.append(Band(subject, first, high))
        first += high
    cells = {node.known.skill: (node.depth, round(rows[node.known.skill])) for node in nodes}
    return Layers(cells, tuple(bands), 1 + max((node.depth for node in nodes), default=-1))


def _untangle(column: list[Node], rows: Mapping[str, float], follows: Mapping[str, Sequence[str]]) -> None:
    """Order the skills of a column by the middle of what they build on, or of what builds on them."""
    middles = {}
    for node in column:
        others = follows.get(node.known.skill, ()) if follows else node.requires
        there = [rows[name] for name in others]
        middles[node.known.skill] = sum(there) / len(there) if there else rows[node.known.skill]
    column.sort(key=lambda node: middles[node.known.skill])


def _rows(grid: Mapping[str, Mapping[int, Sequence[Node]]]) -> dict[str, float]:
    """The row of each skill, band after band."""
    found: dict[str, float] = {}
    first = 0
    for columns in grid.values():
        for column in columns.values():
            found.update({node.known.skill: first + place for place, node in enumerate(column)})
        first += max(map(len, columns.values()))
    return found
