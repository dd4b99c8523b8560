"""A worker that makes no progress is seen and ended, and the next question works (P14).

A hang is ended within 10 s, and within 2 s in templates and grammars; the bounds here leave a busy computer some room.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from carrel.base.work import Cancel, Delta
from carrel.engine import local, process
from carrel.engine.api import Answer, ChatRequest, EngineHung, EngineLost, Turn
from carrel.engine.local import LocalEngine
from tests.bench import make_model
from tests.native.conftest import MakeEngine
from tests.native.talk import answer, request, user

pytestmark = [pytest.mark.native, pytest.mark.fault]

HANG_S, QUICK_S, ROOM_S = process.SILENT_SECONDS, process.QUICK_SECONDS, 4.0


@pytest.fixture
def seconds() -> Callable[[], float]:
    """Since the test's body began."""
    began = time.monotonic()
    return lambda: time.monotonic() - began


def refusal(engine: LocalEngine, asked: ChatRequest) -> EngineLost:
    """What a question is refused with."""
    with pytest.raises(EngineLost) as lost:
        list(engine.chat(asked, Cancel()))
    assert lost.value.what
    assert lost.value.next_step
    return lost.value


def test_the_promised_bounds_are_set() -> None:
    assert HANG_S + 2 * process._LOOK_EVERY < 10
    assert QUICK_S <= 2


@pytest.mark.parametrize("when", ["idle", "stream"])
def test_a_worker_that_is_frozen_is_ended(when: str, engine_for: MakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SILENT_SECONDS", 2.0)  # nine are as good, and slower
    engine = engine_for("starter")
    answer(engine, [user("Hello")])
    frozen: list[float] = []
    events = engine.chat(request([user("What is photosynthesis?")], 300), Cancel())
    if when == "stream":
        next(event for event in events if isinstance(event, Delta))
    os.kill(engine.process_id or 0, signal.SIGSTOP)
    frozen.append(time.monotonic())
    with pytest.raises(EngineHung):
        list(events)
    assert time.monotonic() - frozen[0] < 2.0 + ROOM_S
    assert answer(engine, [user("Hello")]).timing.tokens > 0


def test_a_stop_does_not_wait_for_a_frozen_worker(engine_for: MakeEngine) -> None:
    engine = engine_for("tiny")
    cancel = Cancel()
    events = engine.chat(request([user("Hello")], 500), cancel)
    next(event for event in events if isinstance(event, Delta))
    os.kill(engine.process_id or 0, signal.SIGSTOP)
    stopping = time.monotonic()
    cancel.set()
    *_, last = events
    assert isinstance(last, Answer)
    assert last.finish == "stopped"
    assert time.monotonic() - stopping < 0.5 + 1.0  # P19, and room
    assert answer(engine, [user("Hello")], 8).timing.tokens > 0


TEMPLATES = {
    "nested loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a number without end": "{% set x = 9 ** (9 ** 9) %}",
}


@pytest.mark.parametrize("how", TEMPLATES)
def test_a_template_that_never_ends_is_ended(
    how: str, engine_for: MakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: Callable[[], float]
) -> None:
    with monkeypatch.context() as written:
        written.setattr(make_model, "TEMPLATE", TEMPLATES[how] + make_model.TEMPLATE)
        hostile = make_model.write("tiny", tmp_path / "hostile.gguf")
    engine = engine_for("tiny", path=hostile)
    refusal(engine, request([user("Hello")]))
    assert seconds() < QUICK_S + ROOM_S
    assert not engine.process_id
    assert answer(engine_for("tiny"), [user("Hello")]).timing.tokens > 0


def test_a_template_that_never_ends_for_certain_words_costs_that_question_only(
    engine_for: MakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: Callable[[], float]
) -> None:
    trap = "{% if messages|length == 3 %}" + TEMPLATES["nested loops"] + "{% endif %}"
    with monkeypatch.context() as written:
        written.setattr(make_model, "TEMPLATE", trap + make_model.TEMPLATE)
        hostile = make_model.write("tiny", tmp_path / "trap.gguf")
    engine = engine_for("tiny", path=hostile)
    three = [user("a"), Turn("assistant", "b"), user("c")]
    hung = refusal(engine, request(three))
    assert isinstance(hung, EngineHung)
    assert "template" in hung.detail
    assert seconds() < QUICK_S + ROOM_S
    assert answer(engine, three[:1]).timing.tokens > 0


def test_a_pipe_in_the_place_of_a_model_is_ended(engine_for: MakeEngine, tmp_path: Path) -> None:
    pipe = tmp_path / "model.gguf"
    os.mkfifo(pipe)
    engine = engine_for("tiny", path=pipe)
    asked = time.monotonic()
    assert isinstance(refusal(engine, request([user("Hello")])), EngineHung)
    assert time.monotonic() - asked < 10 + ROOM_S
    assert answer(engine_for("tiny"), [user("Hello")]).timing.tokens > 0


def test_loading_from_a_pipe_can_be_stopped_at_once(engine_for: MakeEngine, tmp_path: Path) -> None:
    pipe = tmp_path / "model.gguf"
    os.mkfifo(pipe)
    engine = engine_for("tiny", path=pipe)
    cancel = Cancel()
    timer = threading.Timer(0.5, cancel.set)
    timer.start()
    *_, last = engine.chat(request([user("Hello")]), cancel)
    timer.join()
    assert isinstance(last, Answer)
    assert last.finish == "stopped"


def test_a_grammar_that_is_far_too_large_is_ended_with_a_sentence(
    engine_for: MakeEngine, monkeypatch: pytest.MonkeyPatch, seconds: Callable[[], float]
) -> None:
    engine = engine_for("tiny")
    answer(engine, [user("Hello")], 4)
    rules = "\n".join(f'r{number} ::= "a" | r{number + 1} r{number + 1} | "b"{{0,1900}}' for number in range(400))
    monkeypatch.setattr(local, "approved", lambda _name: f'root ::= r0\n{rules}\nr400 ::= "c"')
    try:
        list(engine.chat(request([user("Hello")], 4, grammar="quiz"), Cancel()))
    except EngineLost as lost:
        assert lost.next_step  # noqa: PT017 - llama.cpp may also survive it, and that is as well
    assert seconds() < HANG_S + 2 * ROOM_S
    monkeypatch.undo()
    assert answer(engine, [user("Hello")], 4).timing.tokens > 0
