"""Asking about an item under it, and the model's words beside the verdict: both keep to the rules of practice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from carrel.engine.scripted import ScriptedEngine
from carrel.flows import browse, coach
from carrel.ui.panes.practice.talk import Talk
from tests.ui.practice.conftest import Learner

ITEM = "algebra.linear-equations.01"  # x = 6
STEM_WORDS = "Look at the equation again."


def engine_of(learner: Learner, *replies: str, pause: float = 0.0) -> ScriptedEngine:
    """The engine of this desk, with these replies before it."""
    engine = learner.hand.engines.scripted
    engine.replies.extend(replies)
    engine._pause = pause
    return engine


def ask(learner: Learner, text: str) -> Talk:
    """Ask about the item, with the keyboard."""
    talk = learner.pane.talk
    if talk.unfold.isVisible():
        learner.press("talkUnfold")
    assert learner.focus is talk.box
    learner.type(text)
    learner.enter()
    return talk


def said(talk: Talk) -> list[str]:
    """What stands in the talk."""
    return [turn.text.text for turn in talk.turns]


def test_a_question_is_asked_under_the_item_and_the_reply_stands_there(learner: Learner) -> None:
    learner.go_to(ITEM)
    engine_of(learner, "An equation says that two things are equal. Which step undoes the first one?")
    talk = ask(learner, "What is an equation?")
    assert said(talk) == [
        "What is an equation?",
        "An equation says that two things are equal. Which step undoes the first one?",
    ]
    assert (talk.box.toPlainText(), talk.is_answering) == ("", False)
    assert browse.listed(learner.kit, 10) == []
    learner.pane.session.go_on()
    learner.settle()
    assert (talk.turns, talk.unfold.isVisible()) == ([], True)


def test_the_answer_is_not_told_and_what_was_asked_is_there_when_one_comes_back(learner: Learner) -> None:
    learner.go_to(ITEM)
    engine_of(learner, "The equation is solved by x = 6.")
    talk = ask(learner, "How does it go on?")
    assert said(talk)[0] == "How does it go on?"
    assert "6" not in said(talk)[1]
    assert "Try it first" in said(talk)[1]
    before, session = said(talk), learner.at.session
    learner.pane.show_start()
    learner.settle()
    assert not talk.isVisible()
    learner.pane.resume(session)
    learner.settle()
    assert said(talk) == before


def test_a_reply_is_stopped_by_escape_and_what_was_said_stays(learner: Learner) -> None:
    learner.go_to(ITEM)
    words = "Look at the equation again. " + "Think of both sides. " * 60
    engine_of(learner, words, pause=0.02)
    talk = learner.pane.talk
    learner.press("talkUnfold")
    learner.type("How do I begin?")
    QTest.keyClick(learner.focus, Qt.Key.Key_Return)
    learner.hand.until(lambda: talk.turns and talk.turns[-1].text.text.startswith("Look"))
    assert talk.stop.isVisible()
    QTest.keyClick(talk.box, Qt.Key.Key_Escape)
    learner.settle()
    kept = coach.talk(learner.kit, learner.at.session)[-1]
    assert kept.state == "stopped"
    assert said(talk)[-1] == kept.text
    assert kept.text.startswith("Look at the equation again.")
    assert not talk.stop.isVisible()
    assert learner.hand.window.stage.here == "practice"


def test_against_the_clock_nothing_can_be_asked(learner: Learner) -> None:
    learner.go_to(ITEM, timed=True)
    assert not learner.pane.talk.isVisible()


def test_the_models_words_stand_beside_the_verdict_and_go_with_the_next_try(learner: Learner) -> None:
    learner.go_to(ITEM)
    engine_of(learner, STEM_WORDS)
    learner.say("x = 5")
    feedback = learner.pane.item.feedback
    assert feedback.phrased.isVisible()
    assert feedback.phrased.text == STEM_WORDS
    assert feedback.why.text
    engine_of(learner, "I am a very small program.")
    learner.say("x = 4")
    assert not feedback.phrased.isVisible()
    assert feedback.next.text()


def test_a_right_answer_needs_no_words_of_a_model(learner: Learner) -> None:
    learner.go_to(ITEM)
    engine = engine_of(learner)
    learner.say("x = 6")
    assert learner.at.settled == "right"
    assert engine.asked == []


def test_somebody_in_distress_finds_the_card_at_once(learner: Learner) -> None:
    learner.go_to(ITEM)
    talk = ask(learner, "I want to kill myself")
    assert talk.card.isVisible()


def test_half_a_sentence_of_the_model_is_gone_when_one_comes_back(learner: Learner) -> None:
    learner.go_to(ITEM)
    engine_of(learner, STEM_WORDS + " Think of both sides." * 60, pause=0.02)
    learner.answer.take_focus()
    learner.type("x = 5")
    QTest.keyClick(learner.focus, Qt.Key.Key_Return)
    feedback = learner.pane.item.feedback
    learner.hand.until(feedback.phrased.isVisible)
    session = learner.at.session
    learner.pane.show_start()
    learner.settle()
    learner.pane.resume(session)
    learner.settle()
    assert feedback.isVisible()
    assert not feedback.phrased.isVisible()
