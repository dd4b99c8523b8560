"""How far a piece of work has come, on standard error: a line that renews itself, or one line for each tenth."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from carrel.base.words import _
from carrel.base.work import Progress
from carrel.flows.model_words import size_words


class ProgressLine:
    """Shows the steps of one piece of work. in_bytes: its units are bytes, so that a speed can be told.

    is_long: whoever reads the lines of a file wants each tenth of it, too; without it only work in bytes tells them.
    """

    def __init__(self, *, in_bytes: bool = False, is_long: bool = False, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._in_bytes, self._is_long = in_bytes, is_long or in_bytes
        self._told = ""
        self._began: tuple[str, float, int] = ("", 0.0, 0)

    def show(self, step: Progress) -> None:
        """Tell one step."""
        if self._stream.isatty():
            print(f"\r\x1b[K{self._words(step)}", end="", file=self._stream, flush=True)
            if step.total and step.done == step.total:
                self.clear()
            return
        tenth = f"{step.label} {10 * (10 * step.done // step.total)} %" if step.total else step.label
        if self._is_long and tenth != self._told:
            self._told = tenth
            print(tenth, file=self._stream, flush=True)

    def clear(self) -> None:
        """Take the renewing line away."""
        if self._stream.isatty():
            print("\r\x1b[K", end="", file=self._stream, flush=True)

    def _words(self, step: Progress) -> str:
        if not step.total:
            return f"{step.label}…"
        words = f"{step.label} {100 * step.done // step.total} %"
        if not self._in_bytes:
            return words
        label, since, at = self._began
        if label != step.label:
            self._began = (step.label, time.monotonic(), step.done)
            return words
        speed = (step.done - at) / max(0.1, time.monotonic() - since)
        return _("{words}, {done} of {total}, {speed} a second").format(
            words=words, done=size_words(step.done), total=size_words(step.total), speed=size_words(round(speed))
        )
