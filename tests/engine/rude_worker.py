"""A worker without a model and without manners: MANNER, and for some of them what to say.

It behaves like the fake worker but for one thing, always.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from tests.engine.fake_worker import FakeWorker


class RudeWorker(FakeWorker):
    """Misbehaves in the manner it is told; `says`, before its third word, is sent as it is."""

    def __init__(self, manner: str, says: str) -> None:
        super().__init__("exit", "never", Path(os.devnull))
        self._manner = manner
        self._says = says

    def _serve(self, body: dict[str, Any]) -> None:
        number = body["id"]
        if body["do"] == "load" and self._manner == "loads for ever":
            while number not in self._cancelled:
                self._send({"id": number, "event": "progress", "phase": "load", "done": 1, "total": 2})
                time.sleep(0.01)
            self._send({"id": number, "event": "stopped"})
        elif body["do"] == "load" and self._manner == "refuses":
            self._send({"id": number, "event": "refused", "code": "LoadFailed", "detail": "none of it"})
        else:
            super()._serve(body)

    def _chat(self, number: int, slow: bool) -> None:
        if self._manner == "never stops":
            while True:
                self._send({"id": number, "event": "delta", "text": "on", "reasoning": False})
                time.sleep(0.002)
        elif self._manner == "dies unseen":
            self._send({"id": number, "event": "delta", "text": "Well", "reasoning": False})
            os._exit(3)
        super()._chat(number, slow)

    def _send(self, body: dict[str, Any]) -> None:
        if self._manner == "dies unseen" and body["event"] == "beat":
            body = {**body, "phase": "idle"}  # its last heartbeat was before
        super()._send(body)

    def _reach(self, state: str) -> None:
        if state == "stream" and self._manner == "says":
            self._send(json.loads(self._says))
            time.sleep(60)


def command(manner: str = "polite", says: str = "") -> tuple[str, ...]:
    """Starts a worker with this one bad habit."""
    root = str(Path(__file__).parents[2])
    start = f"import sys; sys.path.insert(0, {root!r}); from tests.engine.rude_worker import main; main()"
    return (sys.executable, "-c", start, manner, says)


def main() -> None:
    """Serve as the arguments say."""
    RudeWorker(sys.argv[1], sys.argv[2]).run()
