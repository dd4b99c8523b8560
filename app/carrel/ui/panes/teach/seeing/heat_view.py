"""The heat map on the screen: its heads stay, its cells scroll, and each opens the tries behind it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from carrel.base.words import _
from carrel.flows.classes.seeing.heat import HeatMap
from carrel.ui.notices import announce
from carrel.ui.panes.teach.seeing.heat_heads import PupilHeads, SkillHeads
from carrel.ui.panes.teach.seeing.heat_model import HeatModel, Place
from carrel.ui.panes.teach.seeing.levels import paint_level
from carrel.ui.theme import Theme
from carrel.ui.widgets.pencil import Look, Pencil

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class HeatView(QTableView):
    """opened, pointed: a Place whose tries are to be seen, or that is chosen. pupil_requested: the id of a pupil."""

    opened = Signal(object)
    pointed = Signal(object)
    pupil_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("heatMap")
        self.setAccessibleName(_("What each pupil knows of each skill, unaided"))
        self._theme = theme
        self.heat = HeatModel()
        self.setModel(self.heat)
        self.setItemDelegate(_CellPainter(theme, self))
        self.setHorizontalHeader(SkillHeads(theme, self))
        self.setVerticalHeader(PupilHeads(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        for heads in (self.horizontalHeader(), self.verticalHeader()):
            heads.setSectionResizeMode(heads.ResizeMode.Fixed)
        self.verticalHeader().sectionClicked.connect(self._ask_pupil)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._measure)

    @property
    def place(self) -> Place | None:
        """The cell that is chosen."""
        return self.heat.place(self.currentIndex())

    def show_map(self, told: HeatMap) -> None:
        """Show this map; the same pupil and skill stay chosen where they are still there."""
        before = self.place
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.heat.show_map(told)
        self._measure()
        if before is not None:
            skills = [one.skill for one in told.skills]
            pupils = [*(row.pupil.id for row in told.rows), ""]
            if before.figure.skill in skills and before.pupil in pupils:
                at = self.heat.index(pupils.index(before.pupil), skills.index(before.figure.skill))
                self.setCurrentIndex(at)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self.pointed.emit(self.place)

    def shown(self) -> list[list[str]]:
        """What stands in it, line by line, the heads first."""
        heads = self.heat.sheet.headers[:1]
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        columns, rows = range(self.heat.columnCount()), range(self.heat.rowCount())
        first = [*heads, *(str(self.heat.headerData(column, across)) for column in columns)]
        lines = [[str(self.heat.index(row, column).data()) for column in columns] for row in rows]
        return [first, *([str(self.heat.headerData(row, down)), *lines[row]] for row in rows)]

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Say what is chosen."""
        super().currentChanged(current, previous)
        place = self.heat.place(current)
        self.pointed.emit(place)
        if place is not None and self.hasFocus():
            announce(self, place.said)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard stands on a cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.heat.rowCount():
            self.setCurrentIndex(self.heat.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Escape is not for a table."""
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another room for the names."""
        self.verticalHeader().updateGeometry()
        super().resizeEvent(event)

    def _open(self, index: QModelIndex) -> None:
        place = self.heat.place(index)
        if place is not None and place.figure.evidence:
            self.opened.emit(place)

    def _ask_pupil(self, row: int) -> None:
        if row < len(self.heat.map.rows):
            self.pupil_requested.emit(self.heat.map.rows[row].pupil.id)

    def _measure(self) -> None:
        """Columns as wide as the widest cell, lines as high as two lines of words."""
        look = Look(self._theme)
        columns, rows = range(self.heat.columnCount()), range(self.heat.rowCount())
        places = (self.heat.place(self.heat.index(row, column)) for row in rows for column in columns)
        words = {line for place in places if place is not None for line in place.lines}
        widest = max((look.width(line, strong=True) for line in words), default=0.0)
        wide = widest + look.size("type_small") + look.size("space_tight") + 2 * look.size("space_small") + 2
        self.horizontalHeader().setDefaultSectionSize(round(max(wide, 6 * look.size("type_small"))))
        self.verticalHeader().setDefaultSectionSize(round(2 * look.line() + look.size("space_small")))
        for heads in (self.horizontalHeader(), self.verticalHeader()):
            heads.updateGeometry()
        self.updateGeometries()
        self.viewport().update()


class _CellPainter(QStyledItemDelegate):
    """The ground and the drawing of the level, and the words on one line or two."""

    def __init__(self, theme: Theme, view: HeatView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell."""
        place = self._view.heat.place(index)
        if place is None:
            return
        look = Look(self._theme, mirrored=option.direction is Qt.LayoutDirection.RightToLeft)
        area = option.rect
        painter.save()
        pencil = Pencil(painter, look, 2 * area.center().x() + 1)
        ground = place.level.ground if place.level is not None else "sunken"
        box = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
        pencil.box(box, ground, "border")
        self._paint_words(pencil, box, place)
        if index == self._view.currentIndex():
            has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
            ring = look.size("edge_ring") * (1.5 if has_focus else 1)
            inner = box.adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
            pencil.box(inner, line="focus" if has_focus else "border_strong", width=ring)
        painter.restore()

    def _paint_words(self, pencil: Pencil, box: QRectF, place: Place) -> None:
        look = pencil.look
        pad, edge, line = look.size("space_small"), look.size("type_small"), look.line()
        left = box.left() + pad
        if place.level is not None and place.level.id != "new":
            mark = QRectF(left, box.center().y() - edge / 2, edge, edge)
            paint_level(pencil, mark, place.level)
            left += edge + look.size("space_tight")
        top = box.center().y() - len(place.lines) * line / 2
        for number, words in enumerate(place.lines):
            room = QRectF(left, top + number * line, box.right() - left - 1, line)
            if place.level is None:
                pencil.strong(room, words)
            else:
                pencil.words(room, words)
