"""What a pupil is shown of the classes: what is asked, how far it is, what is late, and what was handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.classroom.classes.model import Assignment
from carrel.flows import practise
from carrel.flows.choose_practice import for_task
from carrel.flows.classes import open_pack, rooms
from carrel.flows.classes.files import kind_of
from carrel.flows.classes.my_classes import MyClass, my_classes
from carrel.flows.classes.policy import NotOpenYet
from carrel.flows.read_in import read_in
from carrel.library import tables as library
from tests.conftest import CountingStamp
from tests.flows.classes.conftest import TOPIC, School


def only(school: School, number: int = 0) -> MyClass:
    """The one class of a pupil."""
    [found] = my_classes(school.pupils[number]).classes
    return found


def day(school: School, days: int) -> str:
    """The study day so many days from now."""
    return (date.fromisoformat(school.teacher.stamp.now().day) + timedelta(days=days)).isoformat()


def asks(school: School, title: str, **said: object) -> Assignment:
    """Set something with these fields."""
    wish = Assignment("", "", title, school.room.created, topics=(TOPIC,), count=3)
    return rooms.assign(school.teacher, school.room.id, replace(wish, **said))  # type: ignore[arg-type]


def test_who_is_in_no_class_has_none_and_gets_no_number(school: School) -> None:
    found = my_classes(school.pupils[0])
    assert (found.classes, found.number, found.due) == ((), "", ())


def test_how_far_a_task_is_and_what_waits_to_be_handed_in(school: School) -> None:
    school.set()
    school.join(0, school.give())
    assert [(one.tried, one.wanted, one.session) for one in only(school).tasks] == [(0, 3, "")]
    kit = school.pupils[0]
    now = practise.begin(kit, for_task(kit, "Adding"))
    practise.attempt(kit, now.session, "999")
    practise.attempt(kit, now.session, "998")
    here = only(school)
    assert [(one.tried, one.session) for one in here.tasks] == [(1, now.session)], "two tries at one question"
    assert (here.handed_in, here.waiting) == (None, 2)
    school.back(0)
    again = only(school)
    assert again.waiting == 0
    assert again.handed_in is not None
    practise.attempt(kit, now.session, "997")
    assert only(school).waiting == 1


def test_tasks_stand_by_their_days_and_say_which_are_late_or_to_come(school: School) -> None:
    asks(school, "Whenever")
    asks(school, "Later", opens=day(school, 1), due=day(school, 3))
    asks(school, "Now", due=day(school, 2))
    asks(school, "Before", due=day(school, -1))
    school.join(0, school.give())
    found = only(school).tasks
    told = [("Before", "late"), ("Now", "open"), ("Later", "to_come"), ("Whenever", "open")]
    assert [(one.asked.title, one.when) for one in found] == told
    assert [one.asked.title for one in my_classes(school.pupils[0]).due] == ["Before", "Now", "Whenever"]


def test_what_is_to_come_cannot_be_begun_before_its_day(school: School, stamp: CountingStamp) -> None:
    asks(school, "Later", opens=day(school, 1))
    school.join(0, school.give())
    kit = school.pupils[0]
    with pytest.raises(NotOpenYet, match="opens on"):
        for_task(kit, "Later")
    stamp.pass_time(days=1)
    assert for_task(kit, "Later").assignment


def test_what_is_done_is_no_longer_due(school: School) -> None:
    school.set()
    school.join(0, school.give())
    school.work(0, "7", "15", "8")
    assert only(school).tasks[0].is_done
    assert my_classes(school.pupils[0]).due == ()


def test_a_document_of_a_task_is_found_by_its_bytes_whatever_it_is_called(school: School, tmp_path: Path) -> None:
    paper = tmp_path / "cells.md"
    paper.write_text("# Cells\n\nA cell has a wall.")
    list(read_in(school.teacher, [paper], Cancel()))
    with school.teacher.store.reading() as db:
        [document] = [one for one in library.documents(db) if one.pack is None]
    asks(school, "Read", topics=(), documents=(document.id,))
    school.join(0, school.give())
    [task] = only(school).tasks
    [read] = task.to_read
    assert read.title == document.title
    with school.pupils[0].store.reading() as db:
        assert library.get(db, read.document).sha256 == document.sha256
    assert (task.wanted, task.is_done) == (0, True), "there is nothing to practise in it"
    assert my_classes(school.pupils[0]).due == ()


def test_lessons_that_are_not_here_are_told(school: School) -> None:
    school.set()
    school.join(0, school.give())
    with school.pupils[0].store.writing() as db:
        db.execute("delete from topic")
    assert [one.lacks for one in only(school).tasks] == [True]


def test_a_pack_that_was_changed_is_told_with_its_class(school: School) -> None:
    school.set()
    joined = school.join(0, school.give())
    kit = school.pupils[0]
    open_pack.kept_file(kit, joined.classroom).write_bytes(b"nothing")
    found = only(school)
    assert "no longer as your teacher signed it" in found.problem
    assert (found.next_step, found.tasks) == ("Open the class pack again. What you did is kept.", ())


def test_what_a_file_is_stands_in_it_and_not_in_its_name(school: School, tmp_path: Path) -> None:
    school.set()
    pack = school.give()
    school.join(0, pack)
    school.work(0, "7")
    named = tmp_path / "holiday.pdf"
    named.write_bytes(pack.read_bytes())
    assert kind_of(named) == "class"
    assert kind_of(school.back(0)) == "results"
    named.write_bytes(pack.read_bytes()[:-30])
    assert kind_of(named) == "class", "what is wrong with it is for whoever opens it to say"
    for content in (b"", b"PK\x03\x04", b"# Notes", b"%PDF-1.4", pack.read_bytes()[1:]):
        named.write_bytes(content)
        assert kind_of(named) is None
    assert kind_of(tmp_path) is None
    assert kind_of(tmp_path / "nothing") is None
