"""What is asked on the page of fine-tuning is carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.adapters import base_of
from carrel.engine.tuning.terms import Terms
from carrel.flows.tune import examples
from carrel.flows.tune.compare import Both
from carrel.flows.tune.kept import kept
from carrel.flows.tune.run import Step, Tuned
from carrel.flows.tune.waiting import Wish
from carrel.flows.tune.words import figures_words
from carrel.flows.tune.workshop import Removed, Workshop
from carrel.ui.dialogs.ask import AskDialog
from carrel.ui.jobs import Job
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.shape.tuning import TuningPage
from carrel.ui.panes.shape.tuning.form import Given, Wanted
from carrel.ui.window.doing import UNDO, Doing
from carrel.ui.window.models import Models

_KEY = "tuning"


class Tuning(QObject):
    """page: where it is asked. models: switches an adapter on with its model, and tells of it above."""

    def __init__(self, doing: Doing, open_workshop: Callable[[], Workshop], models: Models) -> None:
        super().__init__(doing.stage)
        self._doing, self._open_workshop, self._models = doing, open_workshop, models
        self._training: Job | None = None
        self._asking: Job | None = None
        self.page = page = TuningPage(doing.kit, open_workshop, doing.jobs, doing.theme)
        page.form.file_requested.connect(self.ask_for_file)
        page.dropped.connect(self.take_file)
        page.form.given.connect(self.train)
        page.form.stop_requested.connect(self.stop)
        page.go_on_requested.connect(self.go_on)
        page.forget_requested.connect(self._ask_to_forget)
        page.use_requested.connect(self.use)
        page.remove_requested.connect(self._remove)
        page.trial.asked.connect(self._compare)
        page.trial.stop_requested.connect(self._stop_asking)
        models.listed.connect(lambda _choices, _current: page.look_again())

    def ask_for_file(self) -> None:
        """Let a person choose a file of chats."""
        dialog = self._doing.file_dialog(_("Train on a file"), "chooseTuneFile", QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Chats") + " (*.jsonl *.ndjson)")
        dialog.fileSelected.connect(lambda path: self.take_file(Path(path)))
        self._doing.open(dialog)

    def take_file(self, path: Path) -> None:
        """Look what is in a file, and train on that."""

        def look() -> Given:
            learn, held_out = examples.split(examples.read(path))
            return Given(len(learn), len(held_out), path=path)

        self._do(look, self.page.form.show_file)

    def train(self, wanted: Wanted) -> None:
        """Make an adapter."""

        def work(cancel: Cancel) -> Iterator[object]:
            yield Progress(_("Reading the examples"))
            given = kept(self._doing.kit, cancel) if wanted.path is None else examples.read(wanted.path)
            wish = Wish(wanted.base, wanted.name, given, Terms(minutes=wanted.minutes))
            yield from self._open_workshop().trainer.run(wish, cancel)

        self._follow(work)

    def go_on(self, name: str) -> None:
        """Go on with a run that was stopped, for as long as the page says."""
        minutes = self.page.form.minutes.value()

        def work(cancel: Cancel) -> Iterator[object]:
            trainer = self._open_workshop().trainer
            wish = trainer.wish(name)
            yield from trainer.run(replace(wish, terms=replace(wish.terms, minutes=minutes)), cancel)

        self._follow(work)

    def stop(self) -> None:
        """Train no further; what was trained is kept."""
        if self._training is not None:
            self._training.stop()

    def use(self, name: str, on: bool) -> None:
        """Answer with this adapter from now on, or with its model alone."""

        if on:
            self._do(lambda: self._open_workshop().model(name), self._models.use)
        else:
            self._models.use(base_of(self._doing.kit.settings.current.model))

    def _do(self, work: Callable[[], object], then: Callable[[Any], None]) -> None:
        self._doing.jobs.fetch(work, then, self._fail)

    def _fail(self, error: CarrelError) -> None:
        self._doing.stage.tell(Notice.of(error, key=_KEY))

    def _follow(self, work: Callable[[Cancel], Iterator[object]]) -> None:
        if self._training is not None:
            return
        doing, form = self._doing, self.page.form
        job = self._training = doing.jobs.prepare(work)
        job.progressed.connect(form.busy.show_progress)
        job.step.connect(lambda step: form.say_step(step) if isinstance(step, Step) else None)
        job.finished.connect(self._tell_tuned)
        job.stopped.connect(self._tell_stopped)
        job.failed.connect(self._fail)
        job.ended.connect(self._ended)
        self.page.say_training(True)
        job.start()

    def _tell_tuned(self, tuned: object) -> None:
        if isinstance(tuned, Tuned):
            name = tuned.adapter.name
            better, elsewhere, _counts = figures_words(tuned.note)
            use = Choice(_("Use it"), lambda: self.use(name, True), "useAdapter")
            attempt = Choice(_("Ask something…"), lambda: self.page.show_trial(name), "tryAdapter")
            said = _("The adapter {name} is there.").format(name=beside(name, 80))
            self._doing.tell(said, f"{better} {elsewhere}", use, attempt, key=_KEY)

    def _tell_stopped(self) -> None:
        self._doing.tell(_("Stopped. Where something was trained already, it can go on."), key=_KEY)

    def _ended(self) -> None:
        self._training = None
        self.page.say_training(False)
        self.page.look_again()
        self._models.refresh()

    def _ask_to_forget(self, name: str) -> None:
        doing = self._doing
        dialog = AskDialog(
            _("Forget the training of {name}?").format(name=beside(name, 80)),
            _("What it has learned so far is deleted, and cannot come back. Your examples stay."),
            _("Forget it"),
            doing.theme,
            doing.window,
        )

        def forget() -> None:
            self._do(lambda: self._open_workshop().trainer.discard(name), lambda _done: self.page.look_again())

        dialog.accepted.connect(forget)
        doing.open(dialog)

    def _remove(self, name: str) -> None:
        def tell(removed: Removed) -> None:
            words = _("The adapter {name} was removed.").format(name=beside(name, 80))
            self._doing.tell(words, "", Choice(_("Undo"), lambda: self._put_back(removed), UNDO), key=UNDO)
            self._models.refresh()

        self._do(lambda: self._open_workshop().remove(name), tell)

    def _put_back(self, removed: Removed) -> None:
        self._do(lambda: self._open_workshop().put_back(removed), lambda _done: self._models.refresh())

    def _compare(self, adapter: str, question: str) -> None:
        if self._asking is not None:
            return
        doing, trial = self._doing, self.page.trial
        work = partial(self._open_workshop().compare, adapter, question)
        job = self._asking = doing.jobs.prepare(work)
        job.progressed.connect(trial.busy.show_progress)
        job.finished.connect(lambda both: trial.show_both(both) if isinstance(both, Both) else None)
        job.failed.connect(self._fail)
        job.ended.connect(self._asked)
        trial.say_asking(True)
        trial.busy.show_progress(Progress(_("Asking both")))
        job.start()

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.stop()

    def _asked(self) -> None:
        self._asking = None
        self.page.trial.say_asking(False)
