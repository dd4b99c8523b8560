"""The page of fine-tuning, used by hand: from kept examples to an adapter that answers, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Stamp
from carrel.base.work import Cancel
from carrel.engine.tuning import process
from carrel.engine.tuning.process import TuningRefused
from carrel.flows.examples import kept
from carrel.flows.tune.examples import Example
from carrel.flows.tune.kept import kept as to_train_on
from carrel.ui.dialogs.ask import AskDialog
from carrel.ui.panes.shape.tuning import TuningPage
from carrel.ui.theme import Theme
from carrel.ui.window import Window
from tests.ui.conftest import Hand
from tests.ui.desk import make_kit
from tests.ui.tuning_desk import TALKS, FakeTrainer, choices_with_trainer


class Tuning(Hand):
    """Uses the page of one window."""

    def __init__(self, window: Window, qtbot: QtBot, trainer: FakeTrainer) -> None:
        super().__init__(window, qtbot)
        self.trainer = trainer
        page = window.shaping.open(TuningPage)
        assert isinstance(page, TuningPage)
        self.page, self.form = page, page.form
        self.rest()

    def rest(self) -> None:
        """Wait until all that is shown is what there is."""
        self.until(lambda: not self.window.jobs.running and self.page.is_at_rest)

    def keep_examples(self) -> None:
        """Ten examples."""
        for question, better in TALKS:
            kept.add(self.kit, question, better)
        self.until(lambda: "held out" in self.form.kept_said.text())
        self.rest()

    @property
    def given(self) -> tuple[Example, ...]:
        """What would be trained on now."""
        return to_train_on(self.kit, Cancel())

    def train_and_stop(self) -> None:
        """Begin, and stop when all steps were taken."""
        self.trainer.waits = True
        self.form.name.setFocus()
        self.key(Qt.Key.Key_Return)
        self.until(lambda: "2.11" in self.form.loss.text())
        assert self.form.busy.stop.hasFocus()
        assert not self.form.name.isVisible()
        self.key(Qt.Key.Key_Space)
        self.rest()
        self.trainer.waits = False

    def said(self, name: str) -> str:
        """What a label says."""
        return self.find(QLabel, name).text()

    def told(self) -> list[str]:
        """What the notices of the place say."""
        pane = self.window.shaping.pane
        assert pane is not None
        return [one.what for one in pane.notices.notices]


@pytest.fixture
def tuning(
    qtbot: QtBot, theme: Theme, tmp_path: Path, stamp: Stamp, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Tuning]:
    """A window with the page in sight, in which nothing is missing."""
    monkeypatch.setattr(process, "missing", tuple)
    kit = make_kit(tmp_path / "home", ["It just does.", "What do you think?"], 0.0, stamp)
    kit.settings.change(welcomed=True)
    choices, trainer = choices_with_trainer(kit)
    window = Window(kit, choices, theme)
    window.resize(1100, 760)
    window.show()
    window.start()
    yield Tuning(window, qtbot, trainer)
    window.close()
    window.deleteLater()
    kit.store.close()


def test_kept_examples_are_trained_on_and_a_run_is_stopped_gone_on_with_and_forgotten(
    tuning: Tuning, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer, page, form = tuning.trainer, tuning.page, tuning.form
    assert "no example" in tuning.said("tuneKeptSaid")
    assert not form.train.isEnabled()
    assert tuning.said("tuneReason") == form.train.accessibleDescription() == "Write more examples, or train on a file."
    tuning.keep_examples()
    learn, held_out = (sum(one.held_out is side for one in tuning.given) for side in (False, True))
    assert tuning.said("tuneKeptSaid") == f"{learn} examples to learn from, and {held_out} held out to measure by."
    form.minutes.setValue(3)
    tuning.train_and_stop()
    assert form.train.hasFocus()
    assert tuning.told() == ["Stopped. Where something was trained already, it can go on."]
    assert (form.name.text(), list(page.waiting)) == ("my-tutor-2", ["my-tutor"])
    tuning.press("tuneGoOn")
    tuning.rest()
    first, again = trainer.wishes
    assert (first.base, first.name, first.terms.minutes, first.examples) == ("starter", "my-tutor", 3, tuning.given)
    assert (again.resume, again.examples) == (True, first.examples)
    assert tuning.told() == ["The adapter my-tutor is there."]
    assert (list(page.cards), page.waiting) == (["my-tutor"], {})
    tuning.train_and_stop()
    tuning.press("tuneForget")
    tuning.until(lambda: tuning.window.findChild(AskDialog))
    dialog = tuning.window.findChild(AskDialog)
    assert dialog is not None
    assert trainer.unfinished() == ["my-tutor-2"]
    tuning.press("askYes", dialog)
    tuning.until(lambda: not page.waiting)
    assert trainer.unfinished() == []
    monkeypatch.setattr(process, "missing", lambda: ("torch", "peft"))
    page.look_again()
    tuning.until(lambda: "torch, peft" in form.reason.text())
    assert 'pip install "carrel[tune]"' in tuning.said("tuneReason")
    assert not form.train.isEnabled()


def test_an_adapter_of_a_file_is_tried_used_taken_away_and_put_back(tuning: Tuning, tmp_path: Path) -> None:
    trainer, page, form = tuning.trainer, tuning.page, tuning.form
    bad, good = tmp_path / "bad.jsonl", tmp_path / "good.jsonl"
    bad.write_text("{", encoding="utf-8")
    rows = ([{"role": "user", "content": asked}, {"role": "assistant", "content": better}] for asked, better in TALKS)
    good.write_text("".join(json.dumps({"messages": row}) + "\n" for row in rows), encoding="utf-8")
    assert page.take_files([bad])
    tuning.rest()
    assert (tuning.told(), form.kept.isChecked()) == (["Line 1 is no JSON."], True)
    assert page.take_files([good])
    tuning.rest()
    assert tuning.said("tuneFileSaid") == "good.jsonl: 8 examples to learn from, and 2 held out to measure by."
    trainer.refusal = TuningRefused("It takes 9.4 GB, and 3.1 GB are free.", "Close other programs.")
    tuning.press("tuneTrain")
    tuning.rest()
    assert tuning.told() == ["It takes 9.4 GB, and 3.1 GB are free."]
    trainer.refusal = None
    tuning.press("tuneTrain")
    tuning.rest()
    assert len(trainer.wishes[1].examples) == 10
    assert "3.207 nats a token without it, 2.114 with it" in tuning.said("adapterFigures")
    tuning.press("adapterTry")
    tuning.qtbot.keyClicks(page.trial.box, "Why?")
    tuning.key(Qt.Key.Key_Return)
    tuning.rest()
    assert (page.trial.without.text, page.trial.with_it.text) == ("It just does.", "What do you think?")
    assert page.step_back()
    assert page.cards["my-tutor"].attempt.hasFocus()
    settings = tuning.kit.settings
    tuning.press("adapterUse")
    tuning.until(lambda: tuning.said("adapterTitle") == "my-tutor, in use")
    assert settings.current.model == "starter+my-tutor"
    tuning.until(lambda: "starter, tuned: my-tutor" in tuning.window.bar.chooser.text())
    tuning.press("adapterRemove")
    tuning.until(lambda: not page.cards)
    assert (settings.current.model, tuning.find(QLabel, "noAdapters").isVisible()) == ("starter", True)
    tuning.press("undo")
    tuning.until(lambda: page.cards)
    assert (settings.current.model, tuning.said("adapterTitle")) == ("starter+my-tutor", "my-tutor, in use")
    assert "2.114 with it" in tuning.said("adapterFigures")
    tuning.press("adapterUse")
    tuning.until(lambda: tuning.said("adapterTitle") == "my-tutor")
    assert settings.current.model == "starter"
