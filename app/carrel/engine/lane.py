"""The one inference lane: the most urgent of those who wait goes next, and reading ahead gives way at once (P13)."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from carrel.base.work import Cancel
from carrel.engine.api import Urgency


class Lane:
    """A lock with a queue by urgency, then by arrival. Waiting can be stopped."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: set[tuple[Urgency, int]] = set()
        self._arrivals = itertools.count()
        self._inside: Cancel | None = None
        self._inside_urgency = Urgency.CHAT

    @property
    def is_free(self) -> bool:
        """Whether nobody is in the lane and nobody waits."""
        with self._changed:
            return self._inside is None and not self._waiting

    @contextmanager
    def turn(self, urgency: Urgency, cancel: Cancel) -> Iterator[None]:
        """Have the lane alone; raises Stopped if that was asked while waiting.

        Whoever reads ahead has their `cancel` set as soon as somebody more urgent comes.
        """
        self._enter(urgency, cancel)
        try:
            yield
        finally:
            with self._changed:
                self._inside = None
                self._changed.notify_all()

    def interrupt(self) -> None:
        """Ask whoever is in the lane to stop."""
        with self._changed:
            inside = self._inside
        if inside is not None:
            inside.set()

    def _enter(self, urgency: Urgency, cancel: Cancel) -> None:
        place = (urgency, next(self._arrivals))
        with self._changed:
            self._waiting.add(place)
            reading_ahead = self._inside if self._inside_urgency is Urgency.READ_AHEAD else None
        forget = cancel.on_set(self._wake)
        try:
            # Once is enough: from now on nobody less urgent can get in. Not under the lock: a cancel calls strangers.
            if reading_ahead is not None and urgency < Urgency.READ_AHEAD:
                reading_ahead.set()
            self._wait(place, cancel, urgency)
        finally:
            forget()
            with self._changed:
                self._waiting.discard(place)
                self._changed.notify_all()

    def _wait(self, place: tuple[Urgency, int], cancel: Cancel, urgency: Urgency) -> None:
        with self._changed:
            while not cancel.is_set and (self._inside is not None or min(self._waiting) != place):
                self._changed.wait()
            cancel.check()
            self._inside, self._inside_urgency = cancel, urgency

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()
