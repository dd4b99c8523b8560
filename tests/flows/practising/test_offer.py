"""What is offered to practise, what a face is told of a try, and what came of a session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.base.files import resource
from carrel.flows import practise
from carrel.flows.practice_offer import offer
from carrel.flows.practise import Wish
from carrel.flows.practised import outcome
from tests.flows.practising.conftest import Practising
from tests.flows.practising.test_practise import ADDING, RIGHT, WRONG, until


def test_an_offer_names_what_is_here_what_is_due_and_what_lies_open(practising: Practising) -> None:
    told = offer(practising.kit)
    assert (told.lying, told.due) == (None, 0)
    assert [(one.scope, one.name) for one in told.choices] == [
        ("topic", "Adding"),
        ("skill", "Add two small numbers"),
        ("skill", "Count forwards"),
    ]
    assert told.choices[0].items == 9
    practising.begin(replace(ADDING, count=9))
    until(practising, "03")
    practising.answer("1 m")
    lying = offer(practising.kit).lying
    assert lying is not None
    assert (lying.session, lying.wanted, lying.names) == (practising.at.session, 9, ("Add two small numbers",))
    practising.stamp.pass_time(days=40)
    assert offer(practising.kit).due == 1
    practise.leave(practising.kit, practising.at.session)
    assert offer(practising.kit).lying is None


def test_a_topic_of_one_skill_is_offered_once_under_its_subject(foundations: Practising) -> None:
    told = offer(foundations.kit)
    assert len(told.choices) == len(list(resource("packs/foundations/topics").glob("*.md")))
    assert {one.subject for one in told.choices} >= {"Algebra", "Biology"}
    assert all(one.items and one.more for one in told.choices)


def test_topics_come_in_the_order_of_the_lessons_and_fresh_numbers_make_no_more_items(foundations: Practising) -> None:
    choices = {one.id: one for one in offer(foundations.kit).choices}
    assert list(choices)[:2] == ["arithmetic.place-value", "arithmetic.adding-and-subtracting"]
    lines = (resource("packs/foundations/items") / "algebra.linear-equations.jsonl").read_text(encoding="utf-8")
    assert choices["algebra.linear-equations"].items == len(lines.split("\n{"))


def test_what_was_tried_is_told_with_the_words_of_the_learner(practising: Practising) -> None:
    practising.begin(ADDING)
    until(practising, "09")
    said = practising.answer("It joins two amounts, and I say nothing else of it.").said
    assert said is not None
    assert said.answer == "It joins two amounts, and I say nothing else of it."
    assert [(one.found, bool(one.evidence)) for one in said.points]
    assert all(one.says == "" for one in said.points) or practising.at.settled == "right"


def test_a_foreseen_wrong_idea_is_named_as_the_lesson_calls_it(foundations: Practising) -> None:
    foundations.now = practise.begin(foundations.kit, Wish("topic", ("ai.language-models",), 20))
    until(foundations, "models.01")
    said = foundations.answer("It thinks about what it believes and then puts this into words").said
    assert said is not None
    assert said.misconception == "the-model-thinks-and-feels-like-a-person"
    assert said.idea == "The model thinks and feels like a person"


def test_the_next_step_of_help_is_named_and_a_unit_is_shown_where_it_is_no_part_of_the_answer(
    practising: Practising,
) -> None:
    practising.begin(ADDING)
    until(practising, "03")
    assert practising.at.item is not None
    assert (practising.at.item.unit, practising.at.item.wants_unit) == ("", True)
    assert practising.at.next_rung == "restate"
    practising.answer("1 m")
    assert practising.hint().next_rung != "restate"
    timed = practising.begin(replace(ADDING, timed=True))
    assert (timed.next_rung, timed.spent >= 0) == ("", True)


def test_a_session_is_looked_back_on_by_what_was_shown_unaided(practising: Practising) -> None:
    practising.begin(replace(ADDING, count=9))
    until(practising, "03")
    practising.answer("1 m")
    practising.hint()
    practising.answer(RIGHT["03"])
    told = outcome(practising.kit, practising.at.session)
    assert (told.unaided, told.helped, told.missed, told.seen) == (0, 1, 0, practising.at.number)
    practising.begin(replace(ADDING, count=2))
    for _item in range(2):
        key = practising.item[-2:]
        practising.answer(RIGHT[key])
        practising.go_on()
    told = outcome(practising.kit, practising.at.session)
    assert (practising.at.state, told.unaided, told.helped, told.missed) == ("done", 2, 0, 0)
    assert sum(count for _day, count in told.back) == 2
    assert all(day >= told.today for day, _count in told.back)
    assert told.next is not None
    assert told.next.kind != "resume"


@pytest.mark.parametrize("key", ["03", "05"])
def test_what_was_missed_is_no_success(practising: Practising, key: str) -> None:
    practising.begin(replace(ADDING, count=9))
    until(practising, key)
    practising.answer(WRONG[key])
    practising.go_on()
    assert outcome(practising.kit, practising.at.session).missed == 1
