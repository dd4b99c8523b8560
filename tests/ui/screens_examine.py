"""Paints quizzes and feedback in their states, to be looked at: ``python -m tests.ui.screens_examine OUT_DIR``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt

from carrel.library.model import Part
from carrel.ui.application import make_application
from carrel.ui.dialogs.feedback import FeedbackDialog
from tests.flows.examining.conftest import LIGHTHOUSE
from tests.flows.test_criticise import ESSAY
from tests.ui.screens import Album, Stage, staged
from tests.ui.sources import put

REPLY = "The Nile is 6,650 kilometres long. An estuary is the wide mouth of a river at the sea."


class ExamineAlbum(Album):
    """Keeps pictures in one look."""

    def __init__(
        self, out: Path, name: str, mode: str, percent: int = 100, size: tuple[int, int] = (1200, 820)
    ) -> None:
        super().__init__(out)
        self._name, self._mode, self._percent, self._size = name, mode, percent, size

    def shots(self) -> None:
        """A quiz from the reader and the library, its items, a reply with its mark, and feedback."""
        with staged(self._mode, [REPLY], percent=self._percent, size=self._size, chats=False) as stage:
            window = stage.window
            document = put(window.kit, [Part(0, "p. 1", "", LIGHTHOUSE.partition("\n\n")[2])], "The lighthouse")
            window.open_document(document.id)
            self._shot(stage, "reader")
            window.reading.close()
            window.stage.open("library")
            stage.rest(0.8)
            assert window.library.pane is not None
            window.library.pane.list.setCurrentIndex(window.library.pane.list.lines.index(0))
            self._shot(stage, "library")
            window.examining.on_document(document.id)
            stage.pump(lambda: window.practising.pane is not None and window.practising.pane.standing is not None)
            for number in range(3):
                self._shot(stage, f"item-{number}")
                window.practising.pane.acts.check.click()  # type: ignore[union-attr]
                window.practising.pane.session.go_on()  # type: ignore[union-attr]
                stage.pump(lambda: not window.jobs.running)
            window.stage.leave()
            self._feedback(stage)

    def _feedback(self, stage: Stage) -> None:
        stage.window.actions_by_id["feedback"].trigger()
        dialog = stage.window.findChild(FeedbackDialog)
        assert dialog is not None
        if self._size[0] < 700:
            dialog.resize(380, 760)
        self._keep(stage, dialog, "feedback-empty")
        dialog.show_text(ESSAY)
        dialog.give()
        self._keep(stage, dialog, "feedback")
        dialog.reject()

    def _keep(self, stage: Stage, dialog: FeedbackDialog, name: str) -> None:
        stage.pump(lambda: not stage.window.jobs.running)
        stage.rest(0.5)
        self.keep(dialog, f"{self._name}-{name}")

    def _shot(self, stage: Stage, name: str) -> None:
        stage.pump(lambda: not stage.window.jobs.running)
        stage.rest(0.5)
        self.keep(stage.window, f"{self._name}-{name}")


def main(out: Path) -> None:
    """All pictures."""
    application = make_application()
    for mode in ("light", "dark"):
        ExamineAlbum(out, mode, mode).shots()
    ExamineAlbum(out, "large", "light", 200).shots()
    ExamineAlbum(out, "narrow", "light", size=(400, 760)).shots()
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    ExamineAlbum(out, "mirrored", "dark").shots()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
