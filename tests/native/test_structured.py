"""Answers in a form: every approved grammar loads in the real worker, and what it lets through is valid (P21)."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest

from carrel.base.errors import CarrelError
from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.engine import grammars, local
from carrel.engine.api import Answer, Sampling, Turn, Urgency
from tests.native.conftest import MakeEngine
from tests.native.talk import request, user

pytestmark = pytest.mark.native

NAMES = sorted(path.stem for path in resource("grammars").glob("*.gbnf"))
KINDS: dict[str, type] = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether the value is what the schema, of the few words our schemas use, asks for."""
    if "enum" in schema:
        return bool(value in schema["enum"])
    kind = KINDS[schema["type"]]
    if not isinstance(value, kind):
        return False
    if isinstance(value, str):
        return bool(schema.get("minLength", 0) <= len(value) <= schema["maxLength"])
    if isinstance(value, list):
        inside = schema.get("minItems", 0) <= len(value) <= schema["maxItems"]
        return inside and all(fits(item, schema["items"]) for item in value)
    if isinstance(value, dict):
        known = schema["properties"]
        complete = set(schema["required"]) <= value.keys() <= known.keys()
        return complete and all(fits(value[name], known[name]) for name in value)
    return True


def is_valid(answer: Answer, name: str) -> bool:
    """Whether a finished answer is JSON that fits the schema of this name."""
    try:
        value = json.loads(answer.text)
    except ValueError:
        return False
    return answer.finish == "stop" and fits(value, grammars.schema(name))


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
    """Each is asked again twice at most; the shipped model at this temperature gets 95 of 100 right the first time."""
    engine = engine_for("starter")
    asked = [("verdict-note", 120)] * 180 + [("title", 80)] * 18 + [("quiz", 1000)] * 2
    tries = [
        next((again for again in range(3) if is_valid(ask(engine, name, seed + 1000 * again, most), name)), 3)
        for seed, (name, most) in enumerate(asked)
    ]
    assert sum(count < 3 for count in tries) >= 190
    assert sum(count == 0 for count in tries) >= 170


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
