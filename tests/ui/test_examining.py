"""Quizzes and feedback in the window: from the reader and the library, and advice on a text with its words lit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from carrel.base.work import Cancel
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.examine.quiz import quiz_on_document
from carrel.flows.practise import Wish
from carrel.library.model import Document, Part
from carrel.ui.dialogs.feedback import FeedbackDialog
from tests.flows.examining.conftest import LIGHTHOUSE
from tests.flows.test_criticise import DOES, ESSAY, NEXT, QUOTE
from tests.ui.conftest import Desk, Hand
from tests.ui.shelf import choose, opened, settled
from tests.ui.sources import put


def lighthouse(hand: Hand) -> Document:
    """A document to be asked about."""
    return put(hand.kit, [Part(0, "p. 1", "", LIGHTHOUSE.partition("\n\n")[2])])


def wish(hand: Hand) -> Wish | None:
    """What is practised now."""
    pane = hand.window.practising.pane
    return pane.session.wish if pane is not None and pane.standing is not None else None


def test_the_reader_begins_a_quiz_on_its_document(desk: Desk) -> None:
    hand = desk()
    document = lighthouse(hand)
    hand.window.open_document(document.id)
    hand.idle()
    hand.press("readerQuiz")
    hand.until(lambda: wish(hand))
    assert (hand.window.stage.here, wish(hand).about) == ("practice", (document.id,))  # type: ignore[union-attr]
    hand.idle()


def test_the_library_begins_a_quiz_on_the_chosen_document(desk: Desk) -> None:
    hand = desk()
    document = lighthouse(hand)
    pane = opened(hand)
    settled(hand)
    choose(pane, document.title)
    hand.press("quizDocument")
    hand.until(lambda: wish(hand))
    assert wish(hand).about == (document.id,)  # type: ignore[union-attr]
    hand.idle()


def test_removing_a_document_says_that_its_questions_go_too(desk: Desk) -> None:
    hand = desk()
    document = lighthouse(hand)
    list(quiz_on_document(hand.kit, document.id, Cancel()))
    pane = opened(hand)
    settled(hand)
    choose(pane, document.title)
    hand.press("removeDocument")
    hand.until(lambda: pane.notices.notices)
    notice = pane.notices.notices[-1]
    assert (notice.what, notice.next_step) == ("1 document was removed.", "4 questions made from it go too.")
    hand.idle()


def test_a_model_that_writes_questions_can_be_stopped(desk: Desk) -> None:
    hand = desk()
    hand.kit.settings.change(model="large")
    hand.engines.scripted._pause = 0.05  # each word of a reply takes its time
    hand.engines.scripted.replies += [" ".join(["word"] * 400)] * 9
    hand.window.examining.on_document(lighthouse(hand).id)
    hand.until(lambda: hand.notice() == "The model writes questions about this text.")
    hand.press("stopQuiz")
    hand.until(lambda: not hand.window.jobs.running)
    assert (hand.notice(), hand.window.stage.here) == ("", "")


def writing_questions(hand: Hand) -> Document:
    """A document, about which a model is writing questions, slowly."""
    hand.kit.settings.change(model="large")
    hand.engines.scripted._pause = 0.05
    hand.engines.scripted.replies += [" ".join(["word"] * 60)] * 9
    document = lighthouse(hand)
    hand.window.examining.on_document(document.id)
    hand.until(lambda: hand.notice() == "The model writes questions about this text.")
    return document


def test_who_asks_for_another_quiz_meanwhile_is_told_to_wait(desk: Desk) -> None:
    hand = desk()
    document = writing_questions(hand)
    hand.window.examining.on_document(document.id)
    assert hand.notice() == "Questions about another text are being written."
    hand.press("stopQuiz")
    hand.until(lambda: not hand.window.jobs.running)


def test_who_went_elsewhere_while_a_quiz_was_made_begins_it_by_a_press(desk: Desk) -> None:
    hand = desk()
    document = writing_questions(hand)
    pane = opened(hand)
    hand.until(lambda: [one.what for one in pane.notices.notices][-1:] == ["Your questions are ready."])
    assert hand.window.stage.here == "library"
    hand.press("startQuiz")
    hand.until(lambda: wish(hand))
    assert (hand.window.stage.here, wish(hand).about) == ("practice", (document.id,))  # type: ignore[union-attr]
    hand.idle()


@pytest.fixture
def advised(desk: Desk) -> tuple[Hand, FeedbackDialog]:
    """A window with the dialog in front of it, and a text in it."""
    hand = desk()
    hand.window.actions_by_id["feedback"].trigger()
    dialog = hand.window.findChild(FeedbackDialog)
    assert dialog is not None
    dialog.show_text(f"😀 {ESSAY}")
    return hand, dialog


def give(hand: Hand, dialog: FeedbackDialog) -> None:
    """Ask for feedback, and wait for all of it."""
    dialog.ask.click()
    assert not dialog.ask.isEnabled()
    hand.until(dialog.ask.isEnabled)
    hand.until(lambda: len(says(dialog, "remarkDoes")) == len(dialog._remarks))  # Qt shows new cards a moment later
    hand.idle()


def lit(dialog: FeedbackDialog) -> list[str]:
    """The words that have another ground."""
    return [one.cursor.selectedText() for one in dialog.text.extraSelections()]


def says(dialog: FeedbackDialog, name: str) -> list[str]:
    """What the labels with this name say."""
    return [one.text() for one in dialog.findChildren(QLabel, name) if one.isVisibleTo(dialog)]


def test_code_says_what_it_counts_and_its_quotes_are_lit(advised: tuple[Hand, FeedbackDialog]) -> None:
    hand, dialog = advised
    give(hand, dialog)
    assert says(dialog, "remarkTitle")[:2] == ["What the text wants to show", "Evidence"]
    assert "no model has read the text" in dialog.said.text()
    assert "Everyone knows that this is bad." in lit(dialog)
    show = dialog.findChildren(QPushButton, "showRemark")[1]
    show.click()
    assert dialog.text.textCursor().selectedText() == "Everyone knows that this is bad."
    dialog.text.setPlainText("something else")
    assert lit(dialog) == []


def test_a_text_is_there_again_when_its_window_was_closed_by_mistake(
    advised: tuple[Hand, FeedbackDialog], desk: Desk
) -> None:
    hand, dialog = advised
    dialog.criteria.setPlainText("is kind")
    hand.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    hand.gone(dialog)
    hand.window.close()
    hand.kit.store.close()
    again = desk()
    again.window.actions_by_id["feedback"].trigger()
    opened_again = again.window.findChild(FeedbackDialog)
    assert opened_again is not None
    assert (opened_again.text.toPlainText(), opened_again.criteria.toPlainText()) == (f"😀 {ESSAY}", "is kind")
    opened_again.text.clear()
    again.window.close()
    assert again.window._memory.left.writing == ""


def test_own_criteria_are_asked_of_a_model_and_its_quote_is_lit(advised: tuple[Hand, FeedbackDialog]) -> None:
    hand, dialog = advised
    hand.kit.settings.change(model="large")
    engine = hand.engines.scripted
    assert isinstance(engine, ScriptedEngine)
    engine.replies.append(json.dumps({"does": DOES, "quote": QUOTE, "next": NEXT}))
    dialog.criteria.setPlainText("supports its claim about sleep")
    give(hand, dialog)
    assert (says(dialog, "remarkDoes"), says(dialog, "remarkNext")) == ([DOES], [f"Next: {NEXT}"])
    assert lit(dialog) == [QUOTE]
    assert "supports its claim about sleep" in engine.asked[-1].turns[-1].text


def test_a_text_that_is_too_short_is_told_and_a_file_is_read(
    advised: tuple[Hand, FeedbackDialog], tmp_path: Path
) -> None:
    hand, dialog = advised
    dialog.show_text("Too short.")
    give(hand, dialog)
    assert dialog.said.text().startswith("This text is too short for feedback.")
    (tmp_path / "essay.md").write_text(ESSAY, encoding="utf-8")
    dialog.read(str(tmp_path / "essay.md"))
    hand.until(lambda: dialog.text.toPlainText() == ESSAY)


def test_closing_it_while_a_model_looks_at_the_text_ends_that_too(advised: tuple[Hand, FeedbackDialog]) -> None:
    hand, dialog = advised
    hand.kit.settings.change(model="large")
    hand.engines.scripted._pause = 0.05  # each word of a reply takes its time
    hand.engines.scripted.replies += [" ".join(["word"] * 400)] * 9
    dialog.ask.click()
    hand.until(lambda: hand.engines.scripted.asked)
    dialog.reject()
    hand.until(lambda: hand.window.findChild(FeedbackDialog) is None)
    hand.until(lambda: not hand.window.jobs.running)


def test_a_quote_is_found_where_it_stands_now_and_else_it_is_said_to_be_gone(
    advised: tuple[Hand, FeedbackDialog],
) -> None:
    hand, dialog = advised
    give(hand, dialog)
    show = dialog.findChildren(QPushButton, "showRemark")[1]
    dialog.text.setPlainText("I say: Everyone knows that this is bad.")
    show.click()
    assert dialog.text.textCursor().selectedText() == "Everyone knows that this is bad."
    dialog.text.setPlainText("Short.")
    show.click()
    assert dialog.said.text() == "These words do not stand in your text any more."


def test_what_was_written_comes_back_when_a_file_has_taken_its_place(
    advised: tuple[Hand, FeedbackDialog], tmp_path: Path
) -> None:
    hand, dialog = advised
    dialog.text.setPlainText("Mine.")
    (tmp_path / "essay.md").write_text(ESSAY, encoding="utf-8")
    dialog.read(str(tmp_path / "essay.md"))
    hand.until(lambda: dialog.text.toPlainText() == ESSAY)
    dialog.text.undo()
    assert dialog.text.toPlainText() == "Mine."
