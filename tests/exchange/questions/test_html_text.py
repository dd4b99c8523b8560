"""The words of a question in HTML are kept, and what else was in it is counted."""

from __future__ import annotations

import pytest

from carrel.exchange.questions.api import Losses
from carrel.exchange.questions.html_text import is_html, plain


@pytest.mark.parametrize(
    ("html", "text", "lost"),
    [
        ("<p>One.</p><p>Two<br>lines &amp; more.</p>", "One.\n\nTwo\nlines & more.", Losses()),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb", Losses(markup=1)),
        ("x<sup>2</sup> <em>is</em> big", "x2 is big", Losses(markup=1)),
        ('See <img src="a.png"> and <audio src="b"></audio>.', "See and .", Losses(pictures=2)),
        ("a<script>alert(1)</script><style>p {}</style>b", "ab", Losses(markup=1)),
        ("5 < 7 <", "5 < 7 <", Losses()),
        ("<p" * 20_000, "<p" * 20_000, Losses()),
    ],
    ids=["paragraphs", "list", "raised", "pictures", "script", "signs", "too long"],
)
def test_words_are_kept_and_the_rest_is_counted(html: str, text: str, lost: Losses) -> None:
    assert plain(html) == (text, lost)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("<p>a</p>", True),
        ("a<BR />b", True),
        ("a &lt; b", True),
        ("1 < 2 > 0", False),
        ("AT&T", False),
        ("<a,b>", False),
    ],
)
def test_a_text_is_html_by_its_tags_and_letters(text: str, is_one: bool) -> None:
    assert is_html(text) is is_one
