"""The HTML of cards becomes Markdown that shows the same, and nothing in it becomes a mark by chance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from carrel.exchange.questions.anki_html import html, words
from carrel.exchange.questions.anki_markdown import markdown, pictures, plain
from carrel.exchange.questions.anki_tree import MOST_DEPTH, tree

CASES = {
    "words": ("a  leaf\n", "a leaf"),
    "bold and italic": ("<b>a </b><em>leaf</em>", "**a** *leaf*"),
    "lines": ("one<br>two<div>three</div>", "one\\\ntwo\n\nthree"),
    "two breaks": ("one<br><br>two", "one\n\ntwo"),
    "bold over lines": ("<b>one<br>two</b>", "**one**\\\n**two**"),
    "spaces that stay": ("a&nbsp;leaf", "a leaf"),
    "a formula": (r"Is \( x_1 \) more?", "Is $x_1$ more?"),
    "a large formula": (r"\[\frac{a}{b}\]", r"$$\frac{a}{b}$$"),
    "a formula of old": ("[$]x^2[/$] [latex]y[/latex]", "$x^2$ $y$"),
    "marks": ("2*3*4 _a_ `b` $5 a\\b <i>x</i>", r"2\*3\*4 \_a\_ \`b\` \$5 a\\b *x*"),
    "no heading": ("# one<br>1. two<br>- three", "\\# one\\\n1\\. two\\\n\\- three"),
    "a minus": ("-5", "-5"),
    "no link": ("[a](b)", "[a]&#40;b)"),
    "small letters": ("H<sub>2</sub>O, m<sup>3</sup>", "H₂O, m³"),
    "a list": ("<ul><li>a<li>b<ol><li>c</li></ol></ul>", "- a\n- b\n  1. c"),
    "a quote": ("<blockquote>a<br>b</blockquote>", "> a\\\n> b"),
    "code": ("<pre>if a:\n  b</pre>", "```\nif a:\n  b\n```"),
    "code in a line": ("<code>a`b</code>", "``a`b``"),
    "a table": ("<table><tr><th>a<th>b</tr><tr><td>1|2</table>", "| a | b |\n| --- | --- |\n| 1\\|2 |  |"),
    "a link": ('<a href="https://a.org/b">c</a>', "[c](<https://a.org/b>)"),
    "a link that runs": ('<a href="javascript:x()">c</a>', "c"),
    "what runs": ("<script>steal()</script><style>b{}</style>ok", "ok"),
    "comments": ("a<!-- b <!-- c -->d<!-- e", "ad"),
    "declarations": ("<!DOCTYPE html><?xml a?><![CDATA[x]]>a <! <![", "a \\<! \\<!["),
    "a heading": ("<h2>a <i>b</i></h2>c", "## a *b*\n\nc"),
    "what was never closed": ("<div><b>a", "**a**"),
    "what was never opened": ("a</div></b>", "a"),
}  # fmt: skip


@pytest.mark.parametrize(("given", "wanted"), CASES.values(), ids=CASES)
def test_html_becomes_markdown(given: str, wanted: str) -> None:
    assert markdown(given) == wanted


@settings(max_examples=150)
@given(text=some.text(some.sampled_from("ab 1.#*_`$[](){}<>&;:!|~+-=\\\n\"'^x"), max_size=14))
def test_no_letter_is_taken_for_a_mark(text: str) -> None:
    seen = " ".join(text.split())
    if "\\(" in seen or "\\[" in seen or "[$" in seen:  # there a card has formulas
        return
    assert plain(html(markdown(words(text)))) == seen


@pytest.mark.parametrize("text", ["a **b** *c* `d`", "one\n\ntwo", "- a\n- b\n\n1. c", "$x$ and $$y$$", "> a\n\n## b"])
def test_what_is_written_in_markdown_comes_back_as_it_was(text: str) -> None:
    assert markdown(html(text)) == text


def test_pictures_and_recordings_are_counted_and_leave_no_words() -> None:
    field = '<img src="a.png"> leaf [sound:b.mp3]<audio src="c.ogg"></audio>'
    assert (pictures(field), plain(field)) == (3, "leaf")


def test_what_is_nested_without_end_hangs_flat() -> None:
    deep = tree("<div>" * 5_000 + "leaf")
    assert markdown(deep) == "leaf"
    assert max(len(path) for path in _paths(deep)) <= MOST_DEPTH + 1


def _paths(node: object, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    children = getattr(node, "children", [])
    return [path] + [one for at, child in enumerate(children[:1]) for one in _paths(child, (*path, at))]


@pytest.mark.parametrize("begun", ["<a b ", "<a b='", "<!--", "<![", "<?", "<", "</a"])
def test_what_is_begun_ten_thousand_times_and_never_ended_is_read_in_one_go(begun: str) -> None:
    assert plain(f"leaf {begun * 10_000}").startswith("leaf")
