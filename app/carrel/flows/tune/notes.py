"""What is noted beside an adapter when it is made: on what it was trained, and what it changed."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import Any

from carrel.base.files import write_whole
from carrel.base.stamp import Moment
from carrel.engine.adapters import Adapter


@dataclass(frozen=True)
class Change:
    """Nats a token, as llama.cpp says, less is better: before and after are without and with the adapter."""

    before: float
    after: float

    @property
    def lost(self) -> float:
        """The share by which a token became less likely; below 0 where it became likelier."""
        return 1 - math.exp(self.before - self.after)


@dataclass(frozen=True)
class Figures:
    """What an adapter changed: for replies that were held out, for prose, and for the model's own replies elsewhere."""

    held_out: Change
    prose: Change
    replies: Change

    @property
    def lost_elsewhere(self) -> float:
        """The share by which a token became less likely where nothing was to change, whichever lost more."""
        return max(self.prose.lost, self.replies.lost)


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
        figures = Figures(**{name: Change(**change) for name, change in row["figures"].items()})
        return Note(**{**row, "figures": figures, "moment": Moment(**row["moment"])})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def as_json(note: Note) -> dict[str, Any]:
    """Its fields as JSON has them."""
    return asdict(note)
