"""Classes whose tries are put straight into the store, many at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from carrel.assessment.attempts.model import Attempt
from carrel.assessment.deciding import tables as deciding
from carrel.assessment.deciding.model import Decided, Decision
from carrel.base.stamp import Moment
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Assignment, Classroom, Pupil

MORNING = datetime(2026, 2, 20, 9, 0, tzinfo=timezone(timedelta(hours=1)))
TODAY = "2026-03-02"
"""The study day of the counting stamp."""


def at(minutes: float) -> Moment:
    """So many minutes after the morning of the first day."""
    return Moment.of(MORNING + timedelta(minutes=minutes))


def attempt(name: str, pupil: str, minutes: float, **said: Any) -> Attempt:
    """A try of a pupil: at the first item, wrong and unaided, where nothing else is said."""
    told: dict[str, Any] = {"item": "i1", "skills": ("s1",), "verdict": "wrong", "help": 0, "nth": 1} | said
    told.setdefault("score", {"right": 1.0, "partly": 0.5}.get(told["verdict"], 0.0))
    told.setdefault("unaided", told["nth"] == 1 and told["help"] == 0)
    told |= {"kind": "text", "topic": "", "answer": "no", "why": "", "by": "code", "hints": 0, "seconds": 9.0} | told
    return Attempt(name, at(minutes), learner=f"pupil:{pupil}", **told)


@dataclass
class Class:
    """A class with what was tried in it, in the order in which it happened, and what its teacher decided of tries."""

    room: Classroom
    pupils: list[Pupil]
    tries: list[Attempt] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    decided: dict[str, Decided] = field(default_factory=dict)

    @property
    def here(self) -> list[Pupil]:
        """Who did not leave."""
        return [one for one in self.pupils if not one.left]

    def counted(self) -> list[Attempt]:
        """The tries of those who are here as they count, oldest first; a contested one waits until it is decided."""
        wanted = {f"pupil:{one.id}" for one in self.here}
        tries = [self._as_decided(one) for one in self.tries if one.learner in wanted]
        return sorted(tries, key=lambda one: (one.created.utc, one.id))

    def _as_decided(self, one: Attempt) -> Attempt:
        said = self.decided.get(one.id)
        if said == "right":
            return replace(one, verdict="right", score=1.0, misconception=None, contested=None)
        if said == "partly":
            return replace(one, verdict="partly", score=one.score if one.verdict == "partly" else 0.5, contested=None)
        return replace(one, verdict="wrong", score=0.0, contested=None) if said == "wrong" else one


def a_class(number: int, names: Iterable[str], left: Iterable[str] = ()) -> Class:
    """A class with pupils of these names, and more who left."""
    room = Classroom(f"c{number}", f"Class {number}", at(0))
    stay, gone = list(names), list(left)
    pupils = [
        Pupil(f"c{number}-{name}", room.id, name, f"CODE-{place}", at(0), left=name in gone)
        for place, name in enumerate([*stay, *gone])
    ]
    return Class(room, pupils)


def put(db: Any, one: Class) -> None:
    """Keep a class and its tries, in the order in which they stand."""
    tables.add_classroom(db, one.room)
    for pupil in one.pupils:
        tables.keep_pupil(db, pupil)
    for asked in one.assignments:
        tables.keep_assignment(db, asked)
    put_tries(db, one.tries)
    for name, said in one.decided.items():
        deciding.keep(db, Decision(name, said, "", at(9_000)))


def put_tries(db: Any, tries: list[Attempt]) -> None:
    """Keep these tries with one command for all."""
    plain = [field.name for field in fields(Attempt) if field.name not in {"created", "skills", "answer", "practice"}]
    columns = [*plain, "answer", "created", "created_zone", "created_day"]
    holes = ", ".join("?" * len(columns))
    begin = db.execute("select coalesce(max(number), 0) + 1 from attempt").fetchone()[0]
    db.conn.executemany(
        f"insert into attempt (number, {', '.join(columns)}) values (?, {holes})",
        [
            (number, *(getattr(one, name) for name in plain), json.dumps(one.answer), *vars(one.created).values())
            for number, one in enumerate(tries, begin)
        ],
    )
    db.conn.executemany(
        "insert into attempt_skill (attempt, skill) values (?, ?)",
        [(number, skill) for number, one in enumerate(tries, begin) for skill in one.skills],
    )
