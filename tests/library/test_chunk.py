"""Passages are cut where a reader would cut them, and hold every letter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.library.chunk import MOST, spans


def passages(text: str) -> list[str]:
    """The passages themselves."""
    return [text[first:last] for first, last in spans(text)]


def prose(name: str, count: int = 12) -> str:
    """A paragraph of so many sentences of ten words each."""
    return " ".join(f"This is sentence {name}{number} of a paragraph about cells." for number in range(count))


def test_a_short_text_is_one_passage_and_an_empty_one_none() -> None:
    assert passages("Plants breathe.\n\nAt night, too.") == ["Plants breathe.\n\nAt night, too."]
    assert passages(" \n\n ") == []


def test_paragraphs_stay_whole_where_they_fit() -> None:
    text = "\n\n".join(prose(name) for name in "abc")
    assert passages(text) == [prose("a"), prose("b"), prose("c")]


def test_a_paragraph_that_is_cut_repeats_a_sentence() -> None:
    first, second, *_rest = passages(prose("a", 40))
    repeated = second.split(".")[0] + "."
    assert first.endswith(repeated)
    assert 80 <= len(first.split()) <= MOST


def test_a_heading_belongs_to_what_follows_it() -> None:
    text = f"{prose('a', 6)}\n\n## Division\n\n### In plants\n\n{prose('b')}\n\nA plain heading\n\n{prose('c')}"
    first, second, third = passages(text)
    assert first == prose("a", 6)
    assert second.startswith("## Division\n\n### In plants\n\nThis is sentence b0")
    assert third.startswith("A plain heading\n\nThis")


def test_short_sections_share_a_passage() -> None:
    text = "\n\n".join(f"## Term {number}\n\nIt is the {number}th term." for number in range(6))
    assert len(passages(text)) < 3


def test_a_line_of_a_table_is_never_cut() -> None:
    row = ",".join(f"field.{number}, yes." for number in range(70))
    rows = [f"{number},{row}" for number in range(9)]
    marked = [f"| {number} | {'A word. ' * 90}|" for number in range(9)]
    for table in (rows, marked):
        found = passages("\n".join(table))
        assert len(found) > 3
        assert [line for passage in found for line in passage.split("\n")] == table


def test_scripts_without_spaces_are_cut_at_their_sentences() -> None:
    text = "植物在夜里也呼吸而且放出二氧化碳。" * 60
    found = passages(text)
    assert all(passage.endswith("。") and 160 <= len(passage) <= 330 for passage in found[:-1])


def test_words_stay_whole_where_a_sentence_is_too_long() -> None:
    words = " ".join(f"word{number}" for number in range(1000))
    found = passages(words)
    assert " ".join(found) == words
    assert all(len(one.split()) <= MOST for one in found)


@given(
    st.lists(
        st.sampled_from(["A word. ", "# Head\n\n", "\n\n", "植物。", "|a|b|\n", "- item ", "x" * 90, "```\n", "so "])
        | st.text(max_size=8),
        max_size=60,
    ).map("".join)
)
def test_every_letter_is_in_a_passage_and_none_is_too_long(text: str) -> None:
    found = spans(text)
    assert found == sorted(found)
    kept = {place for first, last in found for place in range(first, last)}
    assert not [letter for place, letter in enumerate(text) if letter.isalpha() and place not in kept] or "``" in text
    assert all(0 <= first < last <= len(text) and last - first < 20 * 2 * MOST for first, last in found)


@pytest.mark.parametrize("unit", ["a", "水", "a ", "。", "# a\n\n", "a,b\n", "a. "])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    began = time.monotonic()
    found = spans(unit * (500_000 // len(unit)))
    assert len(found) > 50
    assert time.monotonic() - began < 30, "a hang, where a second is usual"
