"""Where the skills of a map stand: a column for each depth, a group for each subject, and few crossing lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carrel.flows.figures.skill_map import Node

_SWEEPS = 3

Grid = Mapping[str, Mapping[int, list[Node]]]
"""The skills of each subject, column by column, in the order of their rows."""


@dataclass(frozen=True)
class Group:
    """A subject. first, last: its columns; rows: how many it needs; cells: the column and the row of each skill."""

    subject: str
    first: int
    last: int
    rows: int
    cells: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Layers:
    """The groups in the order in which their subjects first come; columns: how many there are in all."""

    groups: tuple[Group, ...]
    columns: int


def layers(nodes: Sequence[Node]) -> Layers:
    """Give each skill its place: a column by its depth, a row within its subject."""
    grid: dict[str, dict[int, list[Node]]] = {}
    for node in nodes:
        grid.setdefault(node.subject, {}).setdefault(node.depth, []).append(node)
    follows: dict[str, list[str]] = {node.known.skill: [] for node in nodes}
    for node in nodes:
        for before in node.requires:
            follows[before].append(node.known.skill)
    for sweep in range(_SWEEPS):
        rows = _rows(grid)
        for columns in grid.values():
            for depth in sorted(columns, reverse=bool(sweep % 2)):
                _untangle(columns[depth], rows, follows if sweep % 2 else {})
    groups = tuple(_group(subject, columns) for subject, columns in grid.items())
    return Layers(groups, 1 + max((node.depth for node in nodes), default=-1))


def _group(subject: str, columns: Mapping[int, Sequence[Node]]) -> Group:
    cells = {node.known.skill: (depth, row) for depth, column in columns.items() for row, node in enumerate(column)}
    return Group(subject, min(columns), max(columns), max(map(len, columns.values())), cells)


def _untangle(column: list[Node], rows: Mapping[str, int], follows: Mapping[str, Sequence[str]]) -> None:
    """Order the skills of a column by the middle of what they build on, or of what builds on them."""
    middles: dict[str, float] = {}
    for node in column:
        others = follows.get(node.known.skill, ()) if follows else node.requires
        there = [rows[name] for name in others]
        middles[node.known.skill] = sum(there) / len(there) if there else rows[node.known.skill]
    column.sort(key=lambda node: middles[node.known.skill])


def _rows(grid: Grid) -> dict[str, int]:
    """The row of each skill, if the groups stood one below the other."""
    found: dict[str, int] = {}
    first = 0
    for columns in grid.values():
        for column in columns.values():
            found.update({node.known.skill: first + place for place, node in enumerate(column)})
        first += max(map(len, columns.values()))
    return found
