"""The one inference lane: the most urgent of those who wait goes next, and reading ahead gives way at once (P13)."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine.api import Urgency


class Lane:
    """A lock with a queue by urgency, then by arrival. Waiting can be stopped."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[Urgency, int]] = []
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

    def _enter(self, urgency: Urgency, cancel: Cancel) -> None:
        place = (urgency, next(self._arrivals))
        forget = cancel.on_set(self._wake)
        try:
            with self._changed:
                heapq.heappush(self._waiting, place)
                while self._inside is not None or self._waiting[0] != place:
                    self._push_aside(urgency)
                    if cancel.is_set:
                        break
                    self._changed.wait()
                self._waiting.remove(place)
                heapq.heapify(self._waiting)
                if cancel.is_set:
                    self._changed.notify_all()
                    raise Stopped
                self._inside, self._inside_urgency = cancel, urgency
        finally:
            forget()

    def _push_aside(self, urgency: Urgency) -> None:
        if self._inside is not None and self._inside_urgency is Urgency.READ_AHEAD and urgency < Urgency.READ_AHEAD:
            threading.Thread(target=self._inside.set, daemon=True).start()

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()
