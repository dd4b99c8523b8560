"""Replies held against passages: what is cited stands there, and what stands nowhere is in doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.library.asking import Question
from carrel.library.checking import Checked, answer_from, check, nearly
from carrel.library.model import Passage

CELLS = (
    "A cell is the smallest living unit. The nucleus holds the genes of the cell. "
    "Plant cells have a wall; others do not."
)
WATER = "Water boils at 100 degrees Celsius at sea level. On a mountain water boils at a lower temperature."


def passage(number: int, title: str, text: str, first: int = 0) -> Passage:
    """A passage that begins at this character of the first part of its document."""
    return Passage(number, title.lower(), title, 0, f"p. {number}", "", first, first + len(text), text)


PASSAGES = (passage(1, "Cells", CELLS), passage(2, "Water", WATER, first=50))


def cited(checked: Checked) -> list[tuple[str, str, str]]:
    """The citations in short."""
    return [(one.title, one.quote, one.chosen) for one in checked.citations]


def test_a_quote_that_stands_there_is_cited_with_its_place() -> None:
    checked = check('It says "water boils at 100 degrees Celsius" [2].', PASSAGES)
    (one,) = checked.citations
    assert (one.document, one.label, one.part, one.chosen) == ("water", "p. 2", 0, "model")
    assert WATER[one.first - 50 : one.last - 50] == one.quote == "Water boils at 100 degrees Celsius"
    assert checked.text == 'It says "water boils at 100 degrees Celsius" [1].'
    assert not checked.doubts


def test_a_wrong_number_does_not_hide_where_a_quote_stands() -> None:
    assert cited(check('"The nucleus holds the genes of the cell." [2]', PASSAGES)) == [
        ("Cells", "The nucleus holds the genes of the cell.", "model")
    ]


def test_an_invented_quote_is_never_cited_and_loses_its_number() -> None:
    checked = check('"Cells were discovered by the king of Spain" [1].', PASSAGES)
    assert checked.citations == ()
    assert checked.text == '"Cells were discovered by the king of Spain".'
    assert [checked.text[slice(*doubt)] for doubt in checked.doubts] == [checked.text]


def test_a_number_alone_is_no_citation() -> None:
    checked = check("Cells can sing in the evening [1]. Water is a drink [7].", PASSAGES)
    assert checked == Checked("Cells can sing in the evening. Water is a drink.", (), ((0, 30), (31, 48)))


def test_a_quote_that_is_nearly_right_is_put_right_from_the_source() -> None:
    checked = check('"The nucleus holds all the genes of the cell." [1]', PASSAGES)
    assert checked.text == '"The nucleus holds the genes of the cell." [1]'
    assert cited(checked) == [("Cells", "The nucleus holds the genes of the cell.", "code")]


@pytest.mark.parametrize(
    "quote",
    [
        "Water boils at 90 degrees Celsius at sea level.",
        "Water never boils at 100 degrees Celsius at sea level.",
        "Iron boils in degrees at the level of mountains and seas.",
    ],
)
def test_another_number_or_a_not_makes_it_another_sentence(quote: str) -> None:
    assert not nearly(quote, "Water boils at 100 degrees Celsius at sea level.")


def test_code_finds_the_sentence_for_what_was_not_quoted() -> None:
    checked = check("The nucleus holds the genes of a cell. Cells love music in the evening.", PASSAGES)
    assert checked.text.startswith("The nucleus holds the genes of a cell [1].")
    assert cited(checked) == [("Cells", "The nucleus holds the genes of the cell.", "code")]
    assert [checked.text[slice(*doubt)] for doubt in checked.doubts] == ["Cells love music in the evening."]


def test_the_same_sentence_keeps_its_number() -> None:
    checked = check("The nucleus holds the genes of the cell. The genes of the cell are held by the nucleus.", PASSAGES)
    assert checked.text.count("[1]") == 2
    assert len(checked.citations) == 1


def test_questions_headings_small_talk_and_code_are_no_claims() -> None:
    reply = "# Cells and water boiling\n\nHello there! Do cells boil in water?\n\n```\ncells[1] = water[2]\n```\n"
    assert check(reply, PASSAGES) == Checked(reply)


def test_a_heading_is_never_cited_for_it_may_name_what_is_not_so() -> None:
    text = "### Bigger animals have bigger cells\n\nIn fact the cells of an elephant and a mouse are alike in size."
    one = passage(1, "Cells", text)
    for reply in ('"Bigger animals have bigger cells" [1]', "Bigger animals have bigger cells."):
        assert check(reply, [one]).citations == ()
    assert answer_from(Question("Do bigger animals have bigger cells?", "Do bigger animals have bigger cells?"), [one])


def test_a_number_stands_behind_its_quote_and_none_behind_an_invented_one() -> None:
    checked = check('He writes "the nucleus holds the genes" and "cells have a king and a queen" [1].', PASSAGES)
    assert checked.text == 'He writes "the nucleus holds the genes" [1] and "cells have a king and a queen".'
    assert checked.doubts == ((0, len(checked.text)),)


def test_a_quote_over_two_sentences_is_one_quote() -> None:
    two = '"A cell is the smallest living unit. The nucleus holds the genes of the cell." [1]'
    assert check(two, PASSAGES).text == two
    assert check(two.replace("genes", "keys"), PASSAGES).citations == ()


def test_numbers_in_code_stay() -> None:
    assert check("Take `cells[1]` of the list of all cells [1].", PASSAGES).text.startswith("Take `cells[1]` of")


def test_a_question_is_answered_by_the_sentence_that_holds_it() -> None:
    found = answer_from(Question("What does the nucleus hold?", "What does the nucleus hold?"), PASSAGES)
    assert found is not None
    assert found.quote == "The nucleus holds the genes of the cell."
    assert answer_from(Question("Who was the king of Spain?", "Who was the king of Spain?"), PASSAGES) is None
    assert answer_from(Question("What is it?", "What is it?"), PASSAGES) is None


SENTENCES = [sentence + "." for text in (CELLS, WATER) for sentence in text.rstrip(".").split(". ")]
SAYINGS = st.lists(
    st.one_of(
        st.sampled_from(SENTENCES),
        st.sampled_from(SENTENCES).map(lambda one: f'"{one}" [1]'),
        st.sampled_from(SENTENCES).map(lambda one: f'"{one.replace("e", "a")}" [2]'),
        st.text(max_size=60),
        st.sampled_from(["Cells [9] sing.", "> ", "- ", "\n\n", "`x[1]`", "[1][2]", '"', "Yes."]),
    ),
    max_size=8,
).map(" ".join)


@given(SAYINGS)
def test_whatever_is_said_every_citation_stands_in_its_passage(reply: str) -> None:
    checked = check(reply, PASSAGES)
    texts = {"cells": (CELLS, 0), "water": (WATER, 50)}
    assert [one.n for one in checked.citations] == list(range(1, len(checked.citations) + 1))
    for one in checked.citations:
        text, begin = texts[one.document or ""]
        assert text[one.first - begin : one.last - begin] == one.quote
        assert f"[{one.n}]" in checked.text
    for first, last in checked.doubts:
        assert 0 <= first < last <= len(checked.text)
