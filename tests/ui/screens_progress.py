"""Paints the progress pane in its states, to be looked at: ``python -m tests.ui.screens_progress OUT_DIR``."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.flows import pack_shelf
from carrel.ui.application import make_application
from carrel.ui.panes.progress import ProgressPane
from tests.flows.learners import live
from tests.ui.screens import Album, Stage, staged

SIZE = (1280, 860)
VIEWS = ("skills", "map", "over_time", "ahead", "with_help", "time")


def opened(stage: Stage, tries: int, *, lessons: bool = True, seed: int = 4) -> ProgressPane:
    """The pane after so many tries at the lessons of Foundations."""
    kit = stage.window.kit
    if lessons:
        list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
    if tries:
        live(kit, "", seed, tries, items=max(4, tries // 3), until=datetime.now().astimezone())
    stage.window.open_place("progress")
    stage.rest(0.8)
    pane = stage.window.progress.pane
    assert pane is not None
    return pane


class ProgressAlbum(Album):
    """Keeps pictures of progress."""

    def empty(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """Before the first try, with lessons and without."""
        for lessons in (False, True):
            with staged(mode, ["x"], percent=percent, size=size, chats=False) as stage:
                opened(stage, 0, lessons=lessons)
                self.keep(stage.window, f"{name}-empty-{'lessons' if lessons else 'nothing'}")

    def views(self, name: str, mode: str, tries: int, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """Each view, with the focus in it."""
        with staged(mode, ["x"], percent=percent, size=size, chats=False) as stage:
            pane = opened(stage, tries)
            for view in VIEWS:
                pane.show_view(view)
                stage.rest()
                if view == "skills":
                    pane.skills.list.enter()
                else:
                    pane.picture.canvas.setFocus(Qt.FocusReason.TabFocusReason)
                stage.rest()
                self.keep(stage.window, f"{name}-{view}")
            pane.show_view("map")
            pane.picture.as_table.click()
            stage.rest()
            self.keep(stage.window, f"{name}-table")
            for ending in ("png", "svg", "csv"):
                (self._out / f"{name}-saved.{ending}").write_bytes(pane.picture.content(ending))
            tried = max(pane.page.known, key=lambda one: len(one.tries))
            stage.window.progress.show_tries(tried.skill)
            stage.rest(0.6)
            dialog = stage.window.findChild(QDialog, "triesDialog")
            assert dialog is not None
            self.keep(dialog, f"{name}-tries")
            dialog.close()
            stage.rest(0.1)


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = ProgressAlbum(out)
    for mode in ("light", "dark"):
        album.empty(mode, mode)
        album.views(mode, mode, 400)
    album.views("few", "light", 5)
    album.views("contrast", "contrast_dark", 60)
    for name, percent, size in (("200", 200, SIZE), ("narrow", 100, (420, 760))):
        album.empty(name, "light", percent=percent, size=size)
        album.views(name, "light", 60, percent=percent, size=size)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.empty("mirrored", "light")
    album.views("mirrored", "light", 60)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
