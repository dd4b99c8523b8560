"""Looking at what a pane shows, without looking more often than one can see."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from carrel.base.errors import CarrelError
from carrel.ui.jobs import Jobs

_REST = 250, 4
"""Between two looks, in milliseconds; and at least so many times what a look cost."""


class Looking(QObject):
    """Looks once at a time, and rests before the next time; what was asked for meanwhile is looked at once after that.

    Nothing is looked at while the pane is not shown. look: reads what is there, beside the window. take: is handed it.
    failed: is handed why there is nothing. rest: how many milliseconds at least, and how many times what a look cost of
    the processor: a look that waits for somebody who writes costs nothing, and is not made up for.
    """

    def __init__(
        self,
        pane: QWidget,
        jobs: Jobs,
        look: Callable[[], object],
        take: Callable[[Any], None],
        failed: Callable[[CarrelError], None],
        rest: tuple[int, int] = _REST,
    ) -> None:
        super().__init__(pane)
        self._pane, self._jobs, self._look, self._take, self._tell = pane, jobs, look, take, failed
        self._least_ms, self._share = rest
        self._looks = self._again = self._is_early = False
        self._cost_s = 0.0
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._rested)
        pane.installEventFilter(self)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return not (self._looks or self._again or self._rest.isActive())

    def again(self) -> None:
        """Look again, soon."""
        if self._looks or self._rest.isActive():
            self._again = True
        elif self._pane.isVisible():
            self._looks = True
            self._jobs.fetch(self._look_and_count, self._done, self._fail)

    def anew(self) -> None:
        """Look again; what is just being looked at came too early, and is not handed on."""
        self._is_early = self._looks
        self.again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever comes back sees at once what there is."""
        if event.type() is QEvent.Type.Hide and watched is self._pane:
            self._rest.stop()
            self._again = False
        return super().eventFilter(watched, event)

    def _look_and_count(self) -> object:
        """In the thread that looks, whose time alone counts."""
        began = time.thread_time()
        try:
            return self._look()
        finally:
            self._cost_s = time.thread_time() - began

    def _done(self, found: object) -> None:
        is_early = self._end()
        if not is_early:
            self._take(found)

    def _fail(self, error: CarrelError) -> None:
        self._end()
        self._tell(error)

    def _end(self) -> bool:
        """Rest; tells whether what was seen came too early."""
        is_early, self._is_early, self._looks = self._is_early, False, False
        self._rest.start(max(self._least_ms, round(1000 * self._share * self._cost_s)))
        return is_early

    def _rested(self) -> None:
        if self._again:
            self._again = False
            self.again()
