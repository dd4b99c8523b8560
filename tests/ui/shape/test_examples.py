"""The page of examples: found, read, changed, removed and brought back, and made a dataset of."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QPlainTextEdit, QPushButton

from carrel.examples.model import Correction, Place
from carrel.flows import asks, courses
from carrel.flows.desks import desks
from carrel.flows.examples import kept
from carrel.ui.dialogs.examples.dataset import DatasetDialog
from carrel.ui.panes.shape.examples import ExamplesPage
from tests.ui.conftest import Desk, Hand
from tests.ui.test_acts import dialog, inside
from tests.ui.test_glass import open_glass
from tests.ui.test_reach import nameless

MAIL = "amina@school.example"


def page_of(hand: Hand) -> ExamplesPage:
    """The page, once it shows what there is."""
    page = hand.window.shaping.open(ExamplesPage)
    assert isinstance(page, ExamplesPage)
    hand.until(lambda: page._looking.is_at_rest)
    return page


def titles(page: ExamplesPage) -> list[str]:
    """What the lines of the list say."""
    return [line.title for line in page.list.lines.lines]


def add(hand: Hand, question: str, better: str, course: str = "") -> Correction:
    """An example that somebody wrote."""
    return kept.add(hand.kit, question, better, place=kept.place_of(hand.kit, course))


def test_an_empty_page_says_how_an_example_comes_to_be_and_one_is_written(desk: Desk) -> None:
    hand = desk()
    page = page_of(hand)
    assert page.empty.isVisible()
    assert any("I'd have said…" in words.text() for words in page.empty.findChildren(QLabel))
    page.empty.step.click()
    form = dialog(hand, "exampleDialog")
    assert not inside(form, "formYes").isEnabled()
    for name, text in (("exampleQuestion", "What is a river?"), ("exampleBetter", "Water that flows.")):
        box = form.findChild(QPlainTextEdit, name)
        assert box is not None
        box.setPlainText(text)
    assert nameless(form) == []
    inside(form, "formYes").click()
    hand.until(lambda: titles(page) == ["What is a river?"])
    hand.until(lambda: "Water that flows." in page.view.text.toPlainText())
    assert nameless(page) == []


def test_examples_are_found_by_words_and_by_course(desk: Desk) -> None:
    hand = desk()
    courses.make(hand.kit, "Geography")
    add(hand, "What is a river?", "Water that flows.", "Geography")
    add(hand, "What is a verb?", "A word for what is done.")
    page = page_of(hand)
    assert titles(page) == ["What is a verb?", "What is a river?"]
    assert page.open_search()
    QTest.keyClicks(page.search, "flows WATER")
    hand.until(lambda: titles(page) == ["What is a river?"])
    assert page.step_back()
    hand.until(lambda: len(titles(page)) == 2)
    page.place.setCurrentIndex(page.place.findText("Geography"))
    hand.until(lambda: titles(page) == ["What is a river?"])
    assert "Geography" in page.view.where.text()
    page.search.setText("nothing of the kind")
    hand.until(lambda: titles(page) == [])
    assert page.count.text() == "No example holds all this."
    assert not page.view.isVisible()


def test_the_examples_of_a_desk_stand_under_its_title(desk: Desk) -> None:
    hand = desk()
    at = desks.make(hand.kit, "Larkfield").id
    kept.add(hand.kit, "Is the label free?", "It is.", place=Place("desk", at))
    add(hand, "What is a verb?", "A word for what is done.")
    page = page_of(hand)
    page.place.setCurrentIndex(page.place.findText("Larkfield"))
    hand.until(lambda: titles(page) == ["Is the label free?"])
    assert page.view.where.text() == "For the drafts of the desk “Larkfield”."
    page.view.edit.click()
    form = dialog(hand, "exampleDialog")
    place = form.findChild(QComboBox, "examplePlace")
    assert place is not None
    assert place.currentText() == "Larkfield"


def test_an_example_is_changed_removed_by_key_and_brought_back(desk: Desk) -> None:
    hand = desk()
    one = add(hand, "What is a river?", "Water that flows.")
    page = page_of(hand)
    page.view.edit.click()
    form = dialog(hand, "exampleDialog")
    box = form.findChild(QPlainTextEdit, "exampleBetter")
    assert box is not None
    box.setPlainText("x" * 20_001)
    inside(form, "formYes").click()
    hand.until(lambda: any("longer than 20,000" in one.text() for one in form.findChildren(QLabel)))
    box.setPlainText("Water that flows to the sea.")
    inside(form, "formYes").click()
    hand.until(lambda: "to the sea" in page.view.text.toPlainText())
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    hand.until(lambda: kept.listed(hand.kit) == [] and page.empty.isVisible())
    pane = hand.window.shaping.pane
    assert pane is not None
    undo = pane.findChild(QPushButton, "undo")
    assert undo is not None
    undo.click()
    hand.until(lambda: titles(page) == ["What is a river?"])
    assert kept.show(hand.kit, one.id).correction.better == "Water that flows to the sea."


def test_what_a_reply_said_is_compared_and_its_chat_is_a_click_away(desk: Desk) -> None:
    hand = desk(["A river is wet water.", "Yes."])
    hand.say("What is a river?")
    chat = hand.window.pane.chat.id
    one = asks.keep_better(hand.kit, hand.messages[1].id, "A river is flowing water.")
    hand.window.begin_new()
    hand.say("What is a wide river?")
    found = open_glass(hand)
    inside(found, "glassExample").click()
    page = hand.window.shaping.open(ExamplesPage)
    assert isinstance(page, ExamplesPage)
    hand.until(lambda: page.view.held is not None and page.view.held.correction == one)
    assert "It was used once." in page.view.where.text()
    assert "Said\nA river is wet water." in page.view.text.toPlainText()
    page.view.changes.click()
    assert "A river is [−wet−] [+flowing+] water." in page.view.text.toPlainText()
    page.view.chat.click()
    hand.until(lambda: hand.window.stage.here == "" and hand.window.pane.chat.id == chat)


def test_a_file_of_others_is_let_go_over_the_page_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    page = page_of(hand)
    path = tmp_path / "theirs.jsonl"
    path.write_text(json.dumps({"instruction": "What is a fjord?", "output": "A drowned valley."}) + "\nnothing\n")
    assert not page.take_files([tmp_path / "picture.png"])
    assert page.take_files([path])
    hand.until(lambda: titles(page) == ["What is a fjord?"])
    pane = hand.window.shaping.pane
    assert pane is not None
    assert any("Line 2: This is no JSON object." in one.text() for one in pane.notices.findChildren(QLabel))
    undo = pane.findChild(QPushButton, "undo")
    assert undo is not None
    undo.click()
    hand.until(lambda: kept.listed(hand.kit) == [])


def test_a_dataset_shows_what_it_finds_before_it_is_written(desk: Desk, tmp_path: Path) -> None:
    hand = desk(["It is a verb."])
    hand.say("What is to run?")
    add(hand, "Who wrote this?", f"Somebody at {MAIL}.")
    add(hand, "What is a lake?", "Water that stands still.")
    page = page_of(hand)
    page.dataset.click()
    found = dialog(hand, "datasetDialog")
    assert isinstance(found, DatasetDialog)
    found.percent.setValue(0)
    hand.until(lambda: found.made is not None and len(found.made.learned) == 2)
    assert nameless(found) == []
    (line,) = found.findChildren(QLabel, "findLine")
    assert line.text() == f"Somebody at {MAIL}."
    own = found.findChild(QComboBox, "findTreatment")
    assert own is not None
    own.setCurrentIndex(own.findData("leave-out"))
    hand.until(
        lambda: found.told.text().startswith("One row to learn from.\n0 rows are held out.\nOne row was left out")
    )
    found.usual.setCurrentIndex(found.usual.findData("keep"))
    hand.until(lambda: found.made is not None and dict(found.made.kept) == {"email": 1})
    found.usual.setCurrentIndex(found.usual.findData("mask"))
    hand.until(lambda: found.made is not None and dict(found.made.masked) == {"email": 1})
    found.chats.check(hand.window.pane.chat.id or "")
    hand.until(lambda: found.made is not None and len(found.made.learned) == 3)
    inside(found, "formYes").click()
    chooser = dialog(hand, "chooseDataset")
    assert isinstance(chooser, QFileDialog)
    chooser.reject()
    found.write(tmp_path)
    hand.until(lambda: hand.window.findChild(QDialog, "datasetDialog") is None)
    (folder,) = tmp_path.glob("dataset-chat-*")
    assert MAIL not in "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert (folder / "train.jsonl").read_text(encoding="utf-8").count("\n") == 3
    pane = hand.window.shaping.pane
    assert pane is not None
    assert any("3 rows to learn from were written." in one.text() for one in pane.notices.findChildren(QLabel))
