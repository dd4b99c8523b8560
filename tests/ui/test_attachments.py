"""Texts that go along with a turn: by button, drag and paste, as chips that can be read and taken off."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from carrel.attachments.model import Owner
from carrel.base.show import isolated, shortened
from carrel.flows import attach
from carrel.flows.kit import Kit
from tests.ui.attaching import attach_some, chips, drag, drop, files, leave, named, paste
from tests.ui.conftest import Desk


def test_the_button_attaches_the_chosen_files(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    hand.qtbot.mouseClick(hand.find(QToolButton, "attachButton"), Qt.MouseButton.LeftButton)
    hand.until(lambda: hand.pane.findChild(QFileDialog, "attachDialog"))
    dialog = hand.pane.findChild(QFileDialog, "attachDialog")
    assert dialog is not None
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit([str(path) for path in files(tmp_path / "f", one="one two", two="three")])
    dialog.reject()
    hand.until(lambda: chips(hand) == ["one.txt · 2 words", "two.txt · 1 word"])


def test_files_can_be_dropped_anywhere_on_the_chat(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    data = named(files(tmp_path / "f", notes="about leaves"))
    sheet = hand.pane.findChild(QWidget, "dropSheet")
    assert sheet is not None
    assert drag(hand, data).isAccepted()
    assert sheet.isVisible()
    assert sheet.geometry() == hand.pane.rect()
    assert drop(hand, data).dropAction() is Qt.DropAction.CopyAction
    assert not sheet.isVisible()
    hand.until(lambda: chips(hand) == ["notes.txt · 2 words"])


def test_the_sheet_goes_when_the_files_go_elsewhere_and_words_do_not_bring_it(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    sheet = hand.pane.findChild(QWidget, "dropSheet")
    assert sheet is not None
    drag(hand, named(files(tmp_path / "f", a="a")))
    leave(hand)
    assert not sheet.isVisible()
    words = QMimeData()
    words.setText("only words")
    assert not drag(hand, words).isAccepted()
    assert not sheet.isVisible()


def test_the_box_leaves_dragged_files_to_the_chat_and_takes_words(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    drag(hand, named(files(tmp_path / "f", a="a")), over=hand.text.viewport())
    assert hand.pane.findChild(QWidget, "dropSheet").isVisible()  # type: ignore[union-attr]  # it is there
    leave(hand)
    words = QMimeData()
    words.setText("only words")
    assert hand.text.canInsertFromMimeData(words)


def test_what_is_no_text_is_refused_in_a_sentence_and_the_good_ones_stay(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    good = files(tmp_path / "f", good="text", fine="more text")
    bad = tmp_path / "f" / "picture.png"
    bad.write_bytes(b"\x89PNG\x00\x01")
    hand.pane.attaching.add([good[0], bad, tmp_path, good[1]])
    hand.until(lambda: len(chips(hand)) == 2 and hand.notice())
    notice = hand.pane.notices.notices[-1]
    assert notice.what == "2 files were not attached."
    assert "picture.png cannot be attached." in notice.next_step
    assert f"{tmp_path.name} is not a file with text in it." in notice.next_step


def test_a_link_is_not_a_file(desk: Desk) -> None:
    hand = desk()
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/leaf.txt")])
    drop(hand, data)
    assert hand.notice() == "Only files on this computer can be attached."
    assert chips(hand) == []


def test_files_can_be_pasted(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    QApplication.clipboard().setMimeData(named(files(tmp_path / "f", a="alpha")))
    hand.text.setFocus()
    hand.text.paste()
    hand.until(lambda: chips(hand) == ["a.txt · 1 word"])
    assert hand.text.toPlainText() == ""
    QApplication.clipboard().clear()


def test_a_long_paste_can_become_an_attachment_and_come_back_with_undo(desk: Desk) -> None:
    hand = desk()
    hand.qtbot.keyClicks(hand.text, "Explain this: ")
    long = "x" * 6_000 + " and words\n" * 100
    paste(hand, long)
    hand.qtbot.keyClicks(hand.text, " please")
    hand.until(lambda: [one for one in hand.pane.findChildren(QPushButton, "attachPasted") if one.isVisible()])
    hand.press("attachPasted")
    hand.until(lambda: chips(hand) == ["Pasted text · 7,100 characters"])
    hand.idle()
    assert hand.text.toPlainText() == "Explain this:  please"
    assert hand.pane.attaching.taken[0].attachment.text == long  # as it came: the box had to break the long line
    hand.text.undo()
    assert len(hand.text.toPlainText()) > 6_000


def test_a_short_paste_offers_nothing_and_undo_takes_it_back(desk: Desk) -> None:
    hand = desk()
    hand.qtbot.keyClicks(hand.text, "before ")
    paste(hand, "a short text")
    assert hand.notice() == ""
    hand.text.undo()
    assert hand.text.toPlainText() == "before "


def test_a_long_paste_that_was_changed_is_attached_as_it_is_now(desk: Desk) -> None:
    hand = desk()
    paste(hand, "word " * 1_000)
    cursor = hand.text.textCursor()
    cursor.setPosition(4)
    cursor.insertText("s changed")
    hand.press("attachPasted")
    hand.until(lambda: len(chips(hand)) == 1)
    assert hand.pane.attaching.taken[0].attachment.text.startswith("words changed word")


def test_a_chip_shows_its_text_and_nothing_in_it_is_more_than_text(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    attach_some(hand, files(tmp_path / "f", page="<b>bold</b> <img src=file:///etc/hostname>"))
    hand.press("chipName")
    hand.until(lambda: hand.window.findChild(QDialog, "textDialog"))
    dialog = hand.window.findChild(QDialog, "textDialog")
    assert dialog is not None
    assert hand.find(QPlainTextEdit, "plainText", dialog).toPlainText() == "<b>bold</b> <img src=file:///etc/hostname>"
    assert "page.txt" in dialog.windowTitle()
    hand.press("copyText", dialog)
    assert QApplication.clipboard().text().startswith("<b>bold</b>")
    hand.gone(dialog)


def test_chips_are_reached_and_taken_off_by_keyboard_and_come_back(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    attach_some(hand, files(tmp_path / "f", a="one", b="two"))
    hand.text.setFocus()
    hand.key(Qt.Key.Key_Backtab)
    while QApplication.focusWidget().objectName() != "chipName":  # type: ignore[union-attr]  # something has the focus
        hand.key(Qt.Key.Key_Backtab)
    hand.key(Qt.Key.Key_Backtab)
    hand.key(Qt.Key.Key_Backtab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert "a.txt" in focus.accessibleName()
    hand.key(Qt.Key.Key_Delete)
    assert chips(hand) == ["b.txt · 1 word"]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert "b.txt" in focus.accessibleName()
    hand.key(Qt.Key.Key_Delete)
    assert hand.text.hasFocus()
    assert chips(hand) == []
    hand.until(lambda: "b.txt" in hand.notice())
    hand.press("undo")
    hand.until(lambda: chips(hand) == ["b.txt · 1 word"])
    hand.idle()
    assert [one.name for one in attach.attached(hand.kit, "draft", None)] == ["b.txt"]


def test_undo_is_for_the_last_one_taken_off_even_if_it_is_written_first(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = desk()
    attach_some(hand, files(tmp_path / "f", a="one", b="two"))
    first, second = (one.attachment.id for one in hand.pane.attaching.taken)
    is_written, plain = threading.Event(), attach.take_off

    def slow_for_the_first(kit: Kit, attachment: str, kind: Owner, owner: str | None) -> None:
        if attachment == first:
            is_written.wait(10)
        plain(kit, attachment, kind, owner)

    monkeypatch.setattr(attach, "take_off", slow_for_the_first)
    hand.pane.attaching.remove(first)
    hand.pane.attaching.remove(second)
    hand.until(lambda: "b.txt" in hand.notice())
    is_written.set()
    hand.idle()
    assert "b.txt" in hand.notice()


def test_each_chat_keeps_its_chips_over_a_restart(desk: Desk, tmp_path: Path) -> None:
    hand = desk(["yes"])
    hand.say("first chat")
    first = hand.pane.chat.id or ""
    attach_some(hand, files(tmp_path / "f", mine="a b c"))
    hand.press("newChat")
    hand.until(lambda: hand.pane.chat.id is None and chips(hand) == [])
    attach_some(hand, files(tmp_path / "f", new="d"))
    hand.window.close()
    hand.kit.store.close()

    again = desk()
    again.until(lambda: chips(again) == ["new.txt · 1 word"])
    again.window.open(first)
    again.until(lambda: chips(again) == ["mine.txt · 3 words"])


def test_a_guessed_encoding_is_said_and_can_be_looked_at(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    path = tmp_path / "old.txt"
    path.write_bytes("Übung".encode("cp1252"))
    hand.pane.attaching.add([path])
    hand.until(lambda: "guess" in hand.notice())
    hand.press("showDoubtful")
    hand.until(lambda: hand.window.findChild(QDialog, "textDialog"))
    dialog = hand.window.findChild(QDialog, "textDialog")
    assert dialog is not None
    assert hand.find(QPlainTextEdit, "plainText", dialog).toPlainText() == "Übung"
    hand.gone(dialog)


def test_files_are_read_beside_the_window(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = desk()
    threads: list[str] = []
    real = attach._content

    def watched(path: Path, name: str) -> bytes | None:
        threads.append(threading.current_thread().name)
        return real(path, name)

    monkeypatch.setattr(attach, "_content", watched)
    attach_some(hand, files(tmp_path / "f", a="a"))
    assert threads
    assert all(name.startswith("job-") for name in threads)


def test_a_long_name_keeps_its_end_and_cannot_turn_the_line() -> None:
    assert shortened("a" * 60 + "-final.txt", 30).endswith("final.txt")
    assert len(shortened("a" * 60, 30)) <= 30
    assert isolated("x\u202etxt.exe\n\u2069") == "\u2068xtxt.exe\u2069"


def test_many_chips_with_long_names_stay_inside_a_narrow_window(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    hand.window.resize(400, 700)
    names = {f"{'long-name-' * 9}{number}": "text" for number in range(20)}
    attach_some(hand, files(tmp_path / "f", **names))
    composer = hand.pane.composer
    assert composer.chips.height() < hand.window.height() // 3
    shown = composer.findChildren(QWidget, "chip")
    hand.until(lambda: all(0 < one.width() <= composer.chips.viewport().width() for one in shown))
    box, rows = composer.text, composer.chips
    hand.until(lambda: rows.mapTo(composer, rows.rect().bottomLeft()).y() < box.mapTo(composer, QPoint()).y())


def test_the_reading_of_files_is_said(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    said: list[str] = []
    hand.pane.attaching.reading.connect(said.append)
    attach_some(hand, files(tmp_path / "f", a="one", b="two"))
    assert said[0] == "Reading a.txt… (1/2)"
    assert said[-1] == ""
    assert not [one for one in hand.window.findChildren(QLabel, "reading") if one.isVisible()]
