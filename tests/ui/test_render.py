"""A text becomes a document: the same whether it came at once or bit by bit, and nothing is loaded for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor, QTextDocument, QTextList, QTextTable
from PySide6.QtWidgets import QApplication

from carrel.ui.render.blocks import write_markdown, write_plain
from carrel.ui.render.code import coloured
from carrel.ui.render.lines import LONGEST_RUN, break_runs, short_lines, without_seams
from carrel.ui.render.look import Look
from carrel.ui.render.marks import Mark
from carrel.ui.render.stream import Stream
from carrel.ui.render.survey import Survey, code_text
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body

FRAGMENTS = (
    *("word ", "two words", "\n", "\n\n", "# ", "## title\n", "- item\n", "  - inner\n", "1. one\n", "2. two\n"),
    *("> said\n", ">> deeper\n", "```\n", "```python\nx = 1\n", "~~~\n", "    indented\n", "| a | b |\n|---|--:|\n"),
    *("| 1 | 2 |\n", "---\n", "===\n", "**bold**", "*em", "*", "`code`", "[link](http://a.b)", "![p](x.png)"),
    *("[ref]", "[ref]: http://c.d\n", "<b>html</b>\n", "<!-- ", "-->\n", "\\", "&amp;", "مرحبا", "é", "\t", "  \n"),
    *("* * *\n", "+ plus\n", "10) ten\n", "- ```\n  x\n"),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)
CUTS = st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Iterator[Look]:
    """The formats by day."""
    theme = Theme("light", 100)
    yield Look(theme)
    theme.deleteLater()


def dump(document: QTextDocument) -> list[Any]:
    """Everything a person can see of a document, block by block."""
    rows: list[Any] = []
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        numbered: QTextList | None = block.textList()
        table: QTextTable | None = QTextCursor(block).currentTable()
        pieces = []
        at = block.begin()
        while not at.atEnd():
            words = at.fragment().charFormat()
            shape = (words.fontWeight(), words.fontItalic(), words.fontStrikeOut(), words.font().pixelSize())
            pieces.append((at.fragment().text(), words.anchorHref(), words.foreground().color().name(), *shape))
            at += 1
        margins = (form.indent(), form.topMargin(), form.bottomMargin(), form.leftMargin(), form.headingLevel())
        marks = tuple(form.property(mark) for mark in Mark)
        place = (numbered.itemNumber(block), numbered.format().start()) if numbered is not None else None
        size = (table.rows(), table.columns()) if table is not None else None
        rows.append((block.text(), margins, marks, place, size, int(form.alignment()), pieces))
        block = block.next()
    return rows


def in_pieces(text: str, cuts: list[int], look: Look) -> QTextDocument:
    """The text as a stream that came in pieces of these lengths, over and over."""
    document = QTextDocument()
    stream = Stream(document, look)
    at, turn = 0, 0
    while at < len(text):
        length = cuts[turn % len(cuts)]
        stream.add(text[at : at + length])
        at, turn = at + length, turn + 1
    stream.finish()
    assert stream.raw == text
    return document


def whole(text: str, look: Look) -> QTextDocument:
    """The text written in one go."""
    document = QTextDocument()
    write_markdown(document, text, look)
    return document


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, cuts=CUTS)
@example(text="```\na\n```\n\n| a |\n|---|\n| 1 |\n\nafter\n\n- x\n", cuts=[1])
@example(text="- a\n\n\n- b\n\n1. c\n", cuts=[3])
@example(text="[ref]\n\nmore\n\n[ref]: http://c.d\n", cuts=[5])
def test_a_streamed_text_looks_like_the_whole_one(look: Look, text: str, cuts: list[int]) -> None:
    assert dump(in_pieces(text, cuts, look)) == dump(whole(text, look))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, cuts=CUTS)
def test_no_word_is_lost(look: Look, text: str, cuts: list[int]) -> None:
    shown = in_pieces(text, cuts, look).toPlainText()
    assert shown.count("word") >= text.count("word ")
    assert shown.count("مرحبا") == text.count("مرحبا")


def test_every_kind_of_block_is_shown(look: Look) -> None:
    document = whole(
        "# T\n\ntext **b** `c`\n\n- one\n  1. two\n\n> q\n\n```py\nx\n```\n\n|a|\n|-|\n|b|\n\n---\n\nend", look
    )
    texts = [row[0] for row in dump(document)]
    assert texts == ["T", "text b c", "one", "two", "q", "x", "", "a", "b", "", "", "end"]


def test_lines_end_where_the_writer_ended_them(look: Look) -> None:
    assert whole("roses\nviolets", look).toPlainText() == "roses\nviolets"


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://127.0.0.1:9/a.png)",
        "![x](file:///etc/hostname)",
        "![x](/etc/hostname)",
        "![x](data:image/png;base64,iVBORw0KGgo=)",
        "<img src='http://127.0.0.1:9/a.png'>",
        "<img src=file:///etc/hostname>",
        "<script>alert(1)</script>",
        "<iframe src='http://127.0.0.1:9'></iframe>",
        "<style>@import url(http://127.0.0.1:9/a.css)</style>",
        "[x](javascript:alert(1))",
        "[x](vbscript:run)",
        "[x](file:///etc/passwd)",
        "<http://127.0.0.1:9/a>",
        "[x]: http://127.0.0.1:9\n\n![x]",
        "| ![x](http://127.0.0.1:9/a.png) |\n|---|\n",
        "- ![x](file:///etc/hostname)",
        "> ![x](file:///etc/hostname)",
        "&lt;img src=x&gt;",
    ],
)
def test_nothing_is_loaded_for_a_message(look: Look, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *arguments: asked.append(arguments), raising=False)
    body = Body(look.theme)
    body.show_text(text, markdown=True)
    body.resize(400, body.arrange(400))
    body.grab()
    assert asked == []
    assert body.loadResource(2, QUrl("file:///etc/hostname")) is None
    kinds = {row[1] for block in dump(body.document()) for row in block[6]}
    assert not any(address.startswith(("javascript:", "vbscript:", "file:", "data:text")) for address in kinds)
    assert "\ufffc" not in body.toPlainText(), "an object, such as a picture, stands in the text"
    body.deleteLater()


def test_html_is_only_text(look: Look) -> None:
    assert whole("<b>not bold</b>", look).toPlainText() == "<b>not bold</b>"


def test_a_picture_is_its_description_and_its_address(look: Look) -> None:
    row = dump(whole("![a leaf](http://a.b/leaf.png)", look))[0]
    assert row[0] == "[picture: a leaf]"
    assert row[6][0][1] == "http://a.b/leaf.png"


def test_text_that_is_nested_too_deep_is_shown_as_it_is_written(look: Look) -> None:
    text = ">" * 200 + " deep"
    assert whole(text, look).toPlainText().replace("\u200b", "") == text


def test_a_megabyte_without_a_space_is_shown_and_copied_whole(look: Look) -> None:
    text = "x" * 1_000_000
    began = time.monotonic()
    document = QTextDocument()
    write_plain(document, text, look)
    document.setTextWidth(700)
    assert document.size().height() > 0
    assert time.monotonic() - began < 20, "it froze for 102 s before lines were broken"
    assert without_seams(document.toPlainText()).replace("\n", "") == text


def test_runs_are_broken_and_put_together_again() -> None:
    text = "a" * (LONGEST_RUN * 3) + " b"
    assert max(map(len, break_runs(text).split("\u200b"))) <= LONGEST_RUN + 2
    assert without_seams(break_runs(text)) == text
    assert list(short_lines("a\n\nb")) == ["a", "", "b"]


@given(st.text(max_size=300), st.sampled_from(["python", "json", "html", "nonsense", ""]))
def test_colours_leave_the_code_as_it_is(code: str, language: str) -> None:
    assert "".join(piece for piece, _colour in coloured(code, language)) == code


def test_the_code_of_a_block_can_be_copied(look: Look) -> None:
    document = whole("text\n\n```py\na = 1\n\nb = 2\n```\n\n```\nother\n```", look)
    document.setTextWidth(600)
    survey = Survey()
    survey.renew(document, look)
    areas = survey.areas
    assert [area.language for area in areas] == ["py", ""]
    assert [code_text(document, area) for area in areas] == ["a = 1\n\nb = 2", "other"]
    assert areas[0].area.bottom() < areas[1].area.top()


def test_code_runs_from_left_to_right_and_words_as_they_are_written(look: Look) -> None:
    document = whole("مرحبا بك\n\nhello\n\n```\nx\n```", look)
    directions = [document.findBlockByNumber(number).textDirection().name for number in range(3)]
    assert directions == ["RightToLeft", "LeftToRight", "LeftToRight"]
