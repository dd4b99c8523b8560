"""The lines of the list change without losing their place, and say what they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.base.show import one_line
from carrel.conversations.model import Hit, Listed
from carrel.ui.panes.sidebar.lines import chat_rows, find_rows, found_words
from carrel.ui.widgets.row_painter import marked
from carrel.ui.widgets.rows import ROW, Row, Rows
from carrel.ui.widgets.steps import Step, steps

IDS = [f"c{number}" for number in range(12)]


def chats(ids: list[str]) -> list[Row]:
    """A line for each."""
    return [Row(one, f"title {one}") for one in ids]


def listed(id_: str, day: str, *, pinned: bool = False, course: str | None = None) -> Listed:
    """A chat written in on this day."""
    return Listed(id_, id_, pinned, course, day, day, 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(st.permutations(IDS), st.permutations(IDS), st.integers(1, 12), st.integers(1, 12))
def test_whatever_changes_each_line_that_stays_is_still_the_same_line(
    qapp: QApplication, old: list[str], new: list[str], before: int, after: int
) -> None:
    rows = Rows()
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    resets: list[int] = []
    rows.set_rows(chats(old[:before]))
    rows.modelReset.connect(lambda: resets.append(1))
    held = {one: QPersistentModelIndex(rows.index_of(one)) for one in old[:before]}
    rows.set_rows(chats(new[:after]))
    assert [rows.index(at).data(ROW).conversation for at in range(rows.rowCount())] == new[:after]
    for one, index in held.items():
        assert index.isValid() == (one in new[:after])
        assert not index.isValid() or index.data(ROW).conversation == one
    assert resets == []
    tester.deleteLater()
    rows.deleteLater()


@given(st.permutations(range(30)), st.permutations(range(30)), st.integers(0, 30), st.integers(0, 30))
def test_steps_lead_from_any_order_to_any_other(old: list[int], new: list[int], before: int, after: int) -> None:
    old, new = old[:before], new[:after]
    now = list(old)
    for step in steps(old, new):
        if step.kind == "remove":
            del now[step.first : step.last + 1]
        elif step.kind == "move":
            now.insert(step.last, now.pop(step.first))
        else:
            now[step.first : step.first] = new[step.first : step.last + 1]
    assert now == new


def test_one_line_that_moves_is_one_step_however_long_the_list_is() -> None:
    long = list(range(10_000))
    assert list(steps(long, [9_999, *long[:-1]])) == [Step("move", 9_999, 0)]
    assert list(steps(long, [*long[1:], 0])) == [Step("move", 0, 9_999)]
    assert list(steps(long, [*long[:5_000], *long[7_000:]])) == [Step("remove", 5_000, 6_999)]


def test_a_page_more_is_put_in_behind_the_rest(qapp: QApplication) -> None:
    rows = Rows()
    first, more = [f"a{number}" for number in range(100)], [f"b{number}" for number in range(1_600)]
    rows.set_rows(chats(first), has_more=True)
    put: list[tuple[int, int]] = []
    rows.rowsInserted.connect(lambda _parent, begin, end: put.append((begin, end)))
    rows.set_rows(chats(first + more), has_more=False)
    assert put == [(100, 1_699)]
    assert not rows.canFetchMore(rows.index(0))
    rows.deleteLater()


def test_chats_stand_under_the_time_they_were_last_written_in() -> None:
    today = "2026-03-01"
    days = [(date(2026, 3, 1) - timedelta(days=back)).isoformat() for back in (-1, 0, 1, 2, 7, 8, 30, 31, 400)]
    rows = chat_rows([listed("p", days[-1], pinned=True), *(listed(day, day) for day in days)], today, {})
    shown = [row.title if row.kind == "heading" else "-" for row in rows]
    assert shown == [
        *("Pinned", "-", "Today", "-", "-", "Yesterday", "-", "Last 7 days", "-", "-"),
        *("Last 30 days", "-", "-", "Older", "-", "-"),
    ]
    assert rows[1].group == "Pinned"


def test_a_chat_names_its_course_where_that_is_not_plain_already() -> None:
    day = "2026-03-01"
    (_heading, row) = chat_rows([listed("c", day, course="bio")], day, {"bio": "Biology"})
    assert row.course == "Biology"
    assert chat_rows([listed("c", day, course="gone")], day, {"bio": "Biology"})[1].course == ""


def test_the_name_of_a_group_is_read_and_not_chosen(qapp: QApplication) -> None:
    rows = Rows()
    rows.set_rows(chat_rows([listed("c", "2026-03-01", pinned=True, course="b")], "2026-03-01", {"b": "Biology"}))
    assert rows.flags(rows.index(0)) == Qt.ItemFlag.NoItemFlags
    assert rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Pinned"
    assert rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "c, pinned, in Biology"
    assert rows.index(1).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Pinned"
    rows.deleteLater()


def test_finds_stand_together_under_their_chat_and_the_rest_is_offered() -> None:
    hits = [Hit("A", f"a/{number}", "x", 9 - number, str(number)) for number in range(5)]
    hits.insert(1, Hit("B", "b", "x", 8.5, "b"))
    rows = find_rows(hits)
    assert [(row.kind, row.conversation, row.count) for row in rows] == [
        ("find", "a", 5),
        ("again", "a", 0),
        ("again", "a", 0),
        ("find", "b", 1),
        ("more", "", 0),
    ]
    assert len(find_rows(hits, most=5)) == 6
    assert found_words(hits, more=False) == "6 finds in 2 chats"
    assert found_words([], more=False) == ""


@pytest.mark.parametrize(
    ("snippet", "text", "found"),
    [
        (f"a {MARK_BEGIN}cell{MARK_END} divides", "a cell divides", ["cell"]),
        (f"😀 {MARK_BEGIN}a{MARK_END}\n{MARK_BEGIN}b{MARK_END}", "😀 a b", ["a", "b"]),
        (f"\u202e{MARK_BEGIN}x{MARK_END}\u202c.", "x.", ["x"]),
        (f"loose {MARK_END} and {MARK_BEGIN} marks", "loose  and  marks", []),
    ],
)
def test_what_is_marked_is_what_was_found(snippet: str, text: str, found: list[str]) -> None:
    shown, marks = marked(snippet)
    wide = shown.encode("utf-16-le")
    assert shown.split() == text.split()
    assert [wide[2 * start : 2 * (start + length)].decode("utf-16-le") for start, length in marks] == found


@pytest.mark.parametrize(
    "title", ["<b>bold</b>", "two\nlines", "x" * 10_000, "\u202eabc", "<img src=file:///etc/passwd>", "😀"]
)
def test_a_title_is_shown_harmlessly_wherever_it_stands(qapp: QApplication, title: str) -> None:
    rows = Rows()
    rows.set_rows([Row("c", title)])
    index = rows.index(0)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        shown = index.data(role)
        assert len(shown) <= 300
        assert not set(shown) & set("\n\u202e")
    hint = index.data(Qt.ItemDataRole.ToolTipRole)
    told = QTextDocument()
    told.setHtml(hint)
    assert told.toPlainText() == one_line(title)
    rows.deleteLater()


def test_a_title_that_was_only_looked_at_is_not_given_anew(qapp: QApplication) -> None:
    rows = Rows()
    rows.set_rows([Row("c", "two\nlines")])
    told: list[str] = []
    rows.renamed.connect(lambda _chat, new: told.append(new))
    index = rows.index(0)
    assert not rows.setData(index, index.data(Qt.ItemDataRole.EditRole))
    assert rows.setData(index, "new")
    assert told == ["new"]
    rows.deleteLater()
