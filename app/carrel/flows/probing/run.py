"""Runs the test of a model: round after round through all probes, until everything is asked or the time is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from carrel import __version__
from carrel.base.errors import CarrelError, Stopped
from carrel.base.show import one_line
from carrel.base.stamp import Stamp
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.api import Engine
from carrel.flows.fitness.model import FitnessCard, Measured, Speed, Tried
from carrel.flows.fitness.trials import MINUTES
from carrel.flows.fitness.words import title
from carrel.flows.probing.asking import Asking, Clock, Watched
from carrel.flows.probing.families import PROBES, Probe, about
from carrel.flows.probing.items import version

AT_ONCE = 4
"""Items of a probe that are asked one after another: they begin alike, and what is alike is read once."""

_LONGEST_SAID = 240


@dataclass(frozen=True)
class Subject:
    """What is tested. name: of the model. sha256: of its file. memory: the bytes its process takes now."""

    name: str
    sha256: str
    engine: Engine
    memory: Callable[[], int] = int


@dataclass(frozen=True)
class Terms:
    """How it is tested. seconds: how long it may take. before: the card of an earlier run, which is gone on with.

    keep: takes every card that there is something new to say in, also when the test ends early.
    """

    stamp: Stamp
    seconds: float = 60.0 * MINUTES
    before: FitnessCard | None = None
    keep: Callable[[FitnessCard], None] = lambda _card: None
    clock: Clock = time.monotonic
    probes: Sequence[Probe] = field(default=PROBES)


def run_test(subject: Subject, terms: Terms, cancel: Cancel) -> Iterator[Progress | FitnessCard]:
    """Ask a model everything, and yield its card at the end; progress counts items.

    The same items come in the same order, with the most likely words for an answer, so that the same model gives the
    same card, but for its speed. When the time is over the card is partial. Raises Stopped, and what `Engine.chat`
    raises; what was measured until then is kept and yielded first.
    """
    running = _Running(subject, terms, cancel)
    try:
        yield Progress(_("Loading the model"))
        yield from subject.engine.load(cancel)
        yield from running.rounds()
    except (Stopped, CarrelError):
        if running.is_new:
            yield running.card()
        raise
    finally:
        running.close()
    yield running.card()


class _Running:
    """What was asked so far."""

    def __init__(self, subject: Subject, terms: Terms, cancel: Cancel) -> None:
        self._subject, self._terms, self._cancel = subject, terms, cancel
        self._began = terms.clock()
        self._watched = Watched(subject.engine, cancel, self._began + terms.seconds, terms.clock)
        before = terms.before
        self._tried = {one.name: list(before.of(one.name).tried) if before else [] for one in terms.probes}
        self._asked = 0
        self._memory = 0

    @property
    def is_new(self) -> bool:
        """Whether anything was asked in this run."""
        return self._asked > 0

    def close(self) -> None:
        """Let go of the engine."""
        self._watched.close()

    def rounds(self) -> Iterator[Progress]:
        """A few items of each probe, and again, so that every probe has some of its items when the time is over."""
        asking = Asking(self._watched, self._cancel, self._terms.stamp.now())
        total = sum(len(one.items) for one in self._terms.probes)
        while left := [one for one in self._terms.probes if len(self._tried[one.name]) < len(one.items)]:
            for probe in left:
                done = self._tried[probe.name]
                for row in probe.items[len(done) : len(done) + AT_ONCE]:
                    yield Progress(title(probe.name), sum(map(len, self._tried.values())), total)
                    try:
                        passed, said = probe.ask(asking, row)
                    except Stopped:
                        self._cancel.check()
                        return  # nobody stopped it: the time is over
                    done.append(Tried(row["id"], passed, one_line(said, _LONGEST_SAID), about(row)))
                    self._asked += 1
                self._memory = max(self._memory, self._subject.memory())
                self._terms.keep(self.card())

    def card(self) -> FitnessCard:
        """All that is known by now; it is kept."""
        info, before = self._subject.engine.info(self._cancel), self._terms.before
        speed = Speed(info.context, self._watched.reads, self._watched.writes, self._memory, info.file_bytes)
        card = FitnessCard(
            sha256=self._subject.sha256,
            model=self._subject.name,
            program=__version__,
            probes=version(),
            moment=self._terms.stamp.now(),
            measured=tuple(
                Measured(one.name, len(one.items), tuple(self._tried[one.name])) for one in self._terms.probes
            ),
            speed=speed if self._watched.timings or before is None else before.speed,
            seconds=self._terms.clock() - self._began + (before.seconds if before is not None else 0.0),
        )
        self._terms.keep(card)
        return card
