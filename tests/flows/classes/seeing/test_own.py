"""What a teacher sees of a pupil, the pupil sees, too: the same figures, before anything is handed back."""

from __future__ import annotations

import pytest

from carrel.classroom.classes.model import ClassMissing
from carrel.flows import practise
from carrel.flows.classes.seeing.group import group
from carrel.flows.classes.seeing.handed import handed_in
from carrel.flows.classes.seeing.own import own_page
from carrel.flows.classes.seeing.pupil import page
from carrel.flows.classes.seeing.report import pupil_report
from carrel.flows.practise import Wish
from tests.flows.classes.conftest import School


def test_a_pupil_sees_the_figures_that_the_teacher_sees(school: School) -> None:
    school.set()
    school.join(0, school.give())
    school.work(0, "5", "no", "7")
    before = own_page(school.pupils[0])
    school.take(school.back(0), trust=True)
    after = page(school.teacher, school.room.id, school.codes[0])
    for name in ("skill", "unaided", "unaided_right", "assisted", "assisted_right", "p", "state", "flags"):
        assert [getattr(row, name) for row in before.rows] == [getattr(row, name) for row in after.rows]
    assert before.rows
    assert [one.answer for one in before.recent] == [one.answer for one in after.recent]
    assert before.pupil.name == school.codes[0]
    mine, hers = pupil_report(before), pupil_report(after)
    assert [one.table for one in mine.sections] == [one.table for one in hers.sections]


def test_what_one_does_beside_the_class_is_not_on_the_page(school: School) -> None:
    task = school.set()
    school.join(0, school.give())
    kit = school.pupils[0]
    now = practise.begin(kit, Wish("topic", task.topics, count=2))
    practise.attempt(kit, now.session, "5")
    told = own_page(kit, "7b")
    assert (told.rows, told.recent) == ((), ())


def test_who_is_in_no_class_has_no_page(school: School) -> None:
    with pytest.raises(ClassMissing, match="not in this class"):
        own_page(school.pupils[1])


def test_how_many_gave_something_back_is_counted(school: School) -> None:
    school.set()
    school.set(groups=("blue",))
    pack = school.give()
    for number in (0, 1):
        school.join(number, pack)
    school.work(0, "5")
    school.take(school.back(0), trust=True)
    kit = school.teacher
    with kit.store.reading() as db:
        told = handed_in(db, group(db, "7b", kit.stamp.now()))
        blue = handed_in(db, group(db, "7b", kit.stamp.now(), "blue"))
    assert (told.pupils, told.back) == (2, 1)
    assert told.last is not None
    assert sorted((one.pupils, one.begun) for one in told.asked) == [(1, 0), (2, 1)]
    assert (blue.pupils, blue.back, blue.last) == (1, 0, None)
