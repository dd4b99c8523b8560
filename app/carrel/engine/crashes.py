"""When a model brought its process down, so that it is not started again and again (P12)."""

from __future__ import annotations

import time
from collections.abc import Callable

CRASHES, CRASH_WINDOW_SECONDS = 3, 600.0


class CrashRecord:
    """When a model brought its process down; kept while the program runs, also when the engine is closed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: list[float] = []

    def note(self) -> None:
        """It happened again."""
        self._times.append(self._clock())

    def forgive(self) -> None:
        """Somebody chose to try again."""
        self._times.clear()

    @property
    def is_too_many(self) -> bool:
        """Three in ten minutes (P12)."""
        now = self._clock()
        self._times = [at for at in self._times if now - at < CRASH_WINDOW_SECONDS]
        return len(self._times) >= CRASHES
