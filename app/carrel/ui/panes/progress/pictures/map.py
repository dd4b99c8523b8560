"""The map of the skills: from what comes first to what builds on it, subject by subject."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainterPath

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.evidence import Known
from carrel.flows.figures.skill_map import Node, SkillMap
from carrel.flows.figures.words import state_words, sure
from carrel.ui.panes.progress.pictures.layers import layers
from carrel.ui.panes.progress.pictures.picture import Mark
from carrel.ui.widgets.glyphs import Legend, paint_gauge, paint_state, paint_stuck
from carrel.ui.widgets.pencil import Look, Pencil

_LETTERS, _LINES = 14, 3
"""How wide a skill is, in sizes of the letters, and the lines its name has: enough for a sentence of twelve words."""


class MapPicture:
    """As large as its skills need; each of them can be pointed at, and opened."""

    def __init__(self, figure: SkillMap, look: Look, room: QSizeF) -> None:
        self._nodes, self._look = figure.nodes, look
        placed = layers(figure.nodes)
        pad, gap = look.size("space_small"), 2 * look.size("space_wide")
        wide, high = _LETTERS * look.size("type_body"), _LINES * look.line() + look.line("type_tiny") + 3 * pad
        head, step = look.line() + pad, wide + gap
        across = max(room.width(), placed.columns * step + pad)
        entries = [*state_words().items(), ("stuck", _("stuck"))]
        self._legend = Legend(look, [(str(kind), words) for kind, words in entries], room.width() or across)
        self._groups: list[tuple[QRectF, str]] = []
        self._areas: dict[str, QRectF] = {}
        free = [self._legend.height] * placed.columns
        for group in placed.groups:
            columns = range(group.first, group.last + 1)
            top, deep = max(free[column] for column in columns), head + group.rows * (high + pad)
            left = group.first * step
            self._groups.append((QRectF(left, top, len(columns) * step - gap + 2 * pad, deep), group.subject))
            for skill, (column, row) in group.cells.items():
                self._areas[skill] = QRectF(pad + column * step, top + head + row * (high + pad), wide, high)
            for column in columns:
                free[column] = top + deep + pad
        self.size = QSizeF(across, max([room.height(), self._legend.height, *free]))
        shown = sorted(figure.nodes, key=lambda one: self._reading_order(one.known.skill))
        names = {one.known.skill: one.known.name for one in figure.nodes}
        self.marks = tuple(
            Mark(self._areas[one.known.skill], _said(one, [names[name] for name in one.requires]), one.known.skill)
            for one in shown
        )

    def paint(self, pencil: Pencil, current: int) -> None:
        """Draw the groups, the ways between skills, and the skills; those beside the current one stand out."""
        self._legend.paint(pencil)
        radius = self._look.size("radius_small")
        for area, subject in self._groups:
            pencil.box(area, "sunken", radius=radius)
            line = area.adjusted(self._look.size("space_small"), 0, 0, self._look.line() + 4 - area.height())
            pencil.strong(line, subject or _("Other skills"), "type_tiny", "text_muted")
        at = self.marks[current].key if 0 <= current < len(self.marks) else ""
        for lit in (False, True):
            for node in self._nodes:
                for before in node.requires:
                    if (at in {before, node.known.skill}) is lit:
                        self._paint_way(pencil, before, node.known.skill, lit=lit)
        for node in self._nodes:
            self._paint_node(pencil, node.known, current=node.known.skill == at)

    def _reading_order(self, skill: str) -> tuple[float, float]:
        return self._areas[skill].top(), self._areas[skill].left()

    def _paint_way(self, pencil: Pencil, before: str, after: str, *, lit: bool) -> None:
        begin, end = self._areas[before], self._areas[after]
        out, into = QPointF(begin.right(), begin.center().y()), QPointF(end.left(), end.center().y())
        bend = max(self._look.size("space_wide"), abs(into.x() - out.x()) / 2)
        path = QPainterPath(out)
        path.cubicTo(QPointF(out.x() + bend, out.y()), QPointF(into.x() - bend, into.y()), into)
        pencil.path(path, "accent" if lit else "border_strong", 2.5 if lit else 1)
        pencil.disc(into, 3 if lit else 2, "accent" if lit else "border_strong")

    def _paint_node(self, pencil: Pencil, known: Known, *, current: bool) -> None:
        look, area = self._look, self._areas[known.skill]
        pad, edge = look.size("space_small"), look.size("type_small")
        doubtful = known.state in {"unsure", "new"}
        line = "border_strong" if doubtful else "accent"
        style = Qt.PenStyle.DashLine if known.state == "unsure" else Qt.PenStyle.SolidLine
        fill = "accent_soft" if known.state == "mastered" else "surface"
        pencil.box(area, fill, line, look.size("radius_small"), 2 if current else 1, style)
        inner = area.adjusted(pad, pad / 2, -pad, -pad / 2)
        paint_state(pencil, QRectF(inner.left(), inner.top() + (look.line() - edge) / 2, edge, edge), known.state)
        room = inner.adjusted(edge + pad, 0, -(edge + pad) if known.stuck else 0, 0)
        pencil.wrapped(room, known.name, _LINES)
        if known.stuck:
            paint_stuck(pencil, QRectF(inner.right() - edge, inner.top(), edge, edge + 2))
        below = QRectF(inner.left(), inner.top() + _LINES * look.line(), inner.width(), look.line("type_tiny"))
        pencil.words(below, sure(known), "type_tiny", "text_muted")
        if known.mastery.enough:
            paint_gauge(pencil, QRectF(inner.left(), inner.bottom() - 7, inner.width(), 6), known)


def _said(node: Node, before: list[str]) -> str:
    known = node.known
    parts = [_("{skill}: {state}").format(skill=beside(known.name), state=state_words()[known.state])]
    if known.mastery.enough:
        parts.append(sure(known))
    if known.stuck:
        parts.append(_("stuck"))
    if before:
        parts.append(_("builds on {skills}").format(skills=", ".join(map(beside, before))))
    return "; ".join(parts)
