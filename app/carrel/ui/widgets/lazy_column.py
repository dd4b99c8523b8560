"""Things one below the other in an area that scrolls, of which only those that can be seen are made."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.strip import Strip

_FAR = 1_000_000  # pixels: farther down than anything is high


class LazyColumn(QScrollArea):
    """Whoever inherits from it makes the things and tells their heights. moved: another one is in sight."""

    moved = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._count = 0
        self._strip = Strip()
        self._heights: dict[int, int] = {}  # as measured in the present width
        self.views: dict[int, QWidget] = {}
        self._anchor = (0, 0)  # the thing at the upper edge, and how far below its top the edge is
        self._moving = False
        self._width = 0
        self._order: list[int] = []
        self._sight = -1
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget()
        self.page.setObjectName(f"{name}Page")
        self.setWidget(self.page)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setSingleStep(theme.size("type_body") * 3)
        theme.changed.connect(self.renew)

    def make(self, index: int) -> QWidget:
        """Make the thing at this place, as a child of the page."""
        raise NotImplementedError

    def arrange(self, index: int, view: QWidget, width: int) -> int:
        """Lay a thing out in this width; the height it takes."""
        raise NotImplementedError

    def guess(self, index: int, width: int) -> int:
        """About how high a thing is that was never made."""
        raise NotImplementedError

    def column(self) -> int:
        """How wide the things are."""
        return max(120, min(self._theme.size("size_column"), self.viewport().width() - 2 * self.margin()))

    def margin(self) -> int:
        """The room around everything."""
        return self._theme.size("space_large")

    def controls(self, index: int) -> list[QWidget]:
        """What the Tab key meets in a thing that is made, in order."""
        return [self.views[index]]

    def put_away(self, view: QWidget) -> None:
        """A thing has gone too far from what is seen."""
        view.hide()
        view.deleteLater()

    def show_count(self, count: int) -> None:
        """Begin anew with so many things, from the first."""
        self._forget_views()
        self._count, self._anchor, self._sight = count, (0, 0), -1
        self._reckon()
        self._settle()

    def renew(self) -> None:
        """Make everything that can be seen anew; what is read stays where it is."""
        self._forget_views()
        self._reckon()
        self._settle()

    def go_to(self, index: int) -> None:
        """Bring the beginning of a thing to the upper edge."""
        self._anchor = (index, -self.margin() // 2 if index else -self.margin())
        self._settle()

    def go_to_area(self, index: int, area: QRect) -> None:
        """Bring a part of a thing that is made into the middle, or where it is too high for that, its beginning."""
        room = self.viewport().height()
        above = max(self.margin(), (room - area.height()) // 2)
        self._anchor = (index, area.top() - above)
        self._settle()
        if area.right() > self.viewport().width():
            self.horizontalScrollBar().setValue(area.center().x() - self.viewport().width() // 2)

    def at_edge(self) -> int:
        """The index of the thing at the upper edge."""
        return self._strip.at(self.verticalScrollBar().value() + 1) if self._count else 0

    def in_sight(self) -> int:
        """The index of the thing that one reads: a little above the middle."""
        at = self.verticalScrollBar().value() - self.margin() + 2 * self.viewport().height() // 5
        return self._strip.at(at) if self._count else 0

    def remeasure(self, index: int) -> None:
        """A thing has another height; what is read below it stays where it is."""
        if index in self.views and self._measure(index):
            self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space goes on by a page, Home and End go to the ends; the rest is as in every area that scrolls."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.triggerAction(bar.SliderAction.SliderPageStepSub if back else bar.SliderAction.SliderPageStepAdd)
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._anchor = (0, -self.margin()) if event.key() == Qt.Key.Key_Home else (max(0, self._count - 1), _FAR)
            self._settle()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height of everything."""
        super().resizeEvent(event)
        self.look_at_width()
        self._settle()

    def look_at_width(self) -> None:
        """Measure anew where the column has become another one."""
        if self.column() != self._width:
            self._width = self.column()
            self._heights.clear()
            self._reckon()
            self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is visible can be measured."""
        super().showEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        """Left and right may have changed places."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "page"):
            self.renew()

    def follow_focus(self, widget: QWidget) -> None:
        """Bring something that got the focus into view; what is higher than the window stays where it is read."""
        seen = widget.visibleRegion().boundingRect().height()
        if not self._moving and seen < min(widget.height(), self.viewport().height() // 2):
            self.ensureWidgetVisible(widget, 0, min(40, self.viewport().height() // 4))

    def _forget_views(self) -> None:
        for view in self.views.values():
            self.put_away(view)
        self.views.clear()
        self._heights.clear()
        self._order = []

    def _reckon(self) -> None:
        width = self.column()
        self._strip.set_heights([self._heights.get(one) or self.guess(one, width) for one in range(self._count)])

    def _measure(self, index: int) -> bool:
        height = self.arrange(index, self.views[index], self.column())
        self._heights[index] = height
        return self._strip.set_height(index, height)

    def _settle(self) -> None:
        """Make what can be seen, measure it, and keep still what is read."""
        if self._moving or not self.isVisible():
            return
        self._moving = True
        for _each in range(6):  # what is made may be lower than guessed, and let more be seen
            self._go_to_place()
            if not self._make_visible():
                break
        self._go_to_place()
        self._place()
        self._moving = False
        self._tell_sight()

    def _go_to_place(self) -> None:
        width = max(self.viewport().width(), self.column() + 2 * self.margin())
        self.page.resize(width, self._strip.total + 2 * self.margin())
        index, offset = self._anchor
        if index < self._count:
            self.verticalScrollBar().setValue(self._strip.top(index) + self.margin() + offset)

    def _make_visible(self) -> bool:
        """Make each thing in or near the window; tell whether one is of another height than thought."""
        room, top = self.viewport().height(), self.verticalScrollBar().value() - self.margin()
        wanted = self._strip.between(top - room // 2, top + room + room // 2)
        focus = QApplication.focusWidget()
        for index in [index for index in self.views if index not in wanted]:
            if focus is None or not self.views[index].isAncestorOf(focus):
                self.put_away(self.views.pop(index))
        news = False
        for index in wanted:
            if index not in self.views:
                self.views[index] = self.make(index)
                news |= self._measure(index)
            elif index not in self._heights:
                news |= self._measure(index)
        return news

    def _place(self) -> None:
        """Put the things where they stand, in an order that the Tab key follows."""
        left = max(self.margin(), (self.page.width() - self.column()) // 2)
        order = sorted(self.views)
        for index in order:
            view = self.views[index]
            view.move(left, self._strip.top(index) + self.margin())
            view.show()
        if order != self._order:
            self._order = order
            for one, other in pairwise(control for index in order for control in self.controls(index)):
                QWidget.setTabOrder(one, other)

    def _scrolled(self) -> None:
        if not self._moving and self._count:
            index = self.at_edge()
            self._anchor = (index, self.verticalScrollBar().value() - self._strip.top(index) - self.margin())
            self._settle()

    def _tell_sight(self) -> None:
        sight = self.in_sight()
        if self._count and sight != self._sight:
            self._sight = sight
            self.moved.emit(sight)
