"""The training process seen from outside: it is stopped, it dies, it refuses, it lacks parts; each gets a sentence."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.base import apart
from carrel.base.errors import CarrelError, Stopped
from carrel.base.work import Cancel
from carrel.cli import talk
from carrel.engine import gguf
from carrel.engine.api import Lesson
from carrel.engine.tuning import process
from carrel.engine.tuning.process import TuningFailed, TuningRefused, train
from carrel.engine.tuning.terms import Job, Made, Terms, job_from
from carrel.flows.tune import needs
from tests.bench import make_model

LESSONS = (Lesson((1, 2, 3), (4, 5)), Lesson((1, 2), (6,)))


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A small job; its files do not matter here."""
    made = Made("kind", "starter", "0" * 64, 1)
    return Job("base", str(tmp_path / "kind.gguf"), str(tmp_path / "run"), made, LESSONS, LESSONS, (), (-1.0, -2.0))


@pytest.fixture
def behaves(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a process in the place of the one that trains, which ends in the way that is told."""

    def put(way: str) -> None:
        command = [sys.executable, str(Path(__file__).with_name("fake_trainer.py")), way]
        monkeypatch.setattr(apart, "command", lambda _switch: command)

    return put


def events(job: Job, cancel: Cancel | None = None) -> list[dict[str, Any]]:
    """All that it tells."""
    return list(train(job, cancel or Cancel()))


def test_a_job_arrives_as_it_was_sent(job: Job) -> None:
    assert job_from(job.as_json()) == job


def test_a_run_goes_on_with_more_time_and_not_with_other_examples(job: Job) -> None:
    plain = job.as_json()
    longer = job_from({**plain, "terms": {**plain["terms"], "minutes": 99}, "resume": True})
    other = job_from({**plain, "learn": plain["learn"][:1]})
    assert (longer.digest, other.digest != job.digest) == (job.digest, True)


def test_it_tells_its_steps_and_its_end(job: Job, behaves: Callable[[str], None]) -> None:
    behaves("done")
    assert [event["event"] for event in events(job)] == ["step", "done"]


@pytest.mark.parametrize(("way", "grace"), [("obeys", 20.0), ("deaf", 0.1)])
def test_a_stop_is_a_stop_whether_it_obeys_or_not(
    way: str, grace: float, job: Job, behaves: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "STOP_GRACE_SECONDS", grace)
    behaves(way)
    cancel = Cancel()
    told = train(job, cancel)
    next(told)
    cancel.set()
    with pytest.raises(Stopped):  # a deaf one would sleep beyond the time a test may take
        next(told)


@pytest.mark.parametrize(
    ("way", "kind", "says"),
    [
        ("killed", TuningFailed, "memory ran out"),
        ("bug", TuningFailed, "ended unexpectedly"),
        ("slow", TuningRefused, "31.2 minutes here, and 10 were given"),
    ],
)
def test_every_end_gets_a_sentence(
    way: str, kind: type[CarrelError], says: str, job: Job, behaves: Callable[[str], None]
) -> None:
    behaves(way)
    with pytest.raises(kind, match=says) as caught:
        events(job)
    assert caught.value.next_step
    assert way != "bug" or "KeyError" in caught.value.detail


def test_the_adapter_is_told_in_the_reply_of_the_terminal_only_where_there_is_one() -> None:
    assert talk._worn("starter+kind") == {"adapter": "kind"}
    assert talk._worn("starter") == talk._worn(None) == {}


def test_what_is_missing_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "find_spec", lambda name: None if name in ("torch", "peft") else object())
    with pytest.raises(TuningRefused, match="torch, peft") as caught:
        process.require_parts()
    assert 'pip install "carrel[tune]"' in caught.value.next_step


def test_memory_and_time_that_will_not_do_are_told_in_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    header = gguf.read(make_model.write("tiny", tmp_path / "tiny.gguf"))
    lessons = [Lesson(tuple(range(300)), tuple(range(300)))] * 40
    terms = Terms(minutes=1, threads=1)
    reckoned = needs.reckon(header, lessons, lessons, terms)
    needs.require(reckoned, terms, free_bytes=2 << 30)
    with pytest.raises(TuningRefused, match=r"about \d\.\d GB of memory, and 0\.5 GB are free"):
        needs.require(reckoned, terms, free_bytes=500_000_000)
    years = needs.Needs(reckoned.memory, 3600.0)
    with pytest.raises(TuningRefused, match="at least 60 minutes here, and 1 were given"):
        needs.require(years, terms, free_bytes=2 << 30)
    assert needs.reckon(header, lessons * 2, lessons, terms).pass_seconds > 1.9 * reckoned.pass_seconds
    assert needs.threads(header) == 1
