"""Paints the teacher's place in its states, to be looked at: ``python -m tests.ui.screens_teach OUT_DIR``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QDialog

from carrel.flows.classes import rooms
from carrel.ui.application import make_application
from carrel.ui.panes.teach import TeachPane
from tests.ui.screens import Album, Stage, staged

SIZE = (1280, 800)


def opened(stage: Stage) -> TeachPane:
    """The pane, with all that there is."""
    stage.window.open_place("teach")
    stage.rest(0.8)
    pane = stage.window.teaching.pane
    assert pane is not None
    return pane


class TeachAlbum(Album):
    """Keeps pictures of the teacher's place."""

    def empty(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """Before there is a class, and with one that is new."""
        with staged(mode, ["x"], percent=percent, size=size, chats=False) as stage:
            opened(stage)
            self.keep(stage.window, f"{name}-empty")
            rooms.make(stage.window.kit, "7b", "Ms Adeyemi")
            stage.rest(0.8)
            self.keep(stage.window, f"{name}-new")
            stage.window.teaching.pane.new_requested.emit()
            stage.rest(0.4)
            self.keep(stage.window.findChild(QDialog, "classDialog"), f"{name}-class-dialog")


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = TeachAlbum(out)
    album.empty("light", "light")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
