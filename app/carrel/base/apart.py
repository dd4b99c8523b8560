"""Runs a piece of our work in a child process of its own, so that a hostile file can harm nothing but that child.

The child may use so much memory and time, reads only the files it was given, and reaches nothing else (base/sandbox);
what it sends back is JSON and bytes, never objects. Limits hold on every system: where it has none of its own, we
watch.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import psutil

from carrel.base import words
from carrel.base.errors import Stopped
from carrel.base.wire import PART_BYTES, Frame, WireBroken, pack, read_frame
from carrel.base.work import Cancel

SWITCH = "--apart"
KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LANG", "LD_LIBRARY_PATH", "TMPDIR", "TEMP")
_LOOK_EVERY = 0.05
_LAST_BREATH_S = 1.0
"""So long a child may take to die once its pipe is closed; a living one closed it in error."""
_START_S = 30.0
"""So long a child may take to be ready: a cold disk and a virus scanner are slow, and none of it is its work."""

Why = Literal["memory", "time", "crashed", "garbage"]


@dataclass(frozen=True)
class Limits:
    """What one child may use.

    memory: bytes that are its own. cpu_s: seconds of computing for one request. wait_s: seconds that we wait for the
    next frame; the time that we take to use one does not count.
    """

    memory: int = 400_000_000
    cpu_s: float = 300.0
    wait_s: float = 30.0


class Ended(Exception):
    """The child did not finish; why says how it died, detail (an exit code, a kind of error) is for support."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}")
        self.why: Why = why
        self.detail = detail


class Refused(Exception):
    """The work itself said that it cannot be done: its code, and the facts it gave."""

    def __init__(self, code: str, facts: Mapping[str, Any]) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def run(
    work: str,
    arguments: Mapping[str, Any],
    limits: Limits,
    cancel: Cancel,
    readable: Sequence[Path] = (),
    *,
    data: bytes = b"",
) -> Iterator[Frame]:
    """Do the work ("module:function", marked with `inside.works_apart`) once, in a child that ends with it.

    data: bytes that come to it as its argument "data". Yields what the work yields, as it comes. Raises Refused, Ended,
    or Stopped, by which time the child is gone; it is also gone when the iterator is closed.
    """
    with Apart(work, limits, readable) as child:
        yield from child.ask(arguments, cancel, data)


