"""A deadline that can be moved, and what happens when it is reached."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Deadline:
    """Calls a function once, in a thread of its own, when a moment is reached that may be put off until then."""

    def __init__(self, reached: Callable[[], None], seconds: float, at_most: float) -> None:
        """seconds: from now until it is reached; at_most: the same, however often it is put off."""
        self._reached = reached
        self._changed = threading.Condition()
        self._last = time.monotonic() + at_most
        self._moment = min(time.monotonic() + seconds, self._last)
        self._over = False
        self.is_reached = False

    @property
    def is_last(self) -> bool:
        """Whether it can be put off no more."""
        return self._moment >= self._last

    @contextmanager
    def watched(self) -> Iterator[Deadline]:
        """Watch over it as long as the block takes."""
        thread = threading.Thread(target=self._watch, name="deadline", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            with self._changed:
                self._over = True
                self._changed.notify()
            thread.join()

    def put_off(self, seconds: float) -> None:
        """From now on so many seconds are left again."""
        with self._changed:
            self._moment = min(time.monotonic() + seconds, self._last)

    def _watch(self) -> None:
        with self._changed:
            while not self._over and (left := self._moment - time.monotonic()) > 0:
                self._changed.wait(left)
            self.is_reached = not self._over
        if self.is_reached:
            self._reached()
