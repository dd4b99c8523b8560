"""Tries become statements that a published reader of xAPI accepts, and that say no more of anybody than was given."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement

from carrel.assessment.attempts.model import Attempt
from carrel.assessment.items import item_from
from carrel.assessment.model import Answer
from carrel.base.stamp import Moment
from carrel.exchange import xapi
from carrel.exchange.xapi import StatementsRefused, Teller

MORNING = Moment("2026-03-02T03:15:07.250000Z", 345, "2026-03-02")
TRY = Attempt(
    id="0195a0b1c2d3e4f5a6b7c8d9",
    created=MORNING,
    item="bio.cell 7",
    kind="choice",
    topic="biology",
    skills=("biology.cell-division",),
    answer="a leaf",
    verdict="right",
    score=1.0,
    why="Yes.",
    by="code",
    nth=1,
    help=0,
    hints=0,
    unaided=True,
    seconds=12.345,
    practice="0195a0b1c2d3000000000001",
    learner="l1",
)
TELLER = Teller("https://school.example.org", {"l1": "7b-03", "l2": "7b-04"})
LEAF = item_from(
    {
        "kind": "choice",
        "id": "bio.cell 7",
        "prompt": "Which one is green?",
        "choices": [{"text": "a root", "right": False}, {"text": "a leaf", "right": True}],
    }
)


def told(attempt: Attempt = TRY, teller: Teller = TELLER) -> dict[str, Any]:
    """The one statement, which the published reader accepts."""
    [line] = xapi.lines(xapi.statements([attempt], teller))
    BaseXapiStatement.model_validate_json(line)
    return dict(json.loads(line))


def test_a_statement_is_the_golden_one() -> None:
    statement = told()
    assert UUID(statement.pop("id")).version == 5
    assert UUID(statement["context"].pop("registration")).version == 5
    assert statement == {
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": "https://school.example.org", "name": "7b-03"},
        },
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}},
        "object": {
            "objectType": "Activity",
            "id": "urn:carrel:item:bio.cell%207",
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "interactionType": "choice",
            },
        },
        "result": {
            "success": True,
            "score": {"scaled": 1.0, "raw": 1.0, "min": 0, "max": 1},
            "response": "a leaf",
            "duration": "PT12.35S",
        },
        "context": {
            "contextActivities": {
                "grouping": [{"id": "urn:carrel:topic:biology"}],
                "other": [{"id": "urn:carrel:skill:biology.cell-division"}],
            },
            "platform": "Carrel",
            "extensions": {
                "urn:carrel:help-level": 0,
                "urn:carrel:hints": 0,
                "urn:carrel:unaided": True,
                "urn:carrel:try": 1,
                "urn:carrel:timed": False,
                "urn:carrel:verdict": "right",
                "urn:carrel:marked-by": "code",
            },
        },
        "timestamp": "2026-03-02T09:00:07.250+05:45",
        "version": "1.0.3",
    }


def test_the_same_try_makes_the_same_statement_and_another_one_another() -> None:
    assert told() == told()
    others = [replace(TRY, id="0195a0b1c2d3e4f5a6b7c8da"), replace(TRY, learner="l2")]
    assert len({told(one)["id"] for one in (TRY, *others)}) == 3


def test_nobody_is_named_unless_a_name_is_given() -> None:
    named = replace(TELLER, names={"l1": "Amina"})
    assert "name" not in told()["actor"]
    assert told(teller=named)["actor"]["name"] == "Amina"
    assert "name" not in told(replace(TRY, learner="l2"), named)["actor"]
    assert "mbox" not in json.dumps(told(teller=named))


def test_what_was_answered_is_kept_back_on_request() -> None:
    assert "response" not in told(teller=replace(TELLER, answers=False))["result"]


def test_what_help_was_taken_and_what_was_misunderstood_is_told() -> None:
    helped = replace(
        TRY, help=3, hints=2, unaided=False, nth=2, verdict="wrong", score=0.0, misconception="green roots"
    )
    statement = told(helped)
    extensions = statement["context"]["extensions"]
    assert [
        extensions[f"urn:carrel:{name}"] for name in ("help-level", "hints", "unaided", "try", "misconception")
    ] == [
        3,
        2,
        False,
        2,
        "green roots",
    ]
    assert statement["result"]["success"] is False


def test_a_try_that_nobody_could_judge_was_attempted_and_has_no_score() -> None:
    statement = told(replace(TRY, kind="open", verdict="cant_tell", score=0.0))
    assert statement["verb"]["id"].endswith("/attempted")
    assert not {"success", "score"} & statement["result"].keys()


@pytest.mark.parametrize(
    ("answer", "response"),
    [("a leaf", "2"), ("B", "2"), ("2", "2"), (("A root", "b"), "1[,]2"), ("a stem", "a stem")],
)
def test_choices_are_told_by_their_numbers_where_the_question_is_told(answer: Answer, response: str) -> None:
    statement = told(replace(TRY, answer=answer), replace(TELLER, items={LEAF.id: LEAF}))
    definition = statement["object"]["definition"]
    assert statement["result"]["response"] == response
    assert definition["description"] == {"en": "Which one is green?"}
    assert [one["id"] for one in definition["choices"]] == ["1", "2"]
    assert "right" not in json.dumps(definition)


RESPONSES: list[tuple[dict[str, Any], Answer, str, str]] = [
    ({"kind": "true_false", "answers": ["true"]}, "Yes", "true-false", "true"),
    ({"kind": "true_false", "answers": ["true"]}, "F", "true-false", "false"),
    ({"kind": "numeric", "answers": ["1"]}, "1", "numeric", "1"),
    ({"kind": "expression", "answers": ["x"]}, "x", "fill-in", "x"),
    ({"kind": "text", "answers": ["x"]}, "x y", "fill-in", "x y"),
    ({"kind": "cloze", "text": "{{a}} {{b}}"}, ("a", "c"), "fill-in", "a[,]c"),
    ({"kind": "match", "pairs": [["H2O", "water"], ["NaCl", "salt"]]}, {"NaCl": "salt"}, "matching", "2[.]1"),
    ({"kind": "order", "sequence": ["one", "two", "three"]}, ("two", "one", "three"), "sequencing", "3[,]1[,]2"),
    ({"kind": "open", "points": [{"says": "x"}]}, "Because.", "long-fill-in", "Because."),
]


@pytest.mark.parametrize(("raw", "answer", "type_", "response"), RESPONSES)
def test_every_kind_has_its_interaction_and_its_response(
    raw: dict[str, Any], answer: Answer, type_: str, response: str
) -> None:
    item = item_from({**raw, "id": TRY.item, "prompt": "Q"})
    statement = told(replace(TRY, kind=item.kind, answer=answer), replace(TELLER, items={item.id: item}))
    assert statement["object"]["definition"]["interactionType"] == type_
    assert statement["result"]["response"] == response


def test_an_empty_answer_is_no_response() -> None:
    assert "response" not in told(replace(TRY, answer=" "))["result"]


@pytest.mark.parametrize("home", ["", "school", "mailto:a@b.org", "https://", "https://a b.org", "javascript:x"])
def test_an_address_that_is_none_is_refused_in_words(home: str) -> None:
    with pytest.raises(StatementsRefused, match="https://"):
        list(xapi.statements([TRY], replace(TELLER, home=home)))


@pytest.mark.parametrize("codes", [{}, {"l1": " "}, {"l2": "7b-04"}])
def test_a_learner_without_a_code_is_not_taken_for_another(codes: dict[str, str]) -> None:
    with pytest.raises(StatementsRefused, match="no code"):
        list(xapi.statements([TRY], replace(TELLER, codes=codes)))


def test_the_published_reader_finds_what_is_wrong() -> None:
    spoils: list[dict[str, Any]] = [{"verb": {}}, {"actor": {"objectType": "Agent"}}, {"timestamp": "soon"}, {"x": 1}]
    for spoilt in spoils:
        with pytest.raises(ValidationError):
            BaseXapiStatement.model_validate({**told(), **spoilt})


TEXTS = some.text(max_size=8).map(lambda text: text.encode("utf-8", "replace").decode())
ANSWERS = some.one_of(TEXTS, some.lists(TEXTS, max_size=3).map(tuple), some.dictionaries(TEXTS, TEXTS, max_size=2))


@settings(max_examples=100)
@given(
    answer=ANSWERS,
    kind=some.sampled_from(["choice", "true_false", "numeric", "text", "cloze", "match", "order", "open", "new"]),
    verdict=some.sampled_from(["right", "wrong", "partly", "cant_tell"]),
    number=some.floats(-1, 1e9),
    id=TEXTS,
    zone=some.integers(-1439, 1439),
)
def test_any_try_makes_a_sound_statement(
    answer: Answer, kind: str, verdict: str, number: float, id: str, zone: int
) -> None:
    attempt = replace(TRY, answer=answer, kind=kind, verdict=verdict, seconds=number, score=number, item=id, topic=id)
    statement = told(replace(attempt, created=replace(MORNING, zone=zone), skills=(id, id), misconception=id))
    assert 0 <= statement["result"].get("score", {"scaled": 0})["scaled"] <= 1
