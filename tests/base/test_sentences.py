"""Sentences and blocks are found in the scripts and forms that people write."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.blocks import blocks
from carrel.base.sentences import sentences


def cut(text: str) -> list[str]:
    """The sentences themselves."""
    return [text[first:last] for first, last in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Cells divide.", "They grow!", "Why?"],
        ["It costs 3.14 euros.", "See e.g. Fig. 3 for more, and p. 12.", "Then go on."],
        ["Dr. Brown met J. R. Smith at 9 a.m. yesterday.", "They left at 5 p.m.", "Nobody saw them."],
        ["Oranges hold vitamin C.", "It prevents scurvy.", "The answer is no.", "See No. 5 for that."],
        ["“Stop!” she said.", "He asked: “Why?”", "Nobody knew."],
        ["Water boils (at 100 °C.)", "Ice melts."],
        ["Plants breathe too.[1]", "They do so at night. [2]", "That is all."],
        ["植物在夜里也呼吸。", "它们放出二氧化碳！", "为什么？」", "因为"],
        ["هل تتنفس النباتات؟", "نعم، في الليل أيضا.", "وهذا كل شيء"],
        ["पौधे रात में भी साँस लेते हैं।", "क्या यह सच है?", "हाँ।"],
        ["Visit example.com/a.b for v1.2.3 of it.", "Use node.js there."],
        ["The U.S. economy grew.", "It was 1990.", "In 1991 it shrank..."],
        ["¿Qué es la célula?", "¡Es pequeña!", "El Sr. López lo dijo."],
    ],
)
def test_sentences_end_where_a_reader_says_they_do(expected: list[str]) -> None:
    joiner = "" if expected[0][0] == "植" else " "
    assert cut(joiner.join(expected)) == expected


def test_headings_items_rows_and_code_are_sentences_of_their_own() -> None:
    text = (
        "# Cells\nA cell is small.\n\n1. Take an egg. Break it.\n2) Stir\n- and wait\n\n| a | b. c |\n|---|---|\n\n"
        "```\nx = 1. + y\nprint(x)\n```\nAn end"
    )
    assert cut(text) == [
        "# Cells",
        "A cell is small.",
        "1. Take an egg.",
        "Break it.",
        "2) Stir",
        "- and wait",
        "| a | b. c |",
        "|---|---|",
        "x = 1. + y",
        "print(x)",
        "An end",
    ]


def test_wrapped_lines_are_joined_and_short_ones_are_not() -> None:
    first = "The mitochondria of a cell turn sugar into\nenergy."
    second = "Without them Nothing\nwould live for long in a world of cells."
    assert cut(f"{first} {second}") == [first, second]
    assert cut("Eggs 3\nFlour 200 g\nMilk\n") == ["Eggs 3", "Flour 200 g", "Milk"]


def test_what_every_block_is() -> None:
    text = (
        "Growing things\n\nPlants grow.\n\nname,born,town\nAda,1815,London\nAlan,1912,London\n\n"
        "Title\n=====\n* one\n\n---\nEnd."
    )
    found = [(block.kind, text[block.first : block.last]) for block in blocks(text)]
    assert found == [
        ("heading", "Growing things"),
        ("prose", "Plants grow."),
        ("row", "name,born,town"),
        ("row", "Ada,1815,London"),
        ("row", "Alan,1912,London"),
        ("heading", "Title"),
        ("item", "* one"),
        ("prose", "End."),
    ]


@given(st.text(st.sampled_from('aB1. \n#|-`~=,\t!?"。؟।)[]'), max_size=120) | st.text(max_size=60))
def test_sentences_never_overlap_and_lose_no_letter(text: str) -> None:
    spans = sentences(text)
    assert all(first < last for first, last in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    between = text
    for first, last in reversed(spans):
        assert text[first:last] == text[first:last].strip()
        between = between[:first] + between[last:]
    assert not [letter for letter in between if letter.isalpha()] or "```" in text or "~~~" in text


@pytest.mark.parametrize(
    "unit",
    ["a", "a ", ".", '"', ".a", "。", "A. ", "\n", "# a\n\n", "a.\n", "|", ",", "```\n", "- a\n", "[1]", ". [1]"],
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    began = time.monotonic()
    sentences(unit * (400_000 // len(unit)))
    assert time.monotonic() - began < 30, "a hang, where a second is usual"
