"""What is noted beside an adapter when it is made: on what it was trained, and what it changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from carrel.base.files import write_whole
from carrel.base.stamp import Moment
from carrel.engine.adapters import Adapter


@dataclass(frozen=True)
class Figures:
    """What llama.cpp says of it, in nats a token, less is better: before and after, without and with the adapter.

    before, after: on replies that were held out. elsewhere_before, elsewhere_after: on other texts.
    """

    before: float
    after: float
    elsewhere_before: float
    elsewhere_after: float

    @property
    def lost_elsewhere(self) -> float:
        """By which share the log-likelihood of other texts fell; below 0 where it rose."""
        return (self.elsewhere_after - self.elsewhere_before) / max(self.elsewhere_before, 1e-6)


@dataclass(frozen=True)
class Note:
    """learned, held_out: counts of examples. steps, seconds: of the training."""

    learned: int
    held_out: int
    steps: int
    seconds: float
    figures: Figures
    moment: Moment


def keep(adapter: Adapter, note: Note) -> None:
    """Write it. Raises OSError."""
    write_whole(adapter.path.with_suffix(".json"), json.dumps(as_json(note), indent=1).encode())


def read(adapter: Adapter) -> Note | None:
    """The note; None where there is none that can be read."""
    try:
        row = json.loads(adapter.path.with_suffix(".json").read_text(encoding="utf-8"))
        figures = Figures(**row["figures"])
        return Note(**{**row, "figures": figures, "moment": Moment(**row["moment"])})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def as_json(note: Note) -> dict[str, Any]:
    """Its fields as JSON has them."""
    return asdict(note)
