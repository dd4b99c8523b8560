"""Aiken holds choices with one right answer, and says what it had to leave out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.exchange.questions.aiken import FORMAT, read, recognises, write
from carrel.exchange.questions.api import Losses, Questions, QuestionsRefused, unheld
from tests.exchange.questions.items import anything, items, without

GOLDEN = Path(__file__).parent / "golden"


def choice(prompt: str, right: str, *wrong: str, **more: object) -> dict[str, object]:
    """The fields of a choice of which the first is right."""
    choices = [{"text": right, "right": True}, *({"text": text} for text in wrong)]
    return {"kind": "choice", "prompt": prompt, "choices": choices, **more}


PLANETS = [{"text": "Mars"}, {"text": "Jupiter", "right": True}, {"text": "Venus\nor Earth", "feedback": "Too small."}]
EVERYTHING = (
    {"kind": "choice", "prompt": "Which planet is the largest?\n\nIt has many moons.", "choices": PLANETS},
    choice("A. Einstein wrote which book?", "Relativity", "Ulysses", hints=["Not a novel."], skills=["books"]),
    choice("ANSWER: what is it?", "a reply", "a question"),
    {"kind": "true_false", "prompt": "The moon shines by itself.", "answers": ["false"]},
    {"kind": "text", "prompt": "Name a planet.", "answers": ["Mars"]},
    choice("Which are planets?", "Mars", "Moon", multiple=True),
    choice("Pick one of many.", *map(str, range(27))),
)


def test_the_file_is_the_golden_one_byte_for_byte() -> None:
    written = write(Questions("Planets", tuple(map(item_from, EVERYTHING))))
    assert written.content.decode() == (GOLDEN / "written.aiken.txt").read_text(encoding="utf-8")
    assert written.count == 4
    assert written.lost == Losses(items=3, kind=1, feedback=1, markup=3, hints=1, skills=1)


@settings(max_examples=60, deadline=None)
@given(item=items("choice", "true_false"))
def test_a_choice_comes_back_equal_but_for_what_was_counted(item: Item) -> None:
    written = write(Questions("Planets", (item,)))
    if written.lost["items"]:
        assert item.multiple
        return
    found = read(written.content, "Planets.txt")
    [back] = found.items
    assert (found.title, found.bad, found.lost) == ("Planets", (), Losses())
    assert set(unheld([item])) <= set(written.lost)
    if written.lost["kind"]:
        truth = {"true": "True", "false": "False"}[item.answers[0]]
        assert [one.text for one in back.choices if one.right] == [truth]
        assert back.prompt == item.prompt or written.lost["markup"]
        return
    expected = without(item, "id", "skills", "hints", "solution", "source", "unreviewed")
    plain = tuple(replace(one, feedback="", misconception="") for one in item.choices)
    if written.lost["markup"]:
        assert back.prompt.split() == item.prompt.replace("ANSWER:", "ANSWER :").split()
        expected = replace(expected, prompt=back.prompt)
    assert back == replace(expected, choices=plain)


@settings(max_examples=40, deadline=None)
@given(item=items("choice", "true_false", texts=anything, prompts=anything))
def test_any_letters_at_all_make_one_question(item: Item) -> None:
    written = write(Questions("Planets", (item,)))
    if written.count:
        found = read(written.content, "Planets.txt")
        assert len(found.items) == 1
        assert not found.bad


def test_a_teachers_file_is_read() -> None:
    text = """
Which gas do plants take in,
and which do they give off?
A) oxygen and carbon dioxide
B) carbon dioxide
   and oxygen

C) nitrogen
answer: b.

Is it warm?
A. yes
B. no
ANSWER:A
"""
    gas, warm = read(text.encode("utf-16"), "folder/Gases.txt").items
    assert gas.prompt == "Which gas do plants take in,\nand which do they give off?"
    assert [(one.text, one.right) for one in gas.choices] == [
        ("oxygen and carbon dioxide", False),
        ("carbon dioxide\nand oxygen", True),
        ("nitrogen", False),
    ]
    assert warm.choices[0].right


BAD = {
    "q\nA. a\nB. b": "is missing",
    "q\nA. a\nB. b\nANSWER: C": "the letter of one of the answers",
    "q\nA. a\nB. b\nANSWER:": "the letter of one of the answers",
    "q\nA. a\nB. b\nANSWER: A, B": "the letter of one of the answers",
    "q\nA. a\nA. b\nANSWER: A": "the same letter",
    "q\nA. a\nANSWER: A": "at least two",
    "q\nA.\nB. b\nANSWER: B": "“text”",
    "ANSWER: A": "the letter of one of the answers",
    "q\nA. " + "x" * 20_001 + "\nB. b\nANSWER: B": "too long",
}


@pytest.mark.parametrize(("text", "why"), BAD.items(), ids=[text[:20] for text in BAD])
def test_a_bad_question_is_named_by_its_line_and_the_others_go_on(text: str, why: str) -> None:
    around = "{}\nA. yes\nB. no\nANSWER: A\n\n"
    found = read((around.format("first") + text + "\n\n" + around.format("last")).encode(), "a.txt")
    assert [item.prompt for item in found.items] == ["first", "last"]
    [bad] = found.bad
    assert bad.where == "line 6"
    assert why in bad.why


REFUSED = {
    b"": "empty",
    b"\x89PNG\r\n\x1a\n\x00": "not text",
    b"a\x00\x00b": "not text",
    b"Dear all, no questions today.": "No questions in the format Aiken",
    b"x" * 10_000_000: "No questions in the format Aiken",
    b"x" * 20_000_001: "larger than 20 MB",
    b"ANSWER:\n" * 20_001: "more than 20000",
}


@pytest.mark.parametrize(("content", "why"), REFUSED.items(), ids=REFUSED.values())
def test_what_holds_no_questions_is_refused_in_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(QuestionsRefused, match=why):
        read(content, "a.txt")


LINES = some.sampled_from(["q", "A. a", "B) b", "C.", "ANSWER: A", "ANSWER", "ANSWER: Z", "", " ", "\t", "A.b", "é"])


@settings(max_examples=100, deadline=None)
@given(lines=some.lists(LINES, max_size=14))
def test_every_line_that_is_not_empty_belongs_to_a_question_or_a_bad_one(lines: list[str]) -> None:
    try:
        found = read("\n".join(lines).encode(), "a.txt")
    except QuestionsRefused:
        return
    assert found.items or found.bad


@pytest.mark.parametrize(
    ("content", "name", "known"),
    [
        (b"q\nA. a\nB. b\nANSWER: A\n", "quiz.txt", True),
        (b"q\r\nA) a\r\nB) b\r\nANSWER: A\r\n", "quiz", True),
        (b"q\nA. a\nANSWER: A\n", "quiz.gift", False),
        (b"A. first of all\nB. then\n", "notes.txt", False),
        (b"ANSWER: A", "notes.txt", False),
        (b"\x00\xff", "quiz.txt", False),
    ],
)
def test_a_file_is_known_by_its_lines(content: bytes, name: str, known: bool) -> None:
    assert FORMAT.recognises is recognises
    assert recognises(content, name) is known