class Apart:
    """A child that does one kind of work, request after request, for whom starting one each time is too slow.

    Used by one thread at a time. Once a request did not come to its end, the child is gone, and `is_alive` says so.
    """

    def __init__(self, work: str, limits: Limits, readable: Sequence[Path] = ()) -> None:
        self._limits = limits
        self._held = ""
        files = [str(path) for path in readable]
        self._first = Frame({"work": work, "memory": limits.memory, "readable": files, "language": words.spoken()})
        self._child = subprocess.Popen(
            command(SWITCH),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=bare_environment(),
            bufsize=0,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_alive(self) -> bool:
        """Whether another request can be asked."""
        return self._child.poll() is None

    @property
    def held(self) -> str:
        """What the child is shut in by, once it has answered: see `sandbox.enter`."""
        return self._held

    @property
    def pid(self) -> int:
        """The process id."""
        return self._child.pid

    def ask(self, arguments: Mapping[str, Any], cancel: Cancel, data: bytes = b"") -> Iterator[Frame]:
        """Do the work with these arguments, and these bytes as its argument "data"; yields and raises as `run` does."""
        finished = False
        forget = cancel.on_set(self._kill)
        try:
            with _Watch(self._child, self._limits) as watch:
                self._start(watch, cancel)
                request = {"arguments": dict(arguments), "cpu_s": self._limits.cpu_s, "bytes": len(data)}
                self._send(Frame(request), watch, cancel)
                for start in range(0, len(data), PART_BYTES):
                    self._send(Frame({}, data[start : start + PART_BYTES]), watch, cancel)
                while (frame := self._next(self._limits.wait_s, watch, cancel)).body["event"] == "frame":
                    yield Frame(_object(frame.body.get("body")), frame.data)
                finished = True
            if frame.body["event"] == "refused":
                raise Refused(str(frame.body.get("code")), _object(frame.body.get("facts")))
        finally:
            forget()
            if not finished:
                self.close()

    def close(self) -> None:
        """End the child, and wait until it is gone."""
        self._kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            pipe.close()

    def _start(self, watch: _Watch, cancel: Cancel) -> None:
        if not self._held:
            self._send(self._first, watch, cancel)
            self._held = str(self._next(_START_S, watch, cancel).body.get("sandbox"))

    def _send(self, frame: Frame, watch: _Watch, cancel: Cancel) -> None:
        assert self._child.stdin is not None
        view = memoryview(pack(frame))
        try:
            with watch.waiting(_START_S):
                while view:
                    view = view[self._child.stdin.write(view) or 0 :]
        except (OSError, ValueError) as error:
            raise self._death(watch, cancel, str(error)) from error

    def _next(self, patience: float, watch: _Watch, cancel: Cancel) -> Frame:
        """The next frame that is not about the child's own end; raises Ended and Stopped."""
        assert self._child.stdout is not None
        cancel.check()
        try:
            with watch.waiting(patience):
                frame = read_frame(self._child.stdout.read)
        except WireBroken as error:
            raise self._death(watch, cancel, str(error)) from error
        event = frame.body.get("event")
        if event in ("memory", "failed"):
            raise Ended("memory" if event == "memory" else "crashed", str(frame.body.get("detail"))[:300])
        if event not in ("ready", "frame", "done", "refused"):
            raise Ended("garbage", "not an event")
        return frame

    def _death(self, watch: _Watch, cancel: Cancel, detail: str) -> Exception:
        """Why there is nothing more to read; the child is dead afterwards in any case."""
        try:
            code: int | None = self._child.wait(_LAST_BREATH_S)
        except subprocess.TimeoutExpired:
            code = None
        self._kill()
        if cancel.is_set:
            return Stopped()
        if watch.why is not None:
            return Ended(watch.why, detail)
        if code is None:
            return Ended("garbage", detail)
        out_of_time = code == -getattr(signal, "SIGXCPU", signal.SIGTERM)
        return Ended("time" if out_of_time else "crashed", f"exit code {code}")

    def _kill(self) -> None:
        end(self._child)


class _Watch:
    """Looks at the child while it works on one request, and ends it when it goes beyond a limit; why says which."""

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits) -> None:
        self.why: Why | None = None
        self._child = child
        self._limits = limits
        self._until = float("inf")
        self._cpu_before = self._used()[1]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="apart-watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @contextlib.contextmanager
    def waiting(self, seconds: float) -> Iterator[None]:
        """We wait for the child, and for so long at most."""
        self._until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = float("inf")

    def _look(self) -> None:
        while self.why is None and not self._over.wait(_LOOK_EVERY):
            memory, cpu = self._used()
            if memory > self._limits.memory:
                self.why = "memory"
            elif time.monotonic() > self._until or cpu - self._cpu_before > self._limits.cpu_s:
                self.why = "time"
        if self.why is not None:
            end(self._child)

    def _used(self) -> tuple[int, float]:
        """Bytes of memory and seconds of computing so far; nothing for a child that is gone."""
        try:
            process = psutil.Process(self._child.pid)
            with process.oneshot():
                times = process.cpu_times()
                return process.memory_info().rss, times.user + times.system
        except psutil.Error:
            return 0, 0.0


def command(switch: str) -> list[str]:
    """How a child of ours is started: by a switch of the frozen program, or of this interpreter's `carrel`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, switch]
    return [sys.executable, "-m", "carrel", switch]


def bare_environment() -> dict[str, str]:
    """No more than it takes to start Python: keys and names in our own environment are no child's business (P18)."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    # With the safe path, no file of the folder we happen to stand in is taken for a module.
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"}


def end(child: subprocess.Popen[bytes]) -> None:
    """Kill a child that was started in a session of its own, with everything it started; safe to repeat."""
    if child.returncode is not None:
        return  # its number may belong to somebody else by now
    try:
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    except (ProcessLookupError, PermissionError):
        return


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Ended("garbage", "not an object")
    return value
