"""The progress pane in the window: where it begins, what it lists, what can be asked for in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from carrel.flows import practise
from carrel.flows.practise import Wish
from carrel.ui.dialogs.tries import TriesDialog
from carrel.ui.panes.progress import ProgressPane
from carrel.ui.panes.progress.canvas import Canvas
from tests.ui.conftest import Hand
from tests.ui.progress.conftest import Opened


def names(pane: ProgressPane) -> list[str]:
    """The skills in the list."""
    return [line.known.skill for line in pane.skills.list.lines.lines]


def choose(pane: ProgressPane, box: str, value: str) -> None:
    """Choose in one of the boxes above the list."""
    found = {"subject": pane.skills.subject, "state": pane.skills.state, "order": pane.skills.order}[box]
    found.setCurrentIndex(found.findData(value))


def test_before_the_first_try_it_invites_to_one(opened: Opened, qtbot: QtBot) -> None:
    hand, pane = opened()
    first = hand.find(QPushButton, "emptyPractise")
    assert first.text() == "Practise “Count forwards”"
    assert QApplication.focusWidget() is first
    with qtbot.waitSignal(hand.window.progress.practise_requested) as asked:
        hand.press("emptyPractise")
    assert asked.args == [Wish("skill", ("sums.counting",))]
    assert hand.window.stage.here == "practice"
    hand.idle()
    hand.window.open_place("progress")
    hand.until(lambda: pane.is_at_rest)
    hand.press("emptySkills")
    assert names(pane) == ["sums.counting", "sums.adding"]
    assert pane.head.said.text() == "You can do 0 of 2 skills unaided."


def test_without_lessons_it_offers_to_add_some(opened: Opened, qtbot: QtBot) -> None:
    hand, pane = opened(lessons=False)
    with qtbot.waitSignal(hand.window.progress.foundations_requested):
        hand.press("emptyFoundations")
    hand.until(lambda: pane.page.known and pane.is_at_rest)
    assert hand.find(QPushButton, "emptySkills").text() == "See all skills"


def test_a_try_elsewhere_shows_at_once(opened: Opened) -> None:
    hand, pane = opened()
    standing = practise.begin(hand.kit, Wish("skill", ("sums.adding",)))
    practise.attempt(hand.kit, standing.session, "one thing")
    hand.until(lambda: pane.page.was_tried and pane.is_at_rest)
    assert pane.head.week.practised == [pane.page.today]
    assert "Practised in the last seven days: Monday" in pane.head.week.accessibleName()
    chip = pane.head.states["unsure"]
    assert chip.text().strip() in {"1 Not enough evidence", "2 Not enough evidence"}


def test_the_list_is_searched_narrowed_and_ordered(opened: Opened) -> None:
    _hand, pane = opened(40)
    assert names(pane) == ["sums.counting", "sums.adding"]
    choose(pane, "order", "name")
    assert names(pane) == ["sums.adding", "sums.counting"]
    choose(pane, "order", "least")
    by_p = {one.skill: one.mastery.p for one in pane.page.known}
    assert names(pane) == sorted(by_p, key=lambda skill: by_p[skill])
    pane.skills.search.setText("COUNT forw")
    assert names(pane) == ["sums.counting"]
    pane.skills.search.setText("sums")
    assert len(names(pane)) == 2, "a subject is searched, too"
    pane.skills.search.setText("quarks")
    assert names(pane) == []
    assert pane.skills.count.text() == "0 skills"
    pane.skills.search.clear()
    choose(pane, "subject", "Sums")
    assert len(names(pane)) == 2
    choose(pane, "state", "new")
    assert names(pane) == []


def test_a_number_of_the_head_shows_its_skills(opened: Opened) -> None:
    hand, pane = opened(40)
    for state, chip in pane.head.states.items():
        pane.show_view("map")
        hand.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        expected = [one.skill for one in pane.page.known if one.state == state]
        assert (pane.view, names(pane)) == ("skills", expected)
        assert chip.accessibleName().startswith(f"{len(expected)} skills")


def test_a_skill_says_all_of_it_to_a_screen_reader(opened: Opened) -> None:
    _hand, pane = opened(40)
    for line in pane.skills.list.lines.lines:
        told = line.known.mastery
        assert line.spoken.startswith(f"{line.name}: ")
        assert f"{told.tries} tries unaided" in line.spoken
        assert f"{told.assisted} other" in line.spoken
        assert ("likely known" in line.spoken) is told.enough


def test_a_skill_opens_the_tries_behind_its_numbers(opened: Opened, qtbot: QtBot) -> None:
    hand, pane = opened(40)
    pane.skills.list.enter()
    hand.key(Qt.Key.Key_Return)
    hand.until(lambda: hand.window.findChild(QDialog, "triesDialog"))
    dialog = hand.window.findChild(TriesDialog, "triesDialog")
    assert dialog is not None
    line = pane.skills.list.chosen
    assert line is not None
    told = line.known.mastery
    counts = len(line.known.tries), told.tries, told.assisted, line.known.helped
    for which, count in zip(("all", "unaided", "assisted", "helped"), counts, strict=True):
        hand.press(f"tries_{which}", dialog)
        assert (dialog.which, dialog.table.rowCount()) == (which, count)
    headers = [dialog.table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(5)]
    assert headers == ["When", "Question", "Your answer", "Verdict", "Help"]
    with qtbot.waitSignal(hand.window.progress.practise_requested) as asked:
        hand.press("triesPractise", dialog)
    assert asked.args == [Wish("skill", (line.known.skill,))]
    hand.until(lambda: hand.window.findChild(QDialog, "triesDialog") is None)


def test_a_chosen_skill_can_be_practised_seen_over_time_and_reviewed(opened: Opened, qtbot: QtBot) -> None:
    hand, pane = opened(40)
    assert pane.page.due > 0
    pane.skills.list.enter()
    line = pane.skills.list.chosen
    assert line is not None
    hand.press("skillOverTime")
    assert pane.view == "over_time"
    assert pane.picture.title.text() == f"Over time: {line.name}"
    wishes = {"skillPractise": Wish("skill", (line.known.skill,)), "progressReview": Wish("due")}
    for name, wish in wishes.items():
        hand.window.stage.open("progress")
        pane.show_view("skills")
        with qtbot.waitSignal(hand.window.progress.practise_requested) as asked:
            hand.press(name)
        assert asked.args == [wish]
        assert hand.window.stage.here == "practice"
        hand.idle()


def test_escape_clears_the_search_and_then_goes_back(opened: Opened) -> None:
    hand, pane = opened(10)
    pane.skills.search.setFocus()
    pane.skills.search.setText("count")
    hand.key(Qt.Key.Key_Escape)
    assert (pane.skills.search.text(), hand.window.stage.here) == ("", "progress")
    hand.key(Qt.Key.Key_Escape)
    assert hand.window.stage.here == ""


def test_every_view_is_reached_and_left_with_the_keyboard_alone(opened: Opened) -> None:
    hand, pane = opened(40)
    assert pane.group.checkedButton() is QApplication.focusWidget()
    seen = set()
    for view in ("skills", *pane.kinds):
        pane.show_view(view)
        chosen = pane.group.checkedButton()
        assert chosen is not None
        chosen.setFocus()
        reached = tabbed(hand, 14)
        seen.add(view)
        assert "skillList" in reached if view == "skills" else "pictureCanvas" in reached
        assert view == "skills" or {"pictureAsTable", "pictureSave"} <= set(reached)
        pane.picture.as_table.setChecked(True)
        chosen.setFocus()
        assert view == "skills" or "pictureTable" in tabbed(hand, 10)
        pane.picture.as_table.setChecked(False)
    assert len(seen) == 6


def tabbed(hand: Hand, times: int) -> list[str]:
    """The names of what has the focus after each press of the Tab key."""
    found = []
    for _press in range(times):
        hand.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        found.append(focus.objectName() if focus is not None else "")
    return found


def test_all_that_can_have_the_focus_says_what_it_is(opened: Opened) -> None:
    _hand, pane = opened(40)
    for view in ("skills", *pane.kinds):
        pane.show_view(view)
        for widget in pane.findChildren(QWidget):
            inner = widget.objectName().startswith("qt_") or widget.parent() in pane.findChildren(QAbstractScrollArea)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
                told = QAccessible.queryAccessibleInterface(widget)
                assert told is not None
                assert told.text(QAccessible.Text.Name), (view, widget.objectName(), type(widget).__name__)
                needs_more = isinstance(widget, QComboBox | QLineEdit | QAbstractItemView | Canvas)
                assert widget.accessibleName() or not needs_more, (view, widget.objectName())


def test_other_colours_and_letters_reach_all_of_it(opened: Opened) -> None:
    hand, pane = opened(40)
    pane.show_view("map")
    before, size = pane.picture.canvas.grab().toImage(), pane.picture.canvas.size()
    hand.window.set_setting("theme", "dark")
    hand.until(lambda: hand.window.theme.tokens.mode == "dark")
    dark = pane.picture.canvas.grab().toImage()
    assert dark.pixelColor(1, 1) != before.pixelColor(1, 1)
    hand.window.set_setting("text_percent", 200)
    hand.until(lambda: pane.picture.canvas.width() > size.width())


def test_the_key_for_finding_looks_for_a_skill(opened: Opened) -> None:
    hand, pane = opened(10)
    pane.show_view("time")
    hand.window.actions_by_id["find"].trigger()
    assert (pane.view, QApplication.focusWidget()) == ("skills", pane.skills.search)
    assert hand.window.stage.here == "progress"
