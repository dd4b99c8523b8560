"""Scroll bars under the parts of a message that are wider than the message."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from carrel.base.words import _
from carrel.ui.render.survey import Wide


class SidewaysBar(QScrollBar):
    """Scrolls one wide part; the arrow keys do it where it has the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("sidewaysBar")
        self.setInvertedControls(False)  # the right arrow goes to the right
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # what it scrolls is laid out from the left

    def show_for(self, part: Wide, width: int) -> None:
        """Stand under this part of a page of this width."""
        names = {
            "code": _("Scroll the code sideways"),
            "table": _("Scroll the table sideways"),
            "formula": _("Scroll the formula sideways"),
        }
        self.setAccessibleName(names[part.kind])
        was = self.maximum()
        self.setRange(0, round(part.right) - width)
        if part.from_right and was != self.maximum():
            self.setValue(self.maximum())
        self.setPageStep(width)
        self.setSingleStep(max(8, width // 12))
        height = self.sizeHint().height()
        below = 0 if part.kind == "code" else 1
        top = round(part.bottom) - (height if part.kind == "code" else 0) + below
        self.setGeometry(QRect(round(part.left), top, width - round(part.left), height))
        self.show()


class Sideways:
    """The wide parts of one message, and how far each is scrolled."""

    def __init__(self, viewport: QWidget) -> None:
        self._viewport = viewport
        self._parts: list[Wide] = []
        self._bars: list[SidewaysBar] = []

    @property
    def bars(self) -> list[SidewaysBar]:
        """The bars that are shown, from the top."""
        return self._bars[: len(self._parts)]

    def place(self, parts: list[Wide], width: int) -> None:
        """Put a bar under each part."""
        self._parts = parts
        while len(self._bars) < len(parts):
            bar = SidewaysBar(self._viewport)
            bar.valueChanged.connect(self._viewport.update)
            self._bars.append(bar)
        for bar in self._bars[len(parts) :]:
            bar.hide()
        for bar, part in zip(self._bars, parts, strict=False):
            bar.show_for(part, width)

    def reset(self) -> None:
        """Go back to the beginning of each part: another message is shown."""
        for bar in self._bars:
            bar.setValue(0)

    def bar_at(self, y: float) -> SidewaysBar | None:
        """The bar of the part at this height."""
        return next(
            (bar for bar, part in zip(self._bars, self._parts, strict=False) if part.top <= y < part.bottom), None
        )

    def reveal(self, area: QRect) -> None:
        """Scroll the part at the height of this area, of the document, so far that the area is seen."""
        bar = self.bar_at(area.center().y())
        if bar is not None and not bar.value() <= area.left() <= area.right() < bar.value() + bar.pageStep():
            bar.setValue(area.left() - bar.pageStep() // 4)

    def room_below(self) -> int:
        """Where the lowest bar ends."""
        return max((bar.geometry().bottom() + 1 for bar in self.bars), default=0)

    def offset_at(self, y: float) -> int:
        """How far the part at this height is scrolled; 0 where nothing is wide."""
        bar = self.bar_at(y)
        return bar.value() if bar else 0

    def bands(self, area: QRect) -> Iterator[tuple[QRect, int]]:
        """The area cut into bands that are scrolled alike, from the top."""
        top = area.top()
        for bar, part in zip(self._bars, self._parts, strict=False):
            first, last = round(part.top), round(part.bottom)
            if not bar.value() or last <= top or first > area.bottom():
                continue
            if first > top:
                yield QRect(area.left(), top, area.width(), first - top), 0
            end = min(last, area.bottom() + 1)
            yield QRect(area.left(), max(first, top), area.width(), end - max(first, top)), bar.value()
            top = end
        if top <= area.bottom():
            yield QRect(area.left(), top, area.width(), area.bottom() + 1 - top), 0


def shifted(event: QMouseEvent, by: int) -> QMouseEvent:
    """The same event at the place of the document that is seen there."""
    if not by:
        return event
    where = event.position()
    where.setX(where.x() + by)
    return QMouseEvent(
        event.type(),
        where,
        event.scenePosition(),
        event.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
        event.pointingDevice(),
    )
