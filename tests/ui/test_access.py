"""The whole window and every dialog by the Tab key alone, in both directions, and as a screen reader sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QWidget,
)

from carrel.base.errors import CarrelError
from carrel.base.work import Progress
from carrel.engine.api import EngineLost
from carrel.flows import library as shelf
from carrel.library.model import Document
from carrel.ui.dialogs.fatal import FatalDialog
from carrel.ui.notices import Choice, Notice
from tests.ui.conftest import Desk, Hand
from tests.ui.sources import LEAF, QUOTE, from_sources, put, stand

RICH = "Hello.\n\n```python\nprint(1)\n```\n\n- one\n- two\n\n[link](https://example.org)"

Role = QAccessible.Role
SENSIBLE = {
    Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.SpinBox,
    Role.EditableText, Role.StaticText, Role.List, Role.ListItem, Role.Document, Role.Link, Role.Client, Role.Grouping,
    Role.ScrollBar, Role.Slider, Role.Splitter, Role.Table, Role.Tree, Role.PageTab, Role.MenuItem, Role.Pane,
}  # fmt: skip
"""What may have the focus; a thing without a role is nothing to a screen reader."""


def chat(hand: Hand) -> QWidget:
    """A chat with code, a link, siblings and a notice."""
    hand.pane.notices.show_notice(Notice("Message deleted.", choices=(Choice("Undo", lambda: None),)))
    return hand.window


def by_command(command: str, name: str) -> Callable[[Hand], QWidget]:
    """Opens the dialog of a command."""
    return lambda hand: hand.opened(command, name)


def after(act: Callable[[Hand], object], name: str) -> Callable[[Hand], QWidget]:
    """Opens a dialog that something else brings."""

    def open_it(hand: Hand) -> QWidget:
        act(hand)
        hand.until(lambda: hand.window.findChild(QDialog, name))
        dialog = hand.window.findChild(QDialog, name)
        assert dialog is not None
        return dialog

    return open_it


def fatal(hand: Hand) -> QWidget:
    """The dialog of a start that failed."""
    dialog = FatalDialog(CarrelError("It cannot start.", "Try again.", "why"), hand.window.theme)
    dialog.setParent(hand.window, dialog.windowFlags())
    dialog.show()
    return dialog


def reading(hand: Hand) -> QWidget:
    """A document with its contents, beside a reply that stands on it."""
    document = searched(hand)
    hand.window.open_document(document.id, 1, QUOTE)
    hand.idle()
    reader = hand.window.reading.reader
    assert reader is not None
    reader.bar.outline.click()
    reader.look_for_words()
    return hand.window


def searched(hand: Hand) -> Document:
    """A document that the first reply stands on."""
    document = put(hand.kit, LEAF)
    stand(hand.kit, from_sources(hand.messages[1].id, document))
    hand.pane.chat.reload()
    hand.idle()
    return document


def open_search(hand: Hand) -> None:
    """What was searched for the last reply."""
    if not hand.messages:
        hand.say("hi")
    searched(hand)
    hand.pane.acts.act("searched", hand.messages[1].id)


def library(hand: Hand) -> QWidget:
    """The library with documents, of which one is chosen, and something being read in."""
    put(hand.kit, LEAF)
    put(hand.kit, LEAF, "Leaves", kind="pdf")
    hand.window.open_place("library")
    hand.idle()
    pane = hand.window.library.pane
    assert pane is not None
    pane.show_progress(Progress("Reading leaf.pdf", 1, 2))
    hand.idle()
    pane.list.enter()
    return hand.window


def empty_library(hand: Hand) -> QWidget:
    """The library with nothing in it."""
    hand.window.open_place("library")
    hand.idle()
    return hand.window


def ask_password(hand: Hand) -> None:
    """A document wants its password."""
    hand.window.library.bringing.locked.emit(Path("exam.pdf"), False)


def open_watched(hand: Hand) -> None:
    """The folders that are watched, of which there is one."""
    shelf.watch(hand.kit, Path("papers"))
    empty_library(hand)
    pane = hand.window.library.pane
    assert pane is not None
    pane.bar.watched_requested.emit()


PLACES: dict[str, Callable[[Hand], QWidget]] = {
    "window": chat,
    "settings": by_command("settings", "settingsDialog"),
    "shortcuts": by_command("shortcuts", "shortcutsDialog"),
    "about": by_command("about", "aboutDialog"),
    "palette": by_command("palette", "paletteDialog"),
    "report": after(lambda hand: hand.window.mishaps.tell("Carrel\n\nValueError"), "reportDialog"),
    "link": after(lambda hand: hand.pane.link_requested.emit("https://example.org"), "linkDialog"),
    "fatal": fatal,
    "reader": reading,
    "searched": after(open_search, "searchedDialog"),
    "library": library,
    "empty library": empty_library,
    "password": after(ask_password, "passwordDialog"),
    "watched": after(open_watched, "watchedDialog"),
}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, desk: Desk) -> Iterator[QWidget]:
    """Each place of the program in turn."""
    hand = desk([RICH, ("half an answer", EngineLost("It stopped.", "Ask again."))])
    hand.say("hi")
    hand.say("again")
    opened = PLACES[request.param](hand)
    opened.activateWindow()
    hand.until(opened.isActiveWindow)
    hand.idle()
    yield opened
    if isinstance(opened, QDialog):
        opened.close()
        opened.deleteLater()


@pytest.fixture
def first_run(desk: Desk) -> QWidget:
    """The first start."""
    hand = desk(welcomed=False)
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow)
    return hand.window


def controls(window: QWidget) -> list[QWidget]:
    """What is there to be used by the keyboard; a combined control is one."""
    found = []
    for one in window.findChildren(QWidget):
        inner = isinstance(one.parent(), QAbstractSpinBox | QComboBox) or one.window() is not window
        reachable = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isEnabled() and one.isVisible()
        if reachable and not inner and one.focusProxy() is None and not is_reached_by_arrows(one):
            found.append(one)
    return found


def is_reached_by_arrows(one: QWidget) -> bool:
    """Whether it is one of several to choose from, of which the chosen one has the focus."""
    group = one.group() if isinstance(one, QAbstractButton) else None
    return group is not None and group.exclusive() and group.checkedButton() is not one


def walked(window: QWidget, key: Qt.Key) -> list[QWidget]:
    """Everything that gets the focus on the way around; ends where it began."""
    seen: list[QWidget] = []
    for _step in range(200):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
        QTest.keyClick(focus, key)
        if len(seen) > 2 and QApplication.focusWidget() is seen[0]:
            return seen
    return seen


def described(widgets: list[QWidget]) -> list[str]:
    """Names to read in a failure."""
    return [f"{type(one).__name__} {one.objectName() or one.accessibleName()}" for one in widgets]


def check_both_ways(window: QWidget) -> None:
    """Tab and Shift+Tab go around and leave nothing out."""
    wanted = controls(window)
    assert wanted
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        seen = walked(window, key)
        missed = [one for one in wanted if not any(one is other or one.isAncestorOf(other) for other in seen)]
        assert described(missed) == [], (key, described(seen))
        assert len(seen) < 200, ("a trap", key, described(seen[-3:]))


def test_the_tab_key_reaches_everything_and_is_never_caught(place: QWidget) -> None:
    check_both_ways(place)


def test_the_tab_key_reaches_everything_at_the_first_start(first_run: QWidget) -> None:
    check_both_ways(first_run)


def seen_by_a_reader(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The thing and everything in it that is not hidden."""
    if one.isValid() and not one.state().invisible:
        yield one
        for number in range(one.childCount()):
            child = one.child(number)
            if child is not None:
                yield from seen_by_a_reader(child)


