"""Chats into files and out of them, as a person does it in the window."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QRadioButton

from carrel.exchange.api import Chat
from carrel.exchange.captions import Spoken
from carrel.flows import browse
from tests.exchange.kit import everything, small
from tests.flows.exchanging import bring, file_of, ids
from tests.ui.conftest import Desk, Hand
from tests.ui.test_reach import nameless


def choose(hand: Hand, name: str, path: Path) -> None:
    """Choose a file in the dialog of this name."""
    hand.until(lambda: hand.window.findChild(QFileDialog, name))
    dialog = hand.window.findChild(QFileDialog, name)
    assert dialog is not None
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.accept()
    hand.until(lambda: hand.window.findChild(QFileDialog, name) is None)
    hand.idle()


def proposed(hand: Hand) -> str:
    """The file name that the open dialog proposes."""
    hand.until(lambda: hand.window.findChild(QFileDialog, "exportFileDialog"))
    dialog = hand.window.findChild(QFileDialog, "exportFileDialog")
    assert dialog is not None
    return Path(dialog.selectedFiles()[0]).name


def filled(desk: Desk, tmp_path: Path) -> Hand:
    """A window with three chats, the large one open."""
    hand = desk()
    bring(hand.kit, file_of(tmp_path / "in.json", everything(), small(7), small(8)))
    hand.window.open("c1")
    hand.until(lambda: hand.pane.chat.id == "c1")
    hand.idle()
    return hand


def items(dialog: QDialog) -> list[str]:
    """Which chats can be chosen."""
    box = dialog.findChild(QComboBox, "exportWhich")
    assert box is not None
    return [box.itemText(number) for number in range(box.count())]


def pick(dialog: QDialog, kind: str, which: int = 0) -> None:
    """Choose a kind of file, and chats."""
    radio, box = dialog.findChild(QRadioButton, f"export_{kind}"), dialog.findChild(QComboBox, "exportWhich")
    assert radio is not None
    assert box is not None
    radio.click()
    box.setCurrentIndex(which)


@pytest.mark.parametrize(("kind", "ending"), [("markdown", "md"), ("html", "html"), ("docx", "docx"), ("json", "json")])
def test_the_open_chat_is_written_as_the_kind_that_was_chosen(
    desk: Desk, tmp_path: Path, kind: str, ending: str
) -> None:
    hand = filled(desk, tmp_path)
    dialog = hand.opened("export", "exportDialog")
    pick(dialog, kind)
    hand.press("chooseWhere", dialog)
    assert proposed(hand) == f"Leaves & light.{ending}"
    choose(hand, "exportFileDialog", tmp_path / f"out.{ending}")
    hand.until(lambda: hand.notice() == f"out.{ending} was written.")
    assert (tmp_path / f"out.{ending}").stat().st_size > 500
    told = hand.pane.notices.notices[-1].next_step
    assert ("other branch was left out" in told) == (kind != "json")


def test_a_whole_course_and_all_chats_can_be_chosen(desk: Desk, tmp_path: Path) -> None:
    hand = filled(desk, tmp_path)
    for which, name, count in ((1, "Biology 7b.json", 1), (2, "Carrel chats.json", 3)):
        dialog = hand.opened("export", "exportDialog")
        assert items(dialog) == ["This chat: Leaves & light", "Course Biology 7b: one chat", "All 3 chats"]
        pick(dialog, "json", which)
        hand.press("chooseWhere", dialog)
        assert proposed(hand) == name
        choose(hand, "exportFileDialog", tmp_path / name)
        hand.until((tmp_path / name).exists)
        hand.idle()
        assert len(json.loads((tmp_path / name).read_text())["chats"]) == count


def test_the_folder_of_what_was_written_can_be_shown(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    hand = filled(desk, tmp_path)
    hand.window.exchange.write("json", tmp_path / "out.json", ["c1"])
    hand.until(lambda: hand.notice() == "out.json was written.")
    hand.press("showFolder")
    assert opened == [str(tmp_path)]


def test_a_place_that_cannot_be_written_to_is_told_in_the_window(desk: Desk, tmp_path: Path) -> None:
    hand = filled(desk, tmp_path)
    hand.window.exchange.write("json", tmp_path / "missing" / "out.json", ["c1"])
    hand.until(lambda: "could not be written" in hand.notice())


def test_without_any_chat_there_is_nothing_to_export(desk: Desk) -> None:
    hand = desk()
    hand.window.actions_by_id["export"].trigger()
    hand.until(lambda: hand.notice() == "There are no chats yet.")


def test_a_new_chat_that_was_not_begun_offers_only_the_others(desk: Desk, tmp_path: Path) -> None:
    hand = filled(desk, tmp_path)
    hand.window.begin_new()
    hand.idle()
    dialog = hand.opened("export", "exportDialog")
    assert items(dialog) == ["All 3 chats"]
    hand.gone(dialog)


class Painter:
    """Puts chats on paper that nobody sees, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, object]] = []

    def prepare(self, parts: Sequence[Spoken]) -> None:
        """Beside the window."""
        self.seen.append(("prepared", len(parts)))

    def pdf(self, title: str, parts: Sequence[Spoken]) -> bytes:
        """The file, painted in the window's thread."""
        assert QThread.isMainThread()
        self.seen.append((title, [part.speaker for part in parts]))
        return b"%PDF"

    def send(self, title: str, parts: Sequence[Spoken]) -> None:
        """To the printer."""
        assert QThread.isMainThread()
        self.seen.append((title, [part.text for part in parts][:1]))


