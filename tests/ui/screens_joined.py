"""Paints a pupil's side of a class, to be looked at: ``python -m tests.ui.screens_joined OUT_DIR``."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from carrel.base.work import Cancel
from carrel.classroom.classes.model import Assignment
from carrel.flows import practise
from carrel.flows.choose_practice import for_task
from carrel.flows.classes import give_out, open_pack, rooms
from carrel.flows.kit import Kit
from carrel.flows.read_in import read_in
from carrel.library import tables as library
from carrel.ui.application import make_application
from carrel.ui.dialogs.class_pack import PackDialog
from carrel.ui.dialogs.hand_in import HandInDialog
from tests.ui.desk import make_kit
from tests.ui.practice_desk import install
from tests.ui.screens import FILLER, Album, Stage, staged

CODE = "KOMA-7"
TASK = """Write about the cell: what it is, what is in it, and why it is called the smallest part that lives.

Two pages are enough. Use your own words."""
ESSAY = """A cell is the smallest part that lives. Everything that lives is made of cells.

It has a wall, or only a skin, and in it there is water with many small things. The largest is the nucleus."""
ARABIC = "واجب الخلية"


def teacher_in(folder: Path, *, arabic: bool = False) -> tuple[Kit, Path]:
    """A teacher, and the first pack of a class."""
    kit = make_kit(folder / "teacher")
    install(kit)
    room = rooms.make(kit, "الصف السابع" if arabic else "Biology 7b", "أ. أمينة" if arabic else "Ms Adeyemi")
    rooms.add_pupil(kit, room.id, "Amara", CODE)
    paper = folder / "cells.md"
    paper.write_text("# Cells, and what is in them\n\nA cell has a wall.")
    list(read_in(kit, [paper], Cancel()))
    with kit.store.reading() as db:
        [document] = [one.id for one in library.documents(db) if one.pack is None]
    today = date.fromisoformat(kit.stamp.now().day)
    wish = Assignment("", "", "Linear equations", room.created, topics=("algebra.linear-equations",), count=5)
    rooms.assign(kit, room.id, replace(wish, due=str(today + timedelta(days=2))))
    rooms.assign(kit, room.id, replace(wish, title="What you can do alone", policy="off", due=str(today)))
    late = replace(
        wish, title="Once more, with help", policy="open", behaviour="socratic", due=str(today - timedelta(days=3))
    )
    rooms.assign(kit, room.id, late)
    essay = replace(wish, title=ARABIC if arabic else "The cell", topics=(), documents=(document,))
    rooms.assign(kit, room.id, replace(essay, task=TASK, policy="feedback"))
    rooms.assign(kit, room.id, replace(wish, title="Next week", opens=str(today + timedelta(days=7))))
    return kit, give_out.give_out(kit, room.id, folder / "class.carrel-class").path


class ClassAlbum(Album):
    """Keeps pictures of a pupil's side."""

    def views(
        self,
        name: str,
        mode: str,
        *,
        percent: int = 100,
        size: tuple[int, int] = (1280, 800),
        arabic: bool = False,
    ) -> None:
        """From no class, over the pack, to the tasks, a practice, a text and handing in."""
        with (
            tempfile.TemporaryDirectory() as folder,
            staged(mode, FILLER, percent=percent, size=size, at_home=True) as stage,
        ):
            teacher, pack = teacher_in(Path(folder), arabic=arabic)
            kit = stage.window.kit
            install(kit)
            stage.window.open_place("my_class")
            self._shot(stage, f"{name}-none")
            stage.window.my_class.open_packs([pack])
            self._asked(stage, f"{name}-pack", PackDialog)
            list(open_pack.take(kit, pack, CODE, Cancel()))
            now = practise.begin(kit, for_task(kit, "Linear equations"))
            practise.attempt(kit, now.session, "surely not this")
            self._shot(stage, f"{name}-tasks")
            pane = stage.window.my_class.pane
            assert pane is not None
            bar = pane._page.verticalScrollBar()
            bar.setValue(bar.maximum())
            self._shot(stage, f"{name}-tasks-end")
            stage.window.my_class.ask_to_hand_in(pane.sections[0].one.joined.classroom)
            self._asked(stage, f"{name}-hand-in", HandInDialog)
            essay = next(one.asked.id for one in pane.sections[0].one.tasks if one.wants_text)
            stage.window.my_class.write(essay)
            self._shot(stage, f"{name}-page")
            pane.writing.paper.insertPlainText(ARABIC if arabic else ESSAY)
            self._shot(stage, f"{name}-page-written")
            pane.writing.hand_in.click()
            self._shot(stage, f"{name}-page-handed-in")
            stage.window.practising.resume(now.session)
            self._shot(stage, f"{name}-practice")
            stage.window.open_place("home")
            self._shot(stage, f"{name}-home")
            teacher.store.close()

    def _shot(self, stage: Stage, name: str) -> None:
        self._settle(stage)
        self.keep(stage.window, name)

    def _asked(self, stage: Stage, name: str, kind: type[QDialog]) -> None:
        stage.pump(lambda: stage.window.findChild(kind) is not None)
        stage.rest()
        dialog = stage.window.findChild(kind)
        assert dialog is not None
        self.keep(dialog, name)
        dialog.reject()
        self._settle(stage)

    def _settle(self, stage: Stage) -> None:
        stage.rest()
        stage.pump(lambda: not stage.window.jobs.running)
        stage.rest(0.5)


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = ClassAlbum(out)
    album.views("light", "light")
    album.views("dark", "dark")
    album.views("200", "light", percent=200)
    album.views("narrow", "light", size=(420, 760))
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.views("mirrored", "light", arabic=True)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
