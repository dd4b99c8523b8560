"""The list of chats, or of what a search found in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QMenu

from carrel.base.words import _
from carrel.courses.model import Course
from carrel.ui.theme import Theme
from carrel.ui.widgets.course_menu import fill_with_places
from carrel.ui.widgets.row_painter import RowPainter
from carrel.ui.widgets.rows import ROW, Row, Rows

__all__ = ["ROW", "ConversationList", "Row", "Rows"]

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_NO_KEY = Qt.KeyboardModifier.NoModifier
_RANGE, _ONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class ConversationList(QListView):
    """What a person asks of chats is told with their ids.

    move_requested: ids, and the id of a course or None. new_course_requested: ids that are to go into a new course.
    check_requested: begin to choose chats. all_requested: choose all of them. leave_requested: choose no longer,
    or leave the search.
    """

    open_requested = Signal(object)
    more_requested = Signal()
    pin_requested = Signal(str, bool)
    delete_requested = Signal(str)
    move_requested = Signal(object, object)
    new_course_requested = Signal(object)
    check_requested = Signal()
    all_requested = Signal()
    leave_requested = Signal()
    delete_chosen_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversationList")
        self.setAccessibleName(_("Chats"))
        self.rows = Rows()
        self.courses: Sequence[Course] = ()
        self._anchor: int | None = None
        self._keys = _NO_KEY
        self._kept: tuple[Row | None, int] = (None, 0)
        self.setModel(self.rows)
        self.setItemDelegate(RowPainter(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.clicked.connect(self._click)
        self.rows.modelAboutToBeReset.connect(self._keep_place)
        self.rows.modelReset.connect(self._take_place)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def is_editing(self) -> bool:
        """Whether a title is being written; the view's own state forgets that when a line moves."""
        editor = self.viewport().findChild(QLineEdit)
        return editor is not None and editor.isVisibleTo(self)

    def show_finds(self, finds: bool) -> None:
        """Finds are of different heights; chats are all of one, which keeps long lists quick."""
        self.setUniformItemSizes(not finds)

    def mark(self, conversation: str | None) -> None:
        """Show which chat is open."""
        if self.rows.checking or self.is_editing:
            return
        index = self.rows.index_of(conversation) if conversation else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def rename_current(self) -> None:
        """Write another title for the chosen chat, in place."""
        if self.currentIndex().isValid() and not self.rows.checking:
            self.setFocus()
            self.edit(self.currentIndex())

    def enter(self) -> None:
        """Take the focus, on the first line when there was none."""
        self.setFocus()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.first_open())

    def event(self, event: QEvent) -> bool:
        """Escape belongs to what it leaves here before it stops an answer."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._leaves(event.key()):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember which keys were held; the other button opens the menu and no chat."""
        self._keys = event.modifiers()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete deletes; Space chooses while chats are being chosen, and opens otherwise."""
        row = self.rows.row(self.currentIndex())
        if self.is_editing or row is None or not self._press(event, row):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent, row: Row) -> bool:
        """Do what a key means for this line; tell whether it means anything."""
        key, checking = event.key(), self.rows.checking
        if checking and key == Qt.Key.Key_A and event.modifiers() & _ONE:
            self.all_requested.emit()
        elif self._leaves(key):
            self.leave_requested.emit()
        elif checking and key == Qt.Key.Key_Delete:
            self.delete_chosen_requested.emit()
        elif checking and key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and event.modifiers() & _RANGE:
            self._stretch(key)
        elif checking and key == Qt.Key.Key_Space:
            self._choose(self.currentIndex(), event.modifiers())
        elif key in _ENTER or key == Qt.Key.Key_Space:
            self._open(row)
        elif key == Qt.Key.Key_Delete and row.kind == "chat":
            self.delete_requested.emit(row.conversation)
        else:
            return False
        return True

    def _leaves(self, key: int) -> bool:
        return key == Qt.Key.Key_Escape and (self.rows.checking or not self.uniformItemSizes())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the line under the pointer, or of the current one when it was asked for with a key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        where = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        self._open_menu(where)

    def menu_for(self, row: Row) -> QMenu:
        """What can be done with a chat."""
        menu = QMenu(self)
        menu.setObjectName("conversationMenu")
        menu.addAction(_("Open")).triggered.connect(lambda: self.open_requested.emit(row))
        if row.kind == "chat":
            one = [row.conversation]
            menu.addAction(_("Rename")).triggered.connect(self.rename_current)
            pinning = QAction(_("Unpin") if row.pinned else _("Pin to the top"), menu)
            pinning.triggered.connect(lambda: self.pin_requested.emit(row.conversation, not row.pinned))
            menu.addAction(pinning)
            places = menu.addMenu(_("Move to"))
            places.setObjectName("moveMenu")
            fill_with_places(
                places,
                self.courses,
                lambda course: self.move_requested.emit(one, course),
                lambda: self.new_course_requested.emit(one),
            )
            menu.addAction(_("Select")).triggered.connect(lambda: self._begin_with(row))
            menu.addSeparator()
            menu.addAction(_("Delete")).triggered.connect(lambda: self.delete_requested.emit(row.conversation))
        return menu

    def _begin_with(self, row: Row) -> None:
        self.check_requested.emit()
        self.rows.check([row.conversation], on=True)
        self._anchor = self.rows.index_like(row).row()

    def _click(self, index: QModelIndex) -> None:
        row, keys = self.rows.row(index), self._keys
        if row is None:
            return
        if row.kind == "chat" and not self.rows.checking and keys & (_RANGE | _ONE):
            self.check_requested.emit()
        if row.kind == "chat" and self.rows.checking:
            self._choose(index, keys)
        else:
            self._open(row)

    def _choose(self, index: QModelIndex, keys: Qt.KeyboardModifier) -> None:
        """Turn one over, or with Shift choose all from the last one on."""
        if keys & _RANGE and self._anchor is not None:
            self.rows.check(self.rows.chats_between(self._anchor, index.row()), on=True)
        elif (row := self.rows.row(index)) is not None and row.kind == "chat":
            self.rows.check([row.conversation])
        self._anchor = index.row()

    def _stretch(self, key: int) -> None:
        """Choose the line, and the next one."""
        before = self.currentIndex()
        step = (
            QAbstractItemView.CursorAction.MoveUp if key == Qt.Key.Key_Up else QAbstractItemView.CursorAction.MoveDown
        )
        self.setCurrentIndex(self.moveCursor(step, _NO_KEY))
        self.rows.check(self.rows.chats_between(before.row(), self.currentIndex().row()), on=True)
        self._anchor = self.currentIndex().row()

    def _open(self, row: Row) -> None:
        if row.kind == "more":
            self.more_requested.emit()
        elif row.opens:
            self.open_requested.emit(row)

    def _open_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if (row := self.rows.row(index)) is not None and row.opens:
            self.setCurrentIndex(index)
            menu = self.menu_for(row)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(where))

    def _keep_place(self) -> None:
        self._kept = self.rows.row(self.currentIndex()), self.verticalScrollBar().value()

    def _take_place(self) -> None:
        row, scrolled = self._kept
        if row is not None and (index := self.rows.index_like(row)).isValid():
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
