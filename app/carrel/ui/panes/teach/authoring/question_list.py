"""The list of a teacher's own questions, those that go out before the drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.ui.panes.teach.authoring import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.row_painter import RowPainter

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """A question in the list."""

    item: Item
    is_draft: bool


class QuestionPainter(RowPainter):
    """A question on one line, whichever way it is written."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line of words, and room above and below."""
        return QSize(80, self._line_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground and the words."""
        theme, area = self._theme, option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area)
        self._paint_ground(painter, area, option.state)
        pad = theme.size("space_small")
        self._paint_words(painter, str(index.data()), area.adjusted(pad, 0, -pad, 0), theme.font(), "text")
        painter.restore()


class QuestionList(QListView):
    """chosen_changed: another one is chosen."""

    chosen_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("questionList")
        self.setAccessibleName(_("Questions"))
        self.lines: Sequence[Line] = ()
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setItemDelegate(QuestionPainter(theme, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def chosen(self) -> Line | None:
        """The chosen question."""
        row = self.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, with the same one chosen where it is there still, or the one in its place."""
        before, place = self.chosen, max(0, self.currentIndex().row())
        self.lines = lines
        said = [
            _("draft: {question}").format(question=words.asked(one.item)) if one.is_draft else words.asked(one.item)
            for one in lines
        ]
        self._words.setStringList(said)
        at = next((at for at, one in enumerate(lines) if before is not None and one.item.id == before.item.id), place)
        if lines:
            self.setCurrentIndex(self._words.index(min(at, len(lines) - 1)))
