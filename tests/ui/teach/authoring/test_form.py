"""A question is written by keyboard, its faults are said, an answer is tried, and it goes out to the pupils."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Stamp
from carrel.base.work import Cancel
from carrel.classroom.classes.model import Assignment
from carrel.flows import practise, read_in
from carrel.flows.authoring import items
from carrel.flows.choose_practice import for_task
from carrel.flows.classes import give_out, rooms
from carrel.flows.kit import Kit
from carrel.library import tables as library
from carrel.ui.dialogs.classes.question import QuestionDialog
from carrel.ui.dialogs.classes.question.choices import ChoiceRow
from carrel.ui.jobs import Jobs
from carrel.ui.panes.teach.authoring import QuestionsPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.writing_box import WritingBox
from tests.ui.conftest import LONGEST_WAIT_MS
from tests.ui.teach.conftest import Teacher
from tests.ui.teach.questions_desk import CAPITAL, RIVER, WHY

ALT = Qt.KeyboardModifier.AltModifier
NUMBER: dict[str, Any] = {
    "kind": "numeric", "prompt": "How fast?", "answers": ["19.62"], "unit": "m/s", "unit_required": False,
    "tolerance": {"absolute": 0.1, "relative": 0.02}, "check": "2 * 9.81", "skills": ["sums.adding"],
}  # fmt: skip
THIRDS: dict[str, Any] = {
    "kind": "open", "prompt": "Why?", "points": [{"id": "a", "says": "rain", "any_of": ["it rains"], "weight": 0.125}],
}  # fmt: skip
TRUTH: dict[str, Any] = {"kind": "true_false", "prompt": "Is it?", "answers": ["false"]}
SEVERAL: dict[str, Any] = {**CAPITAL, "multiple": True}
FORMULA: dict[str, Any] = {"kind": "expression", "prompt": "Factor it.", "answers": ["a*(b+c)"], "form": "factored"}
GAPS: dict[str, Any] = {"kind": "cloze", "prompt": "Fill in.", "text": "It is a {{river|stream}} there."}
PAIRS: dict[str, Any] = {"kind": "match", "prompt": "Join.", "pairs": [["H2O", "water"], ["x = 1", "a line"]]}
STEPS: dict[str, Any] = {"kind": "order", "prompt": "Order.", "sequence": ["wake", "eat", "go"]}


class Form:
    """The form, and a hand that fills it in."""

    def __init__(self, dialog: QuestionDialog, qtbot: QtBot) -> None:
        self.dialog, self.qtbot = dialog, qtbot
        self.given: list[dict[str, Any]] = []
        dialog.given.connect(self.given.append)

    def rest(self) -> None:
        """Wait until what is said is said of what stands there."""
        self.qtbot.waitUntil(lambda: self.dialog.is_at_rest and not self.jobs.running, timeout=LONGEST_WAIT_MS)

    @property
    def jobs(self) -> Jobs:
        """What works beside the form."""
        return self.dialog._jobs

    def type(self, words: str) -> None:
        """Type where the focus is."""
        self.qtbot.keyClicks(focus(), words)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(focus(), key, modifier)

    def go_to(self, name: str, place: int = 0) -> None:
        """Press Tab until this field has the focus; place: which of those of this name, from the top."""
        wanted = [one for one in self.dialog.findChildren(QWidget, name) if one.isVisible()][place]
        for _each in range(80):
            if focus() is wanted:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} cannot be reached with the Tab key")

    def faults(self) -> str:
        """What keeps the question from being saved."""
        self.rest()
        return self.dialog.faults.text()


def focus() -> QWidget:
    """What has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.fixture
