"""How much room is left on the disk that holds the store."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    """Bytes of free space: below the first a person is warned, below the second nothing new is written (P9)."""

    warn_below: int = 500_000_000
    stop_below: int = 100_000_000


@dataclass(frozen=True)
class Space:
    """The room left, in bytes, and whether that is low or too little to write."""

    free: int
    is_low: bool
    is_full: bool


def space_left(folder: Path, limits: Limits) -> Space:
    """The room left for this folder."""
    free = shutil.disk_usage(folder).free
    return Space(free, free < limits.warn_below, free < limits.stop_below)
