"""The list of chats: newest first, pinned on top, renamed and deleted in place, searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu

from carrel.conversations.listing import tables as listing
from carrel.conversations.model import Listed
from carrel.flows import browse, courses
from carrel.flows.search_trial import fill
from carrel.ui.widgets.conversation_list import ROW, Row
from tests.ui.conftest import Desk, Hand

if TYPE_CHECKING:
    from carrel.store.db import Database


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


def filled(desk: Desk, messages: int) -> Hand:
    """A desk with many chats, ten messages in each."""
    hand = desk()
    with hand.kit.store.writing() as db:
        fill(db, messages)
    hand.until(lambda: len(titles(hand)) > 10)
    return hand


def test_scrolling_to_the_end_reads_each_page_once_and_shows_every_chat(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, str | None]] = []
    real = listing.listed

    def listed(db: Database, limit: int, course: str | None = None, after: Listed | None = None) -> list[Listed]:
        asked.append((limit, after.id if after is not None else None))
        return real(db, limit, course, after)

    monkeypatch.setattr(listing, "listed", listed)
    hand = filled(desk, 4_500)
    hand.until(lambda: not hand.window.jobs.running)
    asked.clear()
    bar = hand.sidebar.list.verticalScrollBar()
    resets: list[int] = []
    hand.sidebar.list.rows.modelReset.connect(lambda: resets.append(1))

    def at_the_end() -> bool:
        bar.setValue(bar.maximum())
        return len(titles(hand)) == 450

    hand.until(at_the_end)
    hand.idle()
    assert asked == [(101, "c350"), (201, "c250"), (401, "c50")]
    assert titles(hand) == [one.title for one in browse.conversations(hand.kit, 1_000)]
    assert resets == []


def test_a_change_elsewhere_leaves_the_place_the_choice_and_what_is_being_written(desk: Desk) -> None:
    hand = filled(desk, 900)
    view = hand.sidebar.list
    view.setFocus()
    view.setCurrentIndex(index(hand, 60))
    view.scrollTo(index(hand, 60), view.ScrollHint.PositionAtTop)
    chosen, place = index(hand, 60).data(ROW), view.verticalScrollBar().value()
    assert place > 0
    hand.window.actions_by_id["rename"].trigger()
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("half a ti")
    browse.rename(hand.kit, "c3", "renamed elsewhere")
    browse.pin(hand.kit, "c5", True)
    browse.delete_conversation(hand.kit, "c7")
    hand.until(lambda: titles(hand)[0] == browse.conversation(hand.kit, "c5").title)
    hand.idle()
    assert view.currentIndex().data(ROW) == chosen
    assert view.verticalScrollBar().value() == place
    assert view.findChild(QLineEdit) is editor
    assert editor.text() == "half a ti"
    hand.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    hand.idle()


def test_the_first_of_many_finds_are_shown_and_the_rest_on_demand(desk: Desk) -> None:
    hand = filled(desk, 900)
    hand.sidebar.search.setText("water")
    hand.until(lambda: lines(hand) and lines(hand)[-1].kind == "more")
    before = len(titles(hand))
    assert before <= 50
    view = hand.sidebar.list
    hand.qtbot.keyClick(hand.sidebar.search, Qt.Key.Key_Down)
    assert view.currentIndex().data(ROW).opens
    view.setCurrentIndex(view.rows.index(view.rows.rowCount() - 1))
    hand.qtbot.keyClick(view, Qt.Key.Key_Return)
    hand.until(lambda: len(titles(hand)) > before)
    hand.qtbot.keyClick(view, Qt.Key.Key_Escape)
    hand.until(lambda: hand.sidebar.search.text() == "" and lines(hand)[0].kind == "heading")


@pytest.mark.parametrize("title", ["<b>bold</b>", "two\nlines", "\u202eevil\u202c", "x" * 10_000, "😀 & more"])
def test_whatever_a_title_is_it_is_shown_harmlessly_everywhere(desk: Desk, title: str) -> None:
    hand = desk(["yes"])
    hand.say("hi")
    course = courses.make(hand.kit, title.replace("x" * 9_900, "")[:100])
    courses.move(hand.kit, [hand.pane.chat.id or ""], course.id)
    browse.rename(hand.kit, hand.pane.chat.id or "", title)
    hand.until(lambda: hand.pane.chat.conversation and hand.pane.chat.conversation.title == title)
    hand.idle()
    shown = [hand.window.windowTitle(), hand.find(QLabel, "paneTitle").text(), hand.find(QLabel, "paneCourse").text()]
    shown += [action.text() for action in hand.sidebar.chooser.menu().actions()]
    shown += [hand.find(QLabel, "paneTitle").accessibleName(), hand.sidebar.chooser.accessibleName(), *titles(hand)[1:]]
    assert not set("".join(shown)) & set("\n\u202e\u202c")
    assert all(len(one) <= 320 for one in shown)
    assert hand.window.grab().width() > 0
