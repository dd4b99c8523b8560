"""What the grounds and the drawings of the heat map mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.flows.classes.seeing.sheets import NOTHING
from carrel.ui.flow import Flow
from carrel.ui.panes.teach.seeing.levels import Level, levels, paint_level
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.pencil import Look, Pencil


class Legend(QWidget):
    """A swatch and words for each level, on as many lines as it takes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("heatLegend")
        self.setAccessibleName(_("What the colours and drawings mean"))
        row = Flow(theme.size("space_large"))
        for level in levels():
            held = QWidget()
            line = QHBoxLayout(held)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(_Swatch(level, theme))
            line.addWidget(label(level.words, "muted"))
            row.addWidget(held)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)


class _Swatch(QWidget):
    """A little cell."""

    def __init__(self, level: Level, theme: Theme) -> None:
        super().__init__()
        self._level, self._theme = level, theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A little wider than high, as the cells are."""
        edge = self._theme.size("type_body")
        return QSize(edge * 2, round(edge * 1.4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the drawing on it."""
        painter = QPainter(self)
        pencil = Pencil(painter, Look(self._theme), self.width())
        pencil.box(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._level.ground, "border_strong", 3)
        edge = self._theme.size("type_small")
        middle = QRectF(self.rect()).center()
        mark = QRectF(middle.x() - edge / 2, middle.y() - edge / 2, edge, edge)
        if self._level.id == "new":
            pencil.words(mark, NOTHING, side="middle")
        else:
            paint_level(pencil, mark, self._level)
        painter.end()
