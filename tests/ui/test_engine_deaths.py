"""The window outlives every death of the model's process, in every state, awake and with the words kept (P11)."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import psutil
import pytest
from PySide6.QtCore import QObject, Qt, QTimer

from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.scripted import ScriptedEngine
from carrel.engine.states import StateCache
from tests.engine import fake_worker
from tests.ui.conftest import Desk, Hand

WHOLE = "one two three four five six"
LONGEST_FRAME_S = 0.2


class Pulse(QObject):
    """The longest time the window was not awake, seconds, since it was last asked."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last, self._longest = time.monotonic(), 0.0
        self._timer = QTimer(self, interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self._longest, self._last = max(self._longest, now - self._last), now

    def longest(self) -> float:
        """The longest, and begin anew."""
        self._beat()
        longest, self._longest = self._longest, 0.0
        return longest


@pytest.fixture
def with_engine(desk: Desk, tmp_path: Path) -> Iterator[Callable[[str, str], Hand]]:
    """Opens windows whose first worker misbehaves in this way and state."""
    engines: list[LocalEngine] = []

    def open_one(way: str, state: str) -> Hand:
        folder = tmp_path / f"{way}-{state}-{len(engines)}"
        folder.mkdir()
        armed = folder / "armed"
        armed.touch()
        command = (sys.executable, str(Path(fake_worker.__file__)), way, state, str(armed))
        model = LocalModel("fake", folder / "none.gguf", "fake", 4096)
        engines.append(LocalEngine(model, StateCache(folder / "states", "fake"), command=command))
        hand = desk(home=folder.name)
        hand.engines.scripted = cast("ScriptedEngine", cast("Any", engines[-1]))
        return hand

    yield open_one
    for engine in engines:
        engine.close()


def outlive(hand: Hand, state: str) -> float:
    """Ask, see the worker die in this state, and try again; the longest frame until the death was told, seconds."""
    pulse = Pulse(hand.window)
    hand.type_and_send("Count slowly." if state == "cancel" else "Count.")
    hand.until(lambda: len(hand.messages) == 2)
    if state == "cancel":
        hand.until(lambda: hand.pane.transcript.shown_text(hand.messages[1].id))
        hand.pane.chat.stop()
    hand.idle()
    longest = pulse.longest()
    reply = hand.kept()[1]
    if state == "idle":
        assert (reply.text, reply.state) == (WHOLE, "complete")
    elif state == "cancel":
        assert reply.state == "stopped"
        assert WHOLE.startswith(reply.text)
    else:
        assert reply.state == "interrupted"
        assert reply.text == ("one two three" if state == "stream" else "")
        assert hand.notice()
    hand.pane.retry_last()
    hand.until(lambda: hand.kept()[-1].text == WHOLE and hand.kept()[-1].state == "complete")
    hand.idle()
    hand.window.close()
    return longest


@pytest.mark.fault
@pytest.mark.parametrize("state", fake_worker.STATES)
def test_the_window_stays_awake_and_the_next_try_works(state: str, with_engine: Callable[[str, str], Hand]) -> None:
    frames = [outlive(with_engine(way, state), state) for way in fake_worker.WAYS]
    assert statistics.median(frames) < LONGEST_FRAME_S
    assert not psutil.wait_procs(psutil.Process().children(recursive=True), timeout=2)[1]


def test_the_window_never_brings_in_the_engine_that_could_take_it_down() -> None:
    code = "import sys, carrel.ui.start; sys.exit('llama_cpp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
