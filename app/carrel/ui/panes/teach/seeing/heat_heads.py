"""The heads of the heat map: skills on a few lines each, and pupils who can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.pencil import Look, Pencil

_LINES = 3
_WIDEST, _SHARE = 12, 0.35
"""So many sizes of the letters, and such a share of the map, a name may take; its tip has all of it."""


class SkillHeads(QHeaderView):
    """A name on at most three lines; what does not fit is left out at the end, and stands in the tip."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """As high as three lines."""
        look = Look(self._theme)
        return QSize(super().sizeHint().width(), round(_LINES * look.line() + 2 * look.size("space_tight")))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The name of a skill."""
        theme, pad = self._theme, self._theme.size("space_tight")
        name = str(self.model().headerData(section, self.orientation()) or "")
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.colour("sunken"))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        look = Look(theme, mirrored=mirrored)
        pencil = Pencil(painter, look, 2 * rect.center().x() + 1)
        room = QRectF(rect).adjusted(pad, pad, -pad, -pad)
        lines = look.broken(name, room.width(), _LINES)
        top = room.bottom() - len(lines) * look.line()
        for place, line in enumerate(lines):
            pencil.words(QRectF(room.left(), top + place * look.line(), room.width(), look.line()), line)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("border_strong"))
        painter.restore()


class PupilHeads(QHeaderView):
    """The names of the pupils, and of the class below them."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._theme, self._view = theme, view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as the longest name, and never so wide that nothing else has room."""
        hint = super().sizeHint()
        most = min(_WIDEST * self._theme.size("type_body"), round(_SHARE * self._view.width()))
        return QSize(min(hint.width(), most), hint.height())
