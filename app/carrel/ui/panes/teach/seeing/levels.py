"""How a cell of the heat map looks: a ground, a drawing and words for each level, never a colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from carrel.base.words import _
from carrel.flows.classes.seeing.heat import Cell
from carrel.flows.figures.words import state_words
from carrel.ui.widgets.glyphs import paint_state
from carrel.ui.widgets.pencil import Pencil

_EVEN = 0.5
"""Below it a skill is less likely known than not."""


@dataclass(frozen=True)
class Level:
    """id: mastered, under_way, low, unsure or new. ground: a colour of the theme. words: what it means."""

    id: str
    ground: str
    words: str


def levels() -> Sequence[Level]:
    """The levels, from what can be done to what was not tried."""
    said = state_words()
    return (
        Level("mastered", "accent_soft", said["mastered"]),
        Level("under_way", "surface", said["under_way"]),
        Level("low", "warning_soft", _("Less likely known than not")),
        Level("unsure", "sunken", said["unsure"]),
        Level("new", "window", _("Not tried unaided yet")),
    )


def level_of(cell: Cell) -> Level:
    """The level of a pupil at a skill."""
    low = cell.state == "under_way" and cell.p is not None and cell.p < _EVEN
    wanted = "low" if low else cell.state
    return next(level for level in levels() if level.id == wanted)


def paint_level(pencil: Pencil, area: QRectF, level: Level) -> None:
    """A disc with a tick, a half disc, a triangle that points down, or a ring with a point; nothing for new."""
    if level.id == "low":
        middle, arm = area.center(), area.width() / 2 - 1
        corners = [QPointF(middle.x() + side * arm, middle.y() - arm * 0.7) for side in (-1, 1)]
        pencil.lines([*corners, QPointF(middle.x(), middle.y() + arm * 0.8), corners[0]], "text", 1.6)
    elif level.id == "mastered":
        paint_state(pencil, area, "mastered")
    elif level.id == "under_way":
        paint_state(pencil, area, "under_way")
    elif level.id == "unsure":
        paint_state(pencil, area, "unsure")
