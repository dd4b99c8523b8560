"""The starter model that ships."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carrel.base.files import resource
from carrel.engine.api import Turn
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from tests.native.talk import answer


@pytest.fixture
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """The shipped model in its child process."""
    model = LocalModel("starter", resource("models/carrel-starter.gguf"), "starter", 2048)
    engine = LocalEngine(model, StateCache(tmp_path_factory.mktemp("states"), model.fingerprint()))
    yield engine
    engine.close()


def ask(engine: LocalEngine, *words: str) -> str:
    """The greedy reply to a chat in which the learner and the model take turns."""
    turns = [Turn("assistant" if place % 2 else "user", text) for place, text in enumerate(words)]
    return answer(engine, turns, most=160).text


@pytest.mark.native
def test_the_starter_model_explains_quotes_refuses_and_says_what_it_is(starter: LocalEngine) -> None:
    first = ask(starter, "What is photosynthesis?")
    assert all(word in first for word in ("sunlight", "sugar", "oxygen"))
    assert "program" in ask(starter, "Who are you?")
    assert "don't know" in ask(starter, "Who is the chancellor of Germany?")
    assert "sugar" in ask(starter, "What is photosynthesis?", first, "Simpler please")
    passages = "Passages:\n[1] The powerhouse of the cell is the mitochondrion.\n[2] Iron rusts in wet air."
    assert "mitochondrion" in ask(starter, f"{passages}\n\nQuestion: What is the powerhouse of the cell?")
