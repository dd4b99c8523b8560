"""A window with the teacher's place in its middle, and pupils elsewhere who give work back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QListView

from carrel.base.stamp import Stamp
from carrel.base.work import Cancel
from carrel.classroom.classes.model import Pupil
from carrel.flows import practise
from carrel.flows.classes import hand_back, open_pack, rooms
from carrel.flows.classes.hand_back import HandedBack
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish
from carrel.ui.panes.teach import TeachPane
from carrel.ui.panes.teach.assignments import AssignmentsPage
from carrel.ui.panes.teach.page import ClassPage
from carrel.ui.panes.teach.pupils import PupilsPage
from tests.library.packs.kit import good, written
from tests.ui.conftest import Desk, Hand
from tests.ui.desk import make_kit
from tests.ui.practice_desk import install

Page = TypeVar("Page", bound=ClassPage)
TOPIC = "sums.adding"


class Teacher:
    """Uses the teacher's place of one window."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.kit, self.window = hand, hand.kit, hand.window
        hand.window.open_place("teach")
        pane = hand.window.teaching.pane
        assert pane is not None
        self.pane: TeachPane = pane
        self.rest()

    def rest(self) -> None:
        """Wait until all that is shown is what there is."""
        pages = [page for page in self.pane.pages if isinstance(page, PupilsPage | AssignmentsPage)]
        self.hand.until(
            lambda: (
                self.pane.is_at_rest
                and all(page.is_at_rest for page in pages if page.isVisible())
                and not self.window.jobs.running
            )
        )

    @property
    def pupils(self) -> PupilsPage:
        """The page of the pupils, in sight."""
        return self.turn_to(PupilsPage)

    @property
    def assignments(self) -> AssignmentsPage:
        """The page of the assignments, in sight."""
        return self.turn_to(AssignmentsPage)

    def turn_to(self, kind: type[Page]) -> Page:
        """Bring a page into sight."""
        found = next(page for page in self.pane.pages if isinstance(page, kind))
        if not found.isVisible():
            self.pane.show_page(found)
            self.rest()
        return found

    def lines(self, name: str, among: QDialog | None = None) -> list[str]:
        """What stands in a list."""
        model = self.hand.find(QListView, name, among).model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def kept(self) -> dict[str, Pupil]:
        """The pupils of the class by name, as they are kept."""
        return {one.name: one for one in rooms.room(self.kit, self.pane.classroom).pupils}

    def choose_file(self, name: str, path: Path, press: Callable[[], object]) -> None:
        """Choose a file, in the dialog that comes up."""
        press()
        chooser = self.dialog(name)
        assert isinstance(chooser, QFileDialog)
        many = chooser.fileMode() is QFileDialog.FileMode.ExistingFiles
        (chooser.filesSelected.emit([str(path)]) if many else chooser.fileSelected.emit(str(path)))
        chooser.close()
        self.gone(name)

    def notice(self, name: str) -> None:
        """Press a button of a notice."""
        self.hand.press(name, self.pane.notices)
        self.rest()

    def said(self) -> list[str]:
        """What the notices say."""
        return [f"{one.what} {one.next_step}".strip() for one in self.pane.notices.notices]

    def dialog(self, name: str) -> QDialog:
        """The dialog of this name, once it is there and has the focus."""
        self.hand.until(lambda: self.window.findChild(QDialog, name))
        found = self.window.findChild(QDialog, name)
        assert found is not None
        self.hand.until(lambda: found.isActiveWindow() and QApplication.focusWidget() is not None)
        return found

    def gone(self, name: str) -> None:
        """Wait until this dialog has closed."""
        self.hand.until(lambda: self.window.findChild(QDialog, name) is None)
        if QApplication.activeModalWidget() is None:
            self.window.activateWindow()
            self.hand.until(lambda: self.window.isActiveWindow() or QApplication.activeModalWidget())
        self.rest()

    def type(self, words: str) -> None:
        """Type where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.hand.qtbot.keyClicks(focus, words)

    def write(self, name: str, words: str, among: QDialog) -> None:
        """Put words into a field."""
        field = self.hand.find(QLineEdit, name, among)
        field.setFocus()
        field.selectAll()
        self.type(words)

    def make_class(self, title: str = "7b", teacher: str = "Ms Adeyemi") -> None:
        """Make a class by keyboard."""
        self.pane.new_requested.emit()
        dialog = self.dialog("classDialog")
        self.write("className", title, dialog)
        self.write("classTeacher", teacher, dialog)
        self.hand.key(Qt.Key.Key_Return)
        self.gone("classDialog")


@pytest.fixture
def teacher(desk: Desk) -> Teacher:
    """A window of whoever has no class yet."""
    return Teacher(desk())


class Learner:
    """Somebody in the class, with a house of their own."""

    def __init__(self, kit: Kit, share: Path) -> None:
        self.kit, self._share = kit, share

    def join(self, pack: Path, code: str) -> None:
        """Open the class pack."""
        list(open_pack.take(self.kit, pack, code, Cancel()))

    def work(self, task: str, *answers: str) -> None:
        """Do what was asked, with these answers."""
        now = practise.begin(self.kit, Wish("topic", (TOPIC,), count=len(answers), assignment=task))
        for answer in answers:
            practise.attempt(self.kit, now.session, answer)
            now = practise.go_on(self.kit, now.session)

    def give_back(self, name: str) -> HandedBack:
        """Write the results."""
        return hand_back.hand_back(self.kit, "", self._share / f"{name}{hand_back.SUFFIX}")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The folder of the small pack of lessons."""
    return written(good(), tmp_path / "lessons")


@pytest.fixture
def learners(tmp_path: Path, stamp: Stamp, pack: Path) -> Iterator[tuple[Learner, Learner]]:
    """Two pupils with the lessons of the teacher."""
    share = tmp_path / "share"
    share.mkdir()
    made = [Learner(make_kit(tmp_path / name, stamp=stamp), share) for name in ("first", "second")]
    for one in made:
        install(one.kit, pack)
    yield made[0], made[1]
    for one in made:
        one.kit.store.close()


@pytest.fixture
def ready(teacher: Teacher, pack: Path) -> Teacher:
    """A teacher with the lessons and a class of two."""
    install(teacher.kit, pack)
    teacher.make_class()
    page = teacher.pupils
    for name in ("Amara", "Bo"):
        page.new.setFocus()
        teacher.type(name)
        teacher.hand.key(Qt.Key.Key_Return)
        teacher.rest()
    return teacher
