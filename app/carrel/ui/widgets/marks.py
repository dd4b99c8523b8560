"""What the search asks of a text that is shown."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect


class Markable(Protocol):
    """A text in which words can be lit, whatever their accents and capitals."""

    def mark_found(self, words: str, /) -> int:
        """Light every place of these words; how many there are."""

    def go_to_match(self, number: int, /) -> QRect | None:
        """Light one of those places, from 0, more than the others; where it stands in the widget."""

    def clear_found(self) -> None:
        """Light nothing."""
