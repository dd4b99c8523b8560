"""A text becomes a document: the same whether it came at once or bit by bit, and nothing is loaded for it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from carrel.ui.render.blocks import write_plain
from carrel.ui.render.code import coloured
from carrel.ui.render.lines import LONGEST_RUN, MOST_CHARACTERS, break_runs, short_lines, without_seams
from carrel.ui.render.look import Look
from carrel.ui.render.survey import Survey, code_text
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from tests.ui.documents import dump, whole


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Iterator[Look]:
    """The formats by day."""
    theme = Theme("light", 100)
    yield Look(theme)
    theme.deleteLater()


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
    kinds = {piece[1][3] for block in dump(body.document()) for piece in block[6]}
    assert not any(address.startswith(("javascript:", "vbscript:", "file:", "data:text")) for address in kinds)
    assert "\ufffc" not in body.toPlainText(), "an object, such as a picture, stands in the text"
    body.deleteLater()


def test_html_is_only_text(look: Look) -> None:
    assert whole("<b>not bold</b>", look).toPlainText() == "<b>not bold</b>"


def test_a_picture_is_its_description_and_its_address(look: Look) -> None:
    row = dump(whole("![a leaf](http://a.b/leaf.png)", look))[0]
    assert row[0] == "[picture: a leaf]"
    assert row[6][0][1][3] == "http://a.b/leaf.png"


def test_text_that_is_nested_too_deep_is_shown_as_it_is_written(look: Look) -> None:
    text = ">" * 200 + " deep"
    assert whole(text, look).toPlainText().replace("\u200b", "") == text


def test_a_long_line_without_a_space_is_shown_and_copied_whole(look: Look) -> None:
    text = "x" * MOST_CHARACTERS
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
