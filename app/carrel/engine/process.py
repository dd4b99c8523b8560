"""The child process as the window's process sees it: started, watched, spoken to, ended."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from carrel.base import apart
from carrel.base.wire import Frame, WireBroken, pack, read_frame

STDERR_KEPT = 16_384
_KEPT_VARIABLES = ("CUDA_VISIBLE_DEVICES",)

SILENT_SECONDS = 9.0
"""No heartbeat, or no progress while working, for so long means hung (P14)."""
QUICK_SECONDS = 2.0
"""The same for work that is over in milliseconds when it is sound: templates and grammars."""
_QUICK_PHASES = ("template", "grammar")
_LOOK_EVERY = 0.1


@dataclass(frozen=True)
class Death:
    """How a process ended.

    code: its exit code, negative for a signal. phase: what it was doing. hung: it made no progress and we ended it.
    dismissed: we ended it because it was of no more use, which says nothing against the model.
    request: the number of the request it spoke of last, 0 for none.
    """

    code: int
    phase: str
    hung: bool
    last_words: str
    dismissed: bool = False
    request: int = 0


class WorkerProcess:
    """A running worker. Frames and its death are reported in the reader's thread; nothing is reported after death."""

    def __init__(
        self, on_frame: Callable[[Frame], None], on_death: Callable[[Death], None], command: Sequence[str] | None = None
    ) -> None:
        self._on_frame = on_frame
        self._on_death = on_death
        self._write_lock = threading.Lock()
        self._phase, self._stamp = "start", -1
        self._last_beat = self._last_progress = time.monotonic()
        self._hung = self._dismissed = False
        self._request = 0
        self._ended = threading.Event()
        self._last_words = bytearray()
        self._child = subprocess.Popen(
            list(command or worker_command()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            bufsize=0,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._threads = [
            threading.Thread(target=work, name=f"engine-{work.__name__.strip('_')}", daemon=True)
            for work in (self._read, self._listen, self._watch)
        ]
        for thread in reversed(self._threads):  # the reader last: it may find the process dead, and waits for others
            thread.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._child.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process has not been found dead yet."""
        return not self._ended.is_set()

    def send(self, frame: Frame) -> bool:
        """Write a frame; False when the process cannot take it any more (its death is reported separately)."""
        assert self._child.stdin is not None
        view = memoryview(pack(frame))
        try:
            with self._write_lock:
                while view:
                    view = view[self._child.stdin.write(view) or 0 :]
        except (OSError, ValueError):
            return False
        if frame.data:  # while it takes a state from us, its heartbeats wait in the pipe
            self._last_beat = self._last_progress = time.monotonic()
        return True

    def dismiss(self) -> None:
        """End it at once, with its whole process group, through no fault of its own."""
        self._dismissed = self._dismissed or self.is_alive
        self._kill()

    def _kill(self) -> None:
        apart.end(self._child)

    def close(self) -> None:
        """End it and wait until it and its threads are gone."""
        self.dismiss()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(5)

    def _read(self) -> None:
        assert self._child.stdout is not None
        try:
            while True:
                frame = read_frame(self._child.stdout.read)
                self._request = int(frame.body["id"])
                if frame.body.get("event") == "beat":
                    self._beat(frame.body)
                else:
                    self._last_beat = time.monotonic()
                    self._on_frame(frame)
        except (WireBroken, LookupError, TypeError, ValueError, ArithmeticError):
            pass  # a process that speaks garbage is as good as dead
        finally:
            self._bury()

    def _bury(self) -> None:
        """End whatever is left of it, and tell."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._kill()
        code = self._child.wait()
        self._ended.set()
        self._threads[1].join(1)
        with self._write_lock:
            self._child.stdin.close()
        self._child.stdout.close()
        words = self._last_words.decode("utf-8", "replace")
        self._on_death(Death(code, self._phase, self._hung, words, self._dismissed, self._request))

    def _beat(self, body: dict[str, object]) -> None:
        self._last_beat = time.monotonic()
        if (body["phase"], body["stamp"]) != (self._phase, self._stamp):
            self._phase, self._stamp = str(body["phase"]), int(str(body["stamp"]))
            self._last_progress = self._last_beat

    def _listen(self) -> None:
        """Keep the end of what it writes to stderr: assertions are told there, by the library."""
        assert self._child.stderr is not None
        with self._child.stderr as stream:
            while part := stream.read(4096):
                self._last_words += part
                del self._last_words[:-STDERR_KEPT]

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK_EVERY):
            if self._is_hung(time.monotonic()):
                self._hung = True
                self._kill()
                return

    def _is_hung(self, now: float) -> bool:
        if now - self._last_beat > SILENT_SECONDS:
            return True
        limit = QUICK_SECONDS if self._phase in _QUICK_PHASES else SILENT_SECONDS
        return self._phase not in ("idle", "start") and now - self._last_progress > limit


def worker_command() -> list[str]:
    """How the worker is started: by a switch of the frozen program, or of this interpreter's `carrel`."""
    return apart.command("--engine-worker")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {
        **apart.bare_environment(),
        **kept,
        "GGML_NO_BACKTRACE": "1",
        # A thread that a mathematics library starts while it is imported would stay outside the sandbox.
        "OPENBLAS_NUM_THREADS": "1",
    }
