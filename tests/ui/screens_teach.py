"""Paints the teacher's place in its states, to be looked at: ``python -m tests.ui.screens_teach OUT_DIR``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QScrollArea

from carrel.classroom.classes.model import Assignment
from carrel.flows.classes import pupils, rooms, roster
from carrel.flows.classes.take_in import TakenIn
from carrel.flows.kit import Kit
from carrel.ui.application import make_application
from carrel.ui.dialogs.classes.taken import TakenDialog
from carrel.ui.panes.teach import TeachPane
from carrel.ui.panes.teach.assignments import AssignmentsPage
from carrel.ui.panes.teach.pupils import PupilsPage
from tests.ui.practice_desk import install
from tests.ui.screens import Album, Stage, staged

SIZE = (1280, 800)
NAMES = ("Amara Obi", "Bo Lind", "Cem Aydın", "Dara O'Neill", "Élodie Marchand", "Farid Haddad", "Grace Mbeki")
ARABIC = ("أمل حداد", "بدر الشامي", "جنى الخطيب", "ياسمين")
LIST = "Name;Group;Id\nAmara Obi;blue;1\nHana Sato;red;8\n;red;9\nIvo Petrov;blue;1\nJun Park;green;10\n"
NUMBER = "4817 2236 9045 1178 6602 3391"


def furnish(kit: Kit, names: tuple[str, ...] = NAMES) -> str:
    """A class with pupils and assignments; its id."""
    install(kit)
    made = rooms.make(kit, "7b", "Ms Adeyemi")
    for number, name in enumerate(names):
        roster.add(kit, made.id, name, (("blue", "red")[number % 2],) if number < 5 else ())
    pupils.leave(kit, rooms.room(kit, made.id).pupils[2].id)
    equations = Assignment("", "", "Linear equations", made.created, topics=("algebra.linear-equations",), count=12)
    rooms.assign(kit, made.id, equations)
    essay = "Write 300 words on why rivers bend. Say where you have it from."
    rivers = Assignment("", "", "Why rivers bend", made.created, task=essay, policy="open", transcript=True)
    rooms.assign(kit, made.id, replace(rivers, opens="2027-03-01", due="2027-03-12", groups=("blue",)))
    return made.id


def opened(stage: Stage) -> TeachPane:
    """The pane, with all that there is."""
    stage.window.open_place("teach")
    stage.rest(0.8)
    pane = stage.window.teaching.pane
    assert pane is not None
    return pane


def shown(stage: Stage, name: str) -> QDialog:
    """The dialog of this name, once it is there."""
    stage.pump(lambda: stage.window.findChild(QDialog, name))
    stage.rest(0.5)
    found = stage.window.findChild(QDialog, name)
    assert found is not None, name
    return found


class TeachAlbum(Album):
    """Keeps pictures of the teacher's place."""

    def empty(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """Before there is a class, and with one that is new."""
        with staged(mode, ["x"], percent=percent, size=size, chats=False) as stage:
            pane = opened(stage)
            self.keep(stage.window, f"{name}-empty")
            rooms.make(stage.window.kit, "7b", "Ms Adeyemi")
            stage.rest(0.8)
            for page in pane.pages:
                pane.show_page(page)
                stage.rest(0.5)
                self.keep(stage.window, f"{name}-new-{page.objectName()}")
            pane.new_requested.emit()
            self.dialog(stage, f"{name}-class", "classDialog")

    def full(
        self,
        name: str,
        mode: str,
        *,
        percent: int = 100,
        size: tuple[int, int] = SIZE,
        names: tuple[str, ...] = NAMES,
    ) -> None:
        """Every page, and every dialog."""
        with staged(mode, ["x"], percent=percent, size=size, chats=False) as stage:
            kit = stage.window.kit
            room = furnish(kit, names)
            pane = opened(stage)
            pupil_page, task_page = pane.pages[-2:]
            assert isinstance(pupil_page, PupilsPage)
            assert isinstance(task_page, AssignmentsPage)
            pane.show_page(pupil_page)
            stage.rest(0.6)
            pupil_page.list.setFocus(Qt.FocusReason.TabFocusReason)
            stage.rest(0.3)
            self.keep(stage.window, f"{name}-pupils")
            pupil_page.change.click()
            self.dialog(stage, f"{name}-pupil", "pupilDialog")
            pane.show_page(task_page)
            stage.rest(0.6)
            task_page.list.setFocus(Qt.FocusReason.TabFocusReason)
            stage.rest(0.3)
            self.keep(stage.window, f"{name}-assignments")
            task_page.change.click()
            stage.rest(0.8)
            self.scrolled(stage, f"{name}-assignment", "assignmentDialog")
            path = kit.places.data / "list.csv"
            path.write_text(LIST)
            pane.dropped.emit(room, [path])
            stage.rest(0.8)
            self.dialog(stage, f"{name}-roster", "rosterDialog")
            pane.send_requested.emit(room)
            stage.rest(0.8)
            chooser = shown(stage, "packFileDialog")
            assert isinstance(chooser, QFileDialog)
            chooser.fileSelected.emit(str(kit.places.data / "7b.carrel-class"))
            chooser.close()
            stage.rest(0.8)
            self.keep(stage.window, f"{name}-sent")
            dialog = TakenDialog(taken(kit, room), stage.window.theme, stage.window)
            dialog.open()
            self.dialog(stage, f"{name}-taken", "takenDialog")

    def dialog(self, stage: Stage, picture: str, name: str) -> None:
        """A dialog, and close it."""
        stage.rest(0.5)
        found = shown(stage, name)
        self.keep(found, picture)
        found.close()
        stage.window.activateWindow()
        stage.rest(0.2)

    def scrolled(self, stage: Stage, picture: str, name: str) -> None:
        """A dialog from its beginning and to its end, and close it."""
        found = shown(stage, name)
        area = found.findChild(QScrollArea)
        assert area is not None
        bar = area.verticalScrollBar()
        place, number = 0, 0
        while True:
            bar.setValue(place)
            stage.rest(0.2)
            self.keep(found, f"{picture}-{number}")
            if place >= bar.maximum():
                break
            place, number = place + bar.pageStep(), number + 1
        found.close()
        stage.window.activateWindow()
        stage.rest(0.2)


def taken(kit: Kit, room: str) -> list[TakenIn]:
    """What can become of files."""
    who = rooms.room(kit, room).pupils
    stranger = f"This work has the code of {who[1].name}, but the device that signed it is not known here."
    compare = f"Compare the number {NUMBER} with the one on the pupil's screen, then take the pack in with it."
    changed = "This pack was changed after it was made. Ask for it once more."
    again = "This pack was taken in before. Nothing was counted twice."
    return [
        TakenIn(Path("a/amara.carrel-results"), "ok", f"The work of {who[0].name} was taken in.", "", who[0], 12),
        TakenIn(Path("a/bo.carrel-results"), "unknown", stranger, compare, who[1], 0, NUMBER),
        TakenIn(Path("a/cem.carrel-results"), "changed", changed),
        TakenIn(Path("a/amara (1).carrel-results"), "duplicate", again),
    ]


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = TeachAlbum(out)
    for mode in ("light", "dark"):
        album.empty(mode, mode)
        album.full(mode, mode)
    for name, percent, size in (("200", 200, SIZE), ("narrow", 100, (420, 760))):
        album.empty(name, "light", percent=percent, size=size)
        album.full(name, "light", percent=percent, size=size)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.full("mirrored", "light", names=ARABIC)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
