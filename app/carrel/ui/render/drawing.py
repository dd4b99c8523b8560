"""Formulas drawn as vectors by ziamath, each once, off the window's thread."""

from __future__ import annotations

import re
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from threading import Lock
from time import monotonic
from typing import Any
from warnings import catch_warnings

from PySide6.QtCore import QObject, QThreadPool, Signal

from carrel.ui.render.tex import drawable

EM = 24.0
"""The size in pixels at which formulas are drawn; they are scaled from there."""
INK = "#010203"
"""The colour they are drawn in, which stands for the colour of the text around them."""

_MOST_KEPT = 2_000
_BATCH_S = 0.05
_VIEW = re.compile(r'viewBox="(-?[\d.]+) (-?[\d.]+) ([\d.]+) ([\d.]+)"')
_NO_OUTLINE = re.compile(r"<(path|rect) (?![^>]*\bstroke=)")
_REFUSALS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError),
    *(RecursionError, SyntaxError, TypeError, ValueError),
)
"""What Python raises inside the library for TeX that it does not understand."""

Key = tuple[str, bool]
"""A formula's TeX, and whether it is displayed."""


@dataclass(frozen=True)
class Drawing:
    """A formula at EM pixels: its SVG, how wide it is, and how far it reaches above and below its baseline."""

    svg: str
    width: float
    above: float
    below: float


def draw(tex: str, *, display: bool) -> Drawing | None:
    """The drawing of a formula, in the thread of the caller; None when it can only be shown as it is written."""
    prepared = drawable(tex)
    if prepared is None:
        return None
    math, refusals = _library()
    try:
        made = math.fromlatex(prepared, size=EM, color=INK, inline=not display)
        svg = "" if "\\" in made.mathmlstr() else made.svg()
    except refusals:
        return None
    view = _VIEW.search(svg)
    if view is None:
        return None
    _left, top, width, height = map(float, view.groups())
    return Drawing(_for_qt(svg), width, -top, height + top)


def _for_qt(svg: str) -> str:
    """The drawing with all of its lines in our ink, and with an outline nobody sees around what has none.

    Without that Qt's PDF engine draws one as thick as a finger.
    """
    svg = svg.replace('"black"', f'"{INK}"')
    return _NO_OUTLINE.sub(r'<\1 stroke="#ffffff" stroke-opacity="0" stroke-width="0.01" ', svg)


@cache
def _library() -> tuple[type[Any], tuple[type[Exception], ...]]:
    """What draws, and what it raises for TeX that it does not understand."""
    with catch_warnings(action="ignore", category=DeprecationWarning):  # it finds its fonts in an old way
        from latex2mathml import exceptions  # noqa: PLC0415 - 0.2 s with ziamath, when the first formula is drawn
        from ziamath.config import config  # noqa: PLC0415
        from ziamath.zmath import Math  # noqa: PLC0415
    config.svg2 = False
    own = [kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return Math, (*_REFUSALS, *own)


class Drawer(QObject):
    """Draws what is asked for, one after the other, and keeps it. drawn: something asked for is there by now."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kept: OrderedDict[Key, Drawing | None] = OrderedDict()
        self._waiting: SimpleQueue[Key] = SimpleQueue()
        self._asked: set[Key] = set()
        self._lock = Lock()
        self._busy = False

    def has(self, key: Key) -> bool:
        """Whether it is known by now how this formula looks."""
        return key in self._kept

    def get(self, key: Key) -> Drawing | None:
        """The drawing, where there is one."""
        return self._kept.get(key)

    def ask(self, key: Key) -> None:
        """Let this formula be drawn, unless it is."""
        with self._lock:
            if key in self._kept or key in self._asked:
                return
            self._asked.add(key)
            self._waiting.put(key)
            if self._busy:
                return
            self._busy = True
        QThreadPool.globalInstance().start(self._work)

    def now(self, key: Key) -> Drawing | None:
        """The drawing, made in the thread of the caller when there is none yet."""
        if key not in self._kept:
            self._keep(key, draw(key[0], display=key[1]))
        return self._kept[key]

    def _work(self) -> None:
        told = monotonic()
        while True:
            try:
                key = self._waiting.get_nowait()
            except Empty:
                with self._lock:
                    if self._waiting.empty():
                        self._busy = False
                        break
                continue
            self.now(key)
            if monotonic() - told > _BATCH_S:
                told = monotonic()
                self._tell()
        self._tell()

    def _tell(self) -> None:
        with suppress(RuntimeError):  # the program is ending, and Qt's half of this object is gone
            self.drawn.emit()

    def _keep(self, key: Key, drawing: Drawing | None) -> None:
        with self._lock:
            self._kept[key] = drawing
            self._asked.discard(key)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)


@cache
def drawer() -> Drawer:
    """The one that draws for all messages: a formula is drawn once, wherever it stands."""
    return Drawer()
