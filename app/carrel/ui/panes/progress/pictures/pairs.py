"""For each skill a bar of what was right unaided, and one of what was right with help."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.figures.with_help import Pair, Pairs
from carrel.flows.figures.words import right_of
from carrel.ui.panes.progress.pictures.picture import Mark
from carrel.ui.widgets.glyphs import Legend
from carrel.ui.widgets.pencil import Look, Pencil


class PairsPicture:
    """As high as there are skills; each line can be pointed at."""

    def __init__(self, figure: Pairs, look: Look, room: QSizeF) -> None:
        self._figure, self._look = figure, look
        wide = max(room.width(), 14 * look.size("type_body"))
        words = (_("right unaided"), _("right with help"))
        self._legend = Legend(look, [("solid", words[0]), ("hatched", words[1])], wide)
        self._bar, gap = look.line("type_tiny"), look.size("space_small")
        self._row = look.line() + 2 * self._bar + 2 * gap
        longest = max(
            (look.width(_tries(pair, which), "type_tiny") for pair in figure.pairs for which in (0, 1)), default=0
        )
        self._plot = QRectF(0, self._legend.height, wide - longest - gap, len(figure.pairs) * self._row)
        self.size = QSizeF(wide, max(room.height(), self._plot.bottom()))
        self.marks = tuple(
            Mark(QRectF(0, self._top(place), wide, self._row), _said(pair), pair.skill)
            for place, pair in enumerate(figure.pairs)
        )

    def paint(self, pencil: Pencil, current: int) -> None:
        """Draw each name with its two bars and their numbers."""
        self._legend.paint(pencil)
        for place, pair in enumerate(self._figure.pairs):
            if place == current:
                pencil.box(self.marks[place].area, "hover", radius=3)
            top = self._top(place) + self._look.size("space_tight")
            pencil.words(QRectF(0, top, self.size.width(), self._look.line()), pair.name)
            top += self._look.line()
            for which, right, tries in ((0, pair.unaided_right, pair.unaided), (1, pair.helped_right, pair.helped)):
                self._paint_bar(
                    pencil, QRectF(0, top, self._plot.width(), self._bar), right / tries if tries else 0, which
                )
                at = QRectF(self._plot.right() + self._look.size("space_small"), top, self.size.width(), self._bar)
                pencil.words(at, _tries(pair, which), "type_tiny", "text_muted")
                top += self._bar

    def _paint_bar(self, pencil: Pencil, area: QRectF, share: float, which: int) -> None:
        inner = area.adjusted(1, 2, -1, -2)
        pencil.line(QPointF(inner.left(), area.bottom() - 1), QPointF(inner.right(), area.bottom() - 1), "border")
        bar = QRectF(inner.left(), inner.top(), inner.width() * share, inner.height())
        if share and which:
            pencil.hatched(bar, "accent")
        elif share:
            pencil.box(bar, "accent", "accent")

    def _top(self, place: int) -> float:
        return self._legend.height + place * self._row


def _tries(pair: Pair, which: int) -> str:
    right, tries = ((pair.unaided_right, pair.unaided), (pair.helped_right, pair.helped))[which]
    return right_of(right, tries) if tries else _("none")


def _said(pair: Pair) -> str:
    return _("{skill}: unaided {alone}, with help {aided}").format(
        skill=beside(pair.name), alone=_tries(pair, 0), aided=_tries(pair, 1)
    )
