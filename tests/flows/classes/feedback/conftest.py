"""A class in which both pupils answered an open question, and the teacher has their work."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.base.work import Cancel
from carrel.classroom.feedback.model import Feedback
from carrel.flows.classes import give_out, open_pack
from carrel.flows.classes.feedback import draft, queue
from carrel.flows.classes.feedback.queue import Entry
from carrel.flows.classes.give_out import Given
from carrel.flows.classes.told_back import ToldBack, told_back
from tests.flows.classes.conftest import School

OPEN = "sums.adding.09"
"""“What does adding do?” — that amounts are joined is its one point."""


@dataclass
class Talking:
    """The school, with what is said of work in it."""

    school: School

    def answer(self, number: int, answers: Mapping[str, str]) -> None:
        """A pupil answers these items of what was set, each at the first try and alone."""
        kit = self.school.pupils[number]
        task = open_pack.mine(kit, self.school.joined(number))[0]
        with kit.store.writing() as db:
            for name, said in answers.items():
                item = item_from(json.loads(attempts.body(db, name)))
                came = mark(item, said)
                one = Attempt(
                    kit.stamp.new_id(), kit.stamp.now(), name, item.kind, attempts.topic(db, name), item.skills, said,
                    came.verdict, came.score, came.why, "code", nth=1, help=0, hints=0, unaided=True, seconds=20,
                    misconception=came.misconception, assignment=task.id,
                )  # fmt: skip
                attempts.keep(db, one)

    def draft(self) -> list[Feedback]:
        """The teacher has feedback drafted."""
        told = draft.draft(self.school.teacher, self.school.room.id, Cancel())
        return [one for one in told if isinstance(one, Feedback)]

    def queue(self) -> list[Entry]:
        """What the teacher has before them."""
        return queue.queue(self.school.teacher, self.school.room.id)

    def of(self, number: int) -> Entry:
        """The one piece of feedback for a pupil."""
        [one] = [one for one in self.queue() if one.pupil.code == self.school.codes[number]]
        return one

    def send(self, name: str) -> Given:
        """The next class pack."""
        path = self.school.share / f"{name}{give_out.SUFFIX}"
        return give_out.give_out(self.school.teacher, self.school.room.id, path)

    def told(self, number: int) -> list[ToldBack]:
        """What a pupil reads."""
        return told_back(self.school.pupils[number])


@pytest.fixture
def talking(school: School) -> Talking:
    """Both pupils said something of the open question, and handed it in."""
    school.set()
    pack = school.give()
    made = Talking(school)
    for number, said in enumerate(("It makes a bigger one of two heaps.", "It is like a difference, Bo thinks.")):
        school.join(number, pack)
        made.answer(number, {OPEN: said})
        school.take(school.back(number), trust=True)
    return made
