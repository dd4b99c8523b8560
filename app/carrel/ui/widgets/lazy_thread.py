"""Messages one below the other, of which only those that can be seen are made."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from carrel.base.words import _
from carrel.base.work import Progress
from carrel.ui.theme import Theme
from carrel.ui.widgets.message import INSET, MessageView
from carrel.ui.widgets.message_acts import placed
from carrel.ui.widgets.message_tools import Shown
from carrel.ui.widgets.parts import button
from carrel.ui.widgets.strip import Strip

_SPARE_VIEWS = 8
_NEAR_END = 24  # pixels


class LazyThread(QScrollArea):
    """Shows the messages of one chat, and keeps still what is read; what a person asks of one is told with its id.

    act_requested: an id of message_acts, and the message's. attachment_requested: a text that went with a turn.
    source_requested: a Citation to look at.
    view_made: a message came onto the screen, or near it.
    """

    view_made = Signal(str)

    sibling_requested = Signal(str)
    retry_requested = Signal(str)
    edit_requested = Signal(str, str)
    delete_requested = Signal(str)
    continue_requested = Signal(str)
    act_requested = Signal(str, str)
    attachment_requested = Signal(object)
    link_requested = Signal(str)
    source_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._items: list[Shown] = []
        self._where: dict[str, int] = {}
        self._heights: dict[str, int] = {}  # as measured in the present width
        self._strip = Strip()
        self._views: dict[str, MessageView] = {}
        self._spare: list[MessageView] = []
        self._writing = ""
        self._following, self._moving = True, False
        self._anchor = ("", 0)  # the message at the upper edge, and how far above it the edge is
        self._order: list[str] = []
        self._width = 0
        self.setObjectName("transcript")
        self.setAccessibleName(_("Chat"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget()
        self._page.setObjectName("transcriptPage")
        self.setWidget(self._page)
        self._jump = button(_("Jump to latest"), "outline", "jumpButton")
        self._jump.setParent(self)
        self._jump.hide()
        self._jump.clicked.connect(self.follow)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setSingleStep(theme.size("type_body") * 3)
        theme.changed.connect(self.redraw)

    def show_thread(self, items: list[Shown], writing: str = "") -> None:
        """Show these messages; the one with the id `writing` will grow. What stays the same is not drawn again."""
        items = placed(items)
        before = {shown.message.id: shown for shown in self._items}
        was_writing, self._writing = self._writing, writing
        self._items = items
        self._where = {shown.message.id: index for index, shown in enumerate(items)}
        for shown in items:
            key = shown.message.id
            if before.get(key) != shown or (key in {was_writing, writing} and was_writing != writing):
                self._heights.pop(key, None)
                if key in self._views:
                    self._views[key].show_message(shown, writing=key == writing)
                    self._order = []  # it may have other buttons now
        self._reckon()
        for key in [key for key in self._views if key not in self._where]:
            self._put_away(key)
        self._settle()

    def grow(self, text: str, *, reasoning: bool = False) -> None:
        """Show more of the message that is being written."""
        index = self._where.get(self._writing)
        if index is None:
            return
        shown = self._items[index]
        old = shown.message
        new = replace(old, reasoning=old.reasoning + text) if reasoning else replace(old, text=old.text + text)
        self._items[index] = replace(shown, message=new)
        if view := self._views.get(self._writing):
            view.shown = self._items[index]
            view.grow("" if reasoning else text, text if reasoning else "")
            if self._measure(index, view):
                self._settle()

    def shown_text(self, message: str) -> str:
        """What a message says by now; empty when it is not here."""
        index = self._where.get(message)
        return self._items[index].message.text if index is not None else ""

    def say_progress(self, progress: Progress) -> None:
        """Say what the message that is being written waits for."""
        if view := self._views.get(self._writing):
            view.say_progress(progress)
            view.arrange(self._column())

    def follow(self) -> None:
        """Go to the end, and stay there while a reply grows."""
        self._following = True
        self._settle()

    def redraw(self) -> None:
        """Draw everything that can be seen anew: the colours or sizes changed."""
        self._heights.clear()
        for key, view in self._views.items():
            view.show_message(self._items[self._where[key]], writing=key == self._writing)
        self._reckon()
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height of everything."""
        super().resizeEvent(event)
        if self._column() != self._width:
            self._width = self._column()
            self._heights.clear()
            self._reckon()
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        """Only a visible chat can be measured."""
        super().showEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        """Left and right may have changed places."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.redraw()

    def _column(self) -> int:
        margin = self._theme.size("space_large")
        return max(120, min(self._theme.size("size_column"), self.width() - 2 * margin))

    def _reckon(self) -> None:
        """Heights as far as they are known, and guesses for the rest."""
        column = self._column()
        self._strip.set_heights([self._heights.get(one.message.id) or self._guess(one, column) for one in self._items])

    def _guess(self, shown: Shown, column: int) -> int:
        size = self._theme.size("type_body")
        text = shown.message.text
        lines = text.count("\n") + 1 + len(text) * size * 0.5 / column
        return round(lines * size * 1.5 + size * 6)

    def _measure(self, index: int, view: MessageView) -> bool:
        height = view.arrange(self._column())
        self._heights[self._items[index].message.id] = height
        return self._strip.set_height(index, height)

    def _settle(self) -> None:
        """Make what can be seen, measure it, and keep still what the person reads (or the end, when it is followed)."""
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

    def _go_to_place(self) -> None:
        self._page.resize(self.viewport().width(), self._page_height())
        key, offset = self._anchor
        if self._following:
            self.verticalScrollBar().setValue(self._page_height())
        elif key in self._where:
            self.verticalScrollBar().setValue(self._strip.top(self._where[key]) + offset)

    def _drop_anchor(self) -> None:
        """From now on what stands at the upper edge stays there."""
        if self._items:
            index = self._strip.at(self._scroll())
            self._anchor = (self._items[index].message.id, self._scroll() - self._strip.top(index))

    def _drop_anchor_below(self, index: int) -> None:
        """From now on what stands at the upper edge stays there; below this message, where that one is at the edge."""
        self._drop_anchor()
        after = index + 1
        if self._anchor[0] == self._items[index].message.id and after < len(self._items):
            top = self._strip.top(after)
            if top < self._scroll() + self.viewport().height():
                self._anchor = (self._items[after].message.id, self._scroll() - top)

    def _make_visible(self) -> bool:
        """Give every message in or near the window a view; tell whether one is of another height than thought."""
        room = self.viewport().height()
        top = self._strip.total - room if self._following else self._scroll()
        wanted = self._strip.between(top - room // 2, top + room + room // 2)
        keys = {self._items[index].message.id: index for index in wanted}
        focus = QApplication.focusWidget()
        for key in [key for key in self._views if key not in keys]:
            if focus is None or not self._views[key].isAncestorOf(focus):
                self._put_away(key)
        news = False
        for key, index in keys.items():
            fresh = key not in self._views
            if fresh:
                self._views[key] = self._view_for(self._items[index])
            if fresh or key not in self._heights:
                news |= self._measure(index, self._views[key])
            if fresh:
                self.view_made.emit(key)
        return news

    def _place(self) -> None:
        """Put the views where they stand, in an order that the Tab key follows."""
        left = max(0, (self.width() - self._column()) // 2)
        order = sorted(self._views, key=self._where.__getitem__)
        for key in order:
            view = self._views[key]
            view.move(left - INSET, self._strip.top(self._where[key]) + self._margin())
            if view.isHidden():
                self._dress(key, view)
                view.show()
        if order != self._order:
            self._order = order
            controls = [control for key in order for control in self._views[key].controls()]
            for one, other in pairwise(controls):
                QWidget.setTabOrder(one, other)
        self._place_jump()

    def _view_for(self, shown: Shown) -> MessageView:
        view = self._spare.pop() if self._spare else self._new_view()
        view.show_message(shown, writing=shown.message.id == self._writing)
        return view

    def _dress(self, key: str, view: MessageView) -> None:
        """A message comes onto the screen: what else there is to see of it."""

    def _new_view(self) -> MessageView:
        view = MessageView(self._theme, self._page)
        view.hide()
        view.sibling_requested.connect(self.sibling_requested)
        view.retry_requested.connect(self.retry_requested)
        view.edit_requested.connect(self.edit_requested)
        view.delete_requested.connect(self.delete_requested)
        view.continue_requested.connect(self.continue_requested)
        view.act_requested.connect(self.act_requested)
        view.attachment_requested.connect(self.attachment_requested)
        view.link_requested.connect(self.link_requested)
        view.source_requested.connect(self.source_requested)
        view.grown.connect(self._view_grown)
        view.redrawn.connect(self._view_redrawn)
        return view

    def _put_away(self, key: str) -> None:
        view = self._views.pop(key)
        view.hide()
        if len(self._spare) < _SPARE_VIEWS:
            self._spare.append(view)
        else:
            view.deleteLater()

    def _view_grown(self) -> None:
        view = self.sender()
        if isinstance(view, MessageView) and view.shown is not None:
            index = self._where.get(view.shown.message.id)
            if index is not None:
                self._drop_anchor()
                self._following = False
                self._measure(index, view)
                self._settle()

    def _view_redrawn(self) -> None:
        """Formulas took the place of their source: what is read stays where it is, and an end that is followed too."""
        view = self.sender()
        if isinstance(view, MessageView) and view.shown is not None:
            key = view.shown.message.id
            if self._views.get(key) is view:
                if not self._following:
                    self._drop_anchor_below(self._where[key])
                if self._measure(self._where[key], view):
                    self._settle()

    def _scrolled(self) -> None:
        if not self._moving:
            self._following = self._scroll() >= self.verticalScrollBar().maximum() - _NEAR_END
            self._drop_anchor()
            self._settle()

    def _place_jump(self) -> None:
        away = bool(self._items) and not self._following and self.verticalScrollBar().maximum() > self._scroll() + 200
        self._jump.setVisible(away)
        if away:
            size = self._jump.sizeHint()
            self._jump.resize(size)
            self._jump.move((self.width() - size.width()) // 2, self.height() - size.height() - 10)
            self._jump.raise_()

    def _margin(self) -> int:
        return self._theme.size("space_large")

    def _page_height(self) -> int:
        return self._strip.total + 2 * self._margin()

    def _scroll(self) -> int:
        return self.verticalScrollBar().value()
