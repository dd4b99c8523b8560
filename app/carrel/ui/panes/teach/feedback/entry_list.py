"""The list of feedback: whose, where it stands, and what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.flows.classes.feedback.queue import Entry
from carrel.ui.panes.teach.feedback import words
from carrel.ui.plain import TIP_ROLE, as_text
from carrel.ui.theme import Theme
from carrel.ui.widgets.row_painter import RowPainter

Index = QModelIndex | QPersistentModelIndex
ENTRY = int(Qt.ItemDataRole.UserRole)


class EntryLines(QAbstractListModel):
    """The lines as Qt's views read them."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; where they are the same in the same order, only what is said of them changes."""
        same = [one.feedback.id for one in entries] == [one.feedback.id for one in self.entries]
        if not same:
            self.beginResetModel()
        self.entries = entries
        if not same:
            self.endResetModel()
        elif entries:
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))

    def entry(self, index: Index) -> Entry | None:
        """The feedback at an index."""
        return self.entries[index.row()] if index.isValid() and index.row() < len(self.entries) else None

    def place(self, name: str) -> int:
        """At which line feedback stands; -1 where it does not."""
        return next((at for at, one in enumerate(self.entries) if one.feedback.id == name), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows, says and holds."""
        entry = self.entry(index)
        if entry is None:
            return None
        told = {
            ENTRY: entry,
            int(Qt.ItemDataRole.DisplayRole): one_line(entry.pupil.name),
            int(Qt.ItemDataRole.AccessibleTextRole): words.spoken(entry),
            int(TIP_ROLE): as_text(words.about(entry)),
        }
        return told.get(role)


class EntryPainter(RowPainter):
    """The name and where it stands on one line, and below it what it is about."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines, and a third one for a verdict that is contested."""
        entry: Entry = index.data(ENTRY)
        lines = 2 if words.waits_for_decision(entry) else 1
        small = QFontMetrics(self._theme.font("type_small")).lineSpacing()
        return QSize(80, self._head() + lines * small + self._theme.size("space_medium"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground and what stands on it."""
        entry: Entry = index.data(ENTRY)
        theme, area = self._theme, option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area)
        self._paint_ground(painter, area, option.state)
        pad = theme.size("space_small")
        room = area.adjusted(pad, theme.size("space_tight"), -pad, 0)
        self._paint_top(painter, entry, QRect(room.left(), room.top(), room.width(), self._head()), option.direction)
        font = theme.font("type_small")
        small = QFontMetrics(font).lineSpacing()
        below = QRect(room.left(), room.top() + self._head(), room.width(), small)
        self._paint_words(painter, words.about(entry), below, font, "text_muted")
        if words.waits_for_decision(entry):
            self._paint_words(painter, _("contests the verdict"), below.translated(0, small), font, "danger")
        painter.restore()

    def _paint_top(self, painter: QPainter, entry: Entry, line: QRect, direction: Qt.LayoutDirection) -> None:
        """The name, which gives way, and at the end where it stands."""
        theme = self._theme
        font, said = theme.font("type_small"), words.state(entry)
        wide = min(QFontMetrics(font).horizontalAdvance(said) + 4, line.width() * 3 // 5)
        at_end = QRect(line.right() - wide + 1, line.top(), wide, line.height())
        colour = "accent" if entry.feedback.state == "draft" else "text_muted"
        self._paint_words(painter, said, QStyle.visualRect(direction, line, at_end), font, colour)
        name = line.adjusted(0, 0, -wide - theme.size("space_small"), 0)
        bold = theme.font(weight=QFont.Weight.Medium)
        name_words = one_line(entry.pupil.name)
        self._paint_words(painter, name_words, QStyle.visualRect(direction, line, name), bold, "text")

    def _head(self) -> int:
        return round(self._theme.size("type_body") * 1.6)


class EntryList(QListView):
    """chosen_changed: another one is chosen, by its line. opened: Enter, to go on beside it."""

    chosen_changed = Signal()
    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("feedbackList")
        self.setAccessibleName(_("Feedback"))
        self.lines = EntryLines()
        self.setModel(self.lines)
        self.setItemDelegate(EntryPainter(theme, self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        self.activated.connect(lambda _index: self.opened.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def chosen(self) -> Entry | None:
        """The chosen feedback."""
        return self.lines.entry(self.currentIndex())

    def choose(self, place: int) -> None:
        """Choose the one at this line, or the last one."""
        count = self.lines.rowCount()
        if count:
            self.setCurrentIndex(self.lines.index(max(0, min(place, count - 1))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another layout of the lines."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