def test_pdf_is_one_more_row_where_somebody_paints_pages(desk: Desk, tmp_path: Path) -> None:
    hand, painter = filled(desk, tmp_path), Painter()
    hand.window.exchange.paper = painter
    dialog = hand.opened("export", "exportDialog")
    assert [one.text() for one in dialog.findChildren(QRadioButton)][-2:] == ["PDF", "Carrel’s own (JSON)"]
    pick(dialog, "pdf")
    hand.press("chooseWhere", dialog)
    assert proposed(hand) == "Leaves & light.pdf"
    choose(hand, "exportFileDialog", tmp_path / "out.pdf")
    hand.until(lambda: hand.notice() == "out.pdf was written.")
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF"
    assert painter.seen == [("prepared", 4), ("Leaves & light", ["You", "Carrel", "You", "Carrel"])]


def test_a_pdf_is_painted_by_the_window_itself(desk: Desk, tmp_path: Path) -> None:
    hand = filled(desk, tmp_path)
    hand.window.exchange.write("pdf", tmp_path / "out.pdf", ["d7"])
    hand.until(lambda: hand.notice() == "out.pdf was written.")
    written = (tmp_path / "out.pdf").read_bytes()
    assert written.startswith(b"%PDF-")
    assert written.rstrip().endswith(b"%%EOF")


def test_several_chats_on_paper_stand_under_their_titles(desk: Desk, tmp_path: Path) -> None:
    hand, painter = filled(desk, tmp_path), Painter()
    hand.window.exchange.paper = painter
    hand.window.exchange.write("pdf", tmp_path / "out.pdf", ["d7", "d8"])
    hand.until(lambda: hand.notice() == "out.pdf was written.")
    assert painter.seen[-1] == ("Carrel chats", ["Chat 7", "You", "Chat 8", "You"])
    hand.window.exchange.write("pdf", tmp_path / "missing" / "out.pdf", ["d7"])
    hand.until(lambda: "could not be written" in hand.notice())


def test_the_open_chat_is_printed_where_somebody_paints_pages(desk: Desk, tmp_path: Path) -> None:
    hand, painter = filled(desk, tmp_path), Painter()
    hand.window.exchange.paper = painter
    hand.window.actions_by_id["print"].trigger()
    hand.until(lambda: len(painter.seen) == 2)
    assert painter.seen[-1] == ("Leaves & light", ["What is photosynthesis?"])
    hand.idle()
    assert hand.pane.notices.notices == (), "nothing is left to wait for"
    hand.window.begin_new()
    hand.idle()
    hand.window.actions_by_id["print"].trigger()
    hand.idle()
    assert len(painter.seen) == 2


