"""Shows a picture, and says what one points at, with the mouse or with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from carrel.ui.notices import announce
from carrel.ui.panes.progress.pictures.picture import Drawer, Mark, Picture
from carrel.ui.plain import show_tip
from carrel.ui.theme import Theme
from carrel.ui.widgets.pencil import Look, Pencil

_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ASIDE = 2.0
"""What lies aside of the way counts so many times as far away as what lies on it."""


class Canvas(QWidget):
    """pointed: what the mark says that is pointed at, empty for none. opened: its key. reached: where it is, in pixels.

    dragged: the mouse moves the picture by so many pixels.
    """

    pointed = Signal(str)
    opened = Signal(str)
    reached = Signal(object)
    dragged = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("pictureCanvas")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._drawer: Drawer | None = None
        self._picture: Picture | None = None
        self._room = QSizeF(0, 0)
        self._zoom = 1.0
        self._at = self._hover = -1
        self._pressed: QPoint | None = None
        self._moved = False
        self._reading = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What one can point at."""
        return tuple(self._picture.marks) if self._picture is not None else ()

    @property
    def current(self) -> Mark | None:
        """What is pointed at: by the mouse, or else by the keys."""
        place = self._current()
        return self.marks[place] if place >= 0 else None

    def show_picture(self, drawer: Drawer, title: str, reading: str) -> None:
        """Show another picture, or the same one with newer numbers: then the keys stay where they were."""
        same = title == self.accessibleName()
        self._drawer, self._reading, self._hover = drawer, reading, -1
        self.setAccessibleName(title)
        self._draw()
        self._at = self._at if same and self._at < len(self.marks) else -1
        self._tell()

    def fit(self, room: QSize, zoom: float) -> None:
        """Fill a room of this size, or as much more as the picture needs."""
        self._room, self._zoom = QSizeF(room), zoom
        self._draw()

    @property
    def natural(self) -> QSizeF:
        """The size of the picture at its own scale, in the least room."""
        if self._drawer is None:
            return QSizeF(1, 1)
        return self._drawer(self._look(), QSizeF(0, 0)).size + QSizeF(2, 2) * self._margin

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and a ring around what the keys point at."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.scale(self._zoom, self._zoom)
        painter.translate(self._margin, self._margin)
        wide, high = self.width() / self._zoom - 2 * self._margin, self.height() / self._zoom - 2 * self._margin
        pencil = Pencil(painter, self._look(), wide)
        self._picture.paint(pencil, self._current())
        if self.hasFocus():
            ring = self._theme.size("edge_ring") / self._zoom
            area = self.marks[self._at].area if self._at >= 0 else QRectF(0, 0, wide, high)
            out = self._margin - ring / 2
            pencil.box(area.adjusted(-out, -out, out, out), line="focus", radius=self._margin, width=ring)
        painter.end()

    @property
    def _margin(self) -> float:
        """Around the picture, so that the ring touches nothing."""
        return float(self._theme.size("space_tight"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from mark to mark, Home and End to the first and the last, Enter opens."""
        key = Qt.Key(event.key())
        if key in _WAYS and self.marks:
            self._go(self._next(*_WAYS[key]) if self._at >= 0 else 0)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.marks:
            self._go(0 if key == Qt.Key.Key_Home else len(self.marks) - 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._at >= 0:
            self._open(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard begins at the first mark."""
        super().focusInEvent(event)
        if self._at < 0 and self.marks and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._go(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is pointed at from elsewhere."""
        super().focusOutEvent(event)
        self.update()
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point, or drag."""
        if self._pressed is not None:
            by = event.globalPosition().toPoint() - self._pressed
            if self._moved or by.manhattanLength() > 6:
                self._moved, self._pressed = True, event.globalPosition().toPoint()
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.dragged.emit(by)
            return
        self._point(self._mark_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The beginning of a click, or of dragging."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._moved = event.globalPosition().toPoint(), False
            event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to a mark and opens it."""
        place = self._mark_at(event.position())
        clicked = self._pressed is not None and not self._moved
        self._pressed = None
        self._point(place)
        if clicked and place >= 0:
            self._go(place)
            self._open(place)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse points at nothing."""
        super().leaveEvent(event)
        self._point(-1)

    def event(self, event: QEvent) -> bool:
        """Resting the mouse says what it points at."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._mark_at(QPointF(event.pos()))
            show_tip(event.globalPos(), self.marks[place].said if place >= 0 else "", self)
            return True
        return super().event(event)

    def _look(self) -> Look:
        return Look(self._theme, mirrored=self.layoutDirection() is Qt.LayoutDirection.RightToLeft)

    def _draw(self) -> None:
        if self._drawer is None:
            return
        around = QSizeF(2, 2) * self._margin
        self._picture = self._drawer(self._look(), self._room / self._zoom - around)
        size = (self._picture.size + around) * self._zoom
        self.resize(round(max(self._room.width(), size.width())), round(max(self._room.height(), size.height())))
        self.update()

    def _current(self) -> int:
        return self._hover if self._hover >= 0 else self._at if self.hasFocus() else -1

    def _mark_at(self, where: QPointF) -> int:
        at = where / self._zoom
        if self._look().mirrored:
            at = QPointF(self.width() / self._zoom - at.x(), at.y())
        at -= QPointF(self._margin, self._margin)
        return next((place for place, mark in enumerate(self.marks) if mark.area.contains(at)), -1)

    def _point(self, place: int) -> None:
        if place != self._hover:
            self._hover = place
            opens = place >= 0 and bool(self.marks[place].key)
            self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
            self.update()
            self._tell()

    def _next(self, across: int, down: int) -> int:
        """The nearest mark this way; the same one where there is none."""
        if self._look().mirrored:
            across = -across
        here = self.marks[max(0, self._at)].area.center()
        best, found = float("inf"), max(0, self._at)
        for place, mark in enumerate(self.marks):
            by = mark.area.center() - here
            along, aside = by.x() * across + by.y() * down, abs(by.x() * down) + abs(by.y() * across)
            if along > 1 and along + _ASIDE * aside < best:
                best, found = along + _ASIDE * aside, place
        return found

    def _go(self, place: int) -> None:
        self._at, self._hover = place, -1
        area = self.marks[place].area.translated(self._margin, self._margin)
        left = self.width() / self._zoom - area.right() if self._look().mirrored else area.left()
        corner = QPointF(left, area.top()) * self._zoom
        self.reached.emit(QRectF(corner, area.size() * self._zoom).toRect())
        self.update()
        self._tell()
        announce(self, self.marks[place].said)

    def _tell(self) -> None:
        said = self.current.said if self.current is not None else ""
        self.setAccessibleDescription(". ".join(filter(None, (said, self._reading))))
        self.pointed.emit(said)

    def _open(self, place: int) -> None:
        if self.marks[place].key:
            self.opened.emit(self.marks[place].key)
