"""Where each message stands in a long chat: measured heights where they are known, guesses elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Strip:
    """Heights of items one below the other, and the tops that follow from them."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops: list[int] | None = None

    def set_heights(self, heights: Sequence[int]) -> None:
        """Begin anew with these heights."""
        self._heights, self._tops = list(heights), None

    def set_height(self, index: int, height: int) -> bool:
        """Say how high an item is; tell whether that is news."""
        if self._heights[index] == height:
            return False
        self._heights[index], self._tops = height, None
        return True

    @property
    def total(self) -> int:
        """The height of everything."""
        return self._all_tops()[-1]

    def top(self, index: int) -> int:
        """Where an item begins."""
        return self._all_tops()[index]

    def height(self, index: int) -> int:
        """How high an item is, or is thought to be."""
        return self._heights[index]

    def at(self, y: int) -> int:
        """The index of the item at this height; the nearest one above or below everything."""
        return min(max(bisect_right(self._all_tops(), y) - 1, 0), max(len(self._heights) - 1, 0))

    def between(self, top: int, bottom: int) -> range:
        """The items that show between two heights."""
        return range(self.at(top), self.at(bottom) + 1) if self._heights else range(0)

    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops
