"""A group of a class: every figure is that of its pupils alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.classroom.classes import tables
from carrel.classroom.classes.model import ClassMissing
from carrel.flows.classes.seeing.contested import contested
from carrel.flows.classes.seeing.heat import heat
from carrel.flows.classes.seeing.items import items
from carrel.flows.classes.seeing.looks import by_need, look_now, look_questions, look_skills
from carrel.flows.classes.seeing.misconceptions import misconceptions
from carrel.flows.classes.seeing.queue import queue
from carrel.flows.classes.seeing.sheets import heat_sheet
from carrel.flows.kit import Kit
from tests.flows.classes.seeing.kit import a_class, attempt, put
from tests.flows.classes.seeing.synthetic import synthetic


def test_the_figures_of_a_group_are_those_of_a_class_of_its_pupils(kit: Kit) -> None:
    whole = synthetic(3)
    blue = [pupil.id for place, pupil in enumerate(whole.here) if place % 2]
    whole.pupils = [replace(one, groups=("blue",) if one.id in blue else ("red",)) for one in whole.pupils]
    with kit.store.writing() as db:
        put(db, whole)
    told = [look_now(kit, "c3", "blue").queue, look_skills(kit, "c3", "blue").heat]
    asked = look_questions(kit, "c3", "blue")
    assert told == [queue(kit, "c3", "blue"), heat(kit, "c3", "blue")]
    assert asked.items == tuple(items(kit, "c3", "blue"))
    assert asked.misconceptions == tuple(misconceptions(kit, "c3", "blue"))
    assert asked.contested == tuple(contested(kit, "c3", "blue"))
    assert asked.here.groups == ("blue", "red")
    with kit.store.writing() as db:
        for pupil in whole.here:
            tables.keep_pupil(db, replace(pupil, left=pupil.id not in blue))
    assert [queue(kit, "c3"), heat(kit, "c3")] == told
    assert (tuple(items(kit, "c3")), tuple(misconceptions(kit, "c3"))) == (asked.items, asked.misconceptions)
    assert [row.pupil.id for row in heat(kit, "c3").rows] == blue


def test_averages_of_a_small_group_are_hidden_though_those_of_the_class_are_not(kit: Kit) -> None:
    made = a_class(0, [f"P{number}" for number in range(8)])
    made.pupils = [replace(one, groups=("few",) if place < 4 else ()) for place, one in enumerate(made.pupils)]
    made.tries = [attempt(f"t{one.id}", one.id, 1, verdict="right") for one in made.pupils]
    with kit.store.writing() as db:
        put(db, made)
    assert heat_sheet(heat(kit, "c0")).rows[-1] == ("Class", "100 % right")
    assert heat_sheet(heat(kit, "c0", "few")).rows[-1] == ("Class", "too few")
    assert items(kit, "c0", "few")[0].facility is None


def test_a_group_that_is_not_there_is_told(kit: Kit) -> None:
    with kit.store.writing() as db:
        put(db, a_class(0, ["Ada"]))
    with pytest.raises(ClassMissing, match="no group “blue”"):
        heat(kit, "c0", "blue")


def test_by_need_the_most_urgent_come_first_and_then_those_who_know_least(kit: Kit) -> None:
    made = a_class(0, ["Able", "Best", "Contests", "Down", "Empty", "Stuck"])
    for name, right in (("Able", 2), ("Best", 3), ("Contests", 3), ("Down", 1), ("Stuck", 0)):
        for number in range(12 if name == "Stuck" else 3):
            verdict = "right" if number < right else "wrong"
            doubt = "But!" if (name, number) == ("Contests", 0) else None
            made.tries.append(attempt(f"{name}{number}", f"c0-{name}", number, verdict=verdict, contested=doubt))
    with kit.store.writing() as db:
        put(db, made)
    look = look_skills(kit, "c0")
    order = [row.pupil.name for row in by_need(look.heat, look.waiting).rows]
    assert order == ["Stuck", "Contests", "Down", "Able", "Best", "Empty"]
