"""Long work beside the window: a flow runs on a thread of the pool, and its steps arrive as signals."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot, qVersion

from carrel import __version__
from carrel.base.errors import CarrelError, Stopped
from carrel.base.work import Cancel, Delta, Progress

Work = Callable[[Cancel], Iterator[object]]
"""A flow, ready to run: it is handed the flag by which it is stopped."""

FRAME_MS = 33
_MOST_THREADS = 8
_log = logging.getLogger(__name__)


def report_of(error: BaseException) -> str:
    """Where our own mistake happened, for a person to send: kinds and lines of code, never what was being said."""
    lines = [
        f"Carrel {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "",
    ]
    one: BaseException | None = error
    while one is not None:
        lines.append(type(one).__qualname__)
        for frame in traceback.extract_tb(one.__traceback__):
            name = frame.filename.replace("\\", "/").rpartition("/carrel/")[2].rpartition("site-packages/")[2]
            lines.append(f"  {name.rpartition('/lib/')[2]}:{frame.lineno} {frame.name}")
        one = one.__cause__ or one.__context__
    return "\n".join(lines)


class Job(QObject):
    """One piece of work; connect to its signals, then start it.

    progressed: a Progress. delta: text that was just made, and whether it is reasoning; gathered, at most thirty a
    second. step: any other thing the flow yields. Then comes exactly one of: finished with the last step (None when
    there was none), failed with a CarrelError, stopped, or bug with a report. ended follows each of them.
    """

    progressed = Signal(object)
    delta = Signal(str, bool)
    step = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    bug = Signal(str)
    ended = Signal()
    _woken = Signal()

    def __init__(self, work: Work, begin: Callable[[Job], None], parent: QObject) -> None:
        super().__init__(parent)
        self.cancel = Cancel()
        self._work, self._begin = work, begin
        self._events: deque[tuple[str, Any]] = deque()
        self._lock = threading.Lock()
        self._abandoned = False
        self._painted, self._interval = 0.0, FRAME_MS / 1000
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._deliver)
        self._woken.connect(self._wake, Qt.ConnectionType.QueuedConnection)

    def start(self) -> Job:
        """Let it run; connect listeners before."""
        self._begin(self)
        return self

    def stop(self) -> None:
        """Ask it to stop; what it made so far is kept by the flow."""
        self.cancel.set()

    def run(self) -> None:
        """Do the work, in the thread of the caller; nothing is raised."""
        last: object = None
        try:
            for event in self._work(self.cancel):
                if isinstance(event, Delta):
                    self._add("delta", event)
                elif isinstance(event, Progress):
                    self._add("progress", event)
                else:
                    last = event
                    self._add("step", event)
            self._add("finished", last)
        except Stopped:
            self._add("stopped", None)
        except CarrelError as error:
            self._add("failed", error)
        except Exception as error:
            _log.error("A job failed: %s", report_of(error))
            self._add("bug", report_of(error))

    def _add(self, kind: str, event: object) -> None:
        with self._lock:  # once the last event is taken out this object may be deleted: nobody takes it before the emit
            if not self._abandoned:
                self._events.append((kind, event))
                if len(self._events) == 1 or kind != "delta":
                    self._woken.emit()

    def abandon(self) -> None:
        """Nobody listens any more; the work itself may still come to its end."""
        with self._lock:
            self._abandoned = True

    @Slot()
    def _wake(self) -> None:
        if not self._timer.isActive():
            wait = self._painted + self._interval - time.monotonic()
            self._timer.start(max(0, round(wait * 1000)))

    @Slot()
    def _deliver(self) -> None:
        """Hand on what has gathered; the next time waits three times as long as this took."""
        began = time.monotonic()
        while (taken := self._take()) is not None:
            kind, event = taken
            if kind == "delta":
                self.delta.emit(event.text, event.reasoning)
            elif kind == "progress":
                self.progressed.emit(event)
            elif kind == "step":
                self.step.emit(event)
            else:
                self._end(kind, event)
        self._painted = time.monotonic()
        self._interval = max(FRAME_MS / 1000, 3 * (self._painted - began))

    def _take(self) -> tuple[str, Any] | None:
        """The next event; deltas of one kind that stand beside each other are one."""
        with self._lock:
            if not self._events:
                return None
            kind, event = self._events.popleft()
            if kind != "delta":
                return kind, event
            pieces = [event.text]
            while self._events and self._events[0][0] == "delta" and self._events[0][1].reasoning is event.reasoning:
                pieces.append(self._events.popleft()[1].text)
            return kind, Delta("".join(pieces), event.reasoning)

    def _end(self, kind: str, event: object) -> None:
        signal = {"finished": self.finished, "failed": self.failed, "bug": self.bug}.get(kind)
        if signal is None:
            self.stopped.emit()
        else:
            signal.emit(event)
        self.ended.emit()


class Jobs(QObject):
    """The pool. bug: the report of a job whose own listeners do not take it."""

    bug = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._idle = threading.Condition()
        self._unfinished = 0
        self._running: set[Job] = set()
        self._closed = False

    @property
    def running(self) -> bool:
        """Whether any job has begun and not ended."""
        return bool(self._running)

    def prepare(self, work: Work) -> Job:
        """A job that waits for its listeners and its start."""
        job = Job(work, self._begin, self)
        job.bug.connect(self.bug)
        job.ended.connect(self._forget)
        return job

    def fetch(
        self,
        work: Callable[[], object],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[CarrelError], None] | None = None,
    ) -> Job:
        """Run a short function beside the window, and hand its result to `then` in the window's thread."""
        job = self.prepare(lambda _cancel: iter((work(),)))
        if then is not None:
            job.finished.connect(then)
        if failed is not None:
            job.failed.connect(failed)
        return job.start()

    def close(self, seconds: float = 2.0) -> bool:
        """Stop everything and wait, at most so long; tell whether nothing is left running."""
        self._closed = True
        for job in tuple(self._running):
            job.stop()
        limit = time.monotonic() + seconds
        with self._idle:
            done = self._idle.wait_for(lambda: self._unfinished == 0, seconds)
        if not done:
            for job in tuple(self._running):
                job.abandon()
            self._running.clear()
        for _each in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join(max(0.0, limit - time.monotonic()))
        return done

    def _begin(self, job: Job) -> None:
        if self._closed:
            job.deleteLater()
            return
        self._running.add(job)
        with self._idle:
            self._unfinished += 1
            if self._unfinished > len(self._threads) and len(self._threads) < _MOST_THREADS:
                thread = threading.Thread(target=self._serve, name=f"job-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
        self._waiting.put(job)

    def _serve(self) -> None:
        while (job := self._waiting.get()) is not None:
            job.run()
            with self._idle:
                self._unfinished -= 1
                self._idle.notify_all()

    @Slot()
    def _forget(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._running.discard(job)
            job.deleteLater()


def install_hooks(tell: Callable[[str], None]) -> Callable[[], None]:
    """Send what nobody caught to `tell` as a report, from any thread; returns how to undo it."""
    before = sys.excepthook, threading.excepthook

    def caught(error: BaseException | None) -> None:
        if error is not None and not isinstance(error, KeyboardInterrupt):
            _log.error("Not caught: %s", report_of(error))
            tell(report_of(error))

    sys.excepthook = lambda _kind, error, _trace: caught(error)
    threading.excepthook = lambda arguments: caught(arguments.exc_value)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before

    return undo
