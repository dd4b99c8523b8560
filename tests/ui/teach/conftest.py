"""A window with the teacher's place in its middle, and pupils elsewhere who give work back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from carrel.ui.panes.teach import TeachPane
from tests.ui.conftest import Desk, Hand


class Teacher:
    """Uses the teacher's place of one window."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.kit, self.window = hand, hand.kit, hand.window
        hand.window.open_place("teach")
        pane = hand.window.teaching.pane
        assert pane is not None
        self.pane: TeachPane = pane
        self.rest()

    def rest(self) -> None:
        """Wait until all that is shown is what there is."""
        self.hand.until(lambda: self.pane.is_at_rest and not self.window.jobs.running)

    def said(self) -> list[str]:
        """What the notices say."""
        return [f"{one.what} {one.next_step}".strip() for one in self.pane.notices.notices]

    def dialog(self, name: str) -> QDialog:
        """The dialog of this name, once it is there and has the focus."""
        self.hand.until(lambda: self.window.findChild(QDialog, name))
        found = self.window.findChild(QDialog, name)
        assert found is not None
        self.hand.until(lambda: found.isActiveWindow() and QApplication.focusWidget() is not None)
        return found

    def gone(self, name: str) -> None:
        """Wait until this dialog has closed."""
        self.hand.until(lambda: self.window.findChild(QDialog, name) is None)
        self.window.activateWindow()
        self.hand.until(self.window.isActiveWindow)
        self.rest()

    def type(self, words: str) -> None:
        """Type where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.hand.qtbot.keyClicks(focus, words)

    def write(self, name: str, words: str, among: QDialog) -> None:
        """Put words into a field."""
        field = self.hand.find(QLineEdit, name, among)
        field.setFocus()
        field.selectAll()
        self.type(words)

    def make_class(self, title: str = "7b", teacher: str = "Ms Adeyemi") -> None:
        """Make a class by keyboard."""
        self.pane.new_requested.emit()
        dialog = self.dialog("classDialog")
        self.write("className", title, dialog)
        self.write("classTeacher", teacher, dialog)
        self.hand.key(Qt.Key.Key_Return)
        self.gone("classDialog")


@pytest.fixture
def teacher(desk: Desk) -> Teacher:
    """A window of whoever has no class yet."""
    return Teacher(desk())
