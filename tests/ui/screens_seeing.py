"""Paints what a teacher sees of a class, to be looked at: ``python -m tests.ui.screens_seeing OUT_DIR``."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from carrel.assessment.attempts import tables as attempts
from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.flows import pack_shelf
from carrel.flows.classes.seeing.pupil import page
from carrel.flows.classes.seeing.report import class_report, pupil_report
from carrel.flows.classes.seeing.report_files import written
from carrel.flows.kit import Kit
from carrel.ui.application import make_application
from carrel.ui.render.report import paper_theme, pdf_bytes
from carrel.ui.theme import Theme
from tests.conftest import CountingStamp
from tests.flows.classes.seeing.kit import a_class, put
from tests.ui.class_desk import Room, handed_in, lively
from tests.ui.desk import make_kit
from tests.ui.screens import Album  # first: it chooses the platform

SIZE = (1280, 800)
SKILLS = 12


class Stage:
    """One desk in one state."""

    def __init__(self, kit: Kit, theme: Theme, size: tuple[int, int]) -> None:
        self.kit, self.room = kit, Room(kit, theme)
        self.room.resize(*size)
        self.room.show()
        self.room.show_class("c0")
        self.rest()

    def pump(self, until: Callable[[], object], seconds: float = 20.0) -> None:
        """Let it work until something holds."""
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)

    def rest(self) -> None:
        """Let it come to rest."""
        self.pump(lambda: False, 0.2)
        self.pump(lambda: self.room.is_at_rest)

    def dialog(self, name: str) -> QDialog:
        """The dialog that opens."""
        self.pump(lambda: self.room.findChild(QDialog, name))
        self.rest()
        found = self.room.findChild(QDialog, name)
        assert isinstance(found, QDialog)
        return found


@contextmanager
def staged(
    mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE, skills: int = SKILLS, arabic: bool = False,
    pupils: int = 30,
) -> Iterator[Stage]:  # fmt: skip
    """A desk with a class of thirty."""
    with tempfile.TemporaryDirectory() as folder:
        kit = make_kit(Path(folder), stamp=CountingStamp())
        list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
        with kit.store.reading() as db:
            filed = [(one.id, one.skills[0]) for one in attempts.filed(db) if one.skills]
        wanted = list(dict.fromkeys(skill for _item, skill in filed))[:skills]
        with kit.store.writing() as db:
            chosen = [(item, skill) for item, skill in filed if skill in wanted]
            made = lively(chosen, arabic=arabic) if pupils else a_class(0, [])
            put(db, made)
            handed_in(db, made)
        theme = Theme(mode, percent)
        theme.apply()
        stage = Stage(kit, theme, size)
        yield stage
        stage.room.close()
        stage.room.jobs.close()
        stage.room.deleteLater()
        stage.pump(lambda: False, 0.1)
        theme.deleteLater()
        kit.store.close()


class SeeingAlbum(Album):
    """Keeps pictures of the pages."""

    def pages(self, stage: Stage, name: str) -> None:
        """Each page, with the focus in it, and the dialogs that open over them."""
        room = stage.room
        stage.rest()
        self.keep(room, f"{name}-now")
        card = room.now.cards[0]
        room.now.dismiss(card.case, "We talked about it.")
        stage.rest()
        room.now.put_off(room.now.cards[0].case, 7)
        stage.rest()
        room.now.aside.fold.click()
        bar = room.now.page.verticalScrollBar()
        bar.setValue(bar.maximum())
        stage.rest()
        self.keep(room, f"{name}-now-aside")
        room.notices.clear()
        room.open(room.skills)
        stage.rest()
        room.skills.view.setFocus(Qt.FocusReason.TabFocusReason)
        room.skills.view.setCurrentIndex(room.skills.view.heat.index(2, 1))
        stage.rest()
        self.keep(room, f"{name}-skills")
        bar = room.skills.view.verticalScrollBar()
        bar.setValue(bar.maximum())
        bar = room.skills.view.horizontalScrollBar()
        bar.setValue(bar.maximum())
        stage.rest()
        self.keep(room, f"{name}-skills-end")
        room.open(room.questions)
        stage.rest()
        room.questions.items.table.setFocus(Qt.FocusReason.TabFocusReason)
        room.questions.items.table.setCurrentCell(1, 0)
        stage.rest()
        self.keep(room, f"{name}-questions")
        bar = room.questions.findChildren(type(room.now.page))[-1].verticalScrollBar()
        bar.setValue(bar.maximum())
        stage.rest()
        self.keep(room, f"{name}-questions-end")
        self.over(stage, name)

    def over(self, stage: Stage, name: str) -> None:
        """The tries behind a cell, the page of a pupil, and the reason."""
        room = stage.room
        room.questions.items.tries.click()
        self._close(stage, "evidenceDialog", f"{name}-evidence")
        pupil = next(card.case.pupil for card in room.now.cards if card.case.kind == "stuck")
        room.seeing.show_pupil("c0", pupil.id)
        self._close(stage, "pupilDialog", f"{name}-pupil")
        room.now.cards[0].dismiss.click()
        self._close(stage, "reasonDialog", f"{name}-reason")

    def reports(self, stage: Stage, name: str) -> None:
        """The reports as files."""
        report = class_report(stage.kit, "c0")
        paper = paper_theme()
        pupil = pupil_report(page(stage.kit, "c0", "CODE-3"))
        for words, told in (("class", report), ("pupil", pupil)):
            (self._out / f"{name}-{words}.pdf").write_bytes(pdf_bytes(told, paper))
            (self._out / f"{name}-{words}.html").write_bytes(written(told, "html"))
            (self._out / f"{name}-{words}.csv").write_bytes(written(told, "csv"))

    def _close(self, stage: Stage, name: str, picture: str) -> None:
        dialog = stage.dialog(name)
        self.keep(dialog, picture)
        dialog.close()
        stage.pump(lambda: stage.room.findChild(QDialog, name) is None)


def main(out: Path, only: str = "") -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = SeeingAlbum(out)
    for name, mode, percent, size, skills in (
        ("light", "light", 100, SIZE, SKILLS),
        ("dark", "dark", 100, SIZE, SKILLS),
        ("200", "light", 200, SIZE, SKILLS),
        ("narrow", "light", 100, (460, 800), SKILLS),
        ("contrast", "contrast_dark", 100, SIZE, SKILLS),
        ("many", "light", 100, SIZE, 120),
    ):
        if only in {"", name}:
            with staged(mode, percent=percent, size=size, skills=skills) as stage:
                album.pages(stage, name)
                if name in {"light", "many"}:
                    album.reports(stage, name)
    if only in {"", "empty"}:
        with staged("light", pupils=0) as stage:
            for one in stage.room.pages:
                stage.room.open(one)
                stage.rest()
                album.keep(stage.room, f"empty-{one.objectName()}")
    if only in {"", "arabic"}:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        with staged("light", arabic=True) as stage:
            album.pages(stage, "arabic")
            album.reports(stage, "arabic")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
