"""A thousand packs in one go: each counts once, a stop keeps what was taken, and going on does the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.assessment.attempts import tables as attempts
from carrel.base.errors import Stopped
from carrel.base.stamp import SystemStamp
from carrel.base.work import Cancel, Progress
from carrel.classroom import sealing
from carrel.classroom.classes.model import learner_of
from carrel.classroom.devices import tables as devices
from carrel.classroom.model import PackUnreadable
from carrel.flows.classes import rooms, take_in
from carrel.flows.classes.returns import RESULTS_FILE
from carrel.flows.classes.take_in import TakenIn
from carrel.flows.kit import Kit
from tests.classroom.kit import unzipped, zipped
from tests.flows.classes.many import Amount, write_packs
from tests.flows.conftest import kit_in

PACKS, TRIES = 1_000, 2
STOP_AFTER = 300


@pytest.fixture
def teacher(tmp_path: Path) -> Iterator[Kit]:
    """A teacher with a class of nobody."""
    with kit_in(tmp_path / "teacher", SystemStamp()) as kit:
        rooms.make(kit, "7b")
        yield kit


def tries_of(kit: Kit) -> Counter[str]:
    """How many tries the teacher has, by the code of the pupil."""
    here = rooms.room(kit, "7b")
    with kit.store.reading() as db:
        return Counter({one.code: len(attempts.attempts(db, learner_of(one))) for one in here.pupils})


def take_until(kit: Kit, folder: Path, told: list[TakenIn]) -> None:
    """Take in, and ask to stop after so many files."""
    cancel = Cancel()
    for step in take_in.take_in(kit, "7b", [folder], cancel):
        told += [step] if isinstance(step, TakenIn) else []
        if len(told) == STOP_AFTER:
            cancel.set()


def test_a_thousand_packs_count_once_each_also_when_it_was_stopped_half_way(teacher: Kit, tmp_path: Path) -> None:
    room = rooms.room(teacher, "7b").classroom.id
    paths = write_packs(teacher, room, tmp_path / "packs", Amount(PACKS // 20, 20, TRIES))
    told: list[TakenIn] = []
    with pytest.raises(Stopped):
        take_until(teacher, tmp_path / "packs", told)
    assert [one.state for one in told] == ["ok"] * STOP_AFTER
    assert tries_of(teacher).total() == STOP_AFTER * TRIES
    steps = list(take_in.take_in(teacher, "7b", [tmp_path / "packs"], Cancel()))
    progress = [step for step in steps if isinstance(step, Progress)]
    assert [(step.done, step.total) for step in progress] == [(done, PACKS) for done in range(PACKS)]
    again = [step for step in steps if isinstance(step, TakenIn)]
    assert [one.path for one in again] == sorted(paths)
    assert Counter(one.state for one in again) == {"duplicate": STOP_AFTER, "ok": PACKS - STOP_AFTER}
    assert set(tries_of(teacher).values()) == {20 * TRIES}
    assert len(tries_of(teacher)) == PACKS // 20


def test_a_pack_that_is_there_twice_in_one_go_counts_once(teacher: Kit, tmp_path: Path) -> None:
    room = rooms.room(teacher, "7b").classroom.id
    [path] = write_packs(teacher, room, tmp_path / "packs", Amount(1, 1, TRIES))
    (tmp_path / "packs" / "copy of it").write_bytes(path.read_bytes())
    told = [one for one in take_in.take_in(teacher, "7b", [path.parent], Cancel()) if isinstance(one, TakenIn)]
    assert [(one.state, one.tries) for one in told] == [("ok", TRIES), ("duplicate", 0)]


def test_a_pack_that_fails_half_way_leaves_nothing_of_itself(
    teacher: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = rooms.room(teacher, "7b").classroom.id
    write_packs(teacher, room, tmp_path / "packs", Amount(3, 1, TRIES))
    keep, kept = attempts.keep, []

    def failing(db: object, attempt: object) -> None:
        kept.append(attempt)
        if len(kept) == TRIES + 2:
            raise PackUnreadable("The disk said no.", "Try again.")
        keep(db, attempt)  # type: ignore[arg-type]

    monkeypatch.setattr(attempts, "keep", failing)
    told = [one for one in take_in.take_in(teacher, "7b", [tmp_path / "packs"], Cancel()) if isinstance(one, TakenIn)]
    assert [one.state for one in told] == ["ok", "refused", "ok"]
    assert sorted(tries_of(teacher).values()) == [0, TRIES, TRIES]


def test_a_changed_pack_is_told_as_changed_though_its_sound_twin_is_here(teacher: Kit, tmp_path: Path) -> None:
    room = rooms.room(teacher, "7b").classroom.id
    [path] = write_packs(teacher, room, tmp_path / "packs", Amount(1, 1, TRIES))
    with teacher.store.reading() as db:
        opens = devices.secret(db, "sealing")
    assert opens is not None
    twin = tmp_path / "packs" / "twin"
    files = unzipped(sealing.unseal(path.read_bytes(), opens))
    twin.write_bytes(zipped({**files, RESULTS_FILE: files[RESULTS_FILE].replace(b'"wrong"', b'"right"')}.items()))
    told = [one for one in take_in.take_in(teacher, "7b", [path, twin], Cancel()) if isinstance(one, TakenIn)]
    assert [one.state for one in told] == ["ok", "changed"]
