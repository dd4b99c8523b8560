"""Paints the page of evaluation sets, to be looked at: ``python -m tests.ui.screens_evaluation OUT_DIR``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from carrel.flows.evaluate import sets
from carrel.ui.application import make_application
from carrel.ui.dialogs.evaluation.running import RunDialog
from carrel.ui.dialogs.evaluation.writing import SetDialog
from carrel.ui.panes.shape.evaluation import EvaluationPage
from tests.ui.screens import Album, Stage, staged

BEFORE = [
    "Leaves hold **chlorophyll**, a green pigment. It takes in red and blue light and sends the green back.",
    "A verb is a word for doing. *She runs home.*",
    "I do not know when it closes. Look at the notice at the door, or ask somebody who works there.",
]
AFTER = [
    "Leaves absorb green light best, so they look green.\n\n1. Light comes in.\n2. Green stays.\n\n$E = h \\nu$",
    "A noun is a thing; a verb is what it does: the dog **barks**.",
    "On Fridays the library closes at 16.",
]
ARABIC = """+++
title = "أسئلة الصف"
says = "ما يسأله صفّي أكثر من غيره."
+++

## لماذا الأوراق خضراء

Asked: لماذا أوراق النبات خضراء؟

Expected:

- must contain: الكلوروفيل | اليخضور
"""
REPLY = "لأنها تحتوي على الكلوروفيل، وهو صبغة خضراء تمتص الضوء الأحمر والأزرق."


@contextmanager
def opened(
    mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)
) -> Iterator[tuple[Stage, EvaluationPage]]:
    """The place with the page of evaluation sets in sight."""
    with staged(mode, [*BEFORE, *AFTER, REPLY], percent=percent, size=size, chats=False) as stage:
        page = stage.window.shaping.open(EvaluationPage)
        assert isinstance(page, EvaluationPage)
        stage.rest(0.8)
        yield stage, page


class EvaluationAlbum(Album):
    """Keeps pictures of the page."""

    def states(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """What comes along, a set with its runs, two runs beside each other, a vote, and the dialogs."""
        with opened(mode, percent=percent, size=size) as (stage, page):
            window, kit = stage.window, stage.window.kit
            self.keep(window, f"{name}-first")
            one = sets.add(kit, sets.checked("md", sets.blank()))
            page.sets.show_set(one.id)
            stage.rest(0.8)
            self._run(stage, page, "")
            self._run(stage, page, "socratic")
            page.sets.runs.setFocus()
            stage.rest()
            self.keep(window, f"{name}-set")
            first, second = (line.id for line in reversed(page.sets.runs.lines.lines))
            page.show_run(first)
            stage.rest(0.8)
            self.keep(window, f"{name}-run")
            page.show_run(second, first)
            stage.rest(0.8)
            self.keep(window, f"{name}-compared")
            page.run.list.choose("Why plants are green")
            stage.rest()
            self.keep(window, f"{name}-pair")
            page.run.vote.click()
            stage.rest(0.8)
            self.keep(window, f"{name}-vote")
            for act in (page.vote.acts["first"], page.vote.acts["tie"], page.vote.acts["second"]):
                act.click()
                stage.rest(0.5)
            self.keep(window, f"{name}-voted")
            page.step_back()
            page.step_back()
            self._dialogs(stage, page, name)
            arabic = sets.add(kit, sets.checked("md", ARABIC))
            page.show_set(arabic.id)
            stage.rest(0.8)
            self._run(stage, page, "")
            page.show_run(page.sets.runs.lines.lines[0].id)
            stage.rest(0.6)
            page.run.list.choose("لماذا الأوراق خضراء")
            stage.rest()
            self.keep(window, f"{name}-arabic")

    def _run(self, stage: Stage, page: EvaluationPage, behaviour: str) -> None:
        page.sets.run.click()
        stage.rest(0.6)
        dialog = next(one for one in stage.window.findChildren(RunDialog) if one.isVisible())
        dialog.behaviour.setCurrentIndex(dialog.behaviour.findData(behaviour))
        dialog.yes.click()
        stage.rest(1.2)

    def _dialogs(self, stage: Stage, page: EvaluationPage, name: str) -> None:
        page.sets.run.click()
        self._put_by(stage, f"{name}-with-what", "evaluationRunDialog")
        page.sets.edit.click()
        stage.rest(0.6)
        [dialog] = stage.window.findChildren(SetDialog)
        dialog.box.setPlainText(dialog.box.toPlainText().replace("must say", "must sing"))
        stage.rest(0.8)
        self._put_by(stage, f"{name}-writing", "evaluationSetDialog")

    def _put_by(self, stage: Stage, name: str, wanted: str) -> None:
        stage.rest(0.8)
        dialog = next(one for one in stage.window.findChildren(QDialog, wanted) if one.isVisible())
        self.keep(dialog, name)
        dialog.reject()
        stage.rest()


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = EvaluationAlbum(out)
    for mode in ("light", "dark"):
        album.states(mode, mode)
    album.states("200", "light", percent=200)
    album.states("narrow", "light", size=(560, 760))
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.states("mirrored", "light")
    QApplication.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
