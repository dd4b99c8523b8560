"""Adapters with the real llama.cpp: on and off, never mixed, never silent, and the model is loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.engine.adapters import Adapter, Adapters
from carrel.engine.api import Answer, Engine, Lesson, ModelRefused, Turn
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.rack import Choice, Rack
from carrel.engine.states import StateCache
from tests.engine import make_adapter
from tests.native.talk import request, user

pytestmark = pytest.mark.native

TURNS = (Turn("system", "Numbers: " + " ".join(map(str, range(60)))), user("Go on."))


@dataclass(frozen=True)
class Found:
    """A model file, with an adapter or without."""

    name: str
    path: Path
    adapter: Adapter | None = None


class Place:
    """One small model, two adapters for it, and the rack that gives out their engine."""

    def __init__(self, base: Path, folder: Path) -> None:
        self.base = base
        self.adapters = Adapters(folder / "adapters")
        for seed, name in enumerate(("first", "second")):
            make_adapter.write(base, folder / "adapters" / f"{name}.gguf", seed=seed)
        self.rack = Rack(self.find, lambda: Choice("tiny", 512), folder / "states", self.adapters.list)

    def find(self, name: str) -> Found:
        """The model, with the adapter its name tells."""
        _base, _sign, adapter = name.partition("+")
        return Found(name, self.base, self.adapters.find(adapter) if adapter else None)

    def say(self, name: str, turns: tuple[Turn, ...] = TURNS) -> Answer:
        """What the model of this name replies, always the most likely tokens."""
        return said(self.rack.engine(name), turns)


def said(engine: Engine, turns: tuple[Turn, ...] = TURNS) -> Answer:
    """The finished answer."""
    *_, last = engine.chat(request(turns, 40), Cancel())
    assert isinstance(last, Answer)
    return last


@pytest.fixture
def place(models: Callable[[str], Path], tmp_path: Path) -> Iterator[Place]:
    """The same for each test, with nothing read yet."""
    made = Place(models("tiny"), tmp_path)
    yield made
    made.rack.close()


def test_an_adapter_changes_the_reply_and_taking_it_off_gives_the_first_one_back(place: Place) -> None:
    plain = place.say("tiny").text
    process = place.rack.engine("tiny").process_id  # type: ignore[attr-defined]  # it is the engine itself
    first, second = place.say("tiny+first").text, place.say("tiny+second").text
    assert len({plain, first, second}) == 3
    assert [place.say(name).text for name in ("tiny", "tiny+second", "tiny+first", "tiny")] == [
        plain,
        second,
        first,
        plain,
    ]
    assert place.rack.engine("tiny").process_id == process  # type: ignore[attr-defined]


def test_what_was_read_with_an_adapter_is_never_gone_on_with_without_it(place: Place) -> None:
    place.say("tiny+first")
    assert place.say("tiny").timing.reused_tokens == 0
    assert place.say("tiny").timing.reused_tokens > 0


def test_states_on_the_disk_are_kept_apart(place: Place) -> None:
    plain, first = place.say("tiny").text, place.say("tiny+first").text
    place.rack.close()
    after_the_start = place.say("tiny")
    assert (after_the_start.text, after_the_start.timing.reused_tokens > 60) == (plain, True)  # the instructions' state
    place.rack.close()
    with_adapter = place.say("tiny+first")
    assert (with_adapter.text, with_adapter.timing.reused_tokens > 60) == (first, True)


def test_reading_ahead_is_done_with_the_adapter_of_the_reply(place: Place) -> None:
    first = place.say("tiny+first").text
    place.say("tiny")
    assert place.rack.engine("tiny+first").prepare(TURNS, Cancel()) > 60
    again = place.say("tiny+first")
    assert (again.text, again.timing.reused_tokens > 60) == (first, True)


def test_the_engine_says_under_which_name_it_answers(place: Place) -> None:
    assert place.rack.engine("tiny+first").info(Cancel()).name == "tiny+first"
    assert place.rack.engine("tiny").info(Cancel()).name == "tiny"


def test_an_adapter_made_while_the_engine_runs_can_be_used(place: Place) -> None:
    plain = place.say("tiny").text
    make_adapter.write(place.base, place.adapters.folder / "third.gguf", seed=7)
    assert place.say("tiny+third").text != plain
    assert place.say("tiny").text == plain


def test_an_adapter_that_vanished_or_broke_is_an_error_and_never_silence(place: Place) -> None:
    plain = place.say("tiny").text
    engine, lost = place.rack.engine("tiny+first"), place.adapters.folder / "first.gguf"
    lost.unlink()
    with pytest.raises(ModelRefused, match="adapter does not work"):
        said(engine)
    broken = place.adapters.folder / "second.gguf"
    broken.write_bytes(broken.read_bytes()[:-64])
    with pytest.raises(ModelRefused, match="second cannot be used"):
        place.rack.engine("tiny+second")
    assert place.say("tiny").text == plain


def test_a_lesson_is_what_the_engine_sends_and_what_it_would_say(place: Place, tmp_path: Path) -> None:
    """The likelihood of a greedy reply beats that of the same reply with its first word changed."""
    model = LocalModel("tiny", place.base, "tiny", 512)
    engine = LocalEngine(model, StateCache(tmp_path / "other", model.fingerprint()))
    try:
        lesson = engine.lesson(TURNS, "Seven.", Cancel())
        assert len(lesson.prompt) == said(engine).timing.prompt_tokens
        ended = engine.lesson([*TURNS, Turn("assistant", "Seven."), user("x")], "y", Cancel()).prompt
        assert ended[: len(lesson.prompt) + len(lesson.reply)] == lesson.prompt + lesson.reply
        likely = engine.likelihood(None, Lesson(lesson.prompt, lesson.reply[:1]), Cancel())
        assert likely == pytest.approx(engine.likelihood(None, Lesson(lesson.prompt, lesson.reply[:1]), Cancel()))
        shares = [engine.likelihood(None, Lesson(lesson.prompt, (token,)), Cancel()) for token in lesson.reply[:2]]
        whole = engine.likelihood(None, Lesson(lesson.prompt, lesson.reply[:2]), Cancel())
        second = engine.likelihood(None, Lesson((*lesson.prompt, lesson.reply[0]), (lesson.reply[1],)), Cancel())
        assert whole == pytest.approx(shares[0] + second, abs=1e-3)
    finally:
        engine.close()