def test_importing_shows_the_chats_says_what_came_and_can_be_undone(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    file_of(tmp_path / "in.json", everything(), small(7))
    hand.window.actions_by_id["import"].trigger()
    choose(hand, "importFileDialog", tmp_path / "in.json")
    hand.until(lambda: hand.notice() == "2 chats came in.")
    hand.until(lambda: hand.sidebar.list.rows.rowCount() > 2)
    hand.press("undo")
    hand.until(lambda: hand.notice() == "The 2 chats were taken out again.")
    hand.until(lambda: hand.sidebar.list.rows.rowCount() == 0)
    assert ids(hand.kit) == []


def test_an_undo_closes_the_chat_that_it_takes_out_again(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    hand.window.exchange.bring_in(file_of(tmp_path / "in.json", everything()))
    hand.until(lambda: hand.notice() == "One chat came in.")
    [undo] = hand.pane.notices.notices[-1].choices
    hand.window.open("c1")
    hand.until(lambda: hand.pane.chat.id == "c1")
    hand.idle()
    undo.act()
    hand.until(lambda: hand.pane.chat.id is None)
    hand.idle()


def test_a_bad_file_and_a_bad_chat_are_told_in_the_window(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    path = file_of(tmp_path / "in.json", everything(), small(7))
    document = json.loads(path.read_text())
    document["chats"][0]["head"] = "nobody"
    path.write_text(json.dumps(document))
    hand.window.exchange.bring_in(path)
    hand.until(lambda: hand.notice() == "One chat came in. One could not be read.")
    assert "“Leaves & light” could not be read" in hand.pane.notices.notices[-1].next_step
    path.write_text("nothing of the kind")
    hand.window.exchange.bring_in(path)
    hand.until(lambda: hand.notice() == "This file holds no chats that Carrel knows how to read.")


def test_stopping_an_import_keeps_whole_chats_and_an_undo(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    path = file_of(tmp_path / "many.json", *(replace_ids(number) for number in range(2000)))
    hand.window.exchange.bring_in(path)
    hand.until(lambda: hand.notice().startswith("Bringing in the chats"))
    hand.press("stopExchange")
    hand.until(lambda: "rest of the file was not read" in hand.notice())
    hand.idle()
    assert 0 < len(ids(hand.kit)) < 2000
    hand.press("undo")
    hand.until(lambda: ids(hand.kit) == [])
    hand.idle()


def replace_ids(number: int) -> Chat:
    """A small chat with an id of its own."""
    chat = small(number % 60)
    message = replace(chat.messages[0], id=f"x{number}", conversation=f"y{number}")
    return replace(chat, messages=(message,), conversation=replace(chat.conversation, id=f"y{number}", head=message.id))


@pytest.mark.parametrize("act", [lambda hand: hand.window.exchange.bring_in(Path("x"))])
def test_only_one_file_at_a_time(desk: Desk, tmp_path: Path, act: Callable[[Hand], None]) -> None:
    hand = filled(desk, tmp_path)
    hand.window.exchange.write("json", tmp_path / "out.json", ["c1"])
    act(hand)
    assert hand.notice() == "Chats are being written or brought in."
    hand.until(lambda: hand.notice() == "out.json was written.")


def test_the_keyboard_alone_exports_and_everything_has_a_name(desk: Desk, tmp_path: Path) -> None:
    hand = filled(desk, tmp_path)
    dialog = hand.opened("export", "exportDialog")
    assert nameless(dialog) == []
    assert all(one.accessibleDescription() for one in dialog.findChildren(QRadioButton))
    hand.gone(dialog)
    assert browse.conversation(hand.kit, "c1").title == "Leaves & light"
