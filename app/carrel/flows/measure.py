"""How fast Carrel is on this computer, as ratios where they are ratios (promises S1 to S10)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.engine.api import Answer, ChatRequest, Sampling, Turn
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from carrel.flows import library_trial, marking_trial
from carrel.flows.read_trial import PAGES, ReadIn
from carrel.flows.search_trial import trial

ROUNDS, TOKENS, READ_TOKENS = 3, 48, 1000
_GREEDY = Sampling(temperature=0)
_QUESTIONS = ("What is a fraction?", "And a third?", "Why is that so?", "Give me an example.", "Thank you.")
_MEGABYTE = 1024 * 1024
ORDINARY_BYTES = 100 * _MEGABYTE


@dataclass(frozen=True)
class Figure:
    """One measured figure: which promise, what it is, its value and unit, and the bound.

    holds: whether it keeps the bound; None where nothing was promised: a plain fact, or a ratio to the work of a model
    so small that everything around it weighs more.
    """

    promise: str
    what: str
    value: float
    unit: str
    bound: str
    holds: bool | None


@dataclass(frozen=True)
class Start:
    """What a fresh start of the window showed: seconds until it was painted, bytes its process takes."""

    seconds: float
    bytes: int


@dataclass(frozen=True)
class Streamed:
    """What the window showed while an answer streamed into a long chat.

    opened: seconds until the chat was painted. frame: seconds, of a hundred frames the longest but one. flat: how many
    times as long a step at the end of the answer took as one at its beginning. bytes: of its process.
    """

    opened: float
    frame: float
    flat: float
    bytes: int


@dataclass(frozen=True)
class Program:
    """Runs the program to measure it: its window with a chat of so many messages, `carrel read` of so many pages."""

    start: Callable[[int], Start]
    stream: Callable[[int], Streamed]
    read: Callable[[int], ReadIn]


def figures(
    model: LocalModel, scratch: Path, program: Program, only: Sequence[str] = (), passages: int = library_trial.MANY
) -> Iterator[Figure]:
    """Measure in turn; the scratch folder is used for states and stores. passages: of the library that is searched."""
    measures: dict[str, Callable[[], Iterator[Figure]]] = {
        "S1": lambda: _decoding(model, scratch),
        "S2": lambda: _following_up(model, scratch),
        "S3": lambda: _coming_back(model, scratch),
        "S4": lambda: _reading_ahead(model, scratch),
        "S5": lambda: _starting(program.start),
        "S6": lambda: _streaming(program.stream),
        "S7": lambda: _searching(scratch, passages),
        "S8": _marking,
        "S9": lambda: _memory(model, scratch, program.start),
        "S10": lambda: _reading_in(program.read),
    }
    for promise, measure in measures.items():
        if not only or promise in only:
            yield from measure()


def _judged(model: LocalModel, holds: bool) -> bool | None:
    """The ratios to the model's own work are promised for models of ordinary size."""
    return holds if model.path.stat().st_size >= ORDINARY_BYTES else None


def _engine(model: LocalModel, scratch: Path) -> LocalEngine:
    return LocalEngine(model, StateCache(scratch, model.fingerprint()))


def _answer(engine: LocalEngine, turns: Sequence[Turn], most: int, grammar: str | None = None) -> Answer:
    request = ChatRequest(tuple(turns), max_tokens=most, sampling=_GREEDY, grammar=grammar)
    return next(event for event in engine.chat(request, Cancel()) if isinstance(event, Answer))


def _decoding(model: LocalModel, scratch: Path) -> Iterator[Figure]:
    engine = _engine(model, scratch / "S1")
    try:
        engine.info(Cancel())
        ours: list[float] = []
        theirs: list[float] = []
        for _round in range(ROUNDS):  # in turn, so that a machine that slows down slows both
            theirs.append(engine.measure(TOKENS))
            ours.append(_answer(engine, [Turn("user", "Tell me about rivers.")], TOKENS).timing.tokens_per_s)
    finally:
        engine.close()
    ratio = statistics.median(mine / bare for mine, bare in zip(ours, theirs, strict=True))
    yield Figure("S1", _("decoding against llama.cpp's own loop"), ratio, "×", "≥ 0.97", _judged(model, ratio >= 0.97))
    yield Figure("S1", _("decoding"), statistics.median(ours), _("tokens/s"), "", None)


def _following_up(model: LocalModel, scratch: Path) -> Iterator[Figure]:
    engine = _engine(model, scratch / "S2")
    turns = [Turn("system", "You are a patient tutor. " * 20)]
    before: Answer | None = None
    for number, question in enumerate(_QUESTIONS, 1):
        turns.append(Turn("user", question))
        answer = _answer(engine, turns, 24, grammar="quiz")  # JSON keeps even a model of chance to readable text
        if before is not None and number == len(_QUESTIONS):
            yield _reuse(_("reused on turn 5, of everything before"), before, answer)
        before = answer
        turns.append(Turn("assistant", answer.text))
    engine.close()
    engine = _engine(model, scratch / "S2")
    turns.append(Turn("user", "One more thing."))
    after = _answer(engine, turns, 4)
    engine.close()
    assert before is not None
    yield _reuse(_("reused after a restart, of everything before"), before, after)


def _reuse(what: str, before: Answer, after: Answer) -> Figure:
    everything = before.timing.prompt_tokens + before.timing.tokens
    share = min(1.0, after.timing.reused_tokens / everything)
    return Figure("S2", what, share, "×", "= 1", after.timing.reused_tokens >= everything)


