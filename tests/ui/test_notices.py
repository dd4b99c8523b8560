"""Notices: room for long words, three at once, Escape, the focus, and what a screen reader hears."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from carrel.base.errors import CarrelError
from carrel.ui.notices import Choice, Notice, NoticeBar
from carrel.ui.theme import Theme
from tests.ui.conftest import Desk

LONG = "The answer stopped because the model ended by itself, and what it said so far is kept. " * 3


class Place(QWidget):
    """A window with a bar of notices over a field."""

    def __init__(self) -> None:
        super().__init__()
        self.bar, self.field = NoticeBar(), QLineEdit()
        column = QVBoxLayout(self)
        column.addStretch()
        column.addWidget(self.bar)
        column.addWidget(self.field)
        self.resize(420, 600)


@pytest.fixture
def place(qtbot: QtBot, theme: Theme) -> Place:
    """The window, shown and active."""
    made = Place()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.field.setFocus()
    return made


def pressed(place: Place, key: Qt.Key, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget() or place, key)


def buttons(place: Place) -> list[QPushButton]:
    """What can be pressed on the notices."""
    return [one for one in place.bar.findChildren(QPushButton) if one.isVisibleTo(place)]


def test_escape_closes_the_newest_wherever_the_focus_is(place: Place, qtbot: QtBot) -> None:
    for words in ("one", "two", "three"):
        place.bar.show_notice(Notice(words))
    pressed(place, Qt.Key.Key_Escape, qtbot)
    assert [notice.what for notice in place.bar.notices] == ["one", "two"]
    buttons(place)[0].setFocus()
    pressed(place, Qt.Key.Key_Escape, qtbot)
    pressed(place, Qt.Key.Key_Escape, qtbot)
    assert place.bar.notices == ()
    assert not place.bar.isVisible()
    pressed(place, Qt.Key.Key_Escape, qtbot)


def test_the_tab_key_goes_through_the_buttons_in_the_order_of_the_notices(place: Place, qtbot: QtBot) -> None:
    for words in ("one", "two"):
        place.bar.show_notice(Notice(words, choices=(Choice(f"Do {words}", lambda: None),)))
    qtbot.waitUntil(lambda: len(buttons(place)) == 4)
    place.field.setFocus()
    seen = []
    for _each in range(5):
        pressed(place, Qt.Key.Key_Tab, qtbot)
        focus = QApplication.focusWidget()
        seen.append(focus.text() if isinstance(focus, QPushButton) else "")
    assert seen == ["Do one", "Dismiss", "Do two", "Dismiss", ""]


def test_a_notice_with_the_focus_is_not_pushed_out(place: Place) -> None:
    place.bar.show_notice(Notice("mine", choices=(Choice("Undo", lambda: None),)))
    buttons(place)[0].setFocus()
    for number in range(5):
        place.bar.show_notice(Notice(f"n{number}"))
    assert [notice.what for notice in place.bar.notices] == ["mine", "n3", "n4"]


def test_progress_leaves_the_focus_on_its_stop_button(place: Place) -> None:
    stopped: list[int] = []
    for percent in (1, 2, 3):
        stop = Choice("Stop", lambda percent=percent: stopped.append(percent))  # type: ignore[misc]
        place.bar.show_notice(Notice(f"{percent} %", tone="quiet", choices=(stop,), key="model"))
        buttons(place)[0].setFocus()
    button = buttons(place)[0]
    place.bar.show_notice(
        Notice("4 %", tone="quiet", choices=(Choice("Stop", lambda: stopped.append(4)),), key="model")
    )
    assert buttons(place)[0] is button
    assert button.hasFocus()
    button.click()
    assert stopped == [4]


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_three_long_notices_leave_room_and_are_read_to_their_end(
    place: Place, theme: Theme, qtbot: QtBot, percent: int, direction: Qt.LayoutDirection
) -> None:
    theme.choose("light", percent)
    place.setLayoutDirection(direction)
    for number in range(3):
        choices = (Choice("Continue", lambda: None), Choice("Retry", lambda: None))
        place.bar.show_notice(Notice.of(CarrelError(f"{number} {LONG}", LONG), *choices))
    qtbot.waitUntil(lambda: place.bar.height() > 100)
    assert place.bar.height() <= 0.45 * place.height()
    assert place.field.isVisible()
    for button in buttons(place):
        assert button.width() >= button.sizeHint().width(), "no button is cut"
        assert button.mapTo(place, button.rect().topLeft()).x() >= 0
        assert button.mapTo(place, button.rect().topRight()).x() <= place.width()


def test_a_screen_reader_hears_each_new_notice_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, object]] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    place.bar.show_notice(Notice.of(CarrelError("It broke.", "Try again.")))
    for percent in (1, 2):
        place.bar.show_notice(Notice(f"{percent} %", tone="quiet", key="model"))
    polite = QAccessible.AnnouncementPoliteness
    assert heard == [("Problem: It broke. Try again.", polite.Assertive), ("1 %", polite.Polite)]


def test_escape_in_the_window_closes_the_newest_notice(desk: Desk) -> None:
    hand = desk()
    hand.pane.notices.show_notice(Notice("one"))
    hand.text.setFocus()
    hand.key(Qt.Key.Key_Escape)
    assert hand.notice() == ""


def test_the_focus_goes_on_to_the_box_when_the_last_notice_is_closed(desk: Desk) -> None:
    hand = desk()
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow)
    hand.pane.notices.show_notice(Notice("one"))
    hand.until(lambda: hand.find(QPushButton, "noticeDismiss"))
    hand.find(QPushButton, "noticeDismiss").setFocus()
    hand.key(Qt.Key.Key_Space)
    assert hand.notice() == ""
    assert hand.text.hasFocus()


def test_nothing_is_closed_by_a_clock(place: Place) -> None:
    place.bar.show_notice(Notice("Deleted.", choices=(Choice("Undo", lambda: None),)))
    assert place.bar.findChildren(QTimer) == []
