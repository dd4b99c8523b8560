"""A class whose work waits for feedback: open answers, a contested verdict, and names in two scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.classroom.classes import tables as classes
from carrel.classroom.classes.model import Assignment, Pupil, learner_of
from carrel.classroom.devices import tables as devices
from carrel.flows.classes import rooms
from carrel.flows.kit import Kit

OPEN, EQUATION = "sums.adding.09", "sums.adding.03"
ANSWERS = (
    ("Amara Obi", OPEN, "It makes a bigger heap of two heaps, and it does not matter which one comes first.", ""),
    ("Bo Lind", OPEN, "It is like a difference.", "My sister says that this is the same thing."),
    ("سلمى حداد", OPEN, "الجمع يضم كميتين معا", ""),
    ("Chiara Moretti-Santangelo of the long name", EQUATION, "59", "I wrote the number, and nobody asked for metres."),
)
"""Who answered what, to which question, and why the verdict is wrong."""

Answers = Sequence[tuple[str, str, str, str]]


def furnish(kit: Kit, answers: Answers = ANSWERS, *, title: str = "7b") -> str:
    """A class with these answers taken in; its id. The small pack is installed before."""
    room = rooms.make(kit, title, "Ms Adeyemi")
    rooms.assign(kit, room.id, Assignment("", "", "Adding", room.created, topics=("sums.adding",), count=3))
    for number, (name, item, said, contested) in enumerate(answers):
        pupil = rooms.add_pupil(kit, room.id, name, f"CODE-{number}")
        with kit.store.writing() as db:
            attempts.keep(db, _try(kit, pupil, item, said, contested))
            if number:  # of the first one no device is known
                devices.know(db, bytes([number]) * 32, pupil.id, room.created)
                devices.keep_seal(db, bytes([number]) * 32, bytes([9]) + bytes(31))
    return room.id


def _try(kit: Kit, pupil: Pupil, item: str, said: str, contested: str) -> Attempt:
    with kit.store.reading() as db:
        asked = item_from(json.loads(attempts.body(db, item)))
        topic = attempts.topic(db, item)
        assignment = classes.assignments(db, pupil.classroom)[0].id
    came = mark(asked, said)
    return Attempt(
        kit.stamp.new_id(), kit.stamp.now(), item, asked.kind, topic, asked.skills, said, came.verdict, came.score,
        came.why, "code", nth=1, help=0, hints=0, unaided=True, seconds=30, misconception=came.misconception,
        contested=contested or None, learner=learner_of(pupil), assignment=assignment,
    )  # fmt: skip
