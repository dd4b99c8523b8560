"""What cannot be served is refused with a sentence and a next step, before the model is bothered (P15, P16)."""

from __future__ import annotations

import pytest

from carrel.engine import deaths, refusals
from carrel.engine.api import (
    ChatRequest,
    EngineHung,
    EngineLost,
    ModelRefused,
    RequestRefused,
    Sampling,
    Turn,
)
from carrel.engine.crashes import CRASH_WINDOW_SECONDS, CRASHES, CrashRecord
from carrel.engine.process import Death

HELLO = (Turn("user", "Hello"),)
NAN = float("nan")


@pytest.mark.parametrize(
    ("asked", "option"),
    [
        (ChatRequest(HELLO, sampling=Sampling(temperature=NAN)), "temperature"),
        (ChatRequest(HELLO, sampling=Sampling(temperature=-0.1)), "temperature"),
        (ChatRequest(HELLO, sampling=Sampling(temperature=float("inf"))), "temperature"),
        (ChatRequest(HELLO, sampling=Sampling(top_k=-1)), "top_k"),
        (ChatRequest(HELLO, sampling=Sampling(top_p=1.1)), "top_p"),
        (ChatRequest(HELLO, sampling=Sampling(min_p=NAN)), "min_p"),
        (ChatRequest(HELLO, sampling=Sampling(repeat_penalty=0.0)), "repeat_penalty"),
        (ChatRequest(HELLO, sampling=Sampling(temperature="hot")), "temperature"),  # type: ignore[arg-type]
        (ChatRequest(HELLO, sampling=Sampling(seed=-1)), "seed"),
        (ChatRequest(HELLO, sampling=Sampling(seed=2**32)), "seed"),
        (ChatRequest(HELLO, max_tokens=0), "max_tokens"),
        (ChatRequest(HELLO, max_tokens=-1), "max_tokens"),
        (ChatRequest(HELLO, max_tokens=2**40), "max_tokens"),
        (ChatRequest(HELLO, stop=("x",) * 17), "stop"),
        (ChatRequest(HELLO, stop=("x" * 201,)), "stop"),
        (ChatRequest(()), "turns"),
        (ChatRequest(HELLO, continues=True), "turns"),
    ],
)
def test_an_option_out_of_range_is_named(asked: ChatRequest, option: str) -> None:
    with pytest.raises(RequestRefused, match=option) as refused:
        refusals.check(asked)
    assert refused.value.next_step


@pytest.mark.parametrize(
    "asked",
    [
        ChatRequest(HELLO),
        ChatRequest(HELLO, max_tokens=1, sampling=Sampling(0, 0, 0.0, 0.0, 0.5, 0)),
        ChatRequest(HELLO, max_tokens=32_768, sampling=Sampling(5, 1000, 1.0, 1.0, 3.0, 2**32 - 1)),
        ChatRequest(HELLO, stop=("x" * 200,) * 16),
        ChatRequest((*HELLO, Turn("assistant", "Hel")), continues=True),
    ],
)
def test_what_is_just_within_its_range_is_taken(asked: ChatRequest) -> None:
    refusals.check(asked)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"code": "too-long", "tokens": 5000, "context": 4096}, refusals.PromptTooLong),
        ({"code": "LoadFailed", "detail": "the loader refused the file"}, ModelRefused),
        ({"code": "TemplateBroken", "detail": "no"}, ModelRefused),
        ({"code": "ContextFull"}, RequestRefused),
        ({"code": "bug", "detail": "KeyError: session.py:1"}, EngineLost),
        ({"code": "of a later version"}, EngineLost),
    ],
)
def test_a_worker_s_refusal_becomes_a_sentence_with_a_next_step(body: dict[str, object], kind: type) -> None:
    error = refusals.explain(body)
    assert type(error) is kind
    assert error.what.endswith(".")
    assert error.next_step.endswith(".")
    assert error.detail == body.get("detail", "")


def test_a_prompt_that_is_too_long_says_by_how_much() -> None:
    error = refusals.explain({"code": "too-long", "tokens": 5000, "context": 4096})
    assert "5000" in error.what
    assert "4096" in error.what


DEATHS = {
    "memory": (Death(-9, "decode", False, ""), "memory", "SIGKILL in decode"),
    "allocation": (Death(-6, "load", False, "failed to allocate buffer"), "memory", "SIGABRT in load"),
    "bad_alloc": (Death(3, "load", False, "terminate: std::bad_alloc"), "memory", "abort in load"),
    "illegal": (Death(-4, "load", False, ""), "instruction", "SIGILL in load"),
    "illegal on windows": (Death(0xC000001D, "load", False, ""), "instruction", "illegal instruction in load"),
    "bus": (Death(-7, "decode", False, ""), "file changed", "SIGBUS in decode"),
    "starting": (Death(1, "start", False, "Traceback"), "starting", "exit 1 in start"),
    "segv": (Death(-11, "decode", False, ""), "unexpectedly", "SIGSEGV in decode"),
    "abort": (Death(-6, "decode", False, "x.cpp:9: GGML_ASSERT(a) failed"), "unexpectedly", "GGML_ASSERT(a) failed"),
    "closed": (Death(0, "idle", False, ""), "unexpectedly", "exit 0 in idle"),
    "odd signal": (Death(-63, "decode", False, ""), "unexpectedly", " in decode"),
    "hung": (Death(-9, "template", True, ""), "progress", "SIGKILL in template"),
}


@pytest.mark.parametrize("how", DEATHS)
def test_every_death_has_a_sentence_a_next_step_and_a_code(how: str) -> None:
    death, words, detail = DEATHS[how]
    error = deaths.explain(death)
    assert words in error.what
    assert detail in error.detail
    assert error.next_step.endswith(".")
    assert isinstance(error, EngineHung) == death.hung


def test_what_a_library_said_while_dying_is_told_only_where_it_holds_nobody_s_words() -> None:
    said = "prompt: my secret diary\nsrc/llama.cpp:12: GGML_ASSERT(n > 0) failed\nmy secret diary again"
    detail = deaths.explain(Death(-6, "decode", False, said)).detail
    assert "GGML_ASSERT(n > 0)" in detail
    assert "diary" not in detail


def test_three_crashes_in_ten_minutes_are_too_many_until_time_or_somebody_forgives() -> None:
    now = 0.0
    crashes = CrashRecord(lambda: now)
    for count in range(CRASHES):
        assert not crashes.is_too_many, count
        crashes.note()
        now += 1
    assert crashes.is_too_many
    now = CRASH_WINDOW_SECONDS - 0.5
    assert crashes.is_too_many
    now = CRASH_WINDOW_SECONDS + 0.5
    assert not crashes.is_too_many
    crashes.note()
    assert crashes.is_too_many
    crashes.forgive()
    assert not crashes.is_too_many
