"""The engine outlives every death of its worker, in every state (P11, P12, P14)."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from carrel.base.work import Cancel, Delta, Progress
from carrel.engine import process
from carrel.engine.api import Answer, ChatRequest, EngineHung, EngineLost, EngineQuarantined, Turn
from carrel.engine.crashes import CrashRecord
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from tests.engine import fake_worker

SCRIPT = str(Path(fake_worker.__file__))
ROUNDS = 10


def engine_that(way: str, state: str, folder: Path, crashes: CrashRecord | None = None) -> LocalEngine:
    """An engine whose first worker misbehaves."""
    armed = folder / "armed"
    armed.touch()
    model = LocalModel("fake", folder / "none.gguf", "fake", 4096)
    command = (sys.executable, SCRIPT, way, state, str(armed))
    return LocalEngine(model, StateCache(folder / "states", "fake"), crashes, command)


def ask(engine: LocalEngine, text: str = "Count.", cancel: Cancel | None = None) -> Iterator[Progress | Delta | Answer]:
    """A reply to one question."""
    return engine.chat(ChatRequest((Turn("user", text),)), cancel or Cancel())


def whole(events: Iterator[Progress | Delta | Answer]) -> str:
    """The text of a finished answer."""
    return next(event.text for event in events if isinstance(event, Answer))


def no_worker_is_left() -> bool:
    """Whether every child process is gone."""
    return not psutil.wait_procs(psutil.Process().children(recursive=True), timeout=2)[1]


def converse(engine: LocalEngine, state: str, said: list[str]) -> None:
    """Ask, keep what is said, and stop half-way where that is the state to die in."""
    cancel = Cancel()
    for event in ask(engine, "Count slowly." if state == "cancel" else "Count.", cancel):
        if isinstance(event, Delta):
            said.append(event.text)
            if state == "cancel":
                cancel.set()


@pytest.mark.fault
@pytest.mark.parametrize("state", fake_worker.STATES)
@pytest.mark.parametrize("way", fake_worker.WAYS)
def test_a_death_costs_an_answer_and_the_next_one_works(way: str, state: str, tmp_path: Path) -> None:
    for _round in range(ROUNDS):
        engine = engine_that(way, state, tmp_path)
        said: list[str] = []
        if state in ("idle", "cancel"):
            converse(engine, state, said)
        else:
            with pytest.raises(EngineLost) as lost:
                converse(engine, state, said)
            assert lost.value.next_step
            assert "".join(said) == ("one two three" if state == "stream" else "")
        assert whole(ask(engine)) == "one two three four five six"
        assert not (tmp_path / "armed").exists()
        engine.close()
        assert no_worker_is_left()


@pytest.mark.fault
@pytest.mark.parametrize("state", ["load", "prefill", "stream"])
def test_a_worker_that_falls_asleep_is_ended(state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SILENT_SECONDS", 1.0)
    engine = engine_that("asleep", state, tmp_path)
    with pytest.raises(EngineHung):
        whole(ask(engine))
    assert whole(ask(engine)) == "one two three four five six"
    engine.close()
    assert no_worker_is_left()


def test_three_deaths_in_ten_minutes_are_enough(tmp_path: Path) -> None:
    now = 0.0
    crashes = CrashRecord(lambda: now)
    for _death in range(3):
        engine = engine_that("ABRT", "prefill", tmp_path, crashes)
        with pytest.raises(EngineLost):
            whole(ask(engine))
        engine.close()
    engine = engine_that("ABRT", "never", tmp_path, crashes)
    with pytest.raises(EngineQuarantined):
        whole(ask(engine))
    now = 601.0
    assert whole(ask(engine)) == "one two three four five six"
    engine.close()


def test_a_stop_keeps_what_was_said(tmp_path: Path) -> None:
    engine = engine_that("exit", "never", tmp_path)
    cancel = Cancel()
    events: list[Progress | Delta | Answer] = []
    for event in ask(engine, "Count slowly.", cancel):
        events.append(event)
        if isinstance(event, Delta):
            cancel.set()
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert answer.finish == "stopped"
    assert answer.text
    assert "one two three four five six".startswith(answer.text)
    assert whole(ask(engine)) == "one two three four five six"
    engine.close()


def test_questions_from_many_threads_wait_for_each_other(tmp_path: Path) -> None:
    engine = engine_that("exit", "never", tmp_path)
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(whole(ask(engine)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.close()
    assert answers == ["one two three four five six"] * 8
