"""The lines of the command palette: what each says, and how it is painted."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from carrel.base.words import _
from carrel.ui.theme import Theme

ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """One thing to choose. kind: command or chat. what: a sentence. when: why it cannot be done now, if it cannot."""

    kind: str
    id: str
    words: str
    what: str
    keys: str = ""
    when: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        parts = [self.words, self.keys, self.what]
        parts += [_("Not possible now: {why}").format(why=self.when)] if self.when else []
        return ", ".join(part for part in parts if part)


class EntryModel(QAbstractListModel):
    """The entries that fit, best first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these from now on."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def place(self, entry: Entry) -> int:
        """Where it stands; -1 if it does not."""
        return self.entries.index(entry) if entry in self.entries else -1

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a line, what a screen reader says of it, or the entry itself."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        return entry.words if role == Qt.ItemDataRole.DisplayRole else None


class EntryPainter(QStyledItemDelegate):
    """Paints the words and the keys on one line, and the sentence below them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines and the space around them."""
        lines = QFontMetrics(self._theme.font()).height() + QFontMetrics(self._theme.font("type_small")).height()
        return QSize(120, lines + 2 * self._theme.size("space_small"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground, the words, the keys and the sentence."""
        entry, theme = index.data(ENTRY), self._theme
        if not isinstance(entry, Entry):
            return
        state: QStyle.StateFlag = option.state
        area: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, state)
        pad = theme.size("space_medium")
        inside = area.adjusted(pad, theme.size("space_small") - 1, -pad, 0)
        first = QRect(inside.topLeft(), QSize(inside.width(), QFontMetrics(theme.font()).height()))
        second = QRect(first.bottomLeft(), QSize(inside.width(), QFontMetrics(theme.font("type_small")).height() + 2))
        keys = entry.keys or (_("Chat") if entry.kind == "chat" else "")
        room = self._paint_end(painter, keys, first, option.direction)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        font = theme.font(weight=QFont.Weight.DemiBold if chosen else QFont.Weight.Medium)
        self._paint_line(painter, entry.words, room, font, "text_muted" if entry.when else "text")
        self._paint_line(painter, entry.when or entry.what, second, theme.font("type_small"), "text_muted")
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        theme, chosen = self._theme, bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("selected" if chosen else "hover"))
            wide = theme.size("edge_ring") - 0.5 if chosen else 0.0
            painter.setPen(QPen(theme.colour("focus"), wide) if chosen else Qt.PenStyle.NoPen)
            inset = wide / 2
            ground = QRectF(area).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ground, theme.size("radius_small"), theme.size("radius_small"))

    def _paint_end(self, painter: QPainter, words: str, line: QRect, direction: Qt.LayoutDirection) -> QRect:
        """Paint the keys at the end of the line; what is left of it."""
        if not words:
            return line
        font = self._theme.font("type_small")
        wide = min(QFontMetrics(font).horizontalAdvance(words) + 2, line.width() // 2)
        at_end = QRect(line.right() - wide + 1, line.top(), wide, line.height())
        self._paint_line(painter, words, QStyle.visualRect(direction, line, at_end), font, "text_muted")
        gap = self._theme.size("space_small")
        return QStyle.visualRect(direction, line, line.adjusted(0, 0, -wide - gap, 0))

    def _paint_line(self, painter: QPainter, words: str, area: QRect, font: QFont, colour: str) -> None:
        """Words run as they are written, and stand where lines begin in this layout."""
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        text = QFontMetrics(font).elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, area.width())
        mirrored = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        sides = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        ways = Qt.LayoutDirection
        painter.setLayoutDirection(ways.RightToLeft if runs_from_the_right(text) else ways.LeftToRight)
        painter.drawText(
            area,
            sides | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
            text,
        )


def runs_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    directed = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in directed if one in {"L", "R", "AL"}), "L") != "L"
