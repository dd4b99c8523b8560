"""The pages of a class on a desk of their own, over a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carrel.flows.kit import Kit
from carrel.ui.theme import Theme
from tests.conftest import CountingStamp
from tests.flows.classes.seeing.kit import Class, put
from tests.flows.conftest import kit_in
from tests.ui.class_desk import Room
from tests.ui.conftest import LONGEST_WAIT_MS

Kind = TypeVar("Kind", bound=QWidget)


class Teacher:
    """Uses the pages as a person would. made: the class that is shown."""

    def __init__(self, room: Room, kit: Kit, made: Class, qtbot: QtBot) -> None:
        self.room, self.kit, self.made, self.qtbot = room, kit, made, qtbot

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=LONGEST_WAIT_MS)

    def rest(self) -> None:
        """Wait until what is shown is what there is."""
        self.until(lambda: self.room.is_at_rest)
        assert self.room.bugs == []

    def focus(self, widget: QWidget) -> None:
        """Put the focus there, as the Tab key does; the window has to be the active one."""
        self.room.activateWindow()
        self.until(lambda: QApplication.activeWindow() is self.room)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert QApplication.focusWidget() is widget

    def find(self, kind: type[Kind], name: str, among: QWidget | None = None) -> Kind:
        """The one visible thing with this name."""
        within = among or self.room
        found = [one for one in within.findChildren(kind, name) if one.isVisibleTo(within)]
        assert len(found) == 1, (name, len(found))
        return found[0]

    def press(self, name: str, among: QWidget | None = None) -> None:
        """Click a button."""
        self.qtbot.mouseClick(self.find(QPushButton, name, among), Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, on: QWidget | None = None) -> None:
        """Press a key where the focus is, or on this."""
        self.qtbot.keyClick(on or QApplication.focusWidget() or self.room, key)

    def dialog(self, kind: type[Kind]) -> Kind:
        """The dialog of this kind that opens."""
        self.until(lambda: self.room.findChildren(kind))
        [found] = self.room.findChildren(kind)
        self.rest()
        return found

    def close(self, dialog: QWidget) -> None:
        """Close a dialog, and wait until nothing is left of it."""
        kind = type(dialog)
        dialog.close()
        self.until(lambda: not self.room.findChildren(kind))

    def notice(self) -> str:
        """What the newest notice says; empty when there is none."""
        notices = self.room.notices.notices
        return notices[-1].what if notices else ""


Opened = Callable[[Class], Teacher]


@pytest.fixture
def opened(
    qtbot: QtBot, theme: Theme, tmp_path_factory: pytest.TempPathFactory, stamp: CountingStamp
) -> Iterator[Opened]:
    """Opens the pages of a class."""
    rooms: list[Room] = []
    homes = []

    def open_one(made: Class) -> Teacher:
        home = kit_in(tmp_path_factory.mktemp("home"), stamp)
        kit = home.__enter__()
        homes.append(home)
        with kit.store.writing() as db:
            put(db, made)
        room = Room(kit, theme)
        rooms.append(room)
        room.resize(1280, 800)
        room.show()
        room.show_class(made.room.id)
        teacher = Teacher(room, kit, made, qtbot)
        teacher.rest()
        return teacher

    yield open_one
    for room in rooms:
        for dialog in room.findChildren(QDialog):
            dialog.close()
        room.close()
        room.jobs.close()
        room.deleteLater()
    for home in homes:
        home.__exit__(None, None, None)
