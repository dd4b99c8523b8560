"""What a picture is: its size, the places one can point at, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF, QSizeF

from carrel.ui.widgets.pencil import Look, Pencil


@dataclass(frozen=True)
class Mark:
    """A place to point at, and what it says; key: the skill that it is about, empty for none."""

    area: QRectF
    said: str
    key: str = ""


class Picture(Protocol):
    """size: in pixels, at most a little larger than the room. marks: in their reading order."""

    @property
    def size(self) -> QSizeF:
        """How much room it takes."""

    @property
    def marks(self) -> Sequence[Mark]:
        """What one can point at."""

    def paint(self, pencil: Pencil, current: int) -> None:
        """Draw it; current: the mark that is pointed at, -1 for none."""


Drawer = Callable[[Look, QSizeF], Picture]
"""Lays a picture out for a room of this size."""
