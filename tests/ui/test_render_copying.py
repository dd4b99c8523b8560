"""What is copied is the source: whole blocks as they were written, words inside one block as they are shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication

from carrel.base.text import clean
from carrel.ui.render.copying import copied
from carrel.ui.render.look import Look
from carrel.ui.render.tables import tables_in
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from tests.ui.documents import whole
from tests.ui.test_render_stream import TEXTS

TEXT = """# A **bold** title

First with $x^2$ and [a link](http://a.b).

1. one `code`
2. two

   inside two

```python
a = 1

b = 2
```

| k | v |
|---|---|
| a | $y$ |
| b | 2 |

$$
\\frac{1}{2}
$$

> said **so**

Last."""


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Iterator[Look]:
    """The formats by day."""
    theme = Theme("light", 100)
    yield Look(theme)
    theme.deleteLater()


def chosen(look: Look, first: str, last: str, text: str = TEXT) -> str:
    """What is copied from the beginning of these shown words to the end of those."""
    document = whole(text, look)
    start = document.find(first)
    cursor = QTextCursor(document)
    cursor.setPosition(start.selectionStart())
    cursor.setPosition(document.find(last, start.selectionStart()).selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    return copied(cursor, text)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("bold", "title", "bold title"),
        ("First", "link", "First with $x^2$ and a link"),
        ("First", "link.", "First with $x^2$ and a link."),
        ("A bold", "link.", TEXT[: TEXT.index("\n\n1.")]),
        ("title", "link.", "title\n\nFirst with $x^2$ and [a link](http://a.b)."),
        ("one", "two", "1. one `code`\n2. two"),
        ("one", "inside two", "1. one `code`\n2. two\n\n   inside two"),
        ("a = 1", "b = 2", "a = 1\n\nb = 2"),
        ("inside two", "b = 2", "   inside two\n\n```python\na = 1\n\nb = 2\n```"),
        ("b = 2", "Last.", "b = 2\n\n" + TEXT[TEXT.index("| k") :]),
        ("said", "La", "> said **so**\n\nLa"),
        ("A bold", "La", TEXT[: TEXT.index("Last")] + "La"),
    ],
)
def test_a_part_is_copied(look: Look, first: str, last: str, expected: str) -> None:
    assert chosen(look, first, last) == expected


def test_everything_is_copied_as_it_was_written(look: Look) -> None:
    document = whole(TEXT, look)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    assert copied(cursor, TEXT) == TEXT


@settings(max_examples=200)
@given(text=TEXTS)
def test_blocks_of_any_text_are_copied_as_pieces_of_it(look: Look, text: str) -> None:
    text = clean(text)
    document = whole(text, look)
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid() and block.next().isValid():
        cursor.setPosition(block.position())
        cursor.setPosition(document.lastBlock().position() - 1, QTextCursor.MoveMode.KeepAnchor)
        assert isinstance(copied(cursor, text), str)
        block = block.next()


@pytest.mark.parametrize(
    ("row", "last", "expected"),
    [
        (0, 2, "| k | v |\n|---|---|\n| a | $y$ |\n| b | 2 |"),
        (1, 1, "| k | v |\n|---|---|\n| a | $y$ |"),
        (2, 2, "| k | v |\n|---|---|\n| b | 2 |"),
        (0, 0, "| k | v |"),
    ],
)
def test_rows_of_a_table_are_copied_as_a_table(look: Look, row: int, last: int, expected: str) -> None:
    document = whole(TEXT, look)
    table = next(tables_in(document))
    cursor = QTextCursor(document)
    cursor.setPosition(table.cellAt(row, 0).firstPosition())
    cursor.setPosition(table.cellAt(last, 1).lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    assert copied(cursor, TEXT) == expected


def test_words_of_one_cell_are_words(look: Look) -> None:
    document = whole(TEXT, look)
    table = next(tables_in(document))
    cursor = table.cellAt(1, 1).firstCursorPosition()
    cursor.setPosition(table.cellAt(1, 1).lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    assert copied(cursor, TEXT) == "$y$"


def test_a_persons_own_text_is_copied_as_it_is(theme: Theme) -> None:
    body = Body(theme)
    text = "my *words*\n\n" + "x" * 5_000
    body.show_text(text, markdown=False)
    body.selectAll()
    body.copy()
    assert QGuiApplication.clipboard().text() == text
    body.deleteLater()


def test_what_grows_is_copied_too(theme: Theme) -> None:
    body = Body(theme)
    body.begin_stream("Look:\n\n```python\na = 1\n")
    body.grow("b = **2**")
    body.selectAll()
    body.copy()
    assert QGuiApplication.clipboard().text() == "Look:\n\n```python\na = 1\nb = **2**"
    body.deleteLater()


def test_the_menu_copies_what_is_under_the_pointer(theme: Theme) -> None:
    body = Body(theme)
    body.show_text("$\\frac{a}{b}$ [there](http://a.b)", markdown=True)
    body.resize(400, body.arrange(400))
    menu = body.menu_at(QPoint(6, 12))
    assert [action.text() for action in menu.actions()] == ["Copy", "Select all", "Copy this formula"]
    assert not menu.actions()[0].isEnabled()
    menu.actions()[2].trigger()
    assert QGuiApplication.clipboard().text() == "$\\frac{a}{b}$"
    there = body.cursorRect(body.document().find("there")).center() - QPoint(8, 0)
    links = body.menu_at(there)
    links.actions()[2].trigger()
    assert QGuiApplication.clipboard().text() == "http://a.b"
    for one in (menu, links):
        one.deleteLater()
    body.deleteLater()


@pytest.mark.parametrize("text", ["x" * 1_000_000, "مرحبا" * 100_000 + "!", "a\n" * 60_000])
def test_a_text_too_long_to_be_shown_whole_says_so_and_is_copied_whole(theme: Theme, text: str) -> None:
    body = Body(theme)
    body.show_text(text, markdown=False)
    assert "The rest is not shown." in body.document().lastBlock().text()
    body.selectAll()
    assert body.createMimeDataFromSelection().text().rstrip("\n") == text.rstrip("\n")
    body.deleteLater()
