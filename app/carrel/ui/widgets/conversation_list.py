"""The list of chats, or of what a search found in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.row_painter import RowPainter

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Row:
    """A line of the list: a chat, or a find in one. message: where in the chat; snippet: the words found there."""

    conversation: str
    title: str
    pinned: bool = False
    message: str | None = None
    snippet: str = ""


class Rows(QAbstractListModel):
    """The lines as Qt's views read them. renamed: a chat and its new title. more_requested: the end was reached."""

    renamed = Signal(str, str)
    more_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._has_more = False

    def set_rows(self, rows: Sequence[Row], *, has_more: bool = False) -> None:
        """Show these lines; those that stay keep their selection."""
        self._has_more = has_more
        if [row.conversation for row in rows] == [row.conversation for row in self._rows]:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0), self.index(max(0, len(rows) - 1)))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, index: Index) -> Row | None:
        """The line at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, conversation: str) -> QModelIndex:
        """Where a chat stands; an invalid index when it is not shown."""
        numbers = (number for number, row in enumerate(self._rows) if row.conversation == conversation)
        number = next(numbers, -1)
        return self.index(number) if number >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows, says and holds."""
        row = self.row(index)
        if row is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return row.title or _("New chat")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{title}, pinned").format(title=row.title) if row.pinned else row.title or _("New chat")
        return row if role == ROW else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A new title was written in place."""
        row, title = self.row(index), str(value).strip()
        if row is None or not title or title == row.title:
            return False
        self.renamed.emit(row.conversation, title)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Chats can be renamed in place, finds cannot."""
        flags = super().flags(index)
        row = self.row(index)
        return flags | Qt.ItemFlag.ItemIsEditable if row is not None and row.message is None else flags

    def canFetchMore(self, parent: Index) -> bool:
        """Whether older chats are waiting."""
        return self._has_more

    def fetchMore(self, parent: Index) -> None:
        """The list was scrolled to its end."""
        self._has_more = False
        self.more_requested.emit()


class ConversationList(QListView):
    """What a person asks of a chat is told with its id."""

    open_requested = Signal(object)
    pin_requested = Signal(str, bool)
    delete_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversationList")
        self.setAccessibleName(_("Chats"))
        self.rows = Rows()
        self.setModel(self.rows)
        self.setItemDelegate(RowPainter(theme, self))
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.clicked.connect(self._open)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def mark(self, conversation: str | None) -> None:
        """Show which chat is open."""
        index = self.rows.index_of(conversation) if conversation else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def rename_current(self) -> None:
        """Write another title for the chosen chat, in place."""
        if self.currentIndex().isValid():
            self.setFocus()
            self.edit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete deletes."""
        row = self.rows.row(self.currentIndex())
        editing = self.state() == QAbstractItemView.State.EditingState
        if row is not None and not editing and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.open_requested.emit(row)
        elif row is not None and not editing and event.key() == Qt.Key.Key_Delete and row.message is None:
            self.delete_requested.emit(row.conversation)
        elif event.key() == Qt.Key.Key_Menu and self.currentIndex().isValid():
            self._open_menu(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)

    def menu_for(self, row: Row) -> QMenu:
        """What can be done with a chat."""
        menu = QMenu(self)
        menu.setObjectName("conversationMenu")
        menu.addAction(_("Open")).triggered.connect(lambda: self.open_requested.emit(row))
        if row.message is None:
            renaming = QAction(_("Rename"), menu)
            renaming.triggered.connect(self.rename_current)
            pinning = QAction(_("Unpin") if row.pinned else _("Pin to the top"), menu)
            pinning.triggered.connect(lambda: self.pin_requested.emit(row.conversation, not row.pinned))
            deleting = QAction(_("Delete"), menu)
            deleting.triggered.connect(lambda: self.delete_requested.emit(row.conversation))
            menu.addActions([renaming, pinning])
            menu.addSeparator()
            menu.addAction(deleting)
        return menu

    def _open(self, index: QModelIndex) -> None:
        if (row := self.rows.row(index)) is not None:
            self.open_requested.emit(row)

    def _open_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if (row := self.rows.row(index)) is not None:
            self.setCurrentIndex(index)
            menu = self.menu_for(row)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(where))
