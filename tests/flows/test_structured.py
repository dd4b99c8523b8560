"""Answers as data are checked, asked for again twice, and given up plainly."""

from __future__ import annotations

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine.api import ChatRequest, Sampling, Turn
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.structured import structured

TURNS = (Turn("user", "Name this chat."),)
SOUND = '{"title":"Rivers"}'


def titled(engine: ScriptedEngine, cancel: Cancel | None = None) -> dict[str, str] | None:
    """A title, if the engine gives one."""
    sampling = Sampling(seed=7)
    return structured(engine, ChatRequest(TURNS, 60, sampling, grammar="title"), cancel or Cancel())


@pytest.mark.parametrize(
    "bad", ["", "Rivers", "[1]", '{"title":', '{"title":""}', '{"title":"' + "x" * 61 + '"}', '{"title":"a","b":1}']
)
def test_what_is_not_in_the_form_is_asked_for_again(bad: str) -> None:
    engine = ScriptedEngine([bad, bad, SOUND])
    assert titled(engine) == {"title": "Rivers"}
    assert len({request.sampling.seed for request in engine.asked}) == 3


def test_after_three_tries_there_is_plainly_nothing() -> None:
    engine = ScriptedEngine(["no"] * 5)
    assert titled(engine) is None
    assert len(engine.asked) == 3


def test_a_stop_ends_the_asking() -> None:
    engine = ScriptedEngine(["one two three"], pause=0.01)
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Stopped):
        titled(engine, cancel)
