"""Paints the profile in its states, to be looked at: ``python -m tests.ui.screens_profile OUT_DIR``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from carrel.base.work import Cancel
from carrel.conversations import tables
from carrel.flows import pack_shelf, profile, remember
from carrel.flows.holdings import foundations
from carrel.learner.model import Profile
from carrel.ui.application import make_application
from carrel.ui.panes.profile import ProfilePane
from tests.ui.screens import Album, Stage, staged

SAID = Profile("Ada", "grade 8", "football and music", "", "simple", "short", "examples", ("paragraphs", "formulas"))


def fill(stage: Stage) -> None:
    """A learner who said much, with goals, and facts of which one has lost its message."""
    kit = stage.window.kit
    for _step in pack_shelf.install(kit, foundations(), Cancel()):
        pass
    profile.keep(kit, SAID)
    profile.add_goal(kit, "Pass the maths test", "2027-01-20", "arithmetic.fractions")
    profile.add_goal(kit, "Read a whole book in English, and tell my grandmother what happens in it")
    with kit.store.reading() as db:
        chat = tables.conversations(db)[0].id
        turn = tables.thread(db, chat)[0].id
    remember.remember(kit, "Learns best with pictures", None)
    remember.remember(kit, "Plays the violin in a school orchestra, on Mondays and Thursdays", turn)
    remember.remember(kit, "اسمي ليلى", turn)


def pane_of(stage: Stage) -> ProfilePane:
    """The profile, opened."""
    stage.window.open_place("profile")
    stage.rest(0.8)
    assert stage.window.profile.pane is not None
    return stage.window.profile.pane


class ProfileAlbum(Album):
    """Keeps pictures of the profile."""

    def empty(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """Nothing was said yet."""
        with staged(mode, ["x"] * 4, percent=percent, size=size) as stage:
            pane = pane_of(stage)
            self.keep(stage.window, f"{name}-empty")
            pane.page.verticalScrollBar().setValue(pane.page.verticalScrollBar().maximum())
            stage.rest()
            self.keep(stage.window, f"{name}-empty-end")

    def views(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """A full one, from the top down, and what comes of removing something."""
        with staged(mode, ["x"] * 4, percent=percent, size=size) as stage:
            fill(stage)
            pane = pane_of(stage)
            bar = pane.page.verticalScrollBar()
            for number in range(8):
                bar.setValue(round(number * 0.9 * pane.page.viewport().height()))
                stage.rest()
                self.keep(stage.window, f"{name}-{number}")
                if bar.value() == bar.maximum():
                    break
            pane.goals.drop_requested.emit(next(iter(pane.goals.rows)))
            stage.rest(0.6)
            self.keep(stage.window, f"{name}-removed")

    def asked(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """What is offered in a chat, the box for a sentence, and the glass."""
        with staged(mode, ["x"] * 4 + ["Hello Ada. What would you like to know?"], percent=percent, size=size) as stage:
            fill(stage)
            window = stage.window
            window.begin_new()
            window.pane.say("My name is Ada, and I prefer short answers.")
            stage.rest(1.2)
            self.keep(window, f"{name}-offered")
            window.profile.ask_to_remember(window.pane.chat.items[0].message.id)
            stage.rest(0.6)
            self._dialog(stage, f"{name}-remember", "rememberDialog")
            window.about_replies.open_glass(window.pane.chat.items[1].message.id)
            stage.rest(0.6)
            self._dialog(stage, f"{name}-glass", "glassDialog")
            assert window.findChild(QDialog, "glassDialog") is None


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = ProfileAlbum(out)
    for mode in ("light", "dark"):
        album.empty(mode, mode)
        album.views(mode, mode)
        album.asked(mode, mode)
    for mode in ("contrast_dark", "contrast_light"):
        album.views(mode, mode)
    for name, percent, size in (("200", 200, (1280, 800)), ("narrow", 100, (420, 760))):
        album.empty(name, "light", percent=percent, size=size)
        album.views(name, "light", percent=percent, size=size)
        album.asked(name, "light", percent=percent, size=size)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.views("mirrored", "light")
    album.asked("mirrored", "light")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
