"""A quote stands in a text word for word, or it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.library.quoting import find, folded, is_enough, one_line, quotes_in

TEXT = "Plants take in carbon dioxide.\nPhoto-\nsynthesis makes “sugar” from   light, and **a well-known gas** leaves."


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("Plants take in carbon dioxide.", "Plants take in carbon dioxide."),
        ("plants take in carbon dioxide", "Plants take in carbon dioxide"),
        ("Photosynthesis makes sugar", None),
        ('Photosynthesis makes "sugar" from light', "Photo-\nsynthesis makes “sugar” from   light"),
        ("and a well-known gas leaves", "and **a well-known gas** leaves"),
        ("a wellknown gas", "a well-known gas"),
        ("take in … Photosynthesis makes", "take in carbon dioxide.\nPhoto-\nsynthesis makes"),
        ("Photosynthesis makes … take in", None),
        ("lants take in carbon", None),
        ("Plants take in carbon diox", None),
        ("Plants give off carbon dioxide.", None),
        ("", None),
        ("…", None),
        ("?!", None),
    ],
)
def test_words_decide_and_spaces_signs_and_hyphens_do_not(quote: str, stands: str | None) -> None:
    found = find(quote, TEXT)
    assert (TEXT[slice(*found)] if found else None) == stands


def test_a_sign_between_numbers_is_not_markdown() -> None:
    assert find("it makes 23 of them", "So it makes 2*3 of them.") is None
    assert find("it makes 2*3 of them", "So it makes 2*3 of them.") is not None


def test_letters_written_in_other_ways_are_the_same_letters() -> None:
    assert find("the first office file", "In the ﬁrst oﬃce ﬁle.") is not None
    assert find("光合作用是植物", "因此光合作用是植物制造养分的过程。") is not None
    assert find("النباتات تصنع الغذاء", "إن النباتات تصنع الغذاء من الضوء.") is not None


def test_quotes_are_found_between_any_marks_with_their_numbers() -> None:
    text = 'It says "cells divide" [2] and “all life is cells” (1), but «rien n’est sûr» and "this is open.'
    assert [(one.words, one.number, text[one.first : one.last]) for one in quotes_in(text)] == [
        ("cells divide", 2, '"cells divide" [2]'),
        ("all life is cells", 1, "“all life is cells” (1)"),
        ("rien n’est sûr", None, "«rien n’est sûr»"),
    ]


@pytest.mark.parametrize(
    ("quote", "enough"),
    [("cells divide", False), ("all cells divide", True), ("光合作用是植物制造", True), ("光合", False)],
)
def test_too_few_words_are_no_quote(quote: str, enough: bool) -> None:
    assert is_enough(quote) == enough


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_text_can_be_looked_into(quote: str, text: str) -> None:
    found = find(quote, text)
    if found is not None:
        assert 0 <= found[0] < found[1] <= len(text)


WORDS = st.lists(st.text("abcdeéß", min_size=1, max_size=8), min_size=3, max_size=12)


@given(WORDS, WORDS, WORDS, st.sampled_from([" ", "  ", "\n", " \n\t"]))
def test_what_was_copied_is_found_however_it_was_wrapped(
    before: list[str], quote: list[str], after: list[str], space: str
) -> None:
    text = space.join((*before, *quote, *after))
    found = find(" ".join(quote), text)
    assert found is not None
    assert folded(text[slice(*found)])[0] == folded(" ".join(quote))[0]


def test_a_text_in_one_line_has_its_divided_words_whole_and_is_found_where_it_stood() -> None:
    text = "The observa-\ntory is a well-known place,\nold and quiet."
    assert one_line(text) == "The observatory is a well-known place, old and quiet."
    assert find(one_line(text), text) == (0, len(text))
    assert find("The observa- tory is a well-known place", text) is not None
