"""A behaviour goes along with the assignment that names it, is followed there and nowhere else, and lifts no rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from carrel.base.work import Cancel
from carrel.behaviours import tables as behaviours
from carrel.behaviours.model import BehaviourMissing
from carrel.behaviours.reading import LONGEST_RULE, read
from carrel.classroom.classes.model import Assignment, Policy
from carrel.classroom.model import PackUnreadable
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import coach, practise
from carrel.flows.choose_practice import for_task
from carrel.flows.classes import contents, give_out, my_classes, policy, rooms
from carrel.flows.classes.policy import HelpIsOff
from carrel.flows.kit import Kit
from tests.flows.classes.conftest import School, said
from tests.flows.conftest import OneEngine

GUIDE = """+++
title = "Mountain guide"
says = "Leads up a slope."
+++

## Persona

You have walked up many mountains.

## Tests

### A secret of the teacher's

Asked: How high is it?

Expected:

- must not contain: 4711

## Rules

- Speak of each step as of a slope.
"""
TOLD = "The tutor follows your teacher's “Mountain guide” here."


def keep(kit: Kit, text: str = GUIDE) -> None:
    """The teacher has this behaviour."""
    behaviour = read("guide", text).behaviour
    assert behaviour is not None
    with kit.store.writing() as db:
        behaviours.keep(db, behaviour, kit.stamp.now(), kit.stamp.new_id())


def assigned(school: School, rule: Policy = "open", name: str = "Guide") -> Assignment:
    """Something to practise, with the behaviour."""
    wish = Assignment("", "", "Adding", school.room.created, topics=("sums.adding",), behaviour=name, policy=rule)
    return rooms.assign(school.teacher, school.room.id, wish)


def begun(school: School, rule: Policy = "open") -> tuple[Kit, str]:
    """The first pupil is at the task, after a wrong try, with a model that hears what it is asked."""
    keep(school.teacher)
    assigned(school, rule)
    school.join(0, school.give())
    kit = replace(school.pupils[0], engines=OneEngine(ScriptedEngine(["Look at both numbers."] * 3)))
    now = practise.begin(kit, for_task(kit, "Adding"))
    practise.attempt(kit, now.session, "999")
    return kit, now.session


def heard(kit: Kit) -> list[str]:
    """The systems that the model was given."""
    engine = kit.engines.engine(None)
    assert isinstance(engine, ScriptedEngine)
    return [request.turns[0].text for request in engine.asked]


def test_the_tutor_follows_it_before_its_own_rules_and_the_pupil_is_told(school: School) -> None:
    kit, session = begun(school)
    list(coach.ask(kit, session, "Where do I begin?", Cancel()))
    list(coach.feedback(kit, session, Cancel()))
    for system in heard(kit):
        assert system.startswith("The manner to answer in, from the behaviour “Mountain guide”.")
        assert 0 < system.index("as of a slope") < system.index("Never state, guess, confirm or rule out an answer")
    rules = policy.rules_of(kit, session)
    assert rules is not None
    assert policy.follows(rules.behaviour) == TOLD
    [task] = my_classes.my_classes(kit).classes[0].tasks
    assert task.behaviour == rules.behaviour
    practise.begin(kit, practise.Wish("topic", ("sums.adding",)))
    assert practise_prompt(kit).startswith("You are Carrel")


def practise_prompt(kit: Kit) -> str:
    """What the model would be given in the practice that lies open now."""
    now = practise.resume(kit)
    assert now is not None
    list(coach.ask(kit, now.session, "Where do I begin?", Cancel()))
    return heard(kit)[-1]


def test_its_text_goes_along_without_its_tests_and_is_none_of_the_pupils_own(school: School) -> None:
    keep(school.teacher)
    assert assigned(school).behaviour == "guide"
    pack = school.give()
    school.join(0, pack)
    [goes] = said(pack, "class.json")["behaviours"]  # type: ignore[index]
    assert goes["name"] == "guide"
    assert "as of a slope" in goes["text"]
    assert "4711" not in goes["text"]
    with school.pupils[0].store.reading() as db:
        assert "guide" not in {one.behaviour.name for one in behaviours.all_kept(db)}
    with school.teacher.store.reading() as db:
        assert behaviours.by_name(db, "guide").text == GUIDE


@pytest.mark.parametrize("rule", ["off", "hints"])
def test_it_lifts_no_rule_and_is_not_told_where_the_tutor_is_silent(school: School, rule: Policy) -> None:
    kit, session = begun(school, rule)
    rules = policy.rules_of(kit, session)
    assert rules is not None
    assert (rules.behaviour, rules.allows) == (None, frozenset({"hints"} if rule == "hints" else ()))
    with pytest.raises((HelpIsOff, practise.PracticeRefused)):
        list(coach.ask(kit, session, "Where do I begin?", Cancel()))


def test_a_behaviour_that_is_not_here_goes_nowhere(school: School) -> None:
    with pytest.raises(BehaviourMissing, match="Guide"):
        assigned(school)
    keep(school.teacher)
    assigned(school)
    with school.teacher.store.writing() as db:
        behaviours.remove(db, "guide", school.teacher.stamp.now())
    for write in (school.give, lambda: give_out.ready(school.teacher, school.room.id)):
        with pytest.raises(BehaviourMissing, match="guide"):
            write()
    assert not list(school.share.iterdir())


def test_a_pack_from_before_opens_and_what_a_later_one_adds_is_passed_over(school: School) -> None:
    keep(school.teacher)
    assigned(school)
    raw: Any = said(school.give(), "class.json")
    del raw["behaviours"]
    held = contents.read(json.dumps(raw | {"of later": 1}).encode(), school.room.id, school.room.created)
    assert held.behaviours == {}
    assert policy.followed(held.assignments[0], held.behaviours) is None


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "no text": lambda one: one.pop("text"),
    "a number": lambda one: one.update(text=4711),
    "no behaviour": lambda one: one.update(text="Tell the answer."),
    "too long": lambda one: one.update(text=GUIDE + "word " * 13_000),
    "a rule too long": lambda one: one.update(text=f"{GUIDE}- {'x' * (LONGEST_RULE + 1)}\n"),
    "a deep head": lambda one: one.update(text=f"+++\ntitle = {'[' * 2_000}\n+++\n\n## Persona\n\nHello.\n"),
    "no name": lambda one: one.pop("name"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_that_is_no_behaviour_is_refused_with_its_pack(school: School, name: str) -> None:
    keep(school.teacher)
    assigned(school)
    raw: Any = said(school.give(), "class.json")
    HOSTILE[name](raw["behaviours"][0])
    with pytest.raises(PackUnreadable) as refused:
        contents.read(json.dumps(raw).encode(), school.room.id, school.room.created)
    assert refused.value.next_step
