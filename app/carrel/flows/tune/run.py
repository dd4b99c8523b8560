"""Makes an adapter: looks whether it can be done, reads, trains in a process of its own, and measures it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from carrel.base.stamp import Stamp
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine import disk, gate
from carrel.engine.adapters import SIGN, Adapter, inspect
from carrel.engine.api import ModelRefused
from carrel.engine.local import LocalEngine
from carrel.engine.models import Model, Models
from carrel.engine.tuning import process
from carrel.engine.tuning.process import TuningRefused
from carrel.engine.tuning.terms import Job, Made
from carrel.flows.tune import examples, needs, notes, waiting
from carrel.flows.tune.notes import Change, Figures, Note
from carrel.flows.tune.reading import Read, nats, read
from carrel.flows.tune.waiting import Wish

FOLDER = "tuning"
_CHECKPOINT = "checkpoint.pt"
_LEAST_ROOM = 1 << 30
"""Bytes that a run may need on the disk for its checkpoint and the adapter, at most; see `disk.require_room`."""


class Apart(Protocol):
    """Gives out an engine that nobody else uses, and ends the one that runs, to free its memory."""

    def apart(self, model: str, states: Path) -> LocalEngine:
        """The engine; whoever asks closes it. Raises ModelRefused."""


@dataclass(frozen=True)
class Step:
    """How far the training is. loss: on this step's examples. held_out, best: on what is held out, in nats a token.

    held_out is None but after each pass over the examples.
    """

    step: int
    steps: int
    loss: float
    held_out: float | None
    best: float
    seconds_left: float


@dataclass(frozen=True)
class Tuned:
    """An adapter that is there now. model: the name to use the model by, with it."""

    adapter: Adapter
    model: str
    note: Note


class Tuner:
    """Makes adapters, one at a time."""

    def __init__(self, models: Models, engines: Apart, cache: Path, stamp: Stamp) -> None:
        self._models, self._engines, self._stamp = models, engines, stamp
        self._cache = cache
        self._runs = cache / FOLDER

    def run(self, wish: Wish, cancel: Cancel) -> Iterator[Progress | Step | Tuned]:
        """Progress, steps, and at last the adapter.

        A run that was stopped or died can be gone on with. Raises TuningRefused, TuningFailed, ExamplesUnusable,
        ModelRefused, Stopped.
        """
        process.require_parts()
        learn, held_out = examples.split(wish.examples)
        base = self._base(wish)
        header = gate.inspect(base.path).require()
        terms = wish.terms if wish.terms.threads else replace(wish.terms, threads=needs.threads(header))
        digest = ""
        for step in self._models.hashed(base.name, cancel):
            if isinstance(step, Progress):
                yield step
            else:
                digest = step
        with self._opened(base.name) as engine:
            found = yield from read(engine, learn, held_out, cancel)
        needs.require(needs.reckon(header, found.learn, found.elsewhere.kept, terms), terms)
        if not wish.resume:
            waiting.keep(self._runs / wish.name, wish)
        job = Job(
            base=str(base.path),
            adapter=str(self._models.adapters.folder / f"{wish.name}.gguf"),
            folder=str(self._runs / wish.name),
            made=Made(wish.name, base.name, digest, base.bytes),
            learn=found.learn,
            held_out=found.held_out,
            others=found.elsewhere.kept,
            expected=found.expected,
            terms=terms,
            resume=wish.resume,
        )
        ended: dict[str, Any] = {}
        try:
            for event in process.train(job, cancel):
                if event["event"] == "step":
                    yield _step(event)
                elif event["event"] == "begun":
                    yield Progress(_("Training"), event["step"], event["steps"])
                else:
                    ended = event
        finally:
            if wish.name not in self.unfinished():
                shutil.rmtree(job.folder, ignore_errors=True)  # it cannot be gone on with, and holds the examples
        yield from self._finished(job, found, ended, cancel)

    def unfinished(self) -> list[str]:
        """The names of the runs that can be gone on with."""
        return sorted(path.parent.name for path in self._runs.glob(f"*/{_CHECKPOINT}"))

    def wish(self, name: str) -> Wish:
        """What a run was asked for that was stopped, to go on with it. Raises TuningRefused where nobody knows."""
        wish = waiting.read(self._runs / name)
        if wish is None or name not in self.unfinished():
            raise TuningRefused(
                _("What the run for {name} was asked to do cannot be read any more.").format(name=name),
                _("Forget it, and train anew."),
            )
        return wish

    def discard(self, name: str) -> None:
        """Forget a run that was stopped."""
        if name in self.unfinished():
            shutil.rmtree(self._runs / name, ignore_errors=True)

    def _base(self, wish: Wish) -> Model:
        """The model to train for; raises where it, or the name, cannot be used."""
        name = wish.name
        if disk.safe_name(name) != name:
            raise TuningRefused(
                _("“{name}” cannot be the name of an adapter.").format(name=name),
                _("Use letters, digits, dots and hyphens, such as {name}.").format(name=disk.safe_name(name)),
            )
        folder = self._models.adapters.folder
        if (folder / f"{name}.gguf").exists():
            raise TuningRefused(
                _("There is an adapter named {name} already.").format(name=name),
                _("Choose another name, or remove it with “carrel tune remove {name}”.").format(name=name),
            )
        waits = name in self.unfinished()
        if waits and not wish.resume:
            raise TuningRefused(
                _("A run for {name} was stopped and can go on.").format(name=name),
                _("Go on with --resume, or forget it with “carrel tune remove {name}”.").format(name=name),
            )
        if wish.resume and not waits:
            raise TuningRefused(_("No run for {name} was stopped.").format(name=name), _("Begin one without --resume."))
        if SIGN in wish.base:
            raise TuningRefused(
                _("{base} has an adapter already, and one is trained for a model alone.").format(base=wish.base),
                _("Choose the model without it, and give it all the examples."),
            )
        base = self._models.find(wish.base)
        if base.problem or base.embedding:
            raise ModelRefused(
                base.problem or _("This model is for the search and does not talk."), _("Choose another model.")
            )
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise disk.cannot_write(folder, error) from error
        disk.require_room(folder, _LEAST_ROOM)
        return base

    def _finished(self, job: Job, found: Read, ended: dict[str, Any], cancel: Cancel) -> Iterator[Progress | Tuned]:
        """Look at the file as at a stranger's, and let llama.cpp say what it changed; a failure leaves nothing."""
        yield Progress(_("Measuring what changed"))
        try:
            inspect(Path(job.adapter), gate.inspect(Path(job.base)).require())
            adapter = self._models.adapters.find(job.made.name)
            name = f"{job.made.base_name}{SIGN}{adapter.name}"
            with self._opened(name) as engine:
                figures = Figures(
                    Change(found.before, nats(engine, adapter, found.held_out, cancel)),
                    Change(found.prose_before, nats(engine, adapter, found.elsewhere.prose, cancel)),
                    Change(found.replies_before, nats(engine, adapter, found.elsewhere.replies, cancel)),
                )
            counts = (len(job.learn), len(job.held_out), int(ended["step"]), float(ended["seconds"]))
            note = Note(*counts, figures, self._stamp.now())
            notes.keep(adapter, note)
        except OSError as error:
            Path(job.adapter).unlink(missing_ok=True)
            raise disk.cannot_write(Path(job.adapter).parent, error) from error
        except BaseException:
            Path(job.adapter).unlink(missing_ok=True)
            raise
        shutil.rmtree(job.folder, ignore_errors=True)
        yield Tuned(adapter, name, note)

    @contextmanager
    def _opened(self, name: str) -> Iterator[LocalEngine]:
        """An engine of its own, which leaves nothing behind."""
        with TemporaryDirectory(prefix="tuning-", dir=self._cache) as states:
            engine = self._engines.apart(name, Path(states))
            try:
                yield engine
            finally:
                engine.close()


def _step(event: dict[str, Any]) -> Step:
    names = ("step", "steps", "loss", "held_out", "best", "seconds_left")
    return Step(**{name: event[name] for name in names})
