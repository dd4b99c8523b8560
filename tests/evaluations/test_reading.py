"""The file of an evaluation set: what it says, and what is wrong in it, by line."""

from __future__ import annotations

import json

import pytest

from carrel.base.expecting import Expectation
from carrel.evaluations.model import Given, Question, Turn, as_json
from carrel.evaluations.reading import MOST_BYTES, read
from carrel.evaluations.reading.faults import MOST_QUESTIONS

FILE = """+++
title = "Biology"
says = "Asked most."
answers = "sources"
+++

## Leaves

Asked: Why are
leaves green?

Expected:

- must say: chlorophyll | green pigment
- must not claim: leaves absorb green | "leaves are painted"
- must contain: light
- must not contain: magic
- at most 80 words
- asks back

## Next

Before:

> You: What is a verb?
> Tutor: A word
> for doing.

Given: notes.md

> Asked: this stands in the text.
> A verb is a word.

Asked: One example?

Expected:

- language: en
"""


def test_a_set_in_markdown_says_what_is_asked_and_what_is_expected() -> None:
    found = read("md", FILE.replace("\n", "\r\n"))
    assert (found.title, found.says, found.mode, found.faults) == ("Biology", "Asked most.", "sources", ())
    leaves, following = found.questions
    assert leaves == Question(
        "Leaves",
        "Why are\nleaves green?",
        Expectation(contains=(("light",),), lacks=("magic",), most_words=80, asks=True),
        (("chlorophyll", "green pigment"),),
        ("leaves absorb green", "leaves are painted"),
        line=7,
    )
    assert following.before == (Turn("user", "What is a verb?"), Turn("assistant", "A word\nfor doing."))
    assert following.given == (Given("notes.md", "Asked: this stands in the text.\nA verb is a word."),)


def test_a_question_says_the_same_as_a_line_of_json() -> None:
    for one in read("md", FILE).questions:
        [again] = read("jsonl", json.dumps(as_json(one))).questions
        assert as_json(again) == as_json(one)
        assert again.asks == one.asks


def test_lines_of_json_may_begin_with_the_title_and_an_item_is_a_line_of_its_own() -> None:
    item = {"v": 1, "id": "sum", "kind": "numeric", "prompt": "7 times 8?", "answers": ["56"]}
    lines = [
        {"title": "Sums", "answers": "open"},
        item,
        {"ask": "And 6 times 7?", "points": ["42", ["42", "forty-two"]]},
    ]
    found = read("jsonl", "\n".join(map(json.dumps, lines)))
    assert (found.title, found.faults) == ("Sums", ())
    assert [(one.id, one.points) for one in found.questions] == [("sum", ()), ("q2", (("42",), ("42", "forty-two")))]
    assert json.loads(found.questions[0].item) == item


@pytest.mark.parametrize(
    ("before", "after", "line", "word"),
    [
        ('title = "Biology"', "", 1, "no title"),
        ('title = "Biology"', "title = Biology", 2, "cannot be read"),
        ('answers = "sources"', 'answers = "loudly"', 4, "loudly"),
        ("+++\ntitle", "title", 1, "between two lines"),
        ("- must say: chlorophyll | green pigment", "- must sing: chlorophyll", 14, "must sing"),
        ("- must say: chlorophyll | green pigment", "- must say: |", 14, "must say"),
        ("## Next", "## Leaves", 21, "Two questions"),
        ("Asked: One example?", "", 21, "“Asked:” is missing"),
        ("- language: en", "", 21, "Nothing is expected"),
        ("> You: What is a verb?", "> What is a verb?", 25, "who said this"),
        ("Given: notes.md", "Given:", 29, "no name"),
        ("Why are\n", "Why " + "a" * 7000 + "\n", 9, "longer than"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(before: str, after: str, line: int, word: str) -> None:
    assert before in FILE
    found = read("md", FILE.replace(before, after))
    assert not found.is_sound
    assert any(one.line == line and word in one.what and one.then and one.is_grave for one in found.faults), (
        found.faults
    )


def test_what_is_not_known_is_named_and_everything_else_works() -> None:
    found = read("md", FILE.replace("says =", "sais =").replace("## Leaves", "A word before.\n\n## Leaves"))
    assert [(one.line, one.is_grave) for one in found.faults] == [(3, False), (7, False)]
    assert found.is_sound
    assert len(found.questions) == 2


@pytest.mark.parametrize(
    "line",
    [
        "nothing",
        "[1]",
        "[" * 100_000,
        '{"ask": ""}',
        '{"ask": 5}',
        '{"ask": "a", "points": [[]]}',
        '{"ask": "a", "points": [{"a": 1}]}',
        '{"ask": "a", "lacks": [1]}',
        '{"ask": "a", "most_words": true}',
        '{"ask": "a", "most_words": -1}',
        '{"ask": "a", "asks": "yes"}',
        '{"ask": "a", "item": "x"}',
        '{"ask": "a", "sources": [{"name": "n"}]}',
        '{"ask": "a", "history": "x"}',
        '{"ask": "a", "language": "english"}',
    ],
)
def test_a_line_that_is_no_question_is_told(line: str) -> None:
    found = read("jsonl", f'{{"ask": "a", "contains": ["b"]}}\n\n{line}')
    assert [one.line for one in found.faults if one.is_grave][:1] == [3]
    assert not found.is_sound


def test_too_much_is_refused_and_never_worked_through() -> None:
    assert "longer than" in read("md", "x" * (MOST_BYTES + 1)).faults[0].what
    many = "\n".join(json.dumps({"ask": "a", "contains": ["b"]}) for _ in range(MOST_QUESTIONS + 5))
    found = read("jsonl", many)
    assert len(found.questions) == MOST_QUESTIONS
    assert found.faults[0].line == MOST_QUESTIONS + 1
    assert not read("md", "").is_sound
    assert not read("jsonl", "").is_sound
