"""A session: tries, the ladder in its order, the way out, and what of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import Any

import pytest

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.model import Attempt, PracticeMissing
from carrel.assessment.marking import mark
from carrel.assessment.model import Item, Verdict
from carrel.flows import evidence, practise, standing
from carrel.flows.practise import AttemptFirst, NothingToPractise, PracticeRefused, TooSoon, Wish
from carrel.progress import tables as progress
from carrel.progress.picking import owed
from carrel.progress.schedule import instant
from tests.flows.practising.conftest import Practising

ADDING = Wish("skill", ("sums.adding",))
RIGHT: dict[str, Any] = {
    "01": "14",
    "02": "false",
    "03": "59 m",
    "04": "2a",
    "05": "sum",
    "06": ["summand"],
    "07": {"1 and 1": "two", "2 and 2": "four"},
    "08": ["take both heaps", "push them together", "count them"],
    "09": "Adding joins two amounts into one.",
}

WRONG: dict[str, Any] = {
    "01": "86",
    "02": "true",
    "03": "1 m",
    "04": "3a",
    "05": "difference",
    "06": ["number"],
    "07": {"1 and 1": "four", "2 and 2": "two"},
    "08": ["count them", "push them together", "take both heaps"],
}


def attempts(practising: Practising) -> list[Attempt]:
    """All that was tried."""
    with practising.kit.store.reading() as db:
        return tables.attempts(db, "")


def until(practising: Practising, number: str) -> None:
    """Go on to the item with this number."""
    for _item in range(20):
        if practising.item.endswith(number):
            return
        practising.go_on()
    pytest.fail(f"{number} never came")


def test_every_item_of_a_session_is_another_one_and_right_answers_end_it(practising: Practising) -> None:
    practising.begin(replace(ADDING, count=9))
    for number in range(1, 10):
        assert (practising.at.number, practising.at.settled, practising.at.solution) == (number, "", "")
        said = practising.answer(RIGHT[practising.item[-2:]])
        assert said.said is not None
        assert (said.said.verdict, said.settled) == ("right", "right")
        assert said.solution == "Push the heaps together, and count."
        practising.go_on()
    assert (practising.at.state, practising.at.item) == ("done", None)
    kept = attempts(practising)
    assert len({one.item for one in kept}) == 9
    assert all((one.unaided, one.help, one.nth) == (True, 0, 1) for one in kept)


def test_no_writer_waits_while_an_answer_is_marked(practising: Practising, monkeypatch: pytest.MonkeyPatch) -> None:
    practising.begin(replace(ADDING, count=9))
    until(practising, "09")
    written: list[bool] = []

    def marked(item: Item, answer: object) -> Verdict:
        writing = other.submit(_write, practising)
        written.append(not wait([writing], timeout=2).not_done)
        return mark(item, answer)

    monkeypatch.setattr(practise, "mark", marked)
    monkeypatch.setattr(standing, "mark", marked)
    with ThreadPoolExecutor(1) as other:
        practising.answer("Adding takes two amounts and makes one.")
        practising.hint()
    assert written == [True] * 3


def _write(practising: Practising) -> None:
    with practising.kit.store.writing() as db:
        db.execute("update conversation set pinned = 0")


def test_a_try_is_kept_as_it_was_given(practising: Practising) -> None:
    practising.begin(ADDING)
    until(practising, "07")
    practising.stamp.pass_time(seconds=40)
    practising.answer({"1 and 1": "four", "2 and 2": "two"})
    (kept,) = attempts(practising)
    assert kept.answer == {"1 and 1": "four", "2 and 2": "two"}
    assert (kept.item, kept.kind, kept.topic, kept.skills) == (
        "sums.adding.07",
        "match",
        "sums.adding",
        ("sums.adding",),
    )
    assert (kept.verdict, kept.by, kept.practice) == ("wrong", "code", practising.at.session)
    assert 40 <= kept.seconds < 45
    assert kept.created.zone == 345


def test_the_ladder_is_climbed_in_its_order_and_each_step_is_kept(practising: Practising) -> None:
    practising.begin(ADDING)
    until(practising, "03")
    levels, rungs = [], []
    for wrong in ("1 m", "2 m", "3 m", "4 m"):
        practising.answer(wrong)
        said = practising.hint()
        levels.append(said.level)
        rungs.append(said.hints[-1].rung)
        assert said.solution == ""
    practising.answer("59 m")
    assert rungs == ["restate", "idea", "example", "next_step"]
    assert levels == [1, 2, 3, 4]
    assert "Adding 4 and 11" in practising.at.hints[2].text
    assert [(one.help, one.hints, one.unaided, one.nth) for one in attempts(practising)] == [
        (0, 0, True, 1),
        (1, 1, False, 2),
        (2, 2, False, 3),
        (3, 3, False, 4),
        (4, 4, False, 5),
    ]


def test_no_hint_comes_before_a_try_and_none_while_the_last_is_being_read(practising: Practising) -> None:
    practising.begin(ADDING)
    assert practising.at.hint_in is None
    with pytest.raises(AttemptFirst):
        practising.hint()
    assert practising.answer("nothing like it").hint_in == 0
    assert practising.hint().hint_in is not None
    with pytest.raises(TooSoon):
        practising.hint(after=0)
    assert practising.at.level == 1
    assert practising.hint(after=5).level == 2


def test_a_clock_that_was_put_back_keeps_nobody_waiting(practising: Practising) -> None:
    practising.begin(ADDING)
    practising.answer("nothing like it")
    practising.hint()
    assert practising.hint(after=-365 * 86_400).level == 2


EMPTY = ("", "I don't know", "just tell me!", "Tell me the ANSWER", "dame la respuesta", "how much is it?", "I give up")


@pytest.mark.parametrize("empty", EMPTY)
def test_who_cannot_begin_is_told_what_is_asked_and_no_more(practising: Practising, empty: str) -> None:
    practising.begin(ADDING)
    for _again in range(5):
        practising.answer(empty)
    assert practising.hint().level == 1
    for ask in (practising.hint, practising.give_up):
        with pytest.raises(AttemptFirst):
            ask()


def test_a_question_with_one_wrong_answer_asks_for_no_second_one(practising: Practising) -> None:
    practising.begin(ADDING)
    until(practising, "02")
    assert practising.answer("true").may_give_up


def test_the_same_answer_again_is_no_new_try(practising: Practising) -> None:
    practising.begin(ADDING)
    until(practising, "03")
    for same in ("3 m", "3 M.", " 3  m "):
        assert practising.answer(same).may_give_up is False
    with pytest.raises(AttemptFirst):
        practising.give_up()
    assert practising.answer("4 m").may_give_up is True


def test_after_real_tries_there_is_a_way_out_which_is_kept_as_help(practising: Practising) -> None:
    practising.begin(ADDING)
    until(practising, "03")
    practising.answer("1 m")
    practising.answer("2 m")
    said = practising.give_up()
    assert (said.settled, said.level, said.solution) == ("shown", 5, "Push the heaps together, and count.")
    last = attempts(practising)[-1]
    assert (last.help, last.verdict, last.unaided) == (5, "wrong", False)
    for act in (practising.hint, practising.give_up, lambda: practising.answer("14")):
        with pytest.raises(PracticeRefused):
            act()


def test_the_last_step_of_the_ladder_is_the_solution(practising: Practising) -> None:
    practising.begin(ADDING)
    until(practising, "03")
    practising.answer("1 m")
    practising.answer("2 m")
    levels = [practising.hint().level for _step in range(5)]
    assert levels == [1, 2, 3, 4, 5]
    assert practising.at.solution
    assert [hint.level for hint in practising.at.hints] == [1, 2, 3, 4]


def test_what_was_helped_with_comes_back_in_another_item_later_that_day(practising: Practising) -> None:
    practising.begin(replace(ADDING, count=9))
    first = practising.item
    practising.answer("one thing")
    practising.hint()
    practising.answer(RIGHT[first[-2:]])
    for _between in range(2):
        practising.go_on()
        practising.answer(RIGHT[practising.item[-2:]])
    with practising.kit.store.reading() as db:
        told = [one for _skill, one in evidence.rows(db, "")]
        asks = {one.id: one.skills for one in tables.filed(db)}
    today = practising.stamp.now().day
    assert owed(told, asks, today) == [first]
    assert owed(told, asks, "2026-03-03") == []
    assert practising.go_on().item is not None
    practising.answer(RIGHT[practising.item[-2:]])
    with practising.kit.store.reading() as db:
        told = [one for _skill, one in evidence.rows(db, "")]
    assert owed(told, asks, today) == []


def test_a_mistake_becomes_a_card_and_the_first_try_is_its_review(practising: Practising) -> None:
    practising.begin(ADDING)
    until(practising, "01")
    practising.answer("one thing")
    with practising.kit.store.reading() as db:
        (card,) = progress.cards(db, "")
    assert card.item == practising.item
    assert (instant(card.due) - instant(card.last)).total_seconds() == 60
    practising.answer(RIGHT[practising.item[-2:]])
    with practising.kit.store.reading() as db:
        assert progress.cards(db, "") == [card]


def test_a_review_brings_what_is_due_and_ends_when_nothing_is(practising: Practising) -> None:
    with pytest.raises(NothingToPractise):
        practising.begin(Wish("due"))
    practising.begin(ADDING)
    until(practising, "03")
    missed = practising.item
    practising.answer("one thing")
    practising.go_on()
    practising.answer(RIGHT[practising.item[-2:]])
    practising.stamp.pass_time(minutes=5)
    begun = practising.begin(Wish("due"))
    assert (begun.scope, begun.number, begun.wanted) == ("due", 1, 1)
    assert practising.item == missed
    practising.answer(RIGHT[missed[-2:]])
    assert practising.go_on().state == "done"


def test_a_review_is_as_long_as_what_is_due(practising: Practising) -> None:
    practising.begin(ADDING)
    for _each in range(6):
        practising.answer("one thing")
        practising.go_on()
    practising.stamp.pass_time(minutes=30)
    now = instant(practising.stamp.now().utc)
    with practising.kit.store.reading() as db:
        due = sum(instant(card.due) <= now for card in progress.cards(db, ""))
    assert due > 1
    begun = practising.begin(Wish("due"))
    assert (begun.number, begun.wanted) == (1, due)
    assert practising.begin(Wish("due", count=1)).wanted == 1
    said = practising.answer(RIGHT[practising.item[-2:]])
    assert (said.number, said.wanted) == (1, 1)


def test_with_the_tutor_off_there_is_one_try_and_no_help(practising: Practising) -> None:
    practising.begin(replace(ADDING, timed=True))
    for ask in (practising.hint, practising.give_up):
        with pytest.raises(PracticeRefused):
            ask()
    said = practising.answer("nothing like it")
    assert (said.settled, said.solution, said.hint_in, said.may_give_up) == ("moved_on", "", None, False)
    with pytest.raises(PracticeRefused):
        practising.answer("14")
    (kept,) = attempts(practising)
    assert (kept.timed, kept.unaided) == (True, True)


def test_a_verdict_can_be_contested_and_the_reason_is_kept(practising: Practising) -> None:
    practising.begin(ADDING)
    said = practising.answer("one thing").said
    assert said is not None
    practise.contest(practising.kit, said.attempt, "  It says the same.\x00 ")
    again = practise.resume(practising.kit, practising.at.session)
    assert again is not None
    assert again.said == replace(said, contested="It says the same.")
    with pytest.raises(PracticeRefused):
        practise.contest(practising.kit, said.attempt, "  ")
    with pytest.raises(PracticeMissing):
        practise.contest(practising.kit, "nobody", "because")


def test_a_session_goes_on_where_it_stood(practising: Practising) -> None:
    assert practise.resume(practising.kit) is None
    practising.begin(ADDING)
    until(practising, "03")
    acts: list[Callable[[], object]] = [
        lambda: practising.answer("1 m"),
        practising.hint,
        lambda: practising.answer("2 m"),
        practising.give_up,
        practising.go_on,
    ]
    for act in acts:
        act()
        again = practise.resume(practising.kit)
        assert again is not None
        assert replace(again, hint_in=None) == replace(practising.at, hint_in=None)
    practise.leave(practising.kit, practising.at.session)
    assert practise.resume(practising.kit) is None
    assert len(attempts(practising)) == 3


def test_what_is_not_here_cannot_be_practised(practising: Practising) -> None:
    for wish in (Wish("skill", ("nothing",)), Wish("topic", ("nothing",)), Wish("mix", ("nothing",))):
        with pytest.raises(NothingToPractise):
            practising.begin(wish)
    with pytest.raises(PracticeMissing):
        practise.resume(practising.kit, "nobody")
    assert practise.resume(practising.kit) is None


def test_ten_tries_in_circles_change_the_approach_and_raise_a_flag(practising: Practising) -> None:
    practising.begin(replace(ADDING, count=20))
    for _number in range(10):
        if practising.item.endswith("09"):  # of an open answer, code cannot tell
            practising.go_on()
        assert practising.at.recap is None
        practising.answer(WRONG[practising.item[-2:]])
        if practising.at.recap is None:
            practising.go_on()
    recap = practising.at.recap
    assert recap is not None
    assert (recap.skill, recap.lesson) == ("sums.adding", "Adding")
    assert recap.text.startswith("You have two heaps.")
    assert recap.example.startswith("### Adding 4 and 11")
    (known,) = [one for one in evidence.progress(practising.kit) if one.skill == "sums.adding"]
    assert known.stuck
    assert practising.go_on().recap is None
    for _right in range(3):
        practising.answer(RIGHT[practising.item[-2:]])
        practising.go_on()
    (known,) = [one for one in evidence.progress(practising.kit) if one.skill == "sums.adding"]
    assert not known.stuck
    assert known.mastery.tries == 13


def test_the_study_day_of_a_try_ends_at_four_in_the_morning(practising: Practising) -> None:
    practising.stamp.local = practising.stamp.local.replace(hour=3, minute=50)
    practising.begin(ADDING)
    practising.answer("one thing")
    practising.stamp.pass_time(minutes=15)
    practising.answer("another thing")
    assert [one.created.day for one in attempts(practising)] == ["2026-03-01", "2026-03-02"]
    assert {one.created.zone for one in attempts(practising)} == {345}
