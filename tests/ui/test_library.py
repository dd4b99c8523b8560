"""The library in the window: bringing documents in, finding in them, and keeping them in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from carrel.base.matching import MARK_BEGIN
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.flows import library
from carrel.flows.kit import Kit
from carrel.library import tables
from carrel.library.model import Document
from carrel.library.readers import recognition
from carrel.ui.panes.library import LibraryPane
from carrel.ui.panes.library.lines import Line
from carrel.ui.panes.library.words import silence
from tests.library.made import PASSWORD, STORY
from tests.library.made_pdf import pdf
from tests.library.readers import recogniser
from tests.ui.conftest import Desk, Hand
from tests.ui.shelf import choose, opened, said, settled, titles, written
from tests.ui.sources import LEAF, put


def line(pane: LibraryPane, title: str) -> Line:
    """The line with this title."""
    return next(one for one in pane.list.lines.lines if one.title == title)


def brought(hand: Hand, paths: Sequence[Path]) -> None:
    """Files let go over the library, and read in."""
    pane = hand.window.library.pane
    assert pane is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    pane.drop.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    settled(hand)


def course(kit: Kit, title: str) -> Course:
    """A new course."""
    made = Course(kit.stamp.new_id(), kit.stamp.now(), title)
    with kit.store.writing() as db:
        courses.create(db, made)
    return made


def test_the_library_takes_the_place_of_the_chat_and_gives_it_back(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand)
    assert pane.isVisible()
    assert not hand.pane.isVisible()
    assert hand.window.windowTitle() == "Library – Carrel"
    assert hand.find(QPushButton, "place_library").isChecked()
    hand.key(Qt.Key.Key_Escape)
    assert hand.pane.isVisible()
    assert hand.window.windowTitle() == "Carrel"
    opened(hand)
    hand.window.begin_new()
    assert hand.pane.isVisible()


def test_a_command_about_the_chat_brings_the_chat_back(desk: Desk) -> None:
    hand = desk()
    opened(hand)
    hand.window.actions_by_id["write"].trigger()
    assert hand.text.hasFocus()
    pane = opened(hand)
    hand.window.actions_by_id["find"].trigger()
    assert pane.isVisible()


def test_an_empty_library_invites_in_three_ways(desk: Desk) -> None:
    hand = desk()
    opened(hand)
    hand.press("emptyFiles")
    hand.gone(hand.window.findChild(QDialog, "libraryFilesDialog") or QDialog())
    hand.press("emptyFolder")
    hand.gone(hand.window.findChild(QDialog, "libraryFolderDialog") or QDialog())
    assert hand.find(QPushButton, "emptyFoundations").isVisible()


def test_dropped_files_and_folders_are_read_in_and_told_by_state(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand)
    files = written(tmp_path / "papers", "notes.md", "scan and text.pdf")
    (tmp_path / "papers" / "empty.txt").write_bytes(b"")
    brought(hand, [tmp_path / "papers"])
    assert said(pane) == "2 documents were added. 1 could not be read."
    assert line(pane, "The leaf" if "The leaf" in titles(pane) else "notes").state == "Ready"
    scan = next(one for one in pane.list.lines.lines if one.note)
    assert scan.note.startswith("One page has no text")
    assert "This file is empty." in line(pane, "empty").trouble
    brought(hand, files)
    assert said(pane) == "2 were already here."


def test_pages_without_text_are_recognised_where_that_is_possible_and_otherwise_it_is_told_how(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = desk()
    pane = opened(hand)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf([["Words."], recogniser.bar(20)]))
    with monkeypatch.context() as missing:
        missing.setattr(recognition, "PACKAGES", ("a_package_that_nobody_has",))
        brought(hand, [scan])
        choose(pane, "scan")
        assert "pip install" in pane.chosen.said.text()
        assert pane.chosen.recognise.isHidden()
    recogniser.install(tmp_path / "packages", monkeypatch)
    pane.refresh()
    settled(hand)
    choose(pane, "scan")
    assert pane.chosen.said.text() == "If they are pictures, their text can be recognised."
    hand.press("recognisePages")
    settled(hand)
    assert said(pane) == "The document was read once more. What could be recognised is in it now."
    assert line(pane, "scan").note == ""


def test_many_pages_without_text_are_counted_and_not_all_named() -> None:
    assert silence([]) == ""
    assert silence(["p. 3"]) == "One page has no text and cannot be searched: p. 3"
    many = silence([f"p. {number}" for number in range(2, 10)])
    assert many == "8 pages have no text and cannot be searched: p. 2, p. 3, p. 4, p. 5, p. 6, p. 7, …"


def test_a_file_that_could_not_be_read_can_be_tried_again(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand)
    file = tmp_path / "late.txt"
    brought(hand, [file])
    assert line(pane, "late.txt").state == "Could not be read"
    file.write_text(STORY, encoding="utf-8")
    choose(pane, "late.txt")
    hand.press("tryAgain")
    settled(hand)
    assert titles(pane) == ["late"]
    assert line(pane, "late").state == "Ready"


def test_a_locked_document_asks_for_its_password_until_it_fits(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand)
    file = tmp_path / "exam.pdf"
    file.write_bytes(pdf([[STORY]], password=PASSWORD))
    brought(hand, [file])
    for password in ("wrong", PASSWORD):
        hand.until(lambda: hand.window.findChild(QDialog, "passwordDialog"))
        dialog = hand.window.findChild(QDialog, "passwordDialog")
        assert dialog is not None
        field = hand.find(QLineEdit, "passwordField", dialog)
        assert field.echoMode() is QLineEdit.EchoMode.Password
        field.setText(password)
        hand.press("askYes", dialog)
        settled(hand)
    assert line(pane, "exam").state == "Ready"


def test_a_search_lights_its_words_and_opens_the_reader_there(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand)
    brought(hand, written(tmp_path / "papers", "plain.txt", "two lines.txt"))
    pane.bar.search.setText("stomata pores")
    hand.until(lambda: any(one.kind == "place" for one in pane.list.lines.lines))
    place = next(one for one in pane.list.lines.lines if one.kind == "place")
    assert place.title == "two lines"
    assert place.snippet.count(MARK_BEGIN) == 2
    hand.key(Qt.Key.Key_Down)
    pane.bar.search.setFocus()
    pane.list.open_requested.emit(place)
    hand.until(lambda: hand.window.reading.is_open)
    hand.idle()
    reader = hand.window.reading.reader
    assert reader is not None
    assert reader.text.pieces
    assert pane.isVisible()
    pane.bar.search.setText("quarks")
    hand.until(lambda: not pane.list.isVisible())
    hand.until(lambda: hand.find(QLabel, "libraryNothing").text().startswith("Nothing was found."))


def test_titles_are_found_too_and_filters_hold_for_the_search(desk: Desk) -> None:
    hand = desk()
    biology = course(hand.kit, "Biology")
    one, other = put(hand.kit, LEAF, "Green leaves"), put(hand.kit, LEAF, "Leaves in autumn", kind="pdf")
    library.put_into(hand.kit, other.id, biology.id)
    pane = opened(hand)
    pane.bar.search.setText("leaves")
    hand.until(lambda: len(titles(pane)) > 2)
    assert titles(pane)[1:3] == ["Green leaves", "Leaves in autumn"]
    pane.bar.course.setCurrentIndex(pane.bar.course.findData(biology.id))
    hand.until(lambda: "Green leaves" not in titles(pane))
    pane.bar.search.clear()
    assert titles(pane) == ["Leaves in autumn"]
    pane.bar.course.setCurrentIndex(0)
    pane.bar.kind.setCurrentIndex(pane.bar.kind.findData("epub"))
    assert titles(pane) == ["Green leaves"]
    assert one.kind == "epub"


def test_removing_can_be_undone(desk: Desk) -> None:
    hand = desk()
    for title in ("One", "Two", "Three"):
        put(hand.kit, LEAF, title)
    pane = opened(hand)
    choose(pane, "One", "Two")
    hand.press("removeDocument")
    hand.until(lambda: titles(pane) == ["Three"])
    assert said(pane) == "2 documents were removed."
    hand.press("undo")
    hand.until(lambda: len(titles(pane)) == 3)


def test_documents_are_put_into_a_course_and_taken_out(desk: Desk) -> None:
    hand = desk()
    biology = course(hand.kit, "Biology")
    document = put(hand.kit, LEAF, "One")
    pane = opened(hand)
    choose(pane, "One")
    for inside in (True, False):
        menu = pane.chosen.menu()
        pane.chosen.fill(menu)
        (action,) = menu.actions()
        assert action.isChecked() is not inside
        action.trigger()
        if inside:
            hand.until(lambda: "Biology" in line(pane, "One").quiet)
        else:
            hand.until(lambda: "Biology" not in line(pane, "One").quiet)
        assert library.document(hand.kit, document.id).courses == ((biology.id,) if inside else ())


def test_what_was_cut_off_goes_on_when_the_window_opens(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    (file,) = written(tmp_path / "papers", "plain.txt")
    with hand.kit.store.writing() as db:
        made = Document(
            hand.kit.stamp.new_id(), hand.kit.stamp.now(), "plain", "text", "plain.txt", "0" * 64, path=str(file)
        )
        tables.create(db, replace(made, state="reading"))
    hand.window.library.go_on()
    hand.until(lambda: "Carrel goes on reading documents that were cut off." in all_said(hand))
    settled(hand)
    assert library.document(hand.kit, made.id).state == "ready"


def all_said(hand: Hand) -> list[str]:
    """What stands over the chat."""
    return [one.what for one in hand.pane.notices.notices]


def test_nothing_is_said_where_nothing_was_cut_off(desk: Desk) -> None:
    hand = desk()
    hand.window.library.go_on()
    settled(hand)
    assert all_said(hand) == []


def test_a_watched_folder_is_looked_into_again_when_asked(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand)
    written(tmp_path / "papers", "plain.txt")
    library.watch(hand.kit, tmp_path / "papers")
    hand.until(lambda: pane.held.watched)
    pane.bar.look_again_requested.emit()
    settled(hand)
    assert titles(pane) == ["plain"]
    pane.bar.watched_requested.emit()
    dialog = hand.window.findChild(QDialog, "watchedDialog")
    assert dialog is not None
    hand.press("unwatchFolder", dialog)
    hand.until(lambda: not library.watched(hand.kit))
    hand.gone(dialog)


def test_work_waits_its_turn_and_stop_ends_all_of_it(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand)
    waiting: list[int] = []
    hand.window.library.bringing.progressed.connect(lambda _progress, waits: waiting.append(waits))
    first, second = written(tmp_path / "papers", "long.pdf", "plain.txt")
    hand.window.library.bring([first])
    hand.window.library.bring([second])
    hand.until(lambda: waiting)
    assert waiting[0] == 1
    hand.press("stopReading")
    settled(hand)
    assert said(pane).startswith("Stopped.")
    assert "plain" not in titles(pane)


def test_thousands_of_documents_paint_only_what_is_seen(desk: Desk) -> None:
    hand, count = desk(), 5_000
    with hand.kit.store.writing() as db:
        for number in range(count):
            made = hand.kit.stamp.new_id()
            tables.create(
                db, Document(made, hand.kit.stamp.now(), f"Note {number:05}", "text", "n.txt", made, state="ready")
            )
    pane = opened(hand)
    hand.until(lambda: pane.list.lines.rowCount() == count)
    painted: list[str] = []
    painter = pane.list.itemDelegate()
    paint = painter.paint

    def count_and_paint(*given: Any) -> None:
        painted.append("")
        paint(*given)

    painter.paint = count_and_paint  # type: ignore[method-assign]
    pane.list.scrollToBottom()
    pane.list.viewport().repaint()
    assert 0 < len(painted) < 60
