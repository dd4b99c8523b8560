"""Paints the first screen in its states, to be looked at: ``python -m tests.ui.screens_home OUT_DIR``."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from carrel.flows import practise, profile, recommend
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish
from carrel.learner.model import Profile
from carrel.ui.application import make_application
from tests.ui.practice_desk import install
from tests.ui.screens import FILLER, Album, Stage, staged

LONG = "Understand how the <b>cell</b> & everything in it works, from the membrane to the nucleus, and explain it"
UNBROKEN = "x" * 110


def fill(kit: Kit, goals: int) -> None:
    """Lessons, a learner with goals, tries that are due, a practice that lies open, and something set aside."""
    install(kit)
    profile.keep(kit, Profile(called="Asha"))
    today = date.fromisoformat(kit.stamp.now().day)
    for number in range(goals):
        words = (LONG, UNBROKEN, "فهم الكسور", "Pass the test on fractions")[number % 4]
        day = (today + timedelta(days=7 * number - 3)).isoformat() if number % 3 else None
        profile.add_goal(kit, words, day, "mathematics.fractions" if number % 4 == 3 else "")
    begun = practise.begin(kit, Wish(count=3))
    for _item in range(2):
        practise.attempt(kit, begun.session, "surely not this")
        practise.go_on(kit, begun.session)
    told = recommend.recommended(kit)
    recommend.set_aside(kit, told[-1])


class HomeAlbum(Album):
    """Keeps pictures of the first screen."""

    def views(
        self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 860), goals: int = 3
    ) -> None:
        """As it is with much to show, from the top and from the end."""
        with staged(mode, FILLER, percent=percent, size=size, at_home=True) as stage:
            fill(stage.window.kit, goals)
            self._settle(stage)
            self.keep(stage.window, f"{name}-home")
            area = stage.window.findChild(QScrollArea, "homePage")
            assert area is not None
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
            stage.rest()
            self.keep(stage.window, f"{name}-home-end")

    def empty(self, name: str, mode: str, *, size: tuple[int, int] = (1280, 860)) -> None:
        """Nothing is here yet; and the lessons, with nothing tried."""
        with staged(mode, chats=False, size=size, at_home=True) as stage:
            self._settle(stage)
            self.keep(stage.window, f"{name}-nothing")
            install(stage.window.kit)
            self._settle(stage)
            self.keep(stage.window, f"{name}-lessons")
            for one in recommend.recommended(stage.window.kit, most=100):
                recommend.set_aside(stage.window.kit, one)
            self._settle(stage)
            self.keep(stage.window, f"{name}-all-aside")

    def _settle(self, stage: Stage) -> None:
        stage.rest()
        stage.pump(lambda: not stage.window.jobs.running)
        stage.rest(0.5)


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = HomeAlbum(out)
    for mode in ("light", "dark", "contrast_dark"):
        album.views(mode, mode)
    album.empty("light", "light")
    album.views("200", "light", percent=200)
    album.views("narrow", "light", size=(420, 760))
    album.views("many", "light", goals=30)
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.views("mirrored", "light")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
