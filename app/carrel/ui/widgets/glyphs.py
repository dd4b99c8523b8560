"""Small drawings that tell states and verdicts apart by their shape, never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from carrel.flows.evidence import Known
from carrel.progress.mastery import tracing
from carrel.progress.model import State
from carrel.ui.widgets.pencil import Look, Pencil


def paint_state(pencil: Pencil, area: QRectF, state: State) -> None:
    """A full disc with a tick, a half disc, a ring with a point, or an empty ring."""
    middle, radius = area.center(), min(area.width(), area.height()) / 2 - 1
    if state == "mastered":
        pencil.disc(middle, radius, "accent", "accent")
        _tick(pencil, middle, radius, "on_accent")
        return
    colour = "accent" if state == "under_way" else "border_strong"
    pencil.disc(middle, radius, "surface", colour)
    if state == "under_way":
        pencil.half(middle, radius, "accent")
    elif state == "unsure":
        pencil.disc(middle, radius / 3, "text_muted")


def paint_stuck(pencil: Pencil, area: QRectF) -> None:
    """A triangle with a stroke in it."""
    middle, high = area.center(), min(area.width(), area.height()) / 2 - 1
    top, foot = middle.y() - high, middle.y() + high * 0.8
    corners = [QPointF(middle.x(), top), QPointF(middle.x() + high, foot), QPointF(middle.x() - high, foot)]
    pencil.lines([*corners, corners[0]], "danger", 1.5)
    pencil.line(QPointF(middle.x(), top + high * 0.7), QPointF(middle.x(), foot - high * 0.55), "danger", 1.5)
    pencil.disc(QPointF(middle.x(), foot - high * 0.25), 0.9, "danger")


def paint_verdict(pencil: Pencil, middle: QPointF, radius: float, verdict: str) -> None:
    """A full disc for right, a cross for wrong, a half disc for partly right."""
    if verdict == "right":
        pencil.disc(middle, radius, "accent", "accent")
    elif verdict == "partly":
        pencil.disc(middle, radius, "surface", "accent")
        pencil.half(middle, radius, "accent")
    else:
        pencil.disc(middle, radius * 1.2, "surface")
        arm = radius * 0.8
        for down in (arm, -arm):
            begin, end = QPointF(middle.x() - arm, middle.y() - down), QPointF(middle.x() + arm, middle.y() + down)
            pencil.line(begin, end, "text", 2)


def paint_gauge(pencil: Pencil, area: QRectF, known: Known) -> None:
    """From 0 to 100 %: a band for what is plausible, a stroke for what is likely, a notch where mastery begins."""
    told, radius = known.mastery, area.height() / 2
    pencil.box(area, "sunken", "border", radius)
    if told.enough:
        left, wide = area.left() + area.width() * told.low, area.width() * (told.high - told.low)
        pencil.box(
            QRectF(left, area.top(), max(wide, 2.0), area.height()), "accent_soft", "accent", min(radius, wide / 2)
        )
    notch = area.left() + area.width() * tracing().mastered
    pencil.line(QPointF(notch, area.top() - 2), QPointF(notch, area.bottom() + 2), "text_muted")
    if told.enough:
        at = area.left() + area.width() * told.p
        pencil.line(QPointF(at, area.top() - 1), QPointF(at, area.bottom() + 1), "accent", 3)


class Legend:
    """Small drawings with their words in lines, at the top of a picture; height: of all its lines."""

    def __init__(self, look: Look, entries: Sequence[tuple[str, str]], width: float) -> None:
        self._edge = look.size("type_small")
        gap = look.size("space_large")
        self._placed: list[tuple[QRectF, str, str]] = []
        left, top, high = 0.0, 0.0, look.line() + look.size("space_tight")
        for kind, words in entries:
            wide = self._edge + look.size("space_small") + look.width(words) + 2
            if left and left + wide > width:
                left, top = 0.0, top + high
            self._placed.append((QRectF(left, top, min(wide, width), high), kind, words))
            left += wide + gap
        self.height = top + high + look.size("space_small") if entries else 0.0

    def paint(self, pencil: Pencil) -> None:
        """Draw it from the top of the picture on."""
        for area, kind, words in self._placed:
            mark = QRectF(area.left(), area.center().y() - self._edge / 2, self._edge, self._edge)
            _paint_entry(pencil, mark, kind)
            room = area.adjusted(self._edge + pencil.look.size("space_small"), 0, 0, 0)
            pencil.words(room, words, colour="text_muted")


def _paint_entry(pencil: Pencil, area: QRectF, kind: str) -> None:
    states: dict[str, State] = {"mastered": "mastered", "under_way": "under_way", "unsure": "unsure", "new": "new"}
    if kind in states:
        paint_state(pencil, area, states[kind])
    elif kind == "stuck":
        paint_stuck(pencil, area)
    elif kind in {"right", "wrong", "partly"}:
        paint_verdict(pencil, area.center(), area.width() / 3, kind)
    elif kind == "hatched":
        pencil.hatched(area.adjusted(0, 2, 0, -2), "accent")
    elif kind == "band":
        pencil.box(area.adjusted(0, 2, 0, -2), "accent_soft", "accent")
    else:
        pencil.box(area.adjusted(0, 2, 0, -2), "accent", "accent")


def _tick(pencil: Pencil, middle: QPointF, radius: float, colour: str) -> None:
    x, y, arm = middle.x(), middle.y(), radius * 0.5
    if pencil.look.mirrored:
        arm = -arm  # a tick is a tick in every script: what the pencil mirrors is mirrored back
    points = [QPointF(x - arm, y), QPointF(x - arm * 0.2, y + abs(arm) * 0.8), QPointF(x + arm, y - abs(arm) * 0.7)]
    pencil.lines(points, colour, 1.6)
