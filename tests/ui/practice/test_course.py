"""The course of an item: feedback, hints in their order, the way out, disagreeing, and what is not shown too early."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import ceil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from carrel.base.work import Cancel
from carrel.flows import practise
from tests.conftest import CountingStamp
from tests.ui.practice.conftest import Learner
from tests.ui.practice_desk import item_of

EQUATION = "algebra.linear-equations.01"


def everything_said(root: QWidget) -> str:
    """Every text that any widget holds, seen or hidden: names, descriptions, tips and contents."""
    said = []
    for one in (root, *root.findChildren(QWidget)):
        said += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            said.append(one.text())
        elif isinstance(one, QTextEdit | QPlainTextEdit):
            said.append(one.toPlainText())
    return "\n".join(said)


def read_on(learner: Learner, stamp: CountingStamp) -> None:
    """Let the time pass in which a hint is to be read."""
    stamp.pass_time(seconds=60)
    while not learner.pane.acts.hint.isEnabled():
        learner.pane.acts.tick()


def test_a_wrong_answer_is_quoted_and_one_thing_to_do_is_named(learner: Learner) -> None:
    learner.go_to("ai.language-models.01")
    learner.type("c")
    learner.enter()
    feedback = learner.pane.item.feedback
    assert feedback.property("tone") == "wrong"
    assert "You chose: It thinks about what it believes and then puts this into words" in feedback.answer.text
    assert feedback.why.text.startswith("A program has no beliefs.")
    assert "A common mix-up: The model thinks and feels like a person." in learner.shown()
    assert "Look at your answer again and change one thing." in learner.shown()
    assert learner.answer.isAncestorOf(learner.focus)


def test_an_empty_answer_is_checked_only_by_who_says_so_and_gets_a_beginning(learner: Learner) -> None:
    learner.go_to(EQUATION)
    learner.enter()
    assert learner.at.tried == 0
    assert learner.focus is learner.pane.acts.check
    assert learner.pane.acts.check.text() == "I do not know yet"
    learner.enter()
    assert learner.at.tried == 1
    assert learner.pane.item.feedback.heading.text() == "No answer yet"
    assert "Take the first hint: it says again what is asked." in learner.shown()


def test_points_of_an_open_answer_are_shown_with_the_learners_words_and_never_the_missing_ones(
    learner: Learner,
) -> None:
    item = "ai.language-models.11"
    learner.go_to(item)
    learner.say("It predicts the next word. It was built by clever people.")
    assert learner.pane.item.feedback.property("tone") == "partly"
    assert "✓ Found in your words: “It predicts the next word.”" in learner.shown()
    assert "2 more points are not there yet." in learner.shown()
    for point in item_of(learner.kit, item)["points"]:
        assert point["says"] not in everything_said(learner.hand.window)


def test_hints_wait_for_a_try_and_for_being_read(learner: Learner, stamp: CountingStamp) -> None:
    learner.go_to(EQUATION)
    acts = learner.pane.acts
    assert acts.hint.text() == "Hint: What is asked"
    assert not acts.hint.isEnabled()
    assert acts.reason.text() == "Try it first; hints come after that."
    learner.say("x = 8")
    assert acts.hint.isEnabled()
    assert acts.reason.isHidden()
    learner.press("practiceHint")
    assert [sheet.heading.text() for sheet in learner.pane.item.hints.sheets] == ["Hint 1: What is asked"]
    assert learner.pane.head.help.text() == "with 1 hint"
    assert learner.answer.isAncestorOf(learner.focus)
    wait = ceil(learner.at.hint_in or 0)
    assert wait > 0
    for left in range(wait, 0, -1):
        assert not acts.hint.isEnabled()
        assert str(left) in acts.reason.text() or left == 1
        acts.tick()
    assert acts.hint.isEnabled()
    assert acts.reason.isHidden()
    read_on(learner, stamp)
    learner.press("practiceHint")
    read_on(learner, stamp)
    learner.press("practiceHint")
    assert acts.reason.text() == "Try it once more before the next hint."
    assert [sheet.heading.text() for sheet in learner.pane.item.hints.sheets] == [
        "Hint 1: What is asked",
        "Hint 2: The idea",
        "Hint 3: An example like it",
    ]
    learner.say("x = 6")
    assert learner.pane.item.feedback.heading.text() == "Right, with 3 hints"
    assert "One like it comes back later, without help." in learner.shown()


def test_a_hint_that_comes_too_soon_for_the_flow_is_a_notice(learner: Learner) -> None:
    learner.go_to(EQUATION)
    for wrong in ("x = 8", "x = 9"):
        learner.say(wrong)
    learner.press("practiceHint")
    while not learner.pane.acts.hint.isEnabled():
        learner.pane.acts.tick()
    learner.press("practiceHint")
    assert learner.pane.notices.notices[-1].what == "Read this hint first."
    assert not learner.pane.acts.hint.isEnabled()


def test_the_solution_is_there_after_real_tries_and_nowhere_before(learner: Learner) -> None:
    learner.go_to(EQUATION)
    solution = "Subtract 7 on both sides"
    window = learner.hand.window
    assert learner.pane.acts.solution.isHidden()
    learner.say("x = 8")
    assert learner.pane.acts.solution.isHidden()
    learner.say("x = 9")
    assert solution not in everything_said(window)
    assert "x = 6" not in everything_said(window)
    learner.press("practiceGiveUp")
    assert solution in learner.pane.item.solution.text.text
    assert learner.pane.item.feedback.heading.text() == "The solution was shown"
    assert learner.pane.head.help.text() == "solution shown"
    assert not learner.pane.item.hints.sheets
    assert learner.focus is learner.pane.acts.next
    learner.enter()
    assert learner.pane.item.solution.isHidden()
    assert solution not in everything_said(window)


@pytest.mark.parametrize(
    "item", [EQUATION, "biology.cells.05", "ai.language-models.04", "earth-science.water-cycle.10"]
)
def test_no_key_hint_or_solution_is_in_any_widget_before_its_time(learner: Learner, item: str) -> None:
    learner.go_to(item)
    raw = item_of(learner.kit, item)
    said = everything_said(learner.hand.window)
    hidden = [raw["solution"], *raw["hints"], *(choice.get("feedback", "") for choice in raw.get("choices", ()))]
    assert raw["prompt"][:6] in said
    plain = [text.partition("$")[0] for text in hidden]  # a formula is said in words
    assert [text for text in plain if len(text) > 9 and text in said] == []
    if raw["kind"] in {"expression", "cloze"}:
        keys = raw.get("answers", ["salty", "glaciers", "groundwater"])
        assert [key for key in keys if key in said] == []


def test_a_verdict_is_disagreed_with_and_the_reason_kept(learner: Learner) -> None:
    learner.go_to(EQUATION)
    learner.say("x = 8")
    learner.press("disagree")
    assert learner.focus is learner.pane.item.disagree.box
    learner.key(Qt.Key.Key_Escape)
    assert learner.pane.item.disagree.isHidden()
    assert learner.hand.window.stage.here == "practice"
    learner.press("disagree")
    learner.type("It is near enough.")
    learner.enter()
    assert learner.kept()[-1].contested == "It is near enough."
    assert "You disagree: “It is near enough.” It is kept" in learner.shown()
    assert learner.pane.item.feedback.disagree.isHidden()


def test_another_approach_is_offered_after_ten_tries_in_circles_and_its_example_fades(learner: Learner) -> None:
    learner.go_to(EQUATION)
    for number in range(9):
        practise.attempt(learner.kit, learner.at.session, f"x = {number + 20}")
    learner.say("x = 40")
    recap = learner.pane.item.recap
    assert recap.isVisible()
    assert recap.heading.text().startswith("Let us come to “Solve linear equations")
    assert "Read below first" in learner.shown()
    first = recap.example.text
    assert "Divide both sides" not in first
    for _step in range(8):
        if not recap.more.isHidden():
            learner.press("recapMore")
    assert recap.more.isHidden()
    assert recap.example.text.startswith(first)
    assert "Answer" in recap.example.text


def test_the_window_stays_alive_while_an_answer_is_checked(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    learner.go_to(EQUATION)
    held = Cancel()
    original = practise.attempt

    def slow(*arguments: object) -> object:
        held.wait(10)
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(practise, "attempt", slow)
    learner.answer.take_focus()
    learner.type("x = 6")
    learner.pane.acts.check.click()
    assert learner.pane.acts.check.text() == "Checking…"
    assert not learner.pane.acts.check.isEnabled()
    learner.pane.acts.check.click()
    held.set()
    learner.settle()
    assert (learner.at.settled, len(learner.kept())) == ("right", 1)


def test_what_is_written_comes_back_after_the_chat_and_after_a_restart(
    sit: Callable[[], Learner], stamp: CountingStamp
) -> None:
    learner = sit()
    learner.go_to("ai.language-models.11")
    learner.answer.take_focus()
    learner.type("A model predicts")
    session = learner.at.session
    learner.key(Qt.Key.Key_Escape)
    assert learner.hand.window.stage.here == ""
    assert json.loads(learner.hand.window._memory.left.answer)["answer"] == "A model predicts"
    learner.hand.window.actions_by_id["practice"].trigger()
    learner.settle()
    assert learner.answer.value() == "A model predicts"
    learner.type(" words")
    learner.hand.window.close()
    learner.kit.store.close()
    again = sit()
    assert again.focus.objectName() == "resumePractice"
    again.enter()
    assert again.at.session == session
    assert again.answer.value() == "A model predicts words"
    again.enter()
    assert again.at.tried == 1


def test_what_code_cannot_tell_may_be_left_as_it_is(learner: Learner) -> None:
    learner.go_to("ai.language-models.11")
    learner.say("It predicts the next word. It was built by clever people.")
    assert learner.pane.acts.next.text() == "Go on as it is"
    number = learner.at.number
    learner.press("practiceNext")
    assert learner.at.number == number + 1
    learner.pane.head.skip_requested.emit()
    learner.settle()
    assert learner.at.number == number + 2
    assert len(learner.kept()) == 1


def test_a_reason_that_was_left_stands_there_when_one_disagrees_again(learner: Learner) -> None:
    learner.go_to(EQUATION)
    learner.say("x = 8")
    learner.press("disagree")
    learner.type("It is a fraction")
    learner.key(Qt.Key.Key_Escape)
    assert learner.pane.item.disagree.isHidden()
    learner.press("disagree")
    assert learner.pane.item.disagree.box.toPlainText() == "It is a fraction"
    learner.pane.session.go_on()
    learner.settle()
    assert learner.pane.item.disagree.box.toPlainText() == ""