def nameless(window: QWidget) -> tuple[list[str], int]:
    """What can have the focus and has no name or no role, and how many things can."""
    bad, count = [], 0
    root = QAccessible.queryAccessibleInterface(window)
    for one in seen_by_a_reader(root):
        if not one.state().focusable:
            continue
        count += 1
        name, role = one.text(QAccessible.Text.Name).strip(), one.role()
        widget = one.object()
        inner = isinstance(widget, QWidget) and isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        if inner or (isinstance(widget, QAbstractScrollArea) and widget.focusPolicy() is Qt.FocusPolicy.NoFocus):
            continue
        if widget is not window and (not name or role not in SENSIBLE):
            bad.append(f"{role} {name!r} {type(widget).__name__} {widget.objectName()}")
    return bad, count


def test_a_screen_reader_knows_the_name_and_the_kind_of_everything(place: QWidget) -> None:
    bad, count = nameless(place)
    assert bad == []
    assert count > 0


def test_a_screen_reader_knows_everything_at_the_first_start(first_run: QWidget) -> None:
    bad, count = nameless(first_run)
    assert bad == []
    assert count > 8


@pytest.mark.parametrize(
    "name", [name for name in PLACES if name not in {"window", "reader", "fatal", "library", "empty library"}]
)
def test_escape_leaves_every_dialog(desk: Desk, name: str) -> None:
    hand = desk()
    dialog = PLACES[name](hand)
    hand.until(dialog.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
    hand.until(lambda: not hand.window.findChildren(QDialog))
