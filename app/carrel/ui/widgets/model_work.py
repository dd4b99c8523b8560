"""Getting, adding and removing models, beside the window: what is under way, and what went wrong with what."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel, Progress
from carrel.flows.fitness.model import FitnessCard
from carrel.flows.shelf import Card
from carrel.ui.jobs import Job, Jobs
from carrel.ui.widgets.model_chooser import ModelChoice, ModelChoices

_PACE_SECONDS = 8.0
ADDING = "file"
"""The key of a file that is being added by hand."""


@dataclass(frozen=True)
class Working:
    """One piece of work. key: of the thing it is done to. done, total: bytes, where it is told. speed: bytes a second.

    title: of the model. label: what is being done. stopping: a person asked to stop it. counted: its steps are told in
    percent, and not in bytes.
    """

    key: str
    title: str
    label: str = ""
    done: int = 0
    total: int = 0
    speed: float = 0.0
    stopping: bool = False
    counted: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a piece of work ended: with a model, with the card of a test, with an error, or stopped (none of them)."""

    key: str
    title: str
    name: str = ""
    error: CarrelError | None = None
    card: FitnessCard | None = None


class ModelWork(QObject):
    """One long piece of work at a time; it goes on whether or not anybody looks.

    moved: what is under way is further on (a Working). ended: an Outcome. changed: the models here are others now.
    errors: what went wrong last, by key, until the next try.
    """

    moved = Signal(object)
    ended = Signal(object)
    changed = Signal()

    def __init__(self, choices: ModelChoices, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.choices, self._jobs = choices, jobs
        self.working: Working | None = None
        self.errors: dict[str, CarrelError] = {}
        self._job: Job | None = None
        self._pace = Pace()

    def get(self, name: str, title: str) -> None:
        """Fetch a model of the catalogue; a person has said yes to it."""
        self._begin(Working(f"get:{name}", title), lambda cancel: self.choices.shelf.get(name, cancel))

    def copy(self, path: Path, title: str) -> None:
        """Copy another program's model here."""
        self._begin(Working(f"found:{path}", title), lambda cancel: self.choices.shelf.copy(path, title, cancel))

    def link(self, path: Path, title: str) -> None:
        """Use another program's model where it is."""
        self._begin(Working(f"found:{path}", title), lambda cancel: self.choices.shelf.link(path, title, cancel))

    def add(self, path: Path) -> None:
        """Take in a file a person chose."""
        self._begin(Working(ADDING, path.name), lambda cancel: self.choices.add(path, cancel))

    def test(self, name: str, title: str, *, again: bool = False) -> None:
        """Test a model; what was measured is kept when it is stopped. again: from the beginning."""
        trials = self.choices.shelf.trials
        if trials is not None:
            what = Working(f"here:{name}", title, counted=True)
            self._begin(what, lambda cancel: trials.run(name, cancel, again=again))

    def stop(self) -> None:
        """Stop what is under way; a download keeps what came, and a test what it measured."""
        if self._job is not None and self.working is not None:
            self.working = replace(self.working, stopping=True)
            self._job.stop()
            self.moved.emit(self.working)

    def use(self, name: str) -> None:
        """Answer with this model from now on."""
        self._shortly(f"here:{name}", lambda: self.choices.use(name))

    def remove(self, name: str) -> None:
        """Delete an added model, or let go of a linked one."""
        self._shortly(f"here:{name}", lambda: self.choices.remove(name))

    def discard(self, name: str) -> None:
        """Delete what came of a stopped download."""
        self._shortly(f"get:{name}", lambda: self.choices.shelf.discard(name))

    def forget_error(self, key: str) -> None:
        """A person has read it."""
        self.errors.pop(key, None)

    def _shortly(self, key: str, act: Callable[[], None]) -> None:
        def failed(error: CarrelError) -> None:
            self.errors[key] = error
            self.changed.emit()

        self.errors.pop(key, None)
        self._jobs.fetch(act, lambda _done: self.changed.emit(), failed)

    def _begin(self, what: Working, work: Callable[[Cancel], Iterator[object]]) -> None:
        if self.working is not None:
            return
        self.errors.pop(what.key, None)
        self.working, self._pace = what, Pace()
        job = self._job = self._jobs.prepare(work)
        outcome = Outcome(what.key, what.title)
        job.progressed.connect(self._move)
        job.finished.connect(lambda made: self._end(_came_to(outcome, made)))
        job.failed.connect(lambda error: self._end(replace(outcome, error=error)))
        job.stopped.connect(lambda: self._end(outcome))
        job.bug.connect(lambda _report: self._end(outcome))
        self.moved.emit(what)
        job.start()

    def _move(self, step: Progress) -> None:
        if self.working is not None:
            speed = self._pace.of(step, time.monotonic())
            self.working = replace(self.working, label=step.label, done=step.done, total=step.total, speed=speed)
            self.moved.emit(self.working)

    def _end(self, outcome: Outcome) -> None:
        self.working = self._job = None
        if outcome.error is not None:
            self.errors[outcome.key] = outcome.error
        self.ended.emit(outcome)
        self.changed.emit()


def _came_to(outcome: Outcome, made: object) -> Outcome:
    """The flows end with the model as it is here (a card, or a choice), and a test with the card of it."""
    if isinstance(made, FitnessCard):
        return replace(outcome, card=made)
    named = made if isinstance(made, Card | ModelChoice) else None
    return replace(outcome, name=named.name, title=named.title) if named else outcome


class Pace:
    """How many bytes a second came lately."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()
        self._label = ""

    def of(self, step: Progress, now: float) -> float:
        """The speed after this step; 0 while it cannot be told. now: seconds on a clock that only goes forward."""
        if step.label != self._label or (self._seen and step.done < self._seen[-1][1]):
            self._label = step.label
            self._seen.clear()
        self._seen.append((now, step.done))
        while now - self._seen[0][0] > _PACE_SECONDS and len(self._seen) > 2:
            self._seen.popleft()
        (since, at), seconds = self._seen[0], now - self._seen[0][0]
        return (step.done - at) / seconds if seconds > 0.5 and since < now else 0.0
