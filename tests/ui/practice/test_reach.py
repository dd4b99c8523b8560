"""Practice by the Tab key alone, as a screen reader sees it, and on top of everything that opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from carrel.ui.theme import Theme
from tests.ui.practice.conftest import Learner
from tests.ui.practice.test_kinds import KINDS
from tests.ui.test_access import check_both_ways, nameless


def start(learner: Learner) -> None:
    """Where it begins, with something lying open."""
    learner.go_to("arithmetic.fractions.01")
    learner.pane.show_start()
    learner.settle()


def tried(item: str) -> Callable[[Learner], None]:
    """An item that was tried, with a hint, and a reason being written."""

    def act(learner: Learner) -> None:
        learner.go_to(item)
        learner.pane.session.attempt("nonsense, and more of it")
        learner.settle()
        learner.pane.session.hint()
        learner.settle()
        learner.pane.item.feedback.disagree.click()

    return act


def ended(learner: Learner) -> None:
    """What came of a session."""
    learner.go_to("algebra.linear-equations.01")
    learner.say("x = 6")
    learner.pane.session.end()
    learner.settle()


STATES: dict[str, Callable[[Learner], None]] = {
    "start": start,
    "end": ended,
    **{kind: tried(item) for kind, (item, _act) in KINDS.items()},
}


@pytest.mark.parametrize("state", STATES)
def test_the_tab_key_reaches_everything_and_a_screen_reader_knows_its_name(learner: Learner, state: str) -> None:
    STATES[state](learner)
    check_both_ways(learner.hand.window)
    bad, count = nameless(learner.hand.window)
    assert bad == []
    assert count > 8


def test_the_tab_key_goes_down_the_page_and_then_to_what_can_be_done(learner: Learner) -> None:
    learner.go_to("biology.cells.05")
    for answer in ("nucleus", "mitochondria"):
        learner.pane.session.attempt((answer,))
        learner.settle()
    learner.pane.session.hint()
    learner.settle()
    learner.pane.item.stem.body.setFocus()
    heights = []
    while learner.focus is not learner.pane.acts.check:
        heights.append(learner.focus.mapTo(learner.hand.window, QPoint(0, 0)).y())
        heights[-1] += learner.pane.item.verticalScrollBar().value()
        QTest.keyClick(learner.focus, Qt.Key.Key_Tab)
        assert len(heights) < 30
    down = heights[: -sum(one.isVisible() for one in (learner.pane.acts.hint, learner.pane.acts.solution))]
    assert down == sorted(down)
    assert len(down) > 8


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_off_in_a_narrow_window_with_large_text(learner: Learner, theme: Theme, kind: str) -> None:
    item, _act = KINDS[kind]
    theme.choose("dark", 200)
    learner.hand.window.resize(360, 720)
    learner.go_to(item)
    learner.pane.session.attempt("nonsense, and more of it")
    learner.settle()
    page = learner.pane.item
    assert page.box.width() <= page.viewport().width()
    for passage in (page.stem, page.feedback.why):
        assert passage.body.height() >= passage.body.arrange(passage.body.width())
    for part in page.findChildren(type(page.stem)):
        if part.isVisibleTo(page):
            assert part.mapTo(page.box, part.rect().topRight()).x() <= page.box.width()


def test_no_window_opens_of_itself_while_one_practises(learner: Learner) -> None:
    for item, _act in KINDS.values():
        learner.go_to(item)
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [learner.hand.window]


def test_a_new_item_begins_at_its_question(learner: Learner, theme: Theme) -> None:
    theme.choose("light", 200)
    learner.go_to("ai.language-models.04")
    learner.pane.session.attempt({"token": "nothing"})
    learner.settle()
    bar = learner.pane.item.verticalScrollBar()
    learner.hand.until(lambda: bar.value() > 0)
    learner.pane.item.feedback.disagree.setFocus()
    learner.go_to("earth-science.plate-tectonics.10")
    learner.hand.until(lambda: bar.maximum() > 0)
    assert bar.value() == 0
    assert learner.answer.isAncestorOf(learner.focus)


def test_how_many_items_is_chosen_by_the_arrow_keys(learner: Learner) -> None:
    learner.pane.start.choices.setFocus()
    learner.key(Qt.Key.Key_Tab)
    assert learner.focus.objectName() == "practiceCount10"
    learner.key(Qt.Key.Key_Right)
    assert learner.pane.start.count == 20


def test_a_screen_reader_is_told_the_question_the_verdict_the_hint_and_the_solution(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    learner.go_to("algebra.linear-equations.01")
    assert heard.pop().endswith("Solve 4 x plus 7 equals 31 .")
    learner.say("x = 8")
    assert heard.pop() == "Not right yet That is not it yet. Look at your answer again and change one thing."
    learner.press("practiceHint")
    assert heard.pop() == "Hint 1: What is asked. You are asked for the number that makes both sides equal."
    learner.say("x = 9")
    heard.clear()
    learner.press("practiceGiveUp")
    assert heard.pop().startswith("The solution, step by step. Subtract 7 on both sides")
