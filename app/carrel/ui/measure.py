"""Measures the real window: how long a long chat takes to open, and each frame while an answer streams (S6, S9)."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer

from carrel.engine.api import Engine
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import browse
from carrel.ui.application import make_application
from carrel.ui.theme import Theme
from carrel.ui.window import Window
from carrel.wiring import House

TOKENS_A_SECOND = 100
CHARACTERS = 4_000
ROOM = 10_000_000

PART = """A river is water that flows. Its speed is $v = \\frac{d}{t}$, and the power of the water is

$$P = \\rho \\, g \\, Q \\, h$$

where *Q* is the flow, and `h` the height:

| river | length | flow |
|---|---:|---:|
| Nile | 6,650 km | 2,830 m³/s |
| Rhine | 1,230 km | 2,900 m³/s |

```python
def power(flow: float, height: float) -> float:
    \"\"\"Watts, from cubic metres a second and metres.\"\"\"
    density, gravity = 1000.0, 9.81  # of fresh water, on Earth
    return density * gravity * flow * height
```

- First look at the *source*, then at the **mouth**.
- What lies between them is the course.

"""


class _OneEngine:
    """Gives out the scripted engine for every model."""

    def __init__(self, engine: ScriptedEngine) -> None:
        self._engine = engine

    def engine(self, model: str | None = None) -> Engine:
        """The one there is."""
        return self._engine

    def close(self) -> None:
        """Nothing runs."""


class Frames(QObject):
    """How long the window's thread was away each time it painted or worked, in seconds.

    A timer ticks every millisecond; a tick that comes late tells how long a person could not have been answered.
    """

    _TICK_MS = 1
    _WORK_S = 0.002

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self.seconds: list[float] = []
        self._painted = False
        self._last = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=self._TICK_MS)
        self._timer.timeout.connect(self._tick)
        window.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is about to be painted."""
        self._painted = self._painted or event.type() == QEvent.Type.UpdateRequest
        return False

    def stop(self) -> list[float]:
        """All of them."""
        self._timer.stop()
        return self.seconds

    def _tick(self) -> None:
        now = time.perf_counter()
        away, self._last = now - self._last, now
        if self._painted or away > self._WORK_S:
            self.seconds.append(away)
        self._painted = False


def measure(house: House) -> dict[str, float]:
    """Open the newest chat of the house and let an answer stream into it; what was measured, in seconds and bytes."""
    answer = (PART * (CHARACTERS // len(PART) + 1))[:CHARACTERS]
    engine = ScriptedEngine([answer], pause=1 / TOKENS_A_SECOND, context=ROOM)  # what does not fit would be summed up
    application = make_application()
    kit = replace(house.kit, engines=_OneEngine(engine))
    settings = kit.settings.current
    theme = Theme(settings.theme, settings.text_percent, application)
    theme.apply()
    window = Window(kit, house.choices, theme)
    window.show()
    window.start()
    _wait(lambda: not window.jobs.running)
    (conversation, *_rest) = browse.conversations(kit, 1)
    window.begin_new()
    _wait(lambda: not window.jobs.running)
    opened = _timed(lambda: window.open(conversation.id), lambda: len(window.pane.chat.items) > 0)
    _wait(lambda: not window.jobs.running)
    frames = Frames(window)
    window.pane.say("What is a river?")
    _wait(lambda: not window.pane.chat.is_answering)
    streamed = frames.stop()
    taken = psutil.Process(os.getpid()).memory_info().rss
    messages, said = len(window.pane.chat.items), window.pane.chat.items[-1].message.text
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    quarter = len(streamed) // 4
    return {
        "opened": opened,
        "messages": float(messages),
        "characters": float(len(said)),
        "frames": float(len(streamed)),
        "p99": sorted(streamed)[int(len(streamed) * 0.99)],
        "longest": max(streamed),
        "first_steps": statistics.median(streamed[:quarter]),
        "last_steps": statistics.median(streamed[-quarter:]),
        "bytes": float(taken),
    }


def report(house: House) -> None:
    """Print what was measured as one line of JSON."""
    print(json.dumps(measure(house)), flush=True)


def _timed(act: Callable[[], object], done: Callable[[], bool]) -> float:
    """Seconds from an act until it is done and painted."""
    began = time.perf_counter()
    act()
    _wait(done)
    QCoreApplication.processEvents()
    return time.perf_counter() - began


def _wait(done: Callable[[], bool], seconds: float = 120.0) -> None:
    """Let the window live until it is done; raises TimeoutError."""
    loop = QEventLoop()
    poll = QTimer(interval=5)
    poll.timeout.connect(lambda: loop.quit() if done() else None)
    limit = QTimer(singleShot=True, interval=round(seconds * 1000))
    limit.timeout.connect(lambda: loop.exit(1))
    poll.start()
    limit.start()
    ended = loop.exec()
    poll.stop()
    limit.stop()
    if ended:
        raise TimeoutError("the window did not come so far")
