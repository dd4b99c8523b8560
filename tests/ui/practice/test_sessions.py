"""Where a session begins, what is timed, and what is said at its end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from carrel.assessment.items import item_from
from carrel.assessment.model import Answer
from carrel.flows import pack_shelf, practise
from carrel.flows.pack_marks import right_answers
from carrel.flows.practise import Wish
from carrel.flows.suggesting import Suggestion
from tests.conftest import CountingStamp
from tests.ui.conftest import Desk
from tests.ui.practice.conftest import Learner
from tests.ui.practice_desk import item_of

FRACTIONS = "arithmetic.fractions"


def right(learner: Learner) -> Answer:
    """A right answer to the item that lies open."""
    assert learner.at.item is not None
    item = item_from(item_of(learner.kit, learner.at.item.id))
    return right_answers(item)[0] if item.kind != "open" else item.model_answer


def test_a_mix_begins_with_one_press(learner: Learner) -> None:
    learner.press("beginPractice")
    assert (learner.at.scope, learner.at.wanted, learner.at.timed) == ("mix", 10, False)
    assert learner.pane.head.count.text() == "1 of 10"
    assert learner.pane.head.bar.accessibleName() == "Item 1 of 10"


def test_a_topic_is_found_by_its_words_and_begun_by_enter(learner: Learner) -> None:
    start = learner.pane.start
    start.search.setFocus()
    learner.type("fractions")
    learner.key(Qt.Key.Key_Down)
    while "Fractions" not in (line := start.choices.currentItem()).text():
        learner.key(Qt.Key.Key_Down)
    assert line.text().startswith("Fractions – ")
    learner.press("practiceCount5")
    start.choices.setFocus()
    learner.enter()
    assert (learner.at.scope, learner.at.wanted) == ("topic", 5)
    assert learner.at.item is not None
    assert learner.at.item.id.startswith(FRACTIONS)


def test_what_lies_open_and_what_is_due_are_offered_first(learner: Learner, stamp: CountingStamp) -> None:
    learner.go_to("arithmetic.fractions.01")
    learner.pane.session.attempt("nonsense")
    learner.settle()
    learner.pane.show_start()
    learner.settle()
    stamp.pass_time(days=30)
    learner.pane.refresh()
    learner.settle()
    start = learner.pane.start
    assert start.go_on.more.text().startswith("\u2068Fractions\u2069 · ")
    assert start.review.more.text() == "One item is due"
    learner.press("reviewPractice")
    assert learner.at.scope == "due"
    assert learner.at.item is not None
    assert learner.at.item.id == "arithmetic.fractions.01"


def test_without_lessons_it_invites_and_adds_them_with_one_press(desk: Desk) -> None:
    learner = Learner(desk())
    assert learner.focus.objectName() == "practiceFoundations"
    learner.enter()
    assert not learner.pane.empty.add.isEnabled() or learner.pane.start.isVisible()
    learner.hand.until(lambda: not learner.hand.window.library.bringing.is_busy)
    learner.hand.until(learner.pane.start.isVisible)
    learner.settle()
    assert learner.pane.start.choices.count() > 24


def test_a_timed_session_has_one_try_each_no_help_and_counts_as_unaided(learner: Learner) -> None:
    learner.pane.start.timed.setFocus()
    learner.key(Qt.Key.Key_Space)
    learner.press("practiceCount5")
    learner.press("beginPractice")
    acts = learner.pane.acts
    assert learner.at.timed
    assert learner.pane.head.time.text().startswith("Without help · 0:0")
    for number in range(5):
        assert acts.hint.isHidden()
        assert acts.solution.isHidden()
        learner.pane.session.attempt("nonsense")
        learner.settle()
        assert learner.at.settled == "moved_on"
        assert learner.pane.item.solution.isHidden()
        assert acts.next.text() == ("See how it went" if number == 4 else "Next")
        learner.enter()
    assert learner.pane.summary.isVisible()
    assert "5 items, all without help" in learner.shown()
    assert {(one.timed, one.unaided) for one in learner.kept()} == {(True, True)}


def test_the_end_says_what_was_shown_unaided_what_comes_back_and_one_next_step(
    learner: Learner, stamp: CountingStamp
) -> None:
    learner.pane.begin(Wish("topic", (FRACTIONS,), 3))
    learner.settle()
    learner.pane.session.attempt(right(learner))
    learner.settle()
    learner.enter()
    learner.pane.session.attempt("nonsense")
    learner.settle()
    learner.pane.session.hint()
    learner.settle()
    learner.pane.session.attempt(right(learner))
    learner.settle()
    learner.enter()
    learner.pane.session.attempt("nonsense")
    learner.settle()
    learner.pane.session.go_on()
    learner.settle()
    summary = learner.pane.summary
    assert summary.isVisible()
    told = {name: tile.accessibleName() for name, tile in summary.tiles.items() if not tile.isHidden()}
    assert told == {
        "unaided": "1 right by yourself",
        "helped": "1 right with help, or at a later try",
        "missed": "1 not right yet",
    }
    assert summary.back.text().startswith("Comes back for review: ")
    assert summary.next.what.text().startswith("Next: ")
    assert learner.focus is summary.next
    learner.press("practiseAgain")
    assert (learner.at.scope, learner.at.number, learner.at.wanted) == ("topic", 1, 3)


def test_ending_early_looks_back_and_leaving_keeps_the_session(learner: Learner) -> None:
    learner.pane.begin(Wish("topic", (FRACTIONS,), 5))
    learner.settle()
    session = learner.at.session
    learner.key(Qt.Key.Key_Escape)
    assert learner.hand.pane.isVisible()
    found = practise.resume(learner.kit)
    assert found is not None
    assert found.session == session
    learner.hand.window.actions_by_id["practice"].trigger()
    learner.settle()
    assert learner.answer.isAncestorOf(learner.focus)
    learner.pane.head.end_requested.emit()
    learner.settle()
    assert learner.pane.summary.title.text() == "You stopped here."
    assert practise.resume(learner.kit) is None
    learner.press("summaryLeave")
    assert learner.hand.pane.isVisible()


@pytest.mark.parametrize(("kind", "id_"), [("practise", FRACTIONS), ("review", "")])
def test_a_suggestion_is_taken_up_from_anywhere(learner: Learner, kind: str, id_: str) -> None:
    learner.hand.window.stage.leave()
    learner.hand.window.practising.take(Suggestion("", kind, id_, 5, ""))
    learner.settle()
    assert learner.hand.window.stage.here == "practice"
    if kind == "review":
        assert learner.pane.notices.notices[-1].what == "Nothing is due for review now."
        assert learner.pane.start.isVisible()
    else:
        assert learner.at.scope == "skill"


def test_a_lesson_that_is_suggested_is_opened(learner: Learner) -> None:
    learner.hand.window.practising.take(Suggestion("", "lesson", FRACTIONS, 5, ""))
    learner.settle()
    learner.hand.until(lambda: learner.hand.window.reading.reader is not None)


def test_a_session_whose_lessons_were_removed_says_so_and_begins_anew(learner: Learner) -> None:
    learner.go_to("arithmetic.fractions.01")
    pack_shelf.remove(learner.kit, "foundations")
    learner.pane.session.attempt("1")
    learner.settle()
    assert learner.pane.notices.notices[-1].what == "This is no longer here to practise with."
    learner.hand.until(learner.pane.empty.isVisible)
    assert learner.hand.find(QPushButton, "practiceFoundations").isEnabled()


def test_time_is_counted_only_while_it_is_seen(learner: Learner) -> None:
    learner.go_to("arithmetic.fractions.01", timed=True)
    head = learner.pane.head
    before = head.time.text()
    head.tick()
    assert head.time.text() != before
    assert head._clock.isActive()
    learner.key(Qt.Key.Key_Escape)
    assert not head._clock.isActive()
    learner.hand.window.actions_by_id["practice"].trigger()
    learner.settle()
    assert head._clock.isActive()


def test_find_goes_to_the_search_where_one_chooses(learner: Learner) -> None:
    learner.hand.window.actions_by_id["find"].trigger()
    assert learner.focus is learner.pane.start.search


def test_the_progress_place_leads_to_practice_and_back(learner: Learner) -> None:
    learner.hand.window.progress.practise_requested.emit(Wish("skill", (FRACTIONS,)))
    learner.settle()
    assert (learner.hand.window.stage.here, learner.at.scope) == ("practice", "skill")
    learner.pane.session.end()
    learner.settle()
    learner.press("seeProgress")
    assert learner.hand.window.stage.here == "progress"
    learner.hand.window.progress.practise_requested.emit(Wish("due"))
    learner.settle()
    assert learner.hand.window.stage.here == "practice"


def test_a_wish_from_elsewhere_is_heard_while_a_session_is_shown(learner: Learner) -> None:
    learner.go_to("arithmetic.fractions.01")
    before = learner.at.session
    learner.hand.window.stage.leave()
    learner.hand.window.practising.begin(Wish("mix", (), 5))
    learner.settle()
    assert learner.at.session != before
    assert (learner.at.scope, learner.at.wanted) == ("mix", 5)


def test_what_is_being_checked_does_not_bring_back_a_session_that_was_left_for_another(learner: Learner) -> None:
    learner.go_to("arithmetic.fractions.01")
    learner.pane.session.attempt("nonsense")
    learner.pane.show_start()
    learner.settle()
    assert learner.pane.standing is None
    assert learner.pane.start.isVisible()
    assert len(learner.kept()) == 1


def test_a_summary_stays_when_something_is_written_and_makes_way_for_a_new_session(learner: Learner) -> None:
    learner.go_to("arithmetic.fractions.01")
    learner.pane.session.end()
    learner.settle()
    assert learner.pane.summary.isVisible()
    learner.hand.window.practising.look_again(frozenset({"library"}))
    learner.settle()
    assert learner.pane.summary.isVisible()
    learner.go_to("arithmetic.fractions.02")
    learner.pane.session.end()
    learner.hand.until(lambda: learner.at.state != "open")  # what came of it is still being counted
    learner.pane.begin(Wish("mix", (), 5))
    learner.settle()
    assert not learner.pane.summary.isVisible()
    assert learner.at.wanted == 5


def test_the_head_says_what_is_practised(learner: Learner) -> None:
    title = learner.pane.head.title
    assert title.text() == ""
    learner.pane.begin(Wish("topic", (FRACTIONS,), 3))
    learner.settle()
    assert title.text() == "\u2068Fractions\u2069"
    learner.pane.begin(Wish("mix", (), 3))
    learner.settle()
    assert title.text() == "A mix of everything"
    learner.pane.show_start()
    learner.settle()
    assert title.text() == ""
