"""The last seven study days, and on which of them something was practised; nothing is said of the others."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carrel.base.words import _
from carrel.flows.figures.page import Page
from carrel.flows.figures.table import days_until
from carrel.ui.panes.progress.pictures.days import weekday
from carrel.ui.plain import tip
from carrel.ui.theme import Theme
from carrel.ui.widgets.glyphs import paint_state
from carrel.ui.widgets.pencil import Look, Pencil
from carrel.ui.widgets.times import full_day

DAYS = 7


class Week(QWidget):
    """A shape for each day; its words are its tip and what a screen reader says."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("week")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._days: list[tuple[str, bool]] = []
        theme.changed.connect(self.updateGeometry)

    @property
    def practised(self) -> list[str]:
        """The days with practice, oldest first."""
        return [day for day, there in self._days if there]

    def show_page(self, page: Page) -> None:
        """Show the week that ends today."""
        there = {one.day for one in page.days}
        self._days = [(day, day in there) for day in days_until(page.today, DAYS)]
        names = ", ".join(full_day(day) for day in self.practised)
        said = _("Practised in the last seven days: {days}").format(days=names or _("nothing"))
        self.setAccessibleName(said)
        tip(self, said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A slot for each day."""
        look = self._look()
        return QSize(round(DAYS * self._slot(look)), round(look.line("type_tiny") + self._edge() + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names of the days, and a shape under each."""
        painter = QPainter(self)
        look = self._look()
        pencil, slot, line = Pencil(painter, look, self.width()), self._slot(look), look.line("type_tiny")
        for place, (day, there) in enumerate(self._days):
            name = QRectF(place * slot, 0, slot, line)
            pencil.words(name, weekday(day), "type_tiny", "text" if place == DAYS - 1 else "text_muted", "middle")
            shape = QRectF(place * slot + (slot - self._edge()) / 2, line, self._edge(), self._edge())
            paint_state(pencil, shape, "mastered" if there else "new")
        painter.end()

    def _look(self) -> Look:
        return Look(self._theme, mirrored=self.layoutDirection() is Qt.LayoutDirection.RightToLeft)

    def _edge(self) -> float:
        return self._theme.size("type_body") * 1.2

    def _slot(self, look: Look) -> float:
        widest = max((look.width(weekday(day), "type_tiny") for day, _there in self._days), default=0)
        return max(self._edge(), widest) + look.size("space_small")
