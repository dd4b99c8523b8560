"""A text that comes bit by bit ends as the one that came at once, whatever is in it and wherever it is cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from carrel.ui.render.look import Look
from carrel.ui.theme import Theme
from tests.ui.documents import dump, in_pieces, whole

FRAGMENTS = (
    *(
        "word ",
        "two words",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "# ",
        "## title\n",
        "- item\n",
        "  - inner\n",
        "1. one\n",
    ),
    *("2. two\n", "> said\n", ">> deeper\n", "> - in a quote\n", "> $$\n", "- $$\n", "  ", "    ", "```\n", "~~~\n"),
    *("```python\nx = 1\n", "    indented\n", "- ```\n  x\n", "  ```\n", "> ```\n", "| a | b |\n|---|--:|\n"),
    *("| $x$ | 2 |\n", "|$|$|\n", "---\n", "===\n", "**bold**", "*em", "*", "`code`", "`", "[link](http://a.b)"),
    *(
        "![p](x.png)",
        "[ref]",
        "[ref]: http://c.d\n",
        "[ref]:",
        "<b>html</b>\n",
        "<!-- ",
        "-->\n",
        "\\",
        "&amp;",
        "مرحبا ",
    ),
    *("שלום ", "é", "\t", "  \n", "* * *\n", "+ plus\n", "10) ten\n", "$", "$$", "$$\n", "$x^2$", "$x_1$ and $y_1$"),
    *(
        "$5 and $10",
        "\n$$\nE = mc^2\n$$\n",
        "$$a$$",
        "$$a$$\n",
        "\n$$\n\\frac{1}{2}",
        "\\(a_1",
        "\\(b\\)",
        "\\[",
        "\\]",
    ),
    *("\n\\[\nx *y* z\n\\]\n", "\\]\n", "$\\ce{H2O}$", "x^2$", "\\$3", "\u202etxet\u202c", "\x00", "\ud83d", "\ude00"),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)
CUTS = st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Iterator[Look]:
    """The formats by day."""
    theme = Theme("light", 100)
    yield Look(theme)
    theme.deleteLater()


@settings(max_examples=2_000, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=TEXTS, cuts=CUTS)
@example(text="```\na\n```\n\n| a |\n|---|\n| 1 |\n\nafter\n\n- x\n", cuts=[1])
@example(text="- a\n\n\n- b\n\n1. c\n", cuts=[3])
@example(text="[ref]\n\nmore\n\n[ref]: http://c.d\n", cuts=[5])
@example(text="para\n$$\nx\n\nnever closed", cuts=[1])
@example(text="para\n$$\nx\n$$ not the end\n\nmore\n\nlast", cuts=[1])
@example(text="> $$\n> x\n\npara $a\n\nlast", cuts=[2])
@example(text="- $$\n  x\n\n  $$\n- b $c\n\nd$", cuts=[1])
@example(text="a\r\n\r\nb\r", cuts=[2])
@example(text="\r\x00\nword ", cuts=[1])
@example(text=">> deeper\n\\[\n\n", cuts=[1])
@example(text="\n$$\n\\frac{1}{2}\n- ```\n  x\nword \n$$\n\\frac{1}{2}", cuts=[1])
@example(text="$$\n\\[\nx\n\\]\n    indented\n> $$\n", cuts=[1])
def test_a_streamed_text_looks_like_the_whole_one(look: Look, text: str, cuts: list[int]) -> None:
    assert dump(in_pieces(text, cuts, look)) == dump(whole(text, look))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, cuts=CUTS)
def test_no_word_is_lost(look: Look, text: str, cuts: list[int]) -> None:
    shown = "".join(str(row) for row in dump(in_pieces(text, cuts, look)))
    assert shown.count("word") >= text.count("word ")
    assert shown.count("مرحبا") >= text.count("مرحبا")
