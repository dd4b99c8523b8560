"""Tables keep columns that can be read, and what is wider than the message scrolls inside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from carrel.ui.render.tables import column_widths, tables_in
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body

WIDE = "|" + "|".join(f"a header {number}" for number in range(12)) + "|\n" + "|---" * 12 + "|\n"
WIDE += ("|" + "|".join(f"some words in a cell {number}" for number in range(12)) + "|\n") * 3
CODE = "```python\n" + "value = " + " + ".join(f"number_{number}" for number in range(40)) + "\nshort = 1\n```"


@pytest.fixture
def body(theme: Theme, qtbot: QtBot) -> Iterator[Body]:
    """A body on the screen."""
    made = Body(theme)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def shown(body: Body, text: str, width: int = 500) -> list[QScrollBar]:
    """The bars that are there after a text is shown."""
    body.show_text(text, markdown=True)
    body.resize(width, body.arrange(width))
    return [bar for bar in body.controls() if isinstance(bar, QScrollBar)]


@given(
    st.lists(st.tuples(st.floats(20, 400), st.floats(0, 1)), min_size=1, max_size=12),
    st.floats(100, 2_000),
)
def test_columns_are_between_what_they_need_and_what_they_would_like(
    columns: list[tuple[float, float]], room: float
) -> None:
    wanted = [want for want, _share in columns]
    least = [want * share for want, share in columns]
    widths = column_widths(wanted, least, room)
    assert all(less - 0.01 <= width <= want + 0.01 for less, width, want in zip(least, widths, wanted, strict=True))
    assert sum(widths) <= room + 0.01 or sum(widths) == pytest.approx(sum(least))


def test_a_wide_table_keeps_its_columns_and_scrolls(body: Body) -> None:
    bars = shown(body, WIDE)
    assert [bar.accessibleName() for bar in bars] == ["Scroll the table sideways"]
    table = next(tables_in(body.document()))
    em = body.fontMetrics().averageCharWidth()
    assert min(length.rawValue() for length in table.format().columnWidthConstraints()) > 8 * em


def test_a_narrow_table_does_not_scroll(body: Body) -> None:
    assert shown(body, "| a | b |\n|---|---|\n| 1 | 2 |") == []


def test_a_table_that_can_wrap_does_not_scroll(body: Body) -> None:
    text = "| a | b |\n|---|---|\n| " + "many words " * 30 + " | " + "more words " * 30 + " |"
    assert shown(body, text) == []


def test_long_lines_of_code_scroll_and_are_not_broken(body: Body) -> None:
    bars = shown(body, CODE)
    assert [bar.accessibleName() for bar in bars] == ["Scroll the code sideways"]
    block = body.document().find("value").block()
    assert block.layout().lineCount() == 1
    assert shown(body, "```\nx = 1\n```") == []


def test_words_never_scroll(body: Body) -> None:
    assert shown(body, "many words " * 100 + "x" * 3_000) == []


def test_a_bar_is_reached_and_moved_by_keyboard(body: Body, qtbot: QtBot) -> None:
    bar = shown(body, WIDE)[0]
    assert bar.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.value() == bar.singleStep()
    qtbot.keyClick(bar, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_scrolling_moves_the_table_and_nothing_else(body: Body) -> None:
    bar = shown(body, f"Before.\n\n{WIDE}\nAfter.")[0]
    before = body.grab().toImage()
    bar.setValue(bar.maximum())
    after = body.grab().toImage()
    rows = [
        y
        for y in range(before.height())
        if any(before.pixel(x, y) != after.pixel(x, y) for x in range(0, before.width(), 2))
    ]
    cell = body.cursorRect(body.document().find("some words in a cell 0"))
    assert rows
    assert rows[0] > body.cursorRect(body.document().find("Before.")).bottom()
    assert rows[-1] < body.cursorRect(body.document().find("After.")).top()
    assert any(cell.top() <= row <= cell.bottom() for row in rows)


def test_a_click_finds_the_word_that_is_seen_there(body: Body, qtbot: QtBot) -> None:
    bar = shown(body, WIDE)[0]
    bar.setValue(300)
    word = body.cursorRect(body.document().find("cell 5", 40))
    seen = QPoint(word.left() - 300 - 4, word.center().y())
    qtbot.mouseDClick(body.viewport(), Qt.MouseButton.LeftButton, pos=seen)
    chosen = body.textCursor()
    row = QTextCursor(chosen)
    row.select(QTextCursor.SelectionType.BlockUnderCursor)
    assert "some words in a cell 5" in row.selectedText()


def test_the_wheel_scrolls_sideways_over_a_table_only(body: Body) -> None:
    bar = shown(body, f"Before.\n\n{WIDE}")[0]
    inside = body.cursorRect(body.document().find("header 1")).center()
    for place, moved in ((QPoint(20, 5), False), (inside, True)):
        event = QWheelEvent(
            QPointF(place),
            QPointF(place),
            QPoint(),
            QPoint(-120, 0),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(body.viewport(), event)
        assert (bar.value() > 0) is moved
        assert event.isAccepted() is moved


def test_the_whole_message_never_moves_sideways(body: Body) -> None:
    shown(body, WIDE + "\n" + CODE)
    body.horizontalScrollBar().setValue(50)
    assert body.horizontalScrollBar().value() == 0


def test_a_table_read_from_the_right_begins_at_its_right(body: Body) -> None:
    text = WIDE.replace("a header", "عنوان").replace("some words in a cell", "كلمات كثيرة في خانة")
    bar = shown(body, text, 400)[0]
    assert bar.value() == bar.maximum() > 0


def test_a_table_that_is_too_large_is_shown_as_text(body: Body) -> None:
    text = "|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n|" + "b|" * 60
    shown(body, text)
    assert list(tables_in(body.document())) == []
    assert "a | a | a" in body.toPlainText()


def test_a_match_in_a_wide_table_is_scrolled_into_view(body: Body) -> None:
    bar = shown(body, WIDE)[0]
    assert body.mark_found("CELL 11") == 3
    where = body.go_to_match(0)
    assert bar.value() > 0
    assert 0 <= where.left() < body.width()


def test_code_at_the_very_beginning_has_its_line_over_it_and_the_next_text_has_no_room_there(body: Body) -> None:
    shown(body, CODE)
    over = body.controls()[0].parentWidget()
    assert over is not None
    assert over.y() >= 0
    body.show_text("plain", markdown=False)
    body.arrange(300)
    first = body.document().begin()
    assert body.document().documentLayout().blockBoundingRect(first).top() == 0
