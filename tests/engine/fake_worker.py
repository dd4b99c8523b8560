"""A worker without a model, which misbehaves once, in the way and in the state it is told: WAY STATE ARMED_FILE.

While the armed file exists it misbehaves on reaching the state, and removes the file first, so that the worker that
takes its place behaves.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from carrel.base.wire import Frame, WireBroken, pack, read_frame

WORDS = ("one", " two", " three", " four", " five", " six")
WAYS = ("KILL", "SEGV", "ABRT", "BUS", "ILL", "exit", "closed", "garbage")
STATES = ("start", "load", "prefill", "stream", "idle", "cancel")


class FakeWorker:
    """Answers every chat with six words; slowly when the question says so."""

    def __init__(self, way: str, state: str, armed: Path) -> None:
        self._way, self._state, self._armed = way, state, armed
        self._incoming, self._outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        self._lock = threading.Lock()
        self._cancelled: set[int] = set()
        self._phase = "start"
        self._work: queue.Queue[dict[str, Any] | None] = queue.Queue()

    def run(self) -> None:
        """Serve until the pipe closes."""
        threading.Thread(target=self._receive, daemon=True).start()
        threading.Thread(target=self._beat, daemon=True).start()
        self._reach("start")
        self._send({"id": 0, "event": "ready"})
        while (body := self._work.get()) is not None:
            self._phase = "decode"
            self._send({"id": 0, "event": "beat", "phase": self._phase, "stamp": 0})
            self._serve(body)
            self._phase = "idle"
            self._send({"id": 0, "event": "beat", "phase": self._phase, "stamp": 0})
            if body["do"] == "chat":
                self._reach("idle")

    def _serve(self, body: dict[str, Any]) -> None:
        number = body["id"]
        if body["do"] == "load":
            self._reach("load")
            described = {"window": 4096, "parameters": 1, "bytes": 1, "sandbox": "off", "notes": []}
            self._send({"id": number, "event": "done", **described})
        elif body["do"] == "chat":
            self._chat(number, slow="slowly" in body["turns"][-1]["text"])
        else:
            self._send({"id": number, "event": "done", "tokens": 7, "text": "text"})

    def _chat(self, number: int, slow: bool) -> None:
        self._send({"id": number, "event": "progress", "phase": "prefill", "done": 1, "total": 2})
        self._reach("prefill")
        for count, word in enumerate(WORDS):
            if number in self._cancelled:
                self._reach("cancel")
                self._send({"id": number, "event": "stopped"})
                return
            if count == 3:
                self._reach("stream")
            self._send({"id": number, "event": "delta", "text": word, "reasoning": False})
            time.sleep(0.12 if slow else 0)
        counts = {"tokens": 6, "seconds": 0.1, "prompt_tokens": 9, "reused_tokens": 0}
        done = {"text": "".join(WORDS), "reasoning": "", "finish": "stop", **counts}
        self._send({"id": number, "event": "done", **done})

    def _reach(self, state: str) -> None:
        if state == self._state and self._armed.exists():
            self._armed.unlink()
            misbehave(self._way, self._outgoing)

    def _receive(self) -> None:
        try:
            while True:
                body = read_frame(self._incoming.read).body
                if body["do"] == "cancel":
                    self._cancelled.add(body["id"])
                else:
                    self._work.put(body)
        except WireBroken:
            os._exit(0)

    def _beat(self) -> None:
        beats = 0
        while True:
            beats += 1
            self._send({"id": 0, "event": "beat", "phase": self._phase, "stamp": beats})
            time.sleep(0.05)

    def _send(self, body: dict[str, Any]) -> None:
        with self._lock:
            self._outgoing.write(pack(Frame(body)))
            self._outgoing.flush()


def misbehave(way: str, outgoing: Any) -> None:
    """Die in this way, or stop making sense."""
    if way == "exit":
        os._exit(3)
    elif way == "closed":
        os.close(outgoing.fileno())
        os.close(1)
        time.sleep(60)
    elif way == "garbage":
        os.write(outgoing.fileno(), b"\xff" * 4096)
        time.sleep(60)
    elif way == "asleep":
        os.kill(os.getpid(), signal.SIGSTOP)
    else:
        os.kill(os.getpid(), getattr(signal, f"SIG{way}"))
        time.sleep(60)


if __name__ == "__main__":
    FakeWorker(sys.argv[1], sys.argv[2], Path(sys.argv[3])).run()
