"""A teacher and two pupils, each with a house of their own, and nothing between them but files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.base.work import Cancel
from carrel.classroom.classes.model import Assignment, Classroom, Policy, learner_of
from carrel.classroom.joined.model import Joined
from carrel.flows import practise
from carrel.flows.classes import give_out, hand_back, open_pack, rooms, take_in
from carrel.flows.classes.take_in import TakenIn
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish
from tests.conftest import CountingStamp
from tests.flows.conftest import kit_in
from tests.flows.practising.conftest import install
from tests.library.packs.kit import good, written

TOPIC = "sums.adding"


@dataclass
class School:
    """Everybody, and the folder in which files go to and fro."""

    teacher: Kit
    pupils: tuple[Kit, Kit]
    share: Path
    room: Classroom
    codes: tuple[str, str] = ("KOMA-7", "LIRU-2")

    def set(self, *, policy: Policy = "hints", groups: tuple[str, ...] = (), topic: str = TOPIC) -> Assignment:
        """Set something to practise."""
        wish = Assignment("", "", "Adding", self.room.created, topics=(topic,), count=3, policy=policy, groups=groups)
        return rooms.assign(self.teacher, self.room.id, wish)

    def give(self, name: str = "class") -> Path:
        """Make the next class pack."""
        return give_out.give_out(self.teacher, self.room.id, self.share / f"{name}{give_out.SUFFIX}").path

    def join(self, number: int, pack: Path) -> Joined:
        """A pupil opens the pack with the code."""
        *_steps, joined = open_pack.take(self.pupils[number], pack, self.codes[number], Cancel())
        assert isinstance(joined, Joined)
        return joined

    def work(self, number: int, *answers: str) -> None:
        """A pupil does what is asked, with these answers."""
        kit = self.pupils[number]
        joined = self.joined(number)
        task = open_pack.mine(kit, joined)[0]
        now = practise.begin(kit, Wish("topic", task.topics, count=len(answers), assignment=task.id))
        for answer in answers:
            now = practise.attempt(kit, now.session, answer)
            now = practise.go_on(kit, now.session)

    def joined(self, number: int) -> Joined:
        """The class as the pupil has it."""
        from carrel.classroom.joined import tables  # noqa: PLC0415

        with self.pupils[number].store.reading() as db:
            return tables.named(db, "")

    def back(self, number: int, name: str = "") -> Path:
        """A pupil gives back what was done."""
        path = self.share / f"{name or number}{hand_back.SUFFIX}"
        return hand_back.hand_back(self.pupils[number], "", path).path

    def take(self, *paths: Path, trust: bool = False) -> list[TakenIn]:
        """The teacher takes in."""
        told = take_in.take_in(self.teacher, self.room.id, paths, Cancel(), trust=trust)
        return [one for one in told if isinstance(one, TakenIn)]

    def tries(self, number: int) -> list[Attempt]:
        """What the teacher has of a pupil."""
        pupil = next(one for one in rooms.room(self.teacher, self.room.id).pupils if one.code == self.codes[number])
        with self.teacher.store.reading() as db:
            return attempts.attempts(db, learner_of(pupil))

    def done(self, number: int) -> list[Attempt]:
        """What a pupil tried."""
        with self.pupils[number].store.reading() as db:
            return attempts.attempts(db, "")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the small pack in it, to be copied."""
    folder = tmp_path_factory.mktemp("furnished")
    with kit_in(folder / "home", CountingStamp()) as kit:
        install(kit, written(good(), folder / "pack"))
    return folder / "home"


@pytest.fixture
def school(furnished: Path, tmp_path: Path, stamp: CountingStamp) -> Iterator[School]:
    """A class of two, with the small pack on each computer."""
    for name in ("teacher", "first", "second"):
        shutil.copytree(furnished, tmp_path / name)
    with (
        kit_in(tmp_path / "teacher", stamp) as teacher,
        kit_in(tmp_path / "first", stamp) as first,
        kit_in(tmp_path / "second", stamp) as second,
    ):
        share = tmp_path / "share"
        share.mkdir()
        school = School(teacher, (first, second), share, rooms.make(teacher, "7b", "Ms Adeyemi"))
        for name, code in zip(("Amara", "Bo"), school.codes, strict=True):
            rooms.add_pupil(teacher, school.room.id, name, code, ("blue",) if name == "Bo" else ())
        yield school


def said(path: Path, name: str) -> object:
    """The JSON in a file of an open pack."""
    from zipfile import ZipFile  # noqa: PLC0415

    with ZipFile(path) as pack:
        return json.loads(pack.read(name))
