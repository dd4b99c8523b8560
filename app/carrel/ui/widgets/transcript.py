"""A chat from its first message to its last: where one is in it, and what is asked of the message at hand."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from carrel.ui.widgets.lazy_thread import LazyThread
from carrel.ui.widgets.message import MessageView


class Transcript(LazyThread):
    """Leads to a message, lights it, steps from one to the next, and knows which one has the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._aloud = ""  # the message that is being read aloud
        self.lit = ""  # the message a search led to
        self._unlight = QTimer(self, singleShot=True, interval=2500)
        self._unlight.timeout.connect(lambda: self._light(""))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def reveal(self, message: str) -> bool:
        """Bring a message into view and light it up; False when it is not on this branch."""
        if message not in self._where:
            return False
        self._following = False
        self._anchor = (message, -self._theme.size("space_wide"))
        self._settle()
        self._light(message)
        self._unlight.start()
        return True

    def bodies(self) -> dict[str, Body]:
        """The texts of the messages that are on the screen, or near it, by their ids."""
        return {key: view.body for key, view in self._views.items()}

    def upper_edge(self) -> str:
        """The message at the upper edge; empty when there is none."""
        return self._items[self._strip.at(self._scroll())].message.id if self._items else ""

    def show_area(self, body: Body, area: QRect) -> None:
        """Bring a part of a message into view."""
        place = body.mapTo(self._page, area.center())
        self.ensureVisible(place.x(), place.y(), 0, self.viewport().height() // 4)

    def step_focus(self, by: int) -> None:
        """Give the focus to the message before or after the one that has it; to the last one at first."""
        keys = [shown.message.id for shown in self._items]
        if not keys:
            return
        held = self._focused()
        index = self._where[held[0]] + by if held else len(keys) - 1
        key = keys[min(max(index, 0), len(keys) - 1)]
        if not self._is_seen(key):
            self.reveal(key)
        self._views[key].body.setFocus(Qt.FocusReason.TabFocusReason)

    def step_version(self, by: int) -> None:
        """Show the version before or after, of the message that has the focus or the last one that has versions."""
        keys = [*self._focused(), *(shown.message.id for shown in reversed(self._items) if len(shown.siblings) > 1)]
        if keys:
            if keys[0] not in self._views:
                self.reveal(keys[0])
            self._views[keys[0]].tools.step(by)

    def open_menu(self) -> QMenu | None:
        """Show what can be done with the message that has the focus, or the last one."""
        keys = [*self._focused(), *(shown.message.id for shown in self._items[-1:])]
        if not keys:
            return None
        if not self._is_seen(keys[0]):
            self.reveal(keys[0])
        return self._views[keys[0]].open_menu()

    def reply_at_hand(self) -> str:
        """The id of the reply that has the focus, or the last one; empty when there is none."""
        keys = [*self._focused(), *(shown.message.id for shown in reversed(self._items))]
        return next((key for key in keys if self._items[self._where[key]].message.role == "assistant"), "")

    def say_aloud(self, message: str) -> None:
        """Say which message is being read aloud; empty for none."""
        self._aloud = message
        for key, view in self._views.items():
            view.tools.say_aloud(key == message)

    def edit_last_turn(self) -> None:
        """Open the box for the person's last turn."""
        for shown in reversed(self._items):
            if shown.message.role == "user":
                self.reveal(shown.message.id)
                self._views[shown.message.id].begin_edit()
                return

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        for view in self._views.values():
            view.look_for_focus()
            view.update()
        if new is not None and self._page.isAncestorOf(new) and not self._moving:
            self.ensureWidgetVisible(new, 0, min(40, self.viewport().height() // 4))

    def _light(self, message: str) -> None:
        self.lit = message
        for key, view in self._views.items():
            view.light(key == message)

    def _focused(self) -> list[str]:
        """The message that has the focus, if one has."""
        focus = QApplication.focusWidget()
        return [key for key, view in self._views.items() if focus is not None and view.isAncestorOf(focus)]

    def _is_seen(self, key: str) -> bool:
        if key not in self._views:
            return False
        top = self._strip.top(self._where[key])
        return self._scroll() - 40 <= top <= self._scroll() + self.viewport().height() - 40

    def _dress(self, key: str, view: MessageView) -> None:
        view.light(key == self.lit)
        view.tools.say_aloud(key == self._aloud)
