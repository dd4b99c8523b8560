"""A bar for each study day."""

from __future__ import annotations

from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSizeF

from carrel.base.words import _
from carrel.flows.figures.bars import Bars
from carrel.ui.panes.progress.pictures.days import number, weekday
from carrel.ui.panes.progress.pictures.picture import Mark
from carrel.ui.widgets.pencil import Look, Pencil
from carrel.ui.widgets.times import full_day

_LINES = 4
"""About so many lines are drawn across."""


class BarsPicture:
    """Laid out for a room; every bar can be pointed at in the whole height."""

    def __init__(self, figure: Bars, look: Look, room: QSizeF) -> None:
        self._figure, self._look = figure, look
        self.size = QSizeF(
            max(room.width(), 14 * look.size("type_body")), max(room.height(), 9 * look.size("type_body"))
        )
        self._step, self._top = _scale(max((one.value for one in figure.bars), default=0.0))
        gap = look.size("space_small")
        beside = look.width(_number(self._top)) + gap
        head, foot = look.line() + gap, 2 * look.line() + gap
        self._plot = QRectF(beside, head, self.size.width() - beside - 2, self.size.height() - head - foot)
        self._slot = self._plot.width() / max(1, len(figure.bars))
        self.marks = tuple(
            Mark(QRectF(self._left(place), head, self._slot, self._plot.height()), _said(full_day(one.day), one.said))
            for place, one in enumerate(figure.bars)
        )

    def paint(self, pencil: Pencil, current: int) -> None:
        """Draw the lines across, the bars, and the days under them."""
        self._paint_lines(pencil)
        for place, one in enumerate(self._figure.bars):
            wide = max(2.0, min(self._slot * 0.68, 3 * self._look.size("type_body")))
            high = self._plot.height() * one.value / self._top
            left = self._left(place) + (self._slot - wide) / 2
            if place == current:
                pencil.box(self.marks[place].area, "hover", radius=3)
            if one.value:
                bar = QRectF(left, self._plot.bottom() - max(2.0, high), wide, max(2.0, high))
                pencil.box(bar, "accent", "accent", min(3.0, wide / 3))
                self._paint_value(pencil, place, bar.top())
        base = self._plot.bottom()
        pencil.line(QPointF(self._plot.left(), base), QPointF(self._plot.right(), base), "border_strong")
        self._paint_days(pencil)

    def _paint_lines(self, pencil: Pencil) -> None:
        line, plot = self._look.line(), self._plot
        pencil.words(QRectF(0, 0, plot.right(), line), self._figure.unit, "type_tiny", "text_muted")
        for place in range(round(self._top / self._step) + 1):
            value = place * self._step
            height = plot.bottom() - plot.height() * value / self._top
            if place:
                pencil.line(QPointF(plot.left(), height), QPointF(plot.right(), height), "border")
            at = QRectF(0, height - line / 2, plot.left() - self._look.size("space_tight"), line)
            pencil.words(at, _number(value), "type_tiny", "text_muted", "end")

    def _paint_value(self, pencil: Pencil, place: int, top: float) -> None:
        value = round(self._figure.bars[place].value)
        words = _number(value) if value else _("<1")
        if self._look.width(words, "type_tiny") < self._slot:
            line = self._look.line("type_tiny")
            pencil.words(QRectF(self._left(place), top - line, self._slot, line), words, "type_tiny", "text", "middle")

    def _paint_days(self, pencil: Pencil) -> None:
        """The name and the number of a day, of as many days as there is room for; today in words."""
        line, bars = self._look.line("type_tiny"), self._figure.bars
        names = [(_("Today") if one.day == self._figure.today else weekday(one.day), number(one.day)) for one in bars]
        widest = max((self._look.width(word, "type_tiny") for name in names for word in name), default=1.0)
        every = max(1, ceil((widest + self._look.size("space_tight")) / self._slot))
        today = next((place for place, one in enumerate(bars) if one.day == self._figure.today), 0)
        for place, (name, of_month) in enumerate(names):
            if (place - today) % every == 0:
                wide = every * self._slot
                left = self._left(place) + (self._slot - wide) / 2
                left = max(0.0, min(left, self.size.width() - wide))
                colour = "text" if place == today and bars[place].day == self._figure.today else "text_muted"
                top = self._plot.bottom() + self._look.size("space_tight")
                pencil.words(QRectF(left, top, wide, line), name, "type_tiny", colour, "middle")
                pencil.words(QRectF(left, top + line, wide, line), of_month, "type_tiny", colour, "middle")

    def _left(self, place: int) -> float:
        return self._plot.left() + place * self._slot


def _said(day: str, words: str) -> str:
    return _("{day}: {words}").format(day=day, words=words)


def _scale(largest: float) -> tuple[float, float]:
    """The step between the lines across, whole and round, and the highest of them."""
    rough = max(1.0, largest / _LINES)
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return step, step * max(1, ceil(largest / step))


def _number(value: float) -> str:
    return f"{value:.0f}"
