"""The heat map as a table of Qt: the words of its sheet, and what stands behind each cell."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.flows.classes.seeing.heat import Cell, ClassCell, HeatMap
from carrel.flows.classes.seeing.meaning import hidden
from carrel.flows.classes.seeing.sheets import cell_lines, class_lines, heat_sheet
from carrel.flows.figures.table import Table
from carrel.ui.panes.teach.seeing.levels import Level, level_of
from carrel.ui.plain import TIP_ROLE, as_text

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_LONGEST = 120


@dataclass(frozen=True)
class Place:
    """A cell as it is shown. who, skill: the names at its row and its column; pupil: the id, empty for the whole class.

    lines: its words. level: None for the whole class.
    """

    who: str
    skill: str
    pupil: str
    figure: Cell | ClassCell
    lines: tuple[str, ...]
    level: Level | None

    @property
    def title(self) -> str:
        """Of whom and of what."""
        return _("{who}: {skill}").format(who=beside(self.who, _LONGEST), skill=beside(self.skill, _LONGEST))

    @property
    def said(self) -> str:
        """All that it says, in a sentence."""
        words = ", ".join(self.lines)
        if self.level is not None:
            means = self.level.words
        elif isinstance(self.figure, ClassCell) and self.figure.share is None and self.figure.pupils:
            means = hidden()
        else:
            means = ""
        said = _("{what}: {figures}.").format(what=self.title, figures=words)
        return f"{said} {means.removesuffix('.')}." if means else said


class HeatModel(QAbstractTableModel):
    """A row for each pupil and one for the class, a column for each skill."""

    def __init__(self) -> None:
        super().__init__()
        self.map = HeatMap((), ())
        self.sheet = Table((), ())

    def show_map(self, told: HeatMap) -> None:
        """Show this map in the order in which its rows stand."""
        self.beginResetModel()
        self.map, self.sheet = told, heat_sheet(told)
        self.endResetModel()

    def place(self, index: AnyIndex) -> Place | None:
        """What is shown there."""
        if not index.isValid():
            return None
        row, over = index.row(), self.map.skills[index.column()]
        if row == len(self.map.rows):
            return Place(self.sheet.rows[row][0], over.name, "", over, class_lines(over), None)
        of = self.map.rows[row]
        cell = of.cells[index.column()]
        return Place(of.pupil.name, over.name, of.pupil.id, cell, cell_lines(cell), level_of(cell))

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.map.skills)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of the sheet; for a screen reader and in the tip, with whose and what they are."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self.sheet.rows[index.row()][index.column() + 1])
        place = self.place(index) if role in {TIP_ROLE, Qt.ItemDataRole.AccessibleTextRole} else None
        if place is None:
            return None
        return as_text(place.said) if role == TIP_ROLE else place.said

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of pupils and of skills, as they stand in the sheet."""
        if not self.sheet.rows:
            return None
        across = orientation is Qt.Orientation.Horizontal
        name = one_line(self.sheet.headers[section + 1] if across else self.sheet.rows[section][0])
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == TIP_ROLE:
            is_pupil = not across and section < len(self.map.rows)
            return as_text(_("{name}: press to open the page").format(name=beside(name)) if is_pupil else name)
        return None
