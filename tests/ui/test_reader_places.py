"""What of a document stands where: sentences found whatever their signs, long parts cut, and the contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from carrel.base.stamp import Moment
from carrel.library.model import Document, Part
from carrel.ui.panes.reader.places import LONGEST_MARKDOWN, Spot, Target, entries, pieces, spot_of
from carrel.ui.render.blocks import write_markdown
from carrel.ui.render.look import Look
from carrel.ui.render.quoting import as_read, bare, quote_in, spans
from carrel.ui.theme import Theme

EMPTY = Document("d", Moment.of(datetime(2026, 1, 1, tzinfo=UTC)), "A text", "text", "a.txt", "0")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("A **bold** claim, and *more*.", "A **bold** claim"),
        ("See [the page](https://example.org/a) for it.", "See [the page](https://example.org/a) for it."),
        ("soft\nbreak", "soft break"),
        ("hyphen-\nated words", "hyphenated words"),
        ("1. first\n2. second", "1. first\n2. second"),
        ("Le café d’été", "le cafe d'ete"),
        ("光合作用是植物的事。", "光合作用"),
        ("الورقة مصنع صغير.", "مصنع صغير"),
        ("𝛼 before and 𝛼 after", "and 𝛼 after"),
        ("| a | b |\n|---|---|\n| one | two |", "| one | two |"),
        ("a — b … →→→ c", "→→→"),
    ],
)
def test_a_quote_is_found_in_what_is_laid_out(theme: Theme, text: str, quote: str) -> None:
    document, look = QTextDocument(), Look(theme)
    write_markdown(document, text, look)
    found = quote_in(document, (quote, as_read(quote, look)), 0)
    assert found is not None
    assert found.hasSelection()


def test_of_several_places_the_right_one_is_lit(theme: Theme) -> None:
    text = "Water is wet. **Water is wet.** Water is wet."
    assert [text[start:end] for start, end in spans(text, "water is wet")] == ["Water is wet"] * 3
    document, look = QTextDocument(), Look(theme)
    write_markdown(document, text, look)
    second = quote_in(document, ("Water is wet.",), 1)
    assert second is not None
    assert (second.selectionStart(), second.selectionEnd()) == (14, 27)


@given(st.text("ab -*\n.é光", min_size=1, max_size=60), st.integers(0, 60), st.integers(1, 60))
def test_every_piece_of_a_text_is_found_in_it_with_the_same_letters(text: str, first: int, length: int) -> None:
    quote = text[first : first + length]
    if not bare(quote)[0]:
        return
    found = [text[start:end] for start, end in spans(text, quote)]
    assert found
    assert {bare(one)[0] for one in found} == {bare(quote)[0]}


@given(st.lists(st.sampled_from(["x" * 900, "", "```", "a line of words", "y" * 7_000, "z" * 40_000]), max_size=60))
def test_pieces_leave_nothing_out_and_are_not_too_long(lines: list[str]) -> None:
    text = "\n".join(lines)
    for form in ("plain", "markdown"):
        document = replace(EMPTY, form=form)
        made = pieces(document, parts_of(text))
        assert "".join(text[one.first : one.last] for one in made) == text
        assert all(one.last - one.first <= 4 * LONGEST_MARKDOWN + 40_001 for one in made)


def parts_of(*texts: str) -> Sequence[Part]:
    """Parts with these texts."""
    return [Part(number, "", "", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("target", "spot"),
    [
        (Target(1, "two", 4), Spot(1, 4, 7)),
        (Target(1, "two", 0), Spot(1, 4, 7)),
        (Target(0, "three"), Spot(2, 0, 5)),
        (Target(1, "two  and\ntwo"), Spot(1, 4, 15)),
        (Target(1, "nowhere"), None),
        (Target(9, "one"), Spot(0, 0, 3)),
        (Target(1, " "), None),
    ],
)
def test_a_sentence_is_looked_for_where_it_stood_and_then_everywhere(target: Target, spot: Spot | None) -> None:
    assert spot_of(parts_of("one", "and two and two", "three"), target) == spot


def test_contents_are_headings_or_else_labels() -> None:
    headed = [Part(0, "", "A › B", ""), Part(1, "", "A › C", ""), Part(2, "", "A › C › D", "")]
    assert entries(headed) == [(0, 0, "A"), (1, 0, "B"), (1, 1, "C"), (2, 2, "D")]
    assert entries([Part(0, "p. 1", "", ""), Part(1, "p. 2", "", "")]) == [(0, 0, "p. 1"), (0, 1, "p. 2")]
