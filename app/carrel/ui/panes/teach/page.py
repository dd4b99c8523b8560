"""What every page of the teacher's place can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class ClassPage(QWidget):
    """One page of a class, under its own tab.

    title: the words on the tab. rooms: those of the store whose writing makes it look again. told: a Notice.
    """

    told = Signal(object)

    def __init__(self, title: str, rooms: frozenset[str]) -> None:
        super().__init__()
        self.title, self.rooms = title, rooms

    def show_class(self, classroom: str) -> None:
        """Show what there is of this class, by its id, fresh from the store."""
        raise NotImplementedError
