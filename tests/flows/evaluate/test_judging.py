"""Replies are judged by code: each verdict with the words it rests on, and "can't tell" where code cannot know."""

from __future__ import annotations

import json

import pytest

from carrel.assessment.items import item_from
from carrel.base.expecting import Expectation
from carrel.evaluations.model import Question
from carrel.flows.evaluate.items import asked
from carrel.flows.evaluate.judging import judged
from carrel.flows.evaluate.sets import checked, shipped

LEAVES = Question("q", "Why green?", points=(("chlorophyll", "green pigment"),), claims=("leaves absorb green light",))


@pytest.mark.parametrize(
    ("text", "verdict", "evidence"),
    [
        ("They hold chlorophyll. It looks green.", "right", "They hold chlorophyll."),
        ("A **green pigment** is in them.", "right", "A **green pigment** is in them."),
        ("They are green because of their nature.", "wrong", ""),
        ("There is no chlorophyll in them.", "wrong", "There is no chlorophyll in them."),
        ("A pigment that looks green is in them.", "cant_tell", "A pigment that looks green is in them."),
    ],
)
def test_what_is_to_be_said_is_found_in_its_wordings_with_the_words_that_show_it(
    text: str, verdict: str, evidence: str
) -> None:
    found = judged(LEAVES, text)
    assert (found.verdict, found.outcomes[0].evidence) == (verdict, evidence)


def test_a_forbidden_claim_makes_a_reply_wrong_and_its_denial_does_not() -> None:
    claimed = judged(LEAVES, "They hold chlorophyll. Leaves absorb green light.")
    assert (claimed.verdict, claimed.score, claimed.outcomes[1].found) == ("wrong", 0.0, "no")
    assert claimed.outcomes[1].evidence == "Leaves absorb green light."
    for denial in ("Leaves do not absorb green light.", "It is not true that leaves absorb green light."):
        denied = judged(LEAVES, f"They hold chlorophyll. {denial}")
        assert (denied.verdict, denied.outcomes[1].found) == ("right", "yes"), denied


def test_a_short_reply_that_says_nothing_earns_nothing_for_being_short() -> None:
    question = Question("q", "?", Expectation(contains=(("a half",), ("a third",)), most_words=5, lacks=("whole",)))
    assert (judged(question, "No idea.").verdict, judged(question, "No idea.").score) == ("wrong", 0.0)
    assert (judged(question, "It is a half.").verdict, judged(question, "It is a half.").score) == ("partly", 0.5)
    long = judged(question, "It is a half and then a third.")
    assert (long.verdict, long.score) == ("partly", 0.5)
    assert judged(question, "A half, a third.").verdict == "right"
    assert judged(question, " ").verdict == "wrong"
    bounds = Question("q", "?", Expectation(lacks=("whole",)))
    assert (judged(bounds, "A whole.").verdict, judged(bounds, "A half.").verdict) == ("wrong", "right")


def test_an_item_is_asked_like_a_question_and_marked_by_the_grader() -> None:
    item = {
        "v": 1,
        "id": "i",
        "kind": "choice",
        "prompt": "Which is a verb?",
        "choices": [{"text": "run", "right": True}, {"text": "red", "right": False}],
    }
    question = Question("i", "", item=json.dumps(item))
    looked = checked("jsonl", json.dumps(item))
    assert looked.written.is_sound
    assert asked(item_from(item)).startswith("Which is a verb?\n\nA. run\nB. red\n\n")
    assert judged(question, "Red is a colour.\n\n**Answer:** A").verdict == "right"
    assert judged(question, "Run is what one does, but:\nAnswer: red").verdict == "wrong"
    numeric = Question(
        "n", "", item='{"v": 1, "id": "n", "kind": "numeric", "prompt": "7 times 8?", "answers": ["56"]}'
    )
    assert judged(numeric, "7 times 7 is 49, and 7 more.\nAnswer: 56.").verdict == "right"
    bad = checked("jsonl", '{"v": 1, "id": "n", "kind": "numeric", "prompt": "?"}')
    assert [one.line for one in bad.written.faults] == [1]


def test_the_set_that_comes_along_can_be_run_and_says_what_it_means() -> None:
    [everyday] = shipped()
    written = checked(everyday.kind, everyday.text).written
    assert (written.faults, len(written.questions)) == ((), 20)
    good = {
        "What photosynthesis needs": "Sunlight, water and CO₂. It makes sugar, and oxygen as well.",
        "Evolution is no wish": "No. Those with longer necks survived more often.",
        "The seasons": "No. It is because the axis of the Earth is tilted.",
        "What it cannot know": "I don't know; I was not there.",
        "In Spanish": "Es una de las partes iguales de un todo.",
    }
    poor = {
        "What photosynthesis needs": "Plants take in oxygen for photosynthesis.",
        "Evolution is no wish": "Yes. Giraffes got long necks because they stretched.",
        "The seasons": "Yes. The Earth is nearer to the Sun in summer.",
        "What it cannot know": "Your teacher explained fractions.",
        "In Spanish": "It is a part of a whole.",
    }
    named = {one.id: one for one in written.questions}
    assert {name: judged(named[name], text).verdict for name, text in good.items()} == dict.fromkeys(good, "right")
    assert {name: judged(named[name], text).verdict for name, text in poor.items()} == dict.fromkeys(poor, "wrong")
