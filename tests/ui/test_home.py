"""The first screen: where one lands, what it offers, and that everything on it leads somewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from carrel.flows import browse, practise, profile, recommend
from carrel.flows.practise import Wish
from carrel.learner.model import Profile
from carrel.ui.panes.home import HomePane
from carrel.ui.panes.home.step import StepCard
from tests.conftest import CountingStamp
from tests.library.packs.kit import good, written
from tests.ui.conftest import Desk, Hand
from tests.ui.practice_desk import install


def pane(hand: Hand) -> HomePane:
    """The first screen, at rest."""
    hand.until(lambda: hand.window.home.pane is not None and hand.window.home.pane.shown is not None)
    hand.idle()
    QApplication.processEvents()
    hand.idle()
    found = hand.window.home.pane
    assert found is not None
    return found


def texts(hand: Hand) -> list[str]:
    """What can be read on it."""
    return [one.text() for one in pane(hand).findChildren(QLabel) if one.isVisible()]


def cards(hand: Hand) -> list[StepCard]:
    """The suggestions, the first one first."""
    return [one for one in pane(hand).findChildren(StepCard) if one.isVisible()]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small pack."""
    return written(good(), tmp_path / "pack")


def test_a_start_with_nothing_left_open_is_at_home_and_one_press_adds_the_lessons(desk: Desk) -> None:
    hand = desk(at_home=True)
    assert hand.window.stage.here == "home"
    assert "Begin with the lessons that come with Carrel" in texts(hand)
    add = hand.find(QPushButton, "homeFoundations")
    assert QApplication.focusWidget() is add
    hand.key(Qt.Key.Key_Space)
    hand.until(lambda: cards(hand))
    assert len(cards(hand)) == 3
    hand.until(lambda: QApplication.focusWidget() is cards(hand)[0].go)


def test_after_the_first_run_one_lands_at_home(desk: Desk) -> None:
    hand = desk(welcomed=False, at_home=True)
    assert hand.window.stage.here == ""
    hand.press("startButton")
    hand.until(lambda: hand.window.stage.here == "home")
    hand.until(lambda: hand.kit.settings.current.welcomed)
    pane(hand)


def test_a_later_start_comes_back_to_what_was_left(desk: Desk) -> None:
    hand = desk(["Four."])
    hand.say("What is 2 + 2?")
    hand.window.close()
    again = desk(at_home=True)
    again.until(lambda: again.texts)
    assert again.window.stage.here == ""
    again.window.actions_by_id["home"].trigger()
    pane(again)
    again.window.close()
    third = desk(at_home=True)
    assert third.window.stage.here == "home"
    third.until(lambda: third.texts)
    third.window.actions_by_id["home"].trigger()
    assert third.window.stage.here == "", "the same key goes back"


def test_a_draft_that_was_left_is_what_one_comes_back_to(desk: Desk) -> None:
    hand = desk()
    hand.text.setPlainText("half a question")
    hand.window.close()
    again = desk(at_home=True)
    assert again.window.stage.here == ""
    assert again.text.toPlainText() == "half a question"


def test_a_question_begins_a_new_chat(desk: Desk) -> None:
    hand = desk(["Because of love."], at_home=True)
    pane(hand)
    field = hand.find(QLineEdit, "homeAsk")
    field.setFocus()
    hand.qtbot.keyClicks(field, "Why?")
    hand.qtbot.keyClick(field, Qt.Key.Key_Return)
    hand.until(lambda: hand.texts == ["Why?", "Because of love."])
    hand.idle()
    assert hand.window.stage.here == ""
    assert field.text() == ""


def test_each_kind_of_step_leads_to_its_place(desk: Desk, small: Path) -> None:
    hand = desk(at_home=True)
    install(hand.kit, small)
    hand.until(lambda: [one.step.kind for one in cards(hand)] == ["lesson"])
    cards(hand)[0].go.click()
    hand.until(lambda: any(one.isVisible() for one in hand.window.findChildren(QWidget, "readerPane")))
    begun = practise.begin(hand.kit, Wish(count=2))
    practise.attempt(hand.kit, begun.session, "surely not this")
    hand.window.open_place("home") if hand.window.stage.here != "home" else None
    hand.until(lambda: cards(hand)[0].step.kind == "resume")
    cards(hand)[0].go.click()
    hand.until(lambda: hand.window.stage.here == "practice")
    hand.idle()


def test_what_is_not_useful_goes_is_undone_and_is_taken_back_later(desk: Desk, small: Path) -> None:
    hand = desk(at_home=True)
    install(hand.kit, small)
    hand.until(lambda: len(cards(hand)) == 1)
    what = cards(hand)[0].step.what
    cards(hand)[0].no.click()
    hand.until(lambda: "All there is to suggest is set aside" in texts(hand))
    assert [one.what for one in recommend.resting(hand.kit)] == [what]
    assert what in texts(hand), "it stands in the list of what was set aside"
    hand.press("undo")
    hand.until(lambda: len(cards(hand)) == 1)
    assert pane(hand).notices.notices == ()
    cards(hand)[0].no.click()
    hand.until(lambda: not cards(hand))
    back = next(one for one in pane(hand).findChildren(QPushButton) if one.accessibleName() == f"Take back: {what}")
    back.click()
    hand.until(lambda: len(cards(hand)) == 1)
    assert recommend.resting(hand.kit) == []


