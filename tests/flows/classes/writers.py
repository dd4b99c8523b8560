"""Pupils who write what a class asks for, and what the teacher has of it."""

from __future__ import annotations

from carrel.classroom.classes.model import Assignment, Policy
from carrel.flows.classes import rooms, works, writing
from carrel.flows.classes.works import PupilWork
from tests.flows.classes.conftest import School

TEXT = "A cell is the smallest part that lives.\n\nIt has a wall."


def asks(school: School, title: str = "Essay", policy: Policy = "hints") -> Assignment:
    """Set something to write."""
    wish = Assignment("", "", title, school.room.created, task="Write about the cell.", policy=policy)
    return rooms.assign(school.teacher, school.room.id, wish)


def joined(school: School, policy: Policy = "hints") -> Assignment:
    """Both pupils are in a class that asks for an essay."""
    made = asks(school, policy=policy)
    pack = school.give()
    for number in (0, 1):
        school.join(number, pack)
    return made


def write(school: School, text: str = TEXT, number: int = 0, name: str = "essay.txt") -> None:
    """A pupil hands in a text from a file."""
    path = school.share / name
    path.write_text(text)
    writing.submit(school.pupils[number], "Essay", path)


def came(school: School, who: str = "") -> list[PupilWork]:
    """What the teacher has."""
    return works.works(school.teacher, "7b", who)
