"""Answers in a form: every approved grammar loads in the real worker, and what it lets through is valid (P21)."""

from __future__ import annotations

import contextlib

import pytest

from carrel.base.errors import CarrelError
from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.engine import grammars, local
from carrel.engine.api import Answer, ChatRequest, Sampling, Turn, Urgency
from carrel.flows.structured import structured
from tests.native.conftest import MakeEngine
from tests.native.talk import request, user

pytestmark = pytest.mark.native

NAMES = sorted(path.stem for path in resource("grammars").glob("*.gbnf"))


def ask(engine: local.LocalEngine, name: str, seed: int, most: int) -> Answer:
    """One answer in the form of this name."""
    turns = [Turn("system", "Answer in JSON."), user(f"Question {seed}: what is a river?")]
    options = {"sampling": Sampling(temperature=0.8, seed=seed), "grammar": name, "urgency": Urgency.ANSWER}
    *_, last = engine.chat(request(turns, most, **options), Cancel())
    assert isinstance(last, Answer)
    return last


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", ["tiny", "starter"])
def test_every_approved_grammar_loads_and_lets_only_its_own_form_through(
    shape: str, name: str, engine_for: MakeEngine
) -> None:
    engine = engine_for(shape)
    text = ask(engine, name, 1, 24).text
    assert text.startswith("{")
    first = next(iter(grammars.schema(name)["properties"]))
    assert text.replace(" ", "").startswith(f'{{"{first}":')
    assert ask(engine, name, 2, 8).text


def test_nearly_all_of_two_hundred_structured_answers_are_valid(engine_for: MakeEngine) -> None:
    engine = engine_for("starter")
    turns = [Turn("system", "Answer in JSON."), user("What is a river?")]
    asked = [("verdict-note", 120)] * 180 + [("title", 80)] * 18 + [("quiz", 1000)] * 2
    values = [
        structured(
            engine, ChatRequest(tuple(turns), most, Sampling(temperature=0.8, seed=seed), grammar=name), Cancel()
        )
        for seed, (name, most) in enumerate(asked)
    ]
    assert sum(value is not None for value in values) >= 190


@pytest.mark.fault
@pytest.mark.parametrize(
    "text",
    [
        "",
        "root ::= ",
        "root ::= missing",
        "root ::= root",
        'root ::= "a',
        "root ::= [a",
        'root ::= ("a"',
        "no root",
        'root ::= "a"{9999999}',
        'root ::= "\\xZZ"',
    ],
)
def test_a_grammar_that_is_none_costs_an_answer_and_never_the_lane(
    text: str, engine_for: MakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_for("tiny")
    monkeypatch.setattr(local, "approved", lambda _name: text)
    with contextlib.suppress(CarrelError):  # some of them are grammars, if odd ones
        assert ask(engine, "quiz", 1, 8).finish in ("stop", "length", "repetition")
    monkeypatch.undo()
    assert ask(engine, "quiz", 2, 8).text.startswith("{")
