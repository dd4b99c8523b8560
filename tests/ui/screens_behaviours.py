"""Paints the page of behaviours, to be looked at: ``python -m tests.ui.screens_behaviours OUT_DIR``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from carrel.flows.behaviours import keeping
from carrel.ui.application import make_application
from carrel.ui.dialogs.behaviour import BehaviourDialog
from carrel.ui.panes.shape.behaviours import BehavioursPage
from tests.ui.screens import ARABIC, Album, Stage, staged

REPLIES = [
    "Halves and thirds are not of one kind. Make both sixths: 1/2 is 3/6 and 1/3 is 2/6. Together that is **5/6**.",
    "Think of two cakes of the same size, one cut in two and one cut in three. What would both have to be cut into?",
    "What do the two pieces have in common?",
    "You are wrong: it reflects the light of the sun.",
    "What do you know about leaves already?",
]


@contextmanager
def opened(
    mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)
) -> Iterator[tuple[Stage, BehavioursPage]]:
    """The place with the page of behaviours in sight."""
    with staged(mode, REPLIES, percent=percent, size=size, chats=False) as stage:
        page = stage.window.shaping.open(BehavioursPage)
        assert isinstance(page, BehavioursPage)
        stage.rest(0.8)
        page.show_behaviour("socratic")
        stage.rest(0.8)
        yield stage, page


class BehavioursAlbum(Album):
    """Keeps pictures of the page."""

    def states(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """Read, written with faults, its versions, tried and tested; and a file before it is kept."""
        with opened(mode, percent=percent, size=size) as (stage, page):
            one, window = page.one, stage.window
            self.keep(window, f"{name}-read")
            one.show_face(one.trying)
            stage.rest()
            self.keep(window, f"{name}-try-empty")
            one.trying.box.setText("How do I add 1/2 and 1/3?")
            one.trying.go.click()
            stage.rest(0.8)
            self.keep(window, f"{name}-tried")
            one.show_face(one.testing)
            stage.rest()
            self.keep(window, f"{name}-tests")
            one.testing.go.click()
            stage.rest(1.0)
            one.testing.list.setCurrentIndex(one.testing.list.model().index(1, 0))
            stage.rest()
            self.keep(window, f"{name}-tested")
            one.show_face(one.writing)
            stage.rest()
            self.keep(window, f"{name}-write")
            text = one.writing.box.toPlainText()
            one.writing.box.setPlainText(text.replace("asks back", "asks nicely", 1).replace("says =", "tone ="))
            stage.rest(1.0)
            self.keep(window, f"{name}-faults")
            one.writing.box.setPlainText(text.replace("80 words", "60 words").replace("friendly", "patient"))
            stage.rest(1.0)
            one.writing.save.click()
            stage.rest(1.0)
            one.show_face(one.versions)
            stage.rest()
            self.keep(window, f"{name}-versions")
            self._file(stage, name)

    def _file(self, stage: Stage, name: str) -> None:
        """A file that would change one, and one in Arabic."""
        folder = stage.window.kit.places.data
        for stem, text in {
            "socratic": '+++\ntitle = "Socratic"\ntone = 1\n+++\n## Rules\n- One question at a time.\n',
            "arabic": f'+++\ntitle = "مدرّب صبور"\nsays = "يشرح بهدوء."\n+++\n## Persona\n{ARABIC}\n',
        }.items():
            path = folder / f"{stem}.md"
            path.write_text(text, encoding="utf-8")
            incoming = keeping.looked_at(stage.window.kit, path)
            dialog = BehaviourDialog(incoming, stage.window.theme, stage.window)
            dialog.open()
            stage.rest()
            self.keep(dialog, f"{name}-file-{stem}")
            dialog.done(0)
            dialog.deleteLater()


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = BehavioursAlbum(out)
    for mode in ("light", "dark"):
        album.states(mode, mode)
    album.states("200", "light", percent=200)
    album.states("narrow", "light", size=(560, 760))
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.states("mirrored", "light")
    QApplication.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
