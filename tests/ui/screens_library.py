"""Paints the library in its states, to be looked at: ``python -m tests.ui.screens_library OUT_DIR``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from carrel.base.work import Progress
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.library import search, tables
from carrel.library.model import Part
from carrel.ui.application import make_application
from carrel.ui.panes.library import LibraryPane
from tests.library.made import ARABIC, STORY
from tests.ui.screens import Album, Stage, staged
from tests.ui.sources import LEAF, put


def fill(stage: Stage, folder: Path) -> None:
    """A library as people have them: all kinds, a course, one that is being read, one that could not be."""
    kit = stage.window.kit
    biology = Course(kit.stamp.new_id(), kit.stamp.now(), "Biology")
    with kit.store.writing() as db:
        courses.create(db, biology)
    leaf = put(kit, LEAF, "Plants for beginners")
    put(kit, (Part(0, "", "", ARABIC),), "التمثيل الضوئي", "plain", "text")
    put(kit, (Part(0, "", "", "def grow(): ..."),), "grow", "plain", "code")
    slides = put(kit, LEAF, "Leaves and light: the slides of the second week, with all that was said", kind="pptx")
    scan = put(kit, LEAF, "A scanned workbook", kind="pdf")
    half = put(kit, LEAF, "The whole of botany", kind="pdf")
    bad = put(kit, (), "Lecture notes", kind="pdf")
    with kit.store.writing() as db:
        tables.put_into(db, leaf.id, (biology.id,))
        tables.put_into(db, slides.id, (biology.id,))
        tables.change(db, replace(slides, pages=32))
        tables.change(db, replace(scan, pages=48, silent=("p. 3", "p. 7", "p. 8")))
        tables.change(db, replace(half, pages=300, state="reading"))
        tables.change(
            db,
            replace(
                bad,
                state="refused",
                problem="This document is damaged, or not written to its end.",
                next_step="Copy or download it again, or open it in its own program and save it anew.",
            ),
        )
    for number in range(1, 30):
        part = Part(0, "", f"Leaves › Note {number}", f"{STORY} It is note {number}.")
        note = put(kit, (), f"Note {number:02}", kind="markdown")
        with kit.store.writing() as db:
            search.learn(db, note.id, tables.add_part(db, note.id, part), part)
    (folder / "one.md").write_text(STORY, encoding="utf-8")


def pane_of(stage: Stage) -> LibraryPane:
    """The library, opened."""
    stage.window.open_place("library")
    stage.rest(0.8)
    assert stage.window.library.pane is not None
    return stage.window.library.pane


class LibraryAlbum(Album):
    """Keeps pictures of the library."""

    def empty(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """Nothing is in it yet."""
        with staged(mode, ["x"], percent=percent, size=size, chats=False) as stage:
            pane_of(stage)
            self.keep(stage.window, f"{name}-empty")

    def views(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """A full one: at rest, while something is read, chosen, searched, dropped on."""
        with staged(mode, ["x"], percent=percent, size=size, chats=False) as stage, TemporaryDirectory() as folder:
            fill(stage, Path(folder))
            pane = pane_of(stage)
            self.keep(stage.window, f"{name}-list")
            pane.list.setFocus()
            pane.list.setCurrentIndex(pane.list.lines.index(0))
            stage.rest()
            self.keep(stage.window, f"{name}-silent")
            stage.rest(1.5)  # what was cut off is looked for by then, and found to be gone
            pane.show_progress(Progress("Reading The whole of botany.pdf", 120, 300), 2)
            stage.rest(0.8)
            pane.list.enter()
            pane.list.setCurrentIndex(pane.list.lines.index(3))
            stage.rest()
            self.keep(stage.window, f"{name}-busy")
            pane.show_progress(None)
            pane.remove_requested.emit([one.document for one in pane.list.chosen])
            pane.bar.search.setText("sugar from light")
            stage.rest(1.0)
            self.keep(stage.window, f"{name}-found")
            pane.bar.search.setText("quarks")
            stage.rest(1.0)
            self.keep(stage.window, f"{name}-nothing")

    def asked(self, name: str, mode: str) -> None:
        """What asks."""
        with staged(mode, ["x"], chats=False) as stage:
            pane = pane_of(stage)
            stage.window.library.bringing.locked.emit(Path("exam papers.pdf"), False)
            self._dialog(stage, f"{name}-password", "passwordDialog")
            pane.bar.watched_requested.emit()
            self._dialog(stage, f"{name}-watched", "watchedDialog")
            pane.bar.remove_pack_requested.emit("foundations")
            self._dialog(stage, f"{name}-ask", "askDialog")
            assert stage.window.findChild(QDialog, "askDialog") is None


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = LibraryAlbum(out)
    for mode in ("light", "dark"):
        album.empty(mode, mode)
        album.views(mode, mode)
        album.asked(mode, mode)
    album.views("contrast", "contrast_dark")
    for name, percent, size in (("200", 200, (1280, 800)), ("narrow", 100, (420, 760))):
        album.empty(name, "light", percent=percent, size=size)
        album.views(name, "light", percent=percent, size=size)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.empty("mirrored", "light")
    album.views("mirrored", "light")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
