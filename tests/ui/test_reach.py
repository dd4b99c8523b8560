"""The window without a mouse, and for a screen reader."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QSpinBox,
    QWidget,
)

from carrel.engine.api import EngineLost
from tests.ui.conftest import Desk

RICH = "Hello.\n\n```python\nprint(1)\n```\n\n- one\n- two\n\n[link](https://example.org)"


def test_a_person_without_a_mouse_can_ask_read_copy_and_ask_again(desk: Desk) -> None:
    hand = desk(["first answer", "second answer"])
    hand.window.activateWindow()
    hand.until(hand.text.hasFocus)
    for letter in "hello":
        hand.qtbot.keyClicks(QApplication.focusWidget(), letter)
    hand.key(Qt.Key.Key_Return)
    hand.until(lambda: hand.texts == ["hello", "first answer"])
    hand.idle()
    hand.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    hand.until(hand.view(1).body.hasFocus)
    hand.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is hand.view(1).tools.copy
    hand.key(Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "first answer"
    hand.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is hand.view(1).tools.retry
    hand.key(Qt.Key.Key_Space)
    hand.until(lambda: hand.texts == ["hello", "second answer"])
    hand.idle()
    hand.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert hand.sidebar.search.hasFocus()
    hand.key(Qt.Key.Key_Down)
    assert hand.sidebar.list.hasFocus()
    hand.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert hand.text.hasFocus()


def test_control_k_reaches_the_search_from_the_box(desk: Desk) -> None:
    hand = desk()
    hand.text.setFocus()
    hand.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert hand.sidebar.search.hasFocus()


def test_the_tab_key_goes_around_the_whole_window(desk: Desk) -> None:
    hand = desk([RICH])
    hand.say("hi")
    hand.text.setFocus()
    seen: list[QWidget] = []
    for _step in itertools.repeat(None, 80):
        focus = QApplication.focusWidget()
        assert focus is not None
        if len(seen) > 3 and focus is seen[0]:
            break
        seen.append(focus)  # a text with a link in it keeps the focus for the link
        hand.key(Qt.Key.Key_Tab)
    names = [widget.objectName() for widget in seen]
    for name in (
        "composerText",
        "newChat",
        "courseChooser",
        "selectChats",
        "searchField",
        "conversationList",
        "modelChooser",
        "messageBody",
        "copyCode",
    ):
        assert name in names, names
    assert names.index("messageBody") < names.index("copyCode")


def nameless(window: QWidget) -> list[str]:
    """Controls that a screen reader would not know what to say of."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QAbstractScrollArea)
    controls = [one for kind in kinds for one in window.findChildren(kind)]
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in controls
        if one.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not isinstance(one, QScrollBar)
        and not one.objectName().startswith("qt_")
        and not (isinstance(one.parent(), QComboBox | QSpinBox | QLineEdit) or "Spin" in type(one.parent()).__name__)
        and not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]


def test_everything_that_can_be_used_has_a_name(desk: Desk) -> None:
    hand = desk([RICH, ("half", EngineLost("It stopped.", "Ask again."))])
    hand.say("hi")
    hand.say("again")
    assert nameless(hand.window) == []
    hand.window.actions_by_id["select_chats"].trigger()
    assert hand.sidebar.bar.isVisible()
    assert nameless(hand.window) == []
    for command, name in (("settings", "settingsDialog"), ("shortcuts", "shortcutsDialog"), ("about", "aboutDialog")):
        dialog = hand.opened(command, name)
        assert nameless(dialog) == []
        hand.gone(dialog)


def test_the_first_start_has_names_too(desk: Desk) -> None:
    hand = desk(welcomed=False)
    assert nameless(hand.window) == []


def test_every_label_is_plain_text(desk: Desk) -> None:
    hand = desk([RICH])
    hand.say("<b>hi</b>")
    rich = [one.text() for one in hand.window.findChildren(QLabel) if one.textFormat() is not Qt.TextFormat.PlainText]
    assert [text for text in rich if text] == []
    assert hand.find(QLabel, "paneTitle").text() == "<b>hi</b>"
