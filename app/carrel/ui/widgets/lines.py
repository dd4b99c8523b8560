"""The lines of a list, as Qt's views read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from carrel.base.matching import folded
from carrel.ui.plain import TIP_ROLE, as_text

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Line:
    """id: of what it stands for. at_end: what is quiet at the end of the line. code: the same, in letters of one width.

    below: what is said under the title. is_past: it is over, and shown grey.
    """

    id: str
    title: str
    at_end: str = ""
    code: str = ""
    below: str = ""
    is_past: bool = False

    @property
    def searched(self) -> str:
        """In what a search looks for its words, which are folded too."""
        return folded(f"{self.title} {self.code} {self.below}")

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return ". ".join(filter(None, (self.title, " ".join(self.code), self.at_end, self.below)))


class Lines(QAbstractListModel):
    """The lines in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these; where they stand for the same, only what is said of them changes."""
        same = [one.id for one in lines] == [one.id for one in self.lines]
        if not same:
            self.beginResetModel()
        self.lines = lines
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def line(self, index: Index) -> Line | None:
        """The line at an index."""
        return self.lines[index.row()] if index.isValid() and index.row() < len(self.lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows, says and holds."""
        line = self.line(index)
        if line is None:
            return None
        if role == TIP_ROLE:
            return as_text("\n".join(filter(None, (line.title, line.at_end, line.below))))
        told = {
            int(LINE): line,
            int(Qt.ItemDataRole.DisplayRole): line.title,
            int(Qt.ItemDataRole.AccessibleTextRole): line.spoken,
        }
        return told.get(role)
