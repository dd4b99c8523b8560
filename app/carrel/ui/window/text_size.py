"""The sizes that all text can be made by keys."""

from __future__ import annotations

SIZES = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


def next_size(now: int, by: int) -> int:
    """The size so many steps from the one now, in percent; the largest and the smallest are the ends."""
    nearest = min(range(len(SIZES)), key=lambda index: abs(SIZES[index] - now))
    return SIZES[min(max(nearest + by, 0), len(SIZES) - 1)]
