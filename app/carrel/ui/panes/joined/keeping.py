"""Keeps a text while it is written, and what happened to it, in the order in which it happened; nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from carrel.base.errors import CarrelError
from carrel.flows.classes import writing
from carrel.flows.kit import Kit
from carrel.records.bursts import Burst, closed, rested, typed
from carrel.records.model import Event, Pasted
from carrel.ui.jobs import Jobs

_SOON_MS = 400
"""After a key the text is kept this soon."""
_LOOK_MS = 5_000
"""How often it looks whether a rest has ended a step of the record."""


class Keeping(QObject):
    """One piece of work at a time, and one write at a time. kept: all of it is on the disk. failed: a CarrelError.

    What could not be kept is tried again with the next change, and when the page is left.
    """

    kept = Signal()
    failed = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._jobs = kit, jobs
        self._work = ""
        self._burst = Burst()
        self._happened: list[str | Event] = []
        self._sent: list[str | Event] = []
        self._waiting: list[Callable[[], None]] = []
        self._is_new = self._writes = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._write)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._rest)

    @property
    def is_kept(self) -> bool:
        """Whether all that was written is on the disk."""
        return not (self._is_new or self._writes)

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self._burst.present

    def begin(self, work: str, text: str) -> None:
        """Keep this piece of work from now on, whose text is recorded so far."""
        self.flush()
        self._work, self._burst = work, Burst(text, text)
        self._look.start()

    def typed(self, text: str) -> None:
        """The text was changed by typing."""
        self._burst, done = typed(self._burst, text, time.monotonic())
        self._note(*((self._burst.settled,) if done is not None else ()))

    def pasted(self, text: str, paste: Pasted) -> None:
        """The text is this now, because so much was pasted into it."""
        before = self._burst.present
        self._burst = Burst(text, text)
        self._note(before, paste, text)

    def note(self, event: Event) -> None:
        """Something else happened on the way, such as help that was taken."""
        self._burst, _done = closed(self._burst)
        self._note(self._burst.settled, event)

    def flush(self) -> None:
        """Keep all of it now."""
        self._burst, done = closed(self._burst)
        if done is not None:
            self._note(self._burst.settled)
        self._soon.stop()
        if self._is_new:
            self._write()

    def when_kept(self, act: Callable[[], None]) -> None:
        """Do this once all that is written now is kept and recorded; not at all where that fails."""
        self._waiting.append(act)
        self.flush()
        if self.is_kept:
            self._go_on()

    def finish(self) -> None:
        """Nothing runs beside the window any more, and it is about to go: keep what is not kept."""
        self._soon.stop()
        self._look.stop()
        self._burst, done = closed(self._burst)
        left = [*self._sent, *self._happened, *((self._burst.settled,) if done is not None else ())]
        if self._work and (self._is_new or left):
            writing.keep(self._kit, self._work, self._burst.present, left)

    def rest(self) -> None:
        """Nothing is written any more."""
        self.flush()
        self._look.stop()

    def _rest(self) -> None:
        self._burst, done = rested(self._burst, time.monotonic())
        if done is not None:
            self._note(self._burst.settled)

    def _note(self, *steps: str | Event) -> None:
        self._happened += steps
        self._is_new = True
        self._soon.start()

    def _write(self) -> None:
        if self._writes:
            return  # what is new goes when that is done
        self._writes, self._is_new = True, False
        self._sent, self._happened = self._happened, []
        work = partial(writing.keep, self._kit, self._work, self._burst.present, tuple(self._sent))
        self._jobs.fetch(work, self._done, self._fail)

    def _done(self, _kept: object) -> None:
        self._writes, self._sent = False, []
        if self._is_new:
            self._soon.start(0)
        else:
            self.kept.emit()
            self._go_on()

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _fail(self, error: CarrelError) -> None:
        self._writes, self._is_new = False, True
        self._happened, self._sent, self._waiting = self._sent + self._happened, [], []
        self.failed.emit(error)


def pasted_from(text: str, came: str, cut: Sequence[str]) -> Pasted:
    """What to record of a paste: moved within the work where the text had it, or where it was cut out of it."""
    is_own = bool(came.strip()) and (came in text or came in cut)
    return Pasted(len(came), "own" if is_own else "unknown")
