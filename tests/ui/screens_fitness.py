"""Paints the fitness card in its states, to be looked at: ``python -m tests.ui.screens_fitness OUT_DIR``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from carrel.base.stamp import SystemStamp
from carrel.engine.models import STARTER
from carrel.ui.application import make_application
from carrel.ui.dialogs.fitness import FitnessDialog
from carrel.ui.dialogs.models import ModelsDialog
from carrel.ui.widgets.model_work import ModelWork
from tests.flows.fitness.perfect import Perfect
from tests.ui.fitness_desk import choices_with, some_card
from tests.ui.screens import Album, Stage, staged

LOOKS = (
    ("light", "light", 100, (1200, 820)),
    ("dark", "dark", 100, (1200, 820)),
    ("contrast", "contrast_dark", 100, (1200, 820)),
    ("large", "light", 200, (1280, 900)),
    ("narrow", "light", 100, (420, 800)),
)


class FitnessAlbum(Album):
    """Keeps pictures of the card, and of the Models window before, during and after a test."""

    def shots(self, name: str, mode: str, percent: int, size: tuple[int, int]) -> None:
        """All of them in one look."""
        with staged(mode, percent=percent, size=size, chats=False) as stage:
            for part in ("whole", "part"):
                card = some_card(SystemStamp(), whole=part == "whole")
                dialog = FitnessDialog(card, "Qwen 3 1.7B", stage.window.theme, stage.window)
                if size[0] < 700:
                    dialog.resize(380, 760)
                dialog.open()
                stage.rest()
                self.keep(dialog, f"{name}-{part}")
                dialog.area.verticalScrollBar().setValue(dialog.area.verticalScrollBar().maximum())
                stage.rest()
                self.keep(dialog, f"{name}-{part}-end")
                dialog.findChildren(QPushButton, "fitnessItems")[3].click()
                dialog.area.verticalScrollBar().setValue(dialog.area.verticalScrollBar().maximum() * 2 // 3)
                stage.rest()
                self.keep(dialog, f"{name}-{part}-items")
                dialog.close()
                dialog.deleteLater()
            self._models(stage, name)

    def _models(self, stage: Stage, name: str) -> None:
        window = stage.window
        choices = choices_with(window.kit, SystemStamp(), Perfect(pause=0.01))
        work = ModelWork(choices, window.jobs, window)
        dialog = ModelsDialog(work, window.jobs, window.theme, window)
        dialog.open()
        stage.pump(lambda: dialog.findChild(QPushButton, "testModel") is not None)
        stage.rest()
        self.keep(dialog, f"{name}-models")
        work.test(STARTER, STARTER)
        stage.pump(lambda: work.working is not None and work.working.label == "Quotes that stand")
        self.keep(dialog, f"{name}-models-testing")
        work.stop()
        stage.pump(lambda: work.working is None)
        stage.rest()
        self.keep(dialog, f"{name}-models-tested")
        dialog.close()
        dialog.deleteLater()


def main(out: Path) -> None:
    """Paint them all."""
    application = make_application()
    for look in LOOKS:
        FitnessAlbum(out).shots(*look)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    FitnessAlbum(out).shots("mirrored", "dark", 100, (1200, 820))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