def _long_turns(engine: LocalEngine) -> list[Turn]:
    """About READ_TOKENS tokens of instructions."""
    words = ["river", "mountain", "teacher", "number", "light", "water", "question", "answer"]
    sample = engine.count([Turn("system", " ".join(words * 10))])
    return [Turn("system", " ".join(words * (READ_TOKENS * 10 // sample))), Turn("user", "Go on.")]


def _coming_back(model: LocalModel, scratch: Path) -> Iterator[Figure]:
    engine = _engine(model, scratch / "S3")
    turns = _long_turns(engine)
    began = time.monotonic()
    tokens = engine.prepare(turns, Cancel())
    reading = time.monotonic() - began
    engine.save_state()
    engine.close()
    restoring = []
    for _round in range(ROUNDS):
        engine = _engine(model, scratch / "S3")
        engine.info(Cancel())
        began = time.monotonic()
        engine.prepare(turns, Cancel())
        restoring.append(time.monotonic() - began)
        engine.close()
    ratio = reading / statistics.median(restoring)
    what = _("coming back to {tokens} tokens, against reading them again").format(tokens=tokens)
    yield Figure("S3", what, ratio, "×", "≥ 20", _judged(model, ratio >= 20))
    yield Figure("S3", _("taking up the state"), statistics.median(restoring), "s", "", None)


def _reading_ahead(model: LocalModel, scratch: Path) -> Iterator[Figure]:
    engine = _engine(model, scratch / "S4")
    turns = _long_turns(engine)
    engine.prepare(turns[:1], Cancel())
    timing = _answer(engine, turns, 2).timing
    engine.close()
    left = timing.prompt_tokens - timing.reused_tokens
    typed = 32
    yield Figure("S4", _("tokens read after the question, of all"), left, _("tokens"), f"≤ {typed}", left <= typed)
    yield Figure("S4", _("first token after reading ahead"), timing.first_token_s, "s", "", None)


def _starting(start_window: Callable[[int], Start]) -> Iterator[Figure]:
    start_window(0)
    seconds = statistics.median(start_window(0).seconds for _round in range(ROUNDS))
    yield Figure("S5", _("window visible, warm"), seconds, "s", "≤ 1.0", seconds <= 1.0)


def _streaming(stream: Callable[[int], Streamed]) -> Iterator[Figure]:
    seen = stream(1000)
    yield Figure("S6", _("opening a chat of 1,000 messages"), seen.opened, "s", "≤ 0.3", seen.opened <= 0.3)
    yield Figure("S6", _("frame while an answer streams, p99"), seen.frame, "s", "≤ 0.033", seen.frame <= 0.033)
    yield Figure("S6", _("a step at the end, against one at the beginning"), seen.flat, "×", "≤ 1.5", seen.flat <= 1.5)
    taken = seen.bytes / _MEGABYTE
    yield Figure("S9", _("window after streaming into 1,000 messages"), taken, "MB", "≤ 250", taken <= 250)


def _searching(scratch: Path, passages: int) -> Iterator[Figure]:
    took = trial(scratch / "S7")
    slow = statistics.quantiles(took.seconds, n=20, method="inclusive")[-1]
    what = _("search among {count} messages, p95").format(count=f"{took.texts:,}")
    yield Figure("S7", what, slow, "s", "≤ 0.2", slow <= 0.2)
    yield Figure("S7", _("search, usually"), statistics.median(took.seconds), "s", "", None)
    took = library_trial.trial(scratch / "S7", passages)
    slow = statistics.quantiles(took.seconds, n=20, method="inclusive")[-1]
    what = _("search among {count} passages, p95").format(count=f"{took.texts:,}")
    yield Figure("S7", what, slow, "s", "≤ 0.3", slow <= 0.3)
    yield Figure("S7", _("search for passages, usually"), statistics.median(took.seconds), "s", "", None)
    yield Figure("S7", _("bringing in so many passages"), took.filling, "s", "", None)


def _marking() -> Iterator[Figure]:
    speed = marking_trial.trial()
    unit = _("pairs/s")
    yield Figure("S8", _("answers in words and numbers, marked"), speed.words, unit, "≥ 2000", speed.words >= 2000)
    yield Figure("S8", _("formulas, marked"), speed.formulas, unit, "≥ 50", speed.formulas >= 50)


def _reading_in(read: Callable[[int], ReadIn]) -> Iterator[Figure]:
    seen = read(PAGES)
    what = _("a text PDF of {count} pages read in").format(count=f"{seen.pages:,}")
    yield Figure("S10", what, seen.seconds, "s", "≤ 60", seen.seconds <= 60)
    yield Figure("S10", _("read in"), seen.pages / seen.seconds, _("pages/s"), "", None)
    resumed = _("pages in when it was killed half-way, not read in again; all there in the end")
    yield Figure("S10", resumed, seen.resumed, _("pages"), "> 0", seen.resumed > 0 and seen.whole)


def _memory(model: LocalModel, scratch: Path, start_window: Callable[[int], Start]) -> Iterator[Figure]:
    engine = _engine(model, scratch / "S9")
    _answer(engine, [Turn("user", "Tell me about rivers.")], 8)
    taken = psutil.Process(engine.process_id).memory_info().rss
    engine.save_state()
    engine.close()
    states = sum(path.stat().st_size for path in (scratch / "S9").rglob("*.state"))
    beyond = (taken - model.path.stat().st_size - states) / _MEGABYTE
    yield Figure("S9", _("engine beyond its file and state"), beyond, "MB", "≤ 300", beyond <= 300)
    window = start_window(1000).bytes / _MEGABYTE
    yield Figure("S9", _("window with a chat of 1,000 messages"), window, "MB", "≤ 250", window <= 250)
