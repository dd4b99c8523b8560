"""A pupil at a window, a teacher elsewhere, and nothing between them but files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from carrel.classroom.classes.model import Assignment, Classroom
from carrel.flows.classes import give_out, rooms
from carrel.flows.kit import Kit
from carrel.ui.dialogs.class_pack import PackDialog
from carrel.ui.dialogs.hand_in import HandInDialog
from carrel.ui.panes.joined import ClassesPane
from carrel.ui.widgets.drop_sheet import DropSheet
from tests.conftest import CountingStamp
from tests.flows.practising.conftest import install
from tests.library.packs.kit import good, written
from tests.ui.conftest import Desk, Hand
from tests.ui.desk import make_kit

TOPIC = "sums.adding"
CODE = "KOMA-7"


class Teacher:
    """Sets tasks for a class of one, and writes its packs into a folder."""

    def __init__(self, kit: Kit, share: Path) -> None:
        self.kit, self.share = kit, share
        self.room: Classroom = rooms.make(kit, "7b", "Ms Adeyemi")
        rooms.add_pupil(kit, self.room.id, "Amara", CODE)

    def asks(self, title: str = "Adding", **said: object) -> Assignment:
        """Set something with these fields; without any, three questions with hints."""
        wish = Assignment("", "", title, self.room.created, topics=(TOPIC,), count=3)
        return rooms.assign(self.kit, self.room.id, replace(wish, **said))  # type: ignore[arg-type]

    def gives(self, name: str = "class") -> Path:
        """The next class pack."""
        return give_out.give_out(self.kit, self.room.id, self.share / f"{name}{give_out.SUFFIX}").path

    def day(self, days: int) -> str:
        """The study day so many days from now."""
        return (date.fromisoformat(self.kit.stamp.now().day) + timedelta(days=days)).isoformat()


class Pupil:
    """Somebody at a window."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.kit, self.window = hand, hand.kit, hand.window
        hand.window.activateWindow()
        hand.until(hand.window.isActiveWindow)

    def settle(self) -> None:
        """Wait until nothing is being done, and everything has its place."""
        QApplication.processEvents()
        self.hand.until(lambda: not self.window.jobs.running)
        QApplication.processEvents()

    @property
    def pane(self) -> ClassesPane:
        """The place of the classes, at rest."""
        self.hand.until(lambda: self.window.my_class.pane is not None and self.window.my_class.pane.shown is not None)
        self.settle()
        pane = self.window.my_class.pane
        assert pane is not None
        return pane

    def asked_about(self) -> PackDialog:
        """The dialog that says what a pack is."""
        self.hand.until(lambda: self.window.findChild(PackDialog))
        dialog = self.window.findChild(PackDialog)
        assert dialog is not None
        return dialog

    def gone(self, kind: type[QWidget]) -> None:
        """Wait until there is no such dialog."""
        self.hand.until(lambda: self.window.findChild(kind) is None)
        self.settle()

    def open(self, pack: Path) -> PackDialog:
        """Let go of a pack over the chat, and wait for what is asked."""
        self.drop(self.window.pane._drop, pack)
        return self.asked_about()

    def drop(self, sheet: DropSheet, *paths: Path) -> None:
        """Let go of files over a sheet."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        sheet.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
        self.settle()

    def join(self, pack: Path, code: str = CODE) -> ClassesPane:
        """Open a pack, and join with the code, by the keyboard."""
        dialog = self.open(pack)
        if dialog.seen.joined is None:
            self.hand.qtbot.keyClicks(dialog.findChild(QLineEdit, "packCode"), code)
        self.hand.qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
        self.gone(PackDialog)
        self.window.activateWindow()  # offscreen, no window manager does it when a dialog goes
        self.hand.until(self.window.isActiveWindow)
        self.hand.until(lambda: self.pane.sections and QApplication.focusWidget() is not None)
        return self.pane

    def shown(self, within: QWidget) -> str:
        """Every word that stands in a label and can be seen."""
        return "\n".join(one.text() for one in within.findChildren(QLabel) if one.isVisibleTo(within))

    def press(self, name: str) -> None:
        """Press a button."""
        self.hand.press(name)
        self.settle()

    def buttons(self, within: QWidget) -> list[str]:
        """The words of all buttons that can be seen and pressed."""
        found = within.findChildren(QPushButton)
        return [one.text() for one in found if one.isVisibleTo(within) and one.isEnabled()]

    def hand_in(self, pane: ClassesPane, path: Path) -> str:
        """Hand in, and tell what the dialog said."""
        self.hand.qtbot.mouseClick(pane.sections[0].hand_in, Qt.MouseButton.LeftButton)
        self.hand.until(lambda: self.window.findChild(HandInDialog))
        dialog = self.window.findChild(HandInDialog)
        assert dialog is not None
        said = self.shown(dialog)
        assert dialog.focusWidget() is dialog.go
        self.hand.qtbot.keyClick(dialog.go, Qt.Key.Key_Return)
        self.hand.until(lambda: self.window.findChild(QFileDialog, "handInFileDialog"))
        chooser = self.window.findChild(QFileDialog, "handInFileDialog")
        assert chooser is not None
        chooser.fileSelected.emit(str(path))
        chooser.close()
        self.gone(QFileDialog)
        self.gone(HandInDialog)
        return said


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the small pack in it, to be copied."""
    home = tmp_path_factory.mktemp("small") / "home"
    kit = make_kit(home, stamp=CountingStamp())
    install(kit, written(good(), home.parent / "pack"))
    kit.settings.change(welcomed=True, theme="light")
    kit.store.close()
    return home


@pytest.fixture
def teacher(small_home: Path, tmp_path: Path, stamp: CountingStamp) -> Iterator[Teacher]:
    """A teacher with the small pack."""
    shutil.copytree(small_home, tmp_path / "teacher")
    share = tmp_path / "share"
    share.mkdir()
    kit = make_kit(tmp_path / "teacher", stamp=stamp)
    yield Teacher(kit, share)
    kit.store.close()


@pytest.fixture
def sit(desk: Desk, small_home: Path, tmp_path: Path, stamp: CountingStamp) -> Callable[[], Pupil]:
    """Opens the window of a pupil; a second time at the same home, once the first window is closed."""
    shutil.copytree(small_home, tmp_path / "home")
    stamp.pass_time(hours=1)
    return lambda: Pupil(desk(["Four."]))


@pytest.fixture
def pupil(sit: Callable[[], Pupil]) -> Pupil:
    """A pupil at a window."""
    return sit()
