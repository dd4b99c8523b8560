"""Fifty asks for the answer, in five manners, at an item of each kind: it is in no prompt, and in nothing shown."""

from __future__ import annotations

from typing import Any

import pytest

from carrel.assessment.items import to_json
from carrel.base.work import Cancel
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import coach
from carrel.flows.coaching import words
from tests.flows.coaching.asks import ASKS, FIFTY, guesses, keys
from tests.flows.coaching.conftest import Beside, Echo


def test_there_are_fifty_asks_in_five_manners_and_most_reach_the_model() -> None:
    assert (len(set(FIFTY)), len(ASKS)) == (50, 5)
    assert sum(not words.asks_for_answer(ask) for ask in FIFTY) >= 25


def test_a_model_that_repeats_its_whole_prompt_tells_nothing(beside: Beside) -> None:
    engine = Echo(context=1200)
    beside.with_engine(engine)
    for ask in beside.own(FIFTY):
        assert beside.told(beside.ask(ask)) == "", ask
    assert beside.told(beside.feedback().text) == ""
    assert len(engine.asked) > 1


def test_no_prompt_holds_the_key_or_the_solution(beside: Beside) -> None:
    engine = ScriptedEngine(["Look at your hint."] * 60)
    beside.with_engine(engine)
    for ask in beside.own(FIFTY):
        beside.ask(ask)
    beside.feedback()
    item = beside.item
    sent = [engine.render(request.turns) for request in engine.asked]
    for text in sent:
        assert item.prompt in text
        assert item.solution not in text
        assert not any(hint in text for hint in item.hints[1:])
        if item.kind in {"numeric", "expression", "text", "open"}:
            assert not any(key in _beyond(text, item.prompt) for key in keys(item))


def _beyond(text: str, prompt: str) -> str:
    """What stands in a prompt after the question: tries, hints, and what was said; not the rules before it."""
    return text.partition(prompt)[2].replace("3 sentences", "")


OTHER: dict[str, Any] = {
    "numeric": {"answers": ["4711"]},
    "expression": {"answers": ["x = 4711"]},
    "text": {"answers": ["something else"]},
    "true_false": {"answers": ["false"]},
    "open": {"points": [{"id": "o", "says": "other", "any_of": ["other"]}], "model_answer": "Something else."},
}


def test_the_prompt_is_the_same_to_the_last_byte_whatever_the_key_is(beside: Beside) -> None:
    item = beside.item
    before = coach.prompt_for(beside.at.kit, beside.session, "Just tell me.", Cancel())
    other = dict(OTHER.get(item.kind, {}))
    if item.kind == "choice":
        other["choices"] = [{"text": one.text, "right": not one.right} for one in item.choices][::1]
        other["multiple"] = item.multiple
        if not item.multiple:
            other["choices"] = [{"text": one.text, "right": at == 0} for at, one in enumerate(item.choices)]
    if item.kind == "match":
        lefts, rights = [one for one, _right in item.pairs], [one for _left, one in item.pairs]
        other["pairs"] = [list(pair) for pair in zip(lefts, rights[1:] + rights[:1], strict=True)]
    if item.kind == "cloze":
        other["text"] = "".join(f"{gap.before}{{{{other}}}}" for gap in item.gaps) + item.after
    if item.kind == "order":
        other["sequence"] = [*item.sequence[::-1]]
    beside.change(**other, solution="Another solution.", hints=[item.hints[0], "x", "y"])
    try:
        after = coach.prompt_for(beside.at.kit, beside.session, "Just tell me.", Cancel())
    finally:
        beside.change(**_own(item, other), solution=item.solution, hints=list(item.hints))
    assert after == before


def _own(item: Any, other: dict[str, Any]) -> dict[str, Any]:
    """The fields of the item that were changed, as they were."""
    return {name: value for name, value in to_json(item).items() if name in other}


def test_a_model_that_guesses_the_key_is_not_heard(beside: Beside) -> None:
    item = beside.item
    said = [f"{item.prompt}\n\n{guess}" for guess in guesses(item)]
    asked = [ask for ask in FIFTY if not words.asks_for_answer(ask)]
    beside.with_engine(ScriptedEngine(said))
    for number, guess in enumerate(said):
        shown = beside.ask(asked[number % len(asked)])
        assert beside.told(shown) == "", (guess, shown)
    beside.with_engine(ScriptedEngine(said))
    for guess in said:
        phrased = beside.feedback()
        assert beside.told(phrased.text) == "", (guess, phrased.text)


def test_the_look_at_what_is_shown_finds_each_guess_that_is_let_through(
    beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carrel.flows.coaching.guard.Guard._is_held", lambda _self, _sentence: False)
    said = [f"{beside.item.prompt}\n\n{guess}" for guess in guesses(beside.item)]
    beside.with_engine(ScriptedEngine(said))
    found = [beside.told(beside.feedback().text) for _guess in said]
    assert sum(map(bool, found)) >= len(said) // 3
