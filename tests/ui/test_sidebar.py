"""The list of chats: newest first, pinned on top, renamed and deleted in place, searched."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu

from carrel.ui.widgets.conversation_list import ROW, Row
from tests.ui.conftest import Desk, Hand


def lines(hand: Hand) -> list[Row]:
    """The lines of the list."""
    rows = hand.sidebar.list.rows
    return [rows.index(number).data(ROW) for number in range(rows.rowCount())]


def titles(hand: Hand) -> list[str]:
    """The chats that the list shows, without the names of groups."""
    return [line.title for line in lines(hand) if line.opens]


def index(hand: Hand, number: int) -> QModelIndex:
    """Where the chat with this number stands."""
    rows = hand.sidebar.list.rows
    return [rows.index(at) for at, line in enumerate(lines(hand)) if line.opens][number]


def three_chats(desk: Desk, **more: object) -> Hand:
    """A desk with three chats."""
    hand = desk(["about cells", "about rivers", "the mitochondrion is in the cell"], **more)
    for text in ("What is a cell?", "Where do rivers begin?", "What is inside?"):
        hand.window.begin_new()
        hand.until(lambda: hand.pane.chat.id is None)
        hand.say(text)
    hand.until(lambda: len(titles(hand)) == 3 and not hand.window.jobs.running)
    return hand


def test_the_newest_chat_stands_first_and_pinned_ones_above(desk: Desk) -> None:
    hand = three_chats(desk)
    assert titles(hand) == ["What is inside?", "Where do rivers begin?", "What is a cell?"]
    hand.sidebar.list.pin_requested.emit(index(hand, 2).data(ROW).conversation, True)
    hand.until(lambda: titles(hand)[0] == "What is a cell?")
    assert index(hand, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "What is a cell?, pinned"
    assert [line.title for line in lines(hand) if not line.opens] == ["Pinned", "Today"]


def test_a_chat_is_renamed_in_place(desk: Desk) -> None:
    hand = three_chats(desk)
    hand.window.actions_by_id["rename"].trigger()
    editor = hand.sidebar.list.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Cells, again")
    hand.qtbot.keyClick(editor, Qt.Key.Key_Return)
    hand.until(lambda: "Cells, again" in titles(hand))
    hand.until(lambda: hand.find(QLabel, "paneTitle").text() == "Cells, again")


def test_a_deleted_chat_can_be_had_back(desk: Desk) -> None:
    hand = three_chats(desk)
    hand.sidebar.list.setFocus()
    hand.qtbot.keyClick(hand.sidebar.list, Qt.Key.Key_Delete)
    hand.until(lambda: hand.notice() == "Chat deleted.")
    assert hand.pane.chat.id is None
    hand.until(lambda: len(titles(hand)) == 2)
    hand.press("undo")
    hand.until(lambda: len(titles(hand)) == 3)
    hand.until(lambda: hand.texts == ["What is inside?", "the mitochondrion is in the cell"])


def test_search_finds_messages_and_jumps_to_them(desk: Desk) -> None:
    hand = three_chats(desk)
    hand.window.actions_by_id["search"].trigger()
    assert hand.sidebar.search.hasFocus()
    hand.qtbot.keyClicks(hand.sidebar.search, "mitochondrion")
    hand.until(lambda: titles(hand) == ["What is inside?"])
    row = index(hand, 0).data(ROW)
    assert row.message is not None
    hand.window.begin_new()
    hand.until(lambda: hand.pane.chat.id is None)
    hand.sidebar.search.setFocus()
    hand.qtbot.keyClick(hand.sidebar.search, Qt.Key.Key_Down)
    hand.qtbot.keyClick(hand.sidebar.list, Qt.Key.Key_Return)
    hand.until(lambda: hand.pane.transcript.lit == row.message)


def test_a_find_on_another_branch_brings_that_branch_back(desk: Desk) -> None:
    hand = desk(["first zebra", "second horse"])
    hand.say("animals")
    hand.window.actions_by_id["retry"].trigger()
    hand.until(lambda: hand.texts[-1] == "second horse" and not hand.window.jobs.running)
    hand.qtbot.keyClicks(hand.sidebar.search, "zebra")
    hand.until(lambda: len(lines(hand)) == 1 and lines(hand)[0].message is not None)
    hand.sidebar.list.open_requested.emit(index(hand, 0).data(ROW))
    hand.until(lambda: hand.texts[-1] == "first zebra")


def test_escape_leaves_the_search(desk: Desk) -> None:
    hand = three_chats(desk)
    hand.qtbot.keyClicks(hand.sidebar.search, "mitochondrion")
    hand.until(lambda: titles(hand) == ["What is inside?"])
    hand.qtbot.keyClick(hand.sidebar.search, Qt.Key.Key_Escape)
    hand.until(lambda: len(titles(hand)) == 3)
    assert hand.sidebar.search.text() == ""


def test_nothing_found_is_said(desk: Desk) -> None:
    hand = three_chats(desk)
    nothing = hand.sidebar.findChild(QLabel, "listEmpty")
    assert nothing is not None
    for words in ("xylophone", '"', "C++ AND", "it's"):
        hand.sidebar.search.setText(words)
        hand.until(lambda: nothing.isVisible() and nothing.text() == "Nothing found.")
        hand.sidebar.search.clear()
        hand.until(lambda: len(titles(hand)) == 3)


def test_a_chat_has_a_menu(desk: Desk) -> None:
    hand = three_chats(desk)
    menu = hand.sidebar.list.menu_for(index(hand, 0).data(ROW))
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Open", "Rename", "Pin to the top", "Move to", "Select", "Delete"]
    menu.deleteLater()


def test_the_list_asks_for_older_chats_at_its_end(desk: Desk) -> None:
    hand = desk()
    asked: list[int] = []
    rows = hand.sidebar.list.rows
    rows.more_requested.connect(lambda: asked.append(1))
    rows.set_rows([], has_more=True)
    assert rows.canFetchMore(rows.index(0))
    rows.fetchMore(rows.index(0))
    assert asked == [1]
    assert not rows.canFetchMore(rows.index(0))
    hand.idle()
