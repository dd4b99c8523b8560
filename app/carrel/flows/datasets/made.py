"""A dataset while it is made: what it could hold, and what it will."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from carrel.exchange.datasets.api import Row
from carrel.flows.datasets.personal import Spotted


@dataclass(frozen=True)
class Looked:
    """What a dataset could be made of: the rows, oldest first, what looks like personal data in each by its id, and
    how many were left out by why.
    """

    rows: tuple[Row, ...]
    found: Mapping[str, tuple[Spotted, ...]] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Twin:
    """A row that was left out because an older one is nearly the same; share: of its letters, 0.7 to 1."""

    row: Row
    older: Row
    share: float


@dataclass(frozen=True)
class Made:
    """A dataset before it is a file.

    rows: as they will be written. twins: left out as nearly the same as an older one. between: left out because they
    are like rows on both sides. private: left out for personal data. masked, kept: finds by kind.
    """

    looked: Looked
    percent: int
    rows: tuple[Row, ...]
    twins: tuple[Twin, ...] = ()
    between: tuple[Row, ...] = ()
    private: tuple[Row, ...] = ()
    masked: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)

    @property
    def learned(self) -> tuple[Row, ...]:
        """The rows to learn from."""
        return tuple(row for row in self.rows if not row.held_out)

    @property
    def held_out(self) -> tuple[Row, ...]:
        """The rows to measure by."""
        return tuple(row for row in self.rows if row.held_out)
