"""Titles and names, fit to stand among our own words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.show import LONGEST, beside, one_line, unmarked


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("  two\nlines\tand   spaces ", "two lines and spaces"),
        ("<b>bold</b> & more", "<b>bold</b> & more"),
        ("abc\u202egpj.exe\u202c", "abcgpj.exe"),
        ("\u2067ab\u2069\u200fc\u061c", "abc"),
        ("nul\x00 mark\x02\x03 line\u2028end", "nul mark line end"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔬 in the lab", "👩\u200d🔬 in the lab"),
        ("\ud800 half", "half"),
        ("", ""),
    ],
)
def test_a_title_stands_on_one_line_without_what_could_disguise_it(title: str, shown: str) -> None:
    assert one_line(title) == shown


def test_a_very_long_title_is_cut() -> None:
    assert len(one_line("x" * 10_000)) == LONGEST
    assert one_line("x" * 10_000).endswith("…")


@given(st.text(st.characters(codec=None), max_size=900))
def test_whatever_it_is_nothing_is_left_that_turns_or_breaks_the_line(title: str) -> None:
    shown = one_line(title)
    assert len(shown) <= LONGEST
    assert not [one for one in shown if unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp", "Cs"} - {"Cf"}]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def test_a_name_beside_our_words_keeps_its_direction_to_itself() -> None:
    assert beside("Biology") == "Biology"
    assert beside("علوم") == "\u2068علوم\u2069"


def test_markdown_is_shown_without_its_signs_and_everything_else_as_it_is() -> None:
    marked = "## Leaves\nA leaf is a **small factory**, *almost* [a kitchen](kitchen.md)."
    assert unmarked(marked) == "Leaves\nA leaf is a small factory, almost a kitchen."
    for other in ("2 * 3 * 4 = 24", "2*3*4", "C# and F#", "a[1](x y)", "*", "**", "#tag", "__init__"):
        assert unmarked(other) == other
