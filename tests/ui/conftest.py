"""A window on a desk of its own, and a hand that uses it as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Stamp
from carrel.conversations.model import Message
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.ui.application import make_application
from carrel.ui.theme import Theme
from carrel.ui.widgets.message import MessageView
from carrel.ui.window import Window
from tests.ui.desk import Choices, OneEngine, Script, make_kit

Kind = TypeVar("Kind", bound=QWidget)
LONGEST_WAIT_MS = 60_000
"""Only a test that fails waits so long; adding 120 lessons on a slow and busy computer takes a quarter of it."""


class Hand:
    """Uses one window: looks for things by their names, types, clicks and waits."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.kit: Kit = window.kit
        self.pane, self.sidebar = window.pane, window.sidebar
        self.text = window.pane.composer.text

    @property
    def engines(self) -> OneEngine:
        """The engines of this desk."""
        assert isinstance(self.kit.engines, OneEngine)
        return self.kit.engines

    @property
    def messages(self) -> list[Message]:
        """What the chat shows."""
        return [shown.message for shown in self.pane.chat.items]

    @property
    def texts(self) -> list[str]:
        """What the messages say."""
        return [message.text for message in self.messages]

    def find(self, kind: type[Kind], name: str, among: QWidget | None = None) -> Kind:
        """The one visible thing with this name."""
        found = [one for one in (among or self.window).findChildren(kind, name) if one.isVisibleTo(self.window)]
        assert len(found) == 1, (name, len(found))
        return found[0]

    def view(self, index: int) -> MessageView:
        """The message at this place, as it is on the screen."""
        views = {view.shown.message.id: view for view in self.window.findChildren(MessageView) if view.shown}
        return views[self.messages[index].id]

    def press(self, name: str, among: QWidget | None = None) -> None:
        """Click a button."""
        self.qtbot.mouseClick(self.find(QPushButton, name, among), Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=LONGEST_WAIT_MS)

    def is_wide(self, width: int) -> bool:
        """Whether the window has this width."""
        return self.window.width() == width

    def idle(self) -> None:
        """Wait until no reply is on its way, and nothing is being read or written."""
        self.until(lambda: not self.pane.chat.is_answering and not self.window.jobs.running)

    def type_and_send(self, text: str) -> None:
        """Write a turn and press Enter."""
        self.text.setFocus()
        self.qtbot.keyClicks(self.text, text)
        self.qtbot.keyClick(self.text, Qt.Key.Key_Return)

    def say(self, text: str) -> None:
        """Say something, and wait for the whole reply."""
        count = len(self.messages)
        self.type_and_send(text)
        self.until(lambda: len(self.messages) > count)
        self.idle()

    def notice(self) -> str:
        """What the newest notice says; empty when there is none."""
        notices = self.pane.notices.notices
        return notices[-1].what if notices else ""

    def opened(self, command: str, name: str) -> QDialog:
        """The dialog that a command opens."""
        self.window.actions_by_id[command].trigger()
        self.until(lambda: self.window.findChild(QDialog, name))
        dialog = self.window.findChild(QDialog, name)
        assert dialog is not None
        return dialog

    def gone(self, dialog: QDialog) -> None:
        """Close a dialog, and wait until nothing is left of it."""
        name = dialog.objectName()
        dialog.close()
        self.until(lambda: self.window.findChild(QDialog, name) is None)

    def kept(self) -> list[Message]:
        """The messages of the open chat, as they are on the disk."""
        return browse.thread(self.kit, self.pane.chat.id or "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no window manager to tell about sizes and menus, and says so for each of them."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("plugin does not support"))


Desk = Callable[..., Hand]


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """The offscreen clipboard outlives Python, which must not still own what lies in it."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The look by day."""
    make_application()
    made = Theme("light", 100)
    made.apply()
    yield made
    made.deleteLater()


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, tmp_path: Path, stamp: Stamp) -> Iterator[Desk]:
    """Opens windows; each call may name a home to come back to, and stay at the first screen."""
    opened: list[Hand] = []

    def open_one(
        replies: Script = (), *, pause: float = 0.0, home: str = "home", welcomed: bool = True, at_home: bool = False
    ) -> Hand:
        kit = make_kit(tmp_path / home, replies, pause, stamp)
        if welcomed != kit.settings.current.welcomed:
            kit.settings.change(welcomed=welcomed, theme="light")
        window = Window(kit, Choices(), theme)
        window.resize(1100, 760)
        window.show()
        window.start()
        if not at_home and window.stage.here == "home":
            window.stage.leave()
        hand = Hand(window, qtbot)
        opened.append(hand)
        hand.idle()
        return hand

    yield open_one
    for hand in opened:
        hand.window.close()
        hand.window.deleteLater()
        hand.kit.store.close()
