"""What tells an answer is held back sentence by sentence, however the reply arrives; what only helps is not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.files import resource
from carrel.base.sentences import sentences
from carrel.flows.coaching.guard import Guard
from carrel.flows.coaching.leaks import Secret


def secret(kind: str, *given_texts: str, **own: Any) -> Secret:
    """Of an item of this kind."""
    return Secret(item_from({"kind": kind, "prompt": "p", **own}), given_texts)


TELLS: list[tuple[Secret, list[str], list[str]]] = [
    (
        secret("numeric", "What is 7 times 8?", answers=["56"]),
        ["It is 56.", "fifty-six", "Try 112/2.", "5.6e1", "You get $56$.", "NTY="],
        ["Begin with 7 times 4.", "What is 7 times 8?", "Is 55 near?", "Take the first step."],
    ),
    (
        secret("numeric", answers=["9.81"], unit="m/s^2"),
        ["About 9.81 here.", "981 cm/s^2", "9,81"],
        ["A metre per second squared is a unit."],
    ),
    (
        secret("expression", "Expand 3(x + 2).", answers=["3*x + 6"]),
        ["You get 3x + 6.", "So 6 + 3x it is", "$3x+6$", "3*x+6=y"],
        ["Look at 3(x + 2) again.", "Multiply each term by the factor in front."],
    ),
    (
        secret("expression", answers=["x = 4"]),
        ["x = 4", "So 4.", "Then 2x = 8 and x is 8/2"],
        ["Divide both sides by the factor of x."],
    ),
    (
        secret("text", answers=["mitochondrion"]),
        ["Mitochondria!", "the MITOCHONDRION", "noirdnohcotim", "m i t o c h o n d r i o n", "mitochondrian"],
        ["It is a small part of the cell."],
    ),
    (secret("text", answers=["?"]), ["Use “?” there.", "The sign ? does it"], ["What ends a question?"]),
    (
        secret("cloze", text="The {{cat|kitten}} sat on the {{mat}}."),
        ["A kitten.", "On a mat, of course."],
        ["Which animal sat there?"],
    ),
    (
        secret("true_false", answers=["false"]),
        ["That is false.", "It is true.", "Yes", "No, it is not."],
        ["Is it true or false?", "Look for one case against it."],
    ),
    (
        secret("choice", choices=[{"text": "a shark", "right": False}, {"text": "a dolphin", "right": True}]),
        ["The dolphin.", "Not the shark.", "Take b.", "(a)", "Option 2 fits.", "the second one"],
        ["A shark or a dolphin?", "A fish breathes water.", "What feeds its young with milk?"],
    ),
    (secret("match", pairs=[["H2O", "water"], ["NaCl", "salt"]]), ["H2O is water.", "salt"], ["What is H2O made of?"]),
    (secret("order", sequence=["boil", "pour", "drink"]), ["First boil.", "pour"], ["What comes before the cup?"]),
    (
        secret("open", points=[{"id": "g", "says": "it becomes gas", "any_of": ["evaporates"]}]),
        ["The water evaporates."],
        ["What happens to the water?"],
    ),
]


@pytest.mark.parametrize(("hidden", "telling", "harmless"), TELLS)
def test_what_tells_is_known_and_what_helps_is_let_through(
    hidden: Secret, telling: list[str], harmless: list[str]
) -> None:
    assert [one for one in telling if not (hidden.is_told(one) or hidden.judges(one))] == []
    assert [one for one in harmless if hidden.is_told(one) or hidden.judges(one)] == []


def test_an_answer_that_is_cut_in_two_is_put_together() -> None:
    hidden = secret("text", answers=["golden gate"])
    assert hidden.is_told("Gate, I mean.", "Something golden.")
    acrostic = secret("text", answers=["cell"])
    assert acrostic.is_told("Look.", "Can you see it?\nEvery one has it.\nLarge or small.\n")


JUDGED = ("That's right!", "Yes, exactly.", "Correct.", "The answer is near.", "You are wrong.", "Your answer is good.")


@pytest.mark.parametrize("said", JUDGED)
def test_no_model_says_whether_an_answer_is_right(said: str) -> None:
    assert secret("text", answers=["zebra"]).judges(said)


def foundations() -> list[Item]:
    """All items of Foundations."""
    files = sorted(resource("packs/foundations/items").glob("*.jsonl"))
    return [item_from(json.loads(line)) for file in files for line in file.read_text("utf-8").splitlines() if line]


def test_hardly_a_sentence_of_the_hints_that_people_wrote_is_held_back() -> None:
    held = [
        hidden.is_told(hint[first:last]) or hidden.judges(hint[first:last])
        for item in foundations()[::3]
        for hidden in (Secret(item, [item.prompt]),)
        for hint in item.hints
        for first, last in sentences(hint)
    ]
    assert len(held) > 400
    assert sum(held) / len(held) < 0.06


REPLY = "Look at the heap first. It is 56! What is left?\n\n- Begin with the larger one.\n- Then fifty-six.\n\nGo on."


@given(st.lists(st.integers(1, 9), min_size=1, max_size=60))
def test_a_reply_in_any_pieces_comes_through_alike(sizes: list[int]) -> None:
    guard, shown, at = Guard(secret("numeric", answers=["56"])), "", 0
    for size in (*sizes, len(REPLY)):
        shown += guard.let_through(REPLY[at : at + size])
        at += size
    shown += guard.rest()
    assert "56" not in shown
    assert "fifty" not in shown
    assert shown.startswith("Look at the heap first.")
    assert shown.endswith("Go on.")
    assert guard.held == 2
