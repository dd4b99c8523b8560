"""The watched folders of classes beside the window: looks, notices, and the line by which a folder is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from carrel.base.stamp import SystemStamp
from carrel.classroom.watched.model import ClassFolder
from carrel.flows.classes import rooms, watching
from carrel.flows.classes.hand_back import SUFFIX
from carrel.flows.classes.news import News
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.theme import Theme
from carrel.ui.widgets.folder_line import FolderLine
from carrel.ui.window.watching import Watching
from carrel.ui.window.watching_words import notices
from tests.flows.classes.many import Amount, write_packs
from tests.flows.conftest import kit_in

WAIT_MS = 30_000
FOLDER = ClassFolder("c1", "7b", "teacher", "/share")


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    """A teacher's house with a class, and a folder for it."""
    (tmp_path / "share").mkdir()
    with kit_in(tmp_path / "teacher", SystemStamp()) as made:
        rooms.make(made, "7b")
        yield made


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """A pool that is closed afterwards."""
    pool = Jobs()
    yield pool
    assert pool.close(10)
    pool.deleteLater()


class Heard:
    """A controller that looks often, and everything that it tells."""

    def __init__(self, kit: Kit, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("carrel.ui.window.watching.SOON_MS", 5)
        self.parent = QObject()
        self.watching = Watching(kit, jobs, self.parent)
        self.told: list[Notice] = []
        self.news: list[News] = []
        self.watching.told.connect(self.told.append)
        self.watching.news.connect(self.news.append)


@pytest.fixture
def heard(kit: Kit, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    """The controller."""
    made = Heard(kit, jobs, monkeypatch)
    yield made
    made.watching.close()
    made.parent.deleteLater()


def test_what_lies_in_the_folder_is_taken_in_and_told_in_one_notice(
    kit: Kit, heard: Heard, qtbot: QtBot, tmp_path: Path
) -> None:
    room = rooms.room(kit, "7b").classroom.id
    write_packs(kit, room, tmp_path / "share", Amount(3, 1, 2))
    (tmp_path / "share" / f"torn{SUFFIX}").write_bytes(b"PK\x03\x04")
    watching.choose(kit, "7b", tmp_path / "share")
    heard.watching.begin()
    qtbot.waitUntil(lambda: len(heard.told) == 2, timeout=WAIT_MS)
    assert {(one.tone, one.what.split(":")[0]) for one in heard.told} == {
        ("quiet", "In the folder of “7b”"),
        ("hint", f"torn{SUFFIX}"),
    }
    assert [one.kind for one in heard.news].count("taken") == 3


def test_a_file_that_comes_while_the_window_is_open_is_found(
    kit: Kit, heard: Heard, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    watching.choose(kit, "7b", tmp_path / "share")
    heard.watching.begin()
    qtbot.waitUntil(lambda: not jobs.running, timeout=WAIT_MS)
    write_packs(kit, rooms.room(kit, "7b").classroom.id, tmp_path / "share", Amount(1, 1, 2))

    def found() -> bool:
        heard.watching.look()
        return bool(heard.told)

    qtbot.waitUntil(found, timeout=WAIT_MS)
    assert [one.kind for one in heard.news] == ["taken"]


def test_a_folder_that_is_left_is_looked_into_no_more(
    kit: Kit, heard: Heard, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    watching.choose(kit, "7b", tmp_path / "share")
    heard.watching.begin()
    qtbot.waitUntil(lambda: not jobs.running, timeout=WAIT_MS)
    watching.stop(kit, "7b")
    heard.watching.look_again(frozenset({"classroom"}))
    qtbot.waitUntil(lambda: not jobs.running, timeout=WAIT_MS)
    write_packs(kit, rooms.room(kit, "7b").classroom.id, tmp_path / "share", Amount(1, 1, 2))
    for _each in range(3):
        heard.watching.look()
    assert not jobs.running
    assert heard.told == []


def test_many_files_of_one_kind_are_one_notice_with_what_to_do() -> None:
    pressed: list[str] = []

    def choices(folder: ClassFolder, news: News) -> tuple[Choice, ...]:
        return (Choice("Show it", lambda: pressed.append(folder.classroom)),) if news.kind == "asks" else ()

    asks = [(FOLDER, News("asks", Path(f"/share/{n}"), "It waits.", "Compare.")) for n in range(5)]
    away = (FOLDER, News("unreachable", Path("/share"), "It is away.", "Carrel looks again."))
    told = notices([*asks, away], choices)
    assert [one.what for one in told] == ["In the folder of “7b”: 5 packs wait for your word.", "It is away."]
    assert all(one.next_step and one.tone == "hint" for one in told)
    told[0].choices[0].act()
    assert pressed == ["c1"]
    assert len({one.key for one in told}) == 2


@pytest.fixture
def line(qtbot: QtBot, theme: Theme) -> FolderLine:
    """The line of a teacher."""
    made = FolderLine(theme, "teacher")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_line_says_what_is_watched_and_offers_to_stop_only_then(line: FolderLine, qtbot: QtBot) -> None:
    says, stop = line.findChild(QLabel, "watchedFolder"), line.findChild(QPushButton, "stopFolder")
    assert says is not None
    assert stop is not None
    assert says.text() == "Watched folder: none"
    assert not stop.isVisible()
    line.show_folder(FOLDER)
    assert "/share" in says.text()
    with qtbot.waitSignal(line.stop_requested):
        qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)


def test_a_folder_is_chosen_in_a_dialog(line: FolderLine, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.mouseClick(line.findChild(QPushButton, "chooseFolder"), Qt.MouseButton.LeftButton)
    dialog = line.findChild(QFileDialog, "classFolderDialog")
    assert dialog is not None
    with qtbot.waitSignal(line.chosen) as chosen:
        dialog.fileSelected.emit(str(tmp_path))
    assert chosen.args == [str(tmp_path)]
    dialog.close()
