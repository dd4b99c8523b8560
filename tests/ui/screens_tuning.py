"""Paints the page of fine-tuning, to be looked at: ``python -m tests.ui.screens_tuning OUT_DIR``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from carrel.engine.tuning import process
from carrel.engine.tuning.process import TuningRefused
from carrel.flows.examples import kept
from carrel.ui.application import make_application
from carrel.ui.panes.shape.tuning import TuningPage
from carrel.ui.theme import Theme
from carrel.ui.window import Window
from tests.ui.desk import make_kit
from tests.ui.screens import Album, Stage
from tests.ui.tuning_desk import TALKS, FakeTrainer, choices_with_trainer

REPLIES = [
    "A river bends because water flows faster on the outside of a curve and wears that bank away.",
    "Look at the two banks of a bend: which one does the water wear away? What does that do to the curve?",
    "لأن الماء يجري أسرع عند الضفة الخارجية.",
    "انظر إلى الضفتين: أيهما يجرفها الماء؟ وماذا يحدث للمنعطف عندئذٍ؟",
]


class TuningStage(Stage):
    """A window whose models can be trained."""

    def __init__(self, window: Window, trainer: FakeTrainer) -> None:
        self.window, self.trainer = window, trainer


@contextmanager
def opened(
    mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)
) -> Iterator[tuple[TuningStage, TuningPage]]:
    """The place with the page of fine-tuning in sight."""
    with tempfile.TemporaryDirectory() as folder:
        kit = make_kit(Path(folder), REPLIES)
        kit.settings.change(theme=mode, text_percent=percent, welcomed=True)
        theme = Theme(mode, percent)
        theme.apply()
        choices, trainer = choices_with_trainer(kit)
        stage = TuningStage(Window(kit, choices, theme), trainer)
        stage.window.resize(*size)
        stage.window.show()
        stage.window.start()
        page = stage.window.shaping.open(TuningPage)
        assert isinstance(page, TuningPage)
        stage.rest(0.8)
        yield stage, page
        stage.window.close()
        stage.window.deleteLater()
        stage.rest(0.05)
        theme.deleteLater()
        kit.store.close()


class TuningAlbum(Album):
    """Keeps pictures of the page."""

    def states(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """Nothing kept, parts missing, ready, training, stopped, refused, adapters, and both replies."""
        with opened(mode, percent=percent, size=size) as (stage, page):
            window = stage.window
            self.keep(window, f"{name}-first")
            for question, better in TALKS:
                kept.add(window.kit, question, better)
            page.form.kept.setChecked(True)
            self._again(stage, page)
            self.keep(window, f"{name}-missing")
            with mock.patch.object(process, "missing", return_value=()):
                self._trained(stage, page, name)
            page.show_trial("my-tutor")
            for question in ("Why do rivers bend?", "لماذا تنحني الأنهار؟"):
                page.trial.box.setText(question)
                page.trial.go.click()
                stage.rest(0.8)
                self.keep(window, f"{name}-trial-{'arabic' if question[0] > 'z' else 'plain'}")

    def _trained(self, stage: TuningStage, page: TuningPage, name: str) -> None:
        window, trainer = stage.window, stage.trainer
        self._again(stage, page)
        self.keep(window, f"{name}-ready")
        trainer.waits = True
        page.form.train.click()
        stage.rest(0.8)
        self._scroll(stage, page, 0.3)
        self.keep(window, f"{name}-training")
        page.form.busy.stop.click()
        stage.rest(0.8)
        self.keep(window, f"{name}-stopped")
        trainer.waits = False
        trainer.refusal = TuningRefused(
            "Fine-tuning this model takes about 9.4 GB of memory, and 3.1 GB are free.",
            "Close other programs, use shorter examples, or choose a smaller model.",
        )
        page.form.train.click()
        stage.rest(0.8)
        self.keep(window, f"{name}-refused")
        trainer.refusal = None
        page.waiting["my-tutor"].go_on.click()
        stage.rest(0.8)
        trainer.make("ضفاف-الأنهار")
        page.use_requested.emit("my-tutor", True)
        self._again(stage, page)
        self._scroll(stage, page, 1.0)
        self.keep(window, f"{name}-adapters")

    def _again(self, stage: Stage, page: TuningPage) -> None:
        page.look_again()
        stage.rest(1.0)

    def _scroll(self, stage: Stage, page: TuningPage, share: float) -> None:
        bar = page.all.verticalScrollBar()
        bar.setValue(round(share * bar.maximum()))
        stage.rest()


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = TuningAlbum(out)
    for mode in ("light", "dark"):
        album.states(mode, mode)
    album.states("200", "light", percent=200)
    album.states("narrow", "light", size=(560, 760))
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.states("mirrored", "light")
    QApplication.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