def jobs(theme: Theme) -> Iterator[Jobs]:
    """What works beside the form."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def parent(qtbot: QtBot, theme: Theme) -> Iterator[QWidget]:
    """The window around the form."""
    made = QWidget()
    made.resize(1200, 800)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def opened(raw: dict[str, Any], jobs: Jobs, theme: Theme, parent: QWidget, qtbot: QtBot) -> Form:
    """The form with this question in it."""
    form = Form(QuestionDialog(raw, jobs, theme, parent), qtbot)
    form.dialog.open()
    qtbot.waitUntil(form.dialog.isActiveWindow, timeout=LONGEST_WAIT_MS)
    form.rest()
    return form


@pytest.mark.parametrize("raw", [CAPITAL, SEVERAL, TRUTH, NUMBER, RIVER, WHY, THIRDS, FORMULA, GAPS, PAIRS, STEPS])
def test_a_question_comes_out_of_the_form_as_it_went_in(
    raw: dict[str, Any], jobs: Jobs, theme: Theme, parent: QWidget, qtbot: QtBot
) -> None:
    form = opened(raw, jobs, theme, parent, qtbot)
    assert form.dialog.said() == raw
    form.dialog.reject()
    assert not form.dialog.isVisible()


def test_every_kind_says_what_is_missing_in_the_words_of_the_form(
    jobs: Jobs, theme: Theme, parent: QWidget, qtbot: QtBot
) -> None:
    form = opened({}, jobs, theme, parent, qtbot)
    said = {}
    for place in range(form.dialog.kind.count()):
        form.dialog.kind.setCurrentIndex(place)
        said[str(form.dialog.kind.itemData(place))] = form.faults().splitlines()
    assert {lines[0] for lines in said.values()} == {"The question is empty. Write what is asked."}
    assert {name: lines[1] for name, lines in said.items()} == {
        "one": "There are fewer than two choices. Write at least two.",
        "several": "There are fewer than two choices. Write at least two.",
        "truth": "Nothing says whether it is true. Choose True or False.",
        "number": "There is no right answer yet. Write one.",
        "words": "There is no right answer yet. Write one.",
        "formula": "There is no right answer yet. Write one.",
        "open": "Nothing says what a good answer holds. Write at least one point.",
        "gaps": "The text has no gap. Put the word that is asked for into braces, such as {{river}}.",
        "pairs": "There are fewer than two whole pairs. Write both sides of at least two.",
        "steps": "There are fewer than three steps. Write them in their right order.",
    }
    assert all('"' not in line and "“" not in line for lines in said.values() for line in lines)
    form.dialog.done(0)


def test_a_number_has_its_tolerance_its_unit_and_its_calculation(
    jobs: Jobs, theme: Theme, parent: QWidget, qtbot: QtBot
) -> None:
    form = opened(NUMBER, jobs, theme, parent, qtbot)
    form.go_to("offBy")
    form.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    form.type("a bit")
    assert form.faults().startswith("How far the answer may be off is not a number.")
    form.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    form.type("0,5")
    assert form.dialog.said()["tolerance"]["absolute"] == 0.5
    form.go_to("questionCheck")
    form.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    form.type("3 * 9.81")
    assert "It comes to 29.43" in form.faults()
    form.dialog.done(0)


def test_choices_are_added_moved_and_taken_out_with_the_keyboard_and_one_is_right(
    jobs: Jobs, theme: Theme, parent: QWidget, qtbot: QtBot
) -> None:
    form = opened({}, jobs, theme, parent, qtbot)
    form.type("Which is a river?")
    for place, words in enumerate(("Danube", "Graz", "Alps")):
        form.go_to("choiceText", place)
        form.type(words)
    form.go_to("choiceRight", 0)
    form.key(Qt.Key.Key_Space)
    form.go_to("choiceRight", 1)
    form.key(Qt.Key.Key_Space)
    assert [one["right"] for one in form.dialog.said()["choices"]] == [False, True, False]
    form.go_to("choiceText", 1)
    form.key(Qt.Key.Key_Up, ALT)
    assert [one["text"] for one in form.dialog.said()["choices"]] == ["Graz", "Danube", "Alps"]
    assert focus().objectName() == "choiceText"
    form.go_to("choiceText", 2)
    form.go_to("rowOut", 3)
    form.key(Qt.Key.Key_Space)
    form.go_to("addChoice")
    form.key(Qt.Key.Key_Space)
    assert focus().accessibleName() == "Choice 4"
    form.type("Graz")
    assert "The wrong choice “Graz” says the same as the right one." in form.faults()
    form.dialog.done(0)


def test_another_kind_takes_along_what_fits_and_gives_it_back(
    jobs: Jobs, theme: Theme, parent: QWidget, qtbot: QtBot
) -> None:
    form = opened(CAPITAL, jobs, theme, parent, qtbot)
    kind = form.dialog.kind
    kind.setCurrentIndex(kind.findData("several"))
    assert form.dialog.said() == SEVERAL
    kind.setCurrentIndex(kind.findData("words"))
    assert form.dialog.said() == {"kind": "text", "prompt": CAPITAL["prompt"]}
    kind.setCurrentIndex(kind.findData("one"))
    assert form.dialog.said() == CAPITAL
    form.rest()
    form.dialog.done(0)


def test_what_was_written_is_not_lost_without_asking(jobs: Jobs, theme: Theme, parent: QWidget, qtbot: QtBot) -> None:
    form = opened(CAPITAL, jobs, theme, parent, qtbot)
    form.type("Now: ")
    form.key(Qt.Key.Key_Escape)
    ask = form.dialog.findChild(QDialog, "askDialog")
    assert ask is not None
    ask.reject()
    assert form.dialog.isVisible()
    form.rest()
    form.dialog.close()
    [ask] = [one for one in form.dialog.findChildren(QDialog, "askDialog") if one.isVisible()]
    ask.accept()
    assert not form.dialog.isVisible()
    assert form.given == []


def test_a_question_that_is_not_sound_is_not_given(jobs: Jobs, theme: Theme, parent: QWidget, qtbot: QtBot) -> None:
    form = opened({**RIVER, "hints": ["It is the Danube."]}, jobs, theme, parent, qtbot)
    assert "Hint 1 says the answer" in form.faults()
    form.go_to("formYes")
    form.key(Qt.Key.Key_Space)
    form.rest()
    assert form.given == []
    assert [one.what for one in form.dialog.notices.notices] == ["It cannot be saved yet."]
    form.go_to("hintText")
    form.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    form.type("It is long.")
    assert form.faults() == "Nothing is wrong with it: it can be saved."
    form.go_to("formYes")
    form.key(Qt.Key.Key_Space)
    form.rest()
    assert [one["hints"] for one in form.given] == [["It is long."]]
    form.dialog.done(0)


class Author:
    """A teacher in the window, at the page of own questions."""

    def __init__(self, teacher: Teacher) -> None:
        self.teacher, self.kit = teacher, teacher.kit
        self.room = teacher.pane.classroom
        room = rooms.room(self.kit, self.room).classroom
        rooms.assign(self.kit, self.room, Assignment("", "", "Rivers", room.created, task="Read the map."))
        self.page = teacher.turn_to(QuestionsPage)
        self.rest()

    def rest(self) -> None:
        """Wait until the page shows what there is."""
        self.teacher.hand.until(lambda: self.page.is_at_rest and not self.teacher.window.jobs.running)

    def form(self, button: str) -> Form:
        """Press a button that opens the form."""
        self.teacher.hand.find(QPushButton, button).setFocus()
        self.teacher.hand.key(Qt.Key.Key_Space)
        dialog = self.teacher.dialog("questionDialog")
        assert isinstance(dialog, QuestionDialog)
        form = Form(dialog, self.teacher.hand.qtbot)
        form.rest()
        return form

    def there(self) -> items.Questions:
        """What is kept."""
        return items.questions(self.kit, self.room, "Rivers")


def test_a_question_is_written_mended_tried_and_practised_at_home(
    ready: Teacher, learners: Any, tmp_path: Path, stamp: Stamp
) -> None:
    author = Author(ready)
    form = author.form("questionsEmptyWrite")
    form.type("Which river flows through Vienna?")
    form.go_to("questionKind")
    form.dialog.kind.setCurrentIndex(form.dialog.kind.findData("words"))
    form.go_to("questionAnswers")
    form.type("Danube")
    form.go_to("addHint")
    form.key(Qt.Key.Key_Space)
    form.type("It is the Danube.")
    assert "Hint 1 says the answer" in form.faults()
    form.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    form.type("It ends in the Black Sea.")
    assert form.faults() == "Nothing is wrong with it: it can be saved."
    form.go_to("answerField")
    form.type("the danube")
    form.key(Qt.Key.Key_Return)
    form.rest()
    assert form.dialog.preview.sandbox.verdict.text() == "It would be marked: right."
    form.go_to("formYes")
    form.key(Qt.Key.Key_Space)
    ready.gone("questionDialog")
    author.rest()
    [kept] = author.there().items
    assert (kept.prompt, kept.hints) == ("Which river flows through Vienna?", ("It ends in the Black Sea.",))
    assert [line.item.id for line in author.page.list.lines] == [kept.id]
    pack = give_out.give_out(author.kit, author.room, tmp_path / "class.carrel-class").path
    pupil: Kit = learners[0].kit
    learners[0].join(pack, next(one.code for one in rooms.room(author.kit, author.room).pupils))
    now = practise.begin(pupil, for_task(pupil, "Rivers"))
    assert now.item is not None
    assert now.item.prompt == kept.prompt
    assert practise.attempt(pupil, now.session, "Danube").settled == "right"


def test_a_question_is_changed_in_its_place(ready: Teacher) -> None:
    author = Author(ready)
    items.add(author.kit, author.room, "Rivers", [RIVER, CAPITAL])
    author.page.show_class(author.room)
    author.rest()
    form = author.form("questionChange")
    form.dialog.prompt.setFocus()
    form.type(" Now?")
    form.go_to("formYes")
    form.key(Qt.Key.Key_Space)
    ready.gone("questionDialog")
    author.rest()
    told = author.there().items
    assert [one.prompt for one in told] == [f"{RIVER['prompt']} Now?", CAPITAL["prompt"]]
    assert told[0].solution == RIVER["solution"]


def test_drafts_are_made_from_a_document_with_the_way_to_stop_and_wait(ready: Teacher, tmp_path: Path) -> None:
    author = Author(ready)
    text = tmp_path / "rivers.md"
    text.write_text(
        "# Rivers\n\nThe Danube is a river that ends in the Black Sea. The Rhine is a river that ends in the North "
        "Sea. The Danube is 2850 kilometres long. The Rhine is 1230 kilometres long. Vienna lies on the Danube.\n",
        encoding="utf-8",
    )
    list(read_in.read_in(author.kit, [text], Cancel()))
    with author.kit.store.reading() as db:
        document = next(one for one in library.documents(db) if one.name == "rivers.md").id
    room = rooms.room(author.kit, author.room)
    rooms.assign(author.kit, author.room, Assignment("", "", "Reading", room.classroom.created, documents=(document,)))
    author.page.show_class(author.room)
    author.rest()
    assert not author.page.empty_acts.draft.isVisible()
    author.page.which.setCurrentIndex(author.page.which.findText("Reading"))
    author.rest()
    assert author.page.empty_acts.draft.isVisible()
    [act] = author.page.empty_acts.menu.actions()
    act.trigger()
    author.page.stop()
    ready.hand.until(ready.said)
    author.rest()
    assert "You stopped. Nothing was drafted." in ready.said()
    assert items.questions(author.kit, author.room, "Reading").drafts == ()
    act.trigger()
    author.rest()
    drafts = items.questions(author.kit, author.room, "Reading").drafts
    assert [line.item.id for line in author.page.list.lines if line.is_draft] == [one.id for one in drafts]
    assert drafts
    assert ready.said()[-1].startswith(f"{len(drafts)} drafts are new.")
    form = author.form("questionChange")
    form.dialog.prompt.setFocus()
    form.type(" (one word)")
    form.go_to("formYes")
    form.key(Qt.Key.Key_Space)
    ready.gone("questionDialog")
    author.rest()
    after = items.questions(author.kit, author.room, "Reading")
    assert (len(after.items), len(after.drafts)) == (1, len(drafts) - 1)
    assert not after.items[0].unreviewed


def test_nothing_in_the_form_is_without_a_name(jobs: Jobs, theme: Theme, parent: QWidget, qtbot: QtBot) -> None:
    form = opened(WHY, jobs, theme, parent, qtbot)
    stops = [one for one in form.dialog.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for one in stops:
        if one.isVisible() and not isinstance(one, QRadioButton):
            assert one.accessibleName() or getattr(one, "text", lambda: "")(), one.objectName()
    assert {one.objectName() for one in stops if isinstance(one, WritingBox)} >= {"questionText", "pointPhrases"}
    form.dialog.done(0)


def test_what_is_said_of_a_wrong_choice_stays_when_it_becomes_right(theme: Theme) -> None:
    row = ChoiceRow(theme)
    row.put({"text": "Graz", "feedback": "It is the second.", "right": False})
    row.right.setChecked(True)
    assert row.value() == {"text": "Graz", "right": True, "feedback": "It is the second."}
    row.deleteLater()