def test_goals_say_how_many_days_are_left_and_kindly_when_their_day_has_passed(desk: Desk) -> None:
    hand = desk(at_home=True)
    profile.keep(hand.kit, Profile(called="<b>Asha</b>"))
    today = date.fromisoformat(hand.kit.stamp.now().day)
    for words, days in (("In a week", 7), ("Tomorrow", 1), ("Now", 0), ("Before", -3)):
        profile.add_goal(hand.kit, words, (today + timedelta(days=days)).isoformat())
    done = profile.add_goal(hand.kit, "Reached")
    profile.change_goal(hand.kit, replace(done, done=True))
    hand.until(lambda: "In a week" in texts(hand) and "Hello, <b>Asha</b>" in texts(hand))
    said = texts(hand)
    goals = [one.text() for one in pane(hand).findChildren(QLabel, "homeGoal") if one.isVisible()]
    assert goals == ["Now", "Tomorrow", "In a week", "Before"]
    assert "Today." in said
    assert any(line.startswith("One day left") for line in said)
    assert any(line.startswith("7 days left") for line in said)
    assert any(line.startswith("Its day was") and line.endswith("choose another day.") for line in said)


def test_what_is_due_and_the_last_chats_can_be_opened(desk: Desk, small: Path) -> None:
    hand = desk(["Four."])
    hand.say("What is 2 + 2?")
    install(hand.kit, small)
    hand.window.begin_new()
    hand.window.open_place("home")
    chat = browse.conversations(hand.kit)[0].id
    hand.until(lambda: pane(hand).findChild(QPushButton, f"homeChat_{chat}"))
    hand.press(f"homeChat_{chat}")
    hand.until(lambda: hand.texts == ["What is 2 + 2?", "Four."])
    assert hand.window.stage.here == ""


def test_nothing_due_says_when_the_next_review_is(desk: Desk, small: Path) -> None:
    hand = desk(at_home=True)
    install(hand.kit, small)
    begun = practise.begin(hand.kit, Wish("skill", ("sums.adding",), count=1))
    practise.attempt(hand.kit, begun.session, "surely not this")
    practise.leave(hand.kit, begun.session)
    assert isinstance(hand.kit.stamp, CountingStamp)
    hand.kit.stamp.pass_time(days=1)
    pane(hand).refresh()
    hand.until(lambda: "One item is due for review." in texts(hand))
    assert cards(hand)[0].step.kind == "review"


def test_another_day_is_seen_without_anybody_doing_anything(desk: Desk) -> None:
    hand = desk(at_home=True)
    assert isinstance(hand.kit.stamp, CountingStamp)
    profile.add_goal(hand.kit, "Soon", (date.fromisoformat(hand.kit.stamp.now().day) + timedelta(days=2)).isoformat())
    hand.until(lambda: any(line.startswith("2 days left") for line in texts(hand)))
    hand.kit.stamp.pass_time(days=1)
    assert pane(hand)._day.isActive()
    pane(hand)._day.timeout.emit()
    hand.until(lambda: any(line.startswith("One day left") for line in texts(hand)))
    hand.window.stage.leave()
    assert not pane(hand)._day.isActive(), "nobody looks"


def test_the_keyboard_alone_reaches_everything_in_the_order_it_stands(desk: Desk, small: Path) -> None:
    hand = desk(at_home=True)
    install(hand.kit, small)
    hand.until(lambda: len(cards(hand)) == 1)
    hand.until(lambda: QApplication.focusWidget() is cards(hand)[0].go)
    met = []
    for _step in range(5):
        focus = QApplication.focusWidget()
        assert focus is not None
        met.append(focus.objectName())
        hand.key(Qt.Key.Key_Tab)
    assert met[:3] == ["go_lesson_sums.adding", "not_lesson_sums.adding", "homeAsk"]
    assert "homeGoalsChange" in met
    named = [one for one in pane(hand).findChildren(QPushButton) if one.isVisible()]
    assert all(one.accessibleName() for one in named)
    hand.find(QWidget, "homeGoalsChange").setFocus()
    hand.key(Qt.Key.Key_Escape)
    assert hand.window.stage.here == ""


def test_a_goal_is_added_where_the_learner_says_such_things(desk: Desk) -> None:
    hand = desk(at_home=True)
    pane(hand)
    assert hand.find(QPushButton, "homeGoalsChange").text() == "Add a goal"
    hand.press("homeGoalsChange")
    assert hand.window.stage.here == "profile"
    hand.idle()


def test_long_words_and_many_goals_keep_within_a_narrow_window(desk: Desk, small: Path) -> None:
    hand = desk(at_home=True)
    install(hand.kit, small)
    for number in range(30):
        profile.add_goal(hand.kit, f"{number}{'x' * 100}", about="sums.adding" if number == 0 else "")
    hand.window.resize(380, 600)
    hand.until(lambda: any(line == "And 26 more." for line in texts(hand)))
    page = pane(hand)
    edge = page.mapToGlobal(page.rect().topRight()).x()
    for one in page.findChildren(QWidget):
        if one.isVisible() and isinstance(one, QLabel | QPushButton):
            assert one.mapToGlobal(one.rect().topRight()).x() <= edge, one.objectName()
