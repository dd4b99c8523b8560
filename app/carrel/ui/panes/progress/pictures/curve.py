"""How likely a skill was known after each unaided try, with a band for what is plausible."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from carrel.base.words import _
from carrel.flows.figures.over_time import OverTime
from carrel.flows.figures.words import likely, percent, verdict_words
from carrel.progress.model import Step
from carrel.ui.panes.progress.pictures.days import short_day
from carrel.ui.panes.progress.pictures.picture import Mark
from carrel.ui.widgets.glyphs import Legend, paint_verdict
from carrel.ui.widgets.pencil import Look, Pencil
from carrel.ui.widgets.times import full_day

_LINES = (0.0, 0.25, 0.5, 0.75, 1.0)


class CurvePicture:
    """Laid out for a room; each try can be pointed at in the whole height."""

    def __init__(self, figure: OverTime, look: Look, room: QSizeF) -> None:
        self._figure, self._look = figure, look
        self.size = QSizeF(
            max(room.width(), 14 * look.size("type_body")), max(room.height(), 12 * look.size("type_body"))
        )
        said = verdict_words()
        entries = [(verdict, said[verdict]) for verdict in ("right", "partly", "wrong")]
        self._legend = Legend(look, [*entries, ("band", _("how sure"))], self.size.width())
        gap = look.size("space_small")
        beside = look.width("100\u00a0%", "type_tiny") + gap
        head, foot = self._legend.height + look.line() / 2, look.line() + gap
        self._plot = QRectF(beside, head, self.size.width() - beside - gap, self.size.height() - head - foot)
        self._slot = self._plot.width() / max(1, len(figure.steps))
        self.marks = tuple(
            Mark(QRectF(self._left(place), head, self._slot, self._plot.height()), _said(place, step), figure.skill)
            for place, step in enumerate(figure.steps)
        )

    def paint(self, pencil: Pencil, current: int) -> None:
        """Draw the ground, the band, the curve, and a shape for each verdict."""
        self._legend.paint(pencil)
        if 0 <= current < len(self.marks):
            pencil.box(self.marks[current].area, "hover", radius=3)
        self._paint_lines(pencil)
        sure = [(place, step) for place, step in enumerate(self._figure.steps) if step.enough]
        high = [self._at(place, step.high) for place, step in sure]
        low = [self._at(place, step.low) for place, step in sure]
        if len(sure) > 1:
            pencil.shape([*high, *reversed(low)], "accent_soft")
            for edge in (high, low):
                pencil.lines(edge, "accent", 1, Qt.PenStyle.DotLine)
        elif sure:
            pencil.line(high[0], low[0], "accent", 3)
        if sure:
            pencil.lines([self._at(place, step.p) for place, step in sure], "accent", 2)
        self._paint_tries(pencil)
        self._paint_days(pencil)

    def _paint_lines(self, pencil: Pencil) -> None:
        line, plot = self._look.line("type_tiny"), self._plot
        for share in _LINES:
            height = plot.bottom() - plot.height() * share
            pencil.line(QPointF(plot.left(), height), QPointF(plot.right(), height), "border")
            at = QRectF(0, height - line / 2, plot.left() - self._look.size("space_tight"), line)
            pencil.words(at, f"{percent(share)}\u00a0%", "type_tiny", "text_muted", "end")
        height = plot.bottom() - plot.height() * self._figure.mastered
        pencil.line(QPointF(plot.left(), height), QPointF(plot.right(), height), "text_muted", 1, Qt.PenStyle.DashLine)
        words = _("can do unaided, from {share}\u00a0% on").format(share=percent(self._figure.mastered))
        pencil.words(QRectF(plot.left() + 2, height, plot.width() - 2, line), words, "type_tiny", "text_muted")

    def _paint_tries(self, pencil: Pencil) -> None:
        radius = min(self._look.size("space_tight") + 1, self._slot / 2)
        few = 0
        for place, step in enumerate(self._figure.steps):
            at = self._at(place, step.p if step.enough else 0.0)
            few += not step.enough
            if radius >= 2 or step.tried.verdict != "right":
                paint_verdict(pencil, at, max(radius, 2.0), step.tried.verdict)
        if few:
            line = self._look.line("type_tiny")
            area = QRectF(self._left(0) + 2, self._plot.bottom() - 2 * line - 2, self._plot.width() - 4, line)
            pencil.words(area, _("not enough evidence"), "type_tiny", "text_muted")

    def _paint_days(self, pencil: Pencil) -> None:
        steps, plot, line = self._figure.steps, self._plot, self._look.line("type_tiny")
        below = QRectF(plot.left(), plot.bottom() + self._look.size("space_small"), plot.width(), line)
        if steps:
            pencil.words(below, short_day(steps[0].tried.created.day), "type_tiny", "text_muted")
            last = short_day(steps[-1].tried.created.day)
            if 3 * self._look.width(last, "type_tiny") < plot.width() and len(steps) > 1:
                pencil.words(below, last, "type_tiny", "text_muted", "end")

    def _left(self, place: int) -> float:
        return self._plot.left() + place * self._slot

    def _at(self, place: int, share: float) -> QPointF:
        return QPointF(self._left(place) + self._slot / 2, self._plot.bottom() - self._plot.height() * share)


def _said(place: int, step: Step) -> str:
    verdict, day = verdict_words()[step.tried.verdict], full_day(step.tried.created.day)
    if not step.enough:
        return _("Try {number}, {day}: {verdict}; not enough evidence yet").format(
            number=place + 1, day=day, verdict=verdict
        )
    return _("Try {number}, {day}: {verdict}; {p}\u00a0% likely known, between {low} and {high}\u00a0%").format(
        number=place + 1,
        day=day,
        verdict=verdict,
        p=likely(step.p),
        low=likely(step.low),
        high=likely(step.high),
    )
