"""The left side of the window: a new chat, the search, and all chats."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.conversations.model import Conversation, Hit
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.theme import Theme
from carrel.ui.widgets.conversation_list import ConversationList, Row
from carrel.ui.widgets.parts import IconButton, button, label

_PAGE = 100
_PAUSE_MS = 120


class Sidebar(QWidget):
    """open_requested: a chat, and a message in it or None. new_requested: a new chat. left: a chat was deleted.

    told: a Notice. menu_requested: the main menu. fold_requested: fold this side away.
    """

    open_requested = Signal(str, object)
    new_requested = Signal()
    deleted = Signal(str)
    undeleted = Signal(str)
    told = Signal(object)
    fold_requested = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._limit = _PAGE
        self._asked = 0
        self._open: str | None = None
        self.fold_button = IconButton(theme, "sidebar", _("Hide the list"), name="foldButton")
        self.menu_button = IconButton(theme, "menu", _("Menu"), name="menuButton")
        self._new = button(_("New chat"), "outline", "newChat")
        self.search = _SearchField()
        self.list = ConversationList(theme)
        self._empty = label("", "muted", wrap=True, name="listEmpty")
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        top = QHBoxLayout()
        name = label("Carrel", "heading")
        top.addWidget(name)
        top.addStretch()
        top.addWidget(self.menu_button)
        top.addWidget(self.fold_button)
        self._column = QVBoxLayout(self)
        for part in (top, self._new, self.search, self._empty, self.list):
            self._column.addLayout(part) if isinstance(part, QHBoxLayout) else self._column.addWidget(part)
        self._empty.hide()
        self._column.setStretchFactor(self.list, 1)
        theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_requested)
        self.fold_button.clicked.connect(self.fold_requested)
        self.search.textChanged.connect(self._wait.start)
        self.search.leave_requested.connect(self._leave_search)
        self.search.down_requested.connect(self._enter_list)
        self._wait.timeout.connect(self.refresh)
        self.list.open_requested.connect(self._open_row)
        self.list.pin_requested.connect(self._pin)
        self.list.delete_requested.connect(self.delete)
        self.list.rows.renamed.connect(self._rename)
        self.list.rows.more_requested.connect(self._more)

    def refresh(self) -> None:
        """Read the list, or search again; what an older question brings is not shown."""
        self._asked += 1
        asked, words = self._asked, self.search.text().strip()

        def show_hits(hits: list[Hit]) -> None:
            if asked == self._asked:
                rows = [_row_of(hit) for hit in hits]
                self.list.rows.set_rows(rows)
                self._say_empty("" if rows else _("Nothing found."))

        def show_chats(chats: list[Conversation]) -> None:
            if asked == self._asked:
                rows = [Row(chat.id, chat.title, chat.pinned) for chat in chats]
                self.list.rows.set_rows(rows[: self._limit], has_more=len(rows) > self._limit)
                self.list.mark(self._open)
                self._say_empty("" if rows else _("Your chats will be here."))

        if words:
            self._jobs.fetch(lambda: browse.search(self._kit, words, 50), show_hits, self._fail)
        else:
            limit = self._limit + 1
            self._jobs.fetch(lambda: browse.conversations(self._kit, limit), show_chats, self._fail)

    def mark(self, conversation: str | None) -> None:
        """Show which chat is open."""
        self._open = conversation
        if not self.search.text():
            self.list.mark(conversation)

    def delete(self, conversation: str) -> None:
        """Delete a chat, and offer to undo it."""

        def undo() -> None:
            self._change(lambda: browse.undelete_conversation(self._kit, conversation))
            self.undeleted.emit(conversation)

        def tell() -> None:
            self.deleted.emit(conversation)
            choices = (Choice(_("Undo"), undo, "undo"),)
            self.told.emit(Notice(_("Chat deleted."), tone="quiet", choices=choices, key="undo"))

        self._change(lambda: browse.delete_conversation(self._kit, conversation), tell)

    def _rename(self, conversation: str, title: str) -> None:
        self._change(lambda: browse.rename(self._kit, conversation, title))

    def _pin(self, conversation: str, pinned: bool) -> None:
        self._change(lambda: browse.pin(self._kit, conversation, pinned))

    def _change(self, work: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        def done(_nothing: object) -> None:
            self.refresh()
            if then is not None:
                then()

        self._jobs.fetch(work, done, self._fail)

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="list"))

    def _open_row(self, row: Row) -> None:
        self.open_requested.emit(row.conversation, row.message)

    def _more(self) -> None:
        self._limit += _PAGE
        self.refresh()

    def _leave_search(self) -> None:
        self.search.clear()
        self.list.setFocus()

    def _enter_list(self) -> None:
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0))

    def _say_empty(self, words: str) -> None:
        self._empty.setText(words)
        self._empty.setVisible(bool(words))

    def _measure(self) -> None:
        pad = self._theme.size("space_medium")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(self._theme.size("space_small"))
        self.search.show_icon(self._theme)
        edge = self._theme.size("size_icon")
        self._new.setIconSize(QSize(edge, edge))
        self._new.setIcon(self._theme.icon("new-chat", "text"))


class _SearchField(QLineEdit):
    """leave_requested: Escape. down_requested: into the list."""

    leave_requested = Signal()
    down_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("searchField")
        self.setPlaceholderText(_("Search chats"))
        self.setAccessibleName(_("Search chats"))
        self._glass: QAction | None = None
        self._cross: QAction | None = None
        self.textChanged.connect(self._offer_clearing)

    def show_icon(self, theme: Theme) -> None:
        """Draw the glass at its beginning."""
        if self._glass is None:
            self._glass = self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
            self._cross = self.addAction(theme.icon("close"), QLineEdit.ActionPosition.TrailingPosition)
            self._cross.setText(_("Clear the search"))
            self._cross.triggered.connect(self.clear)
        if self._cross is not None:
            self._glass.setIcon(theme.icon("search"))
            self._cross.setIcon(theme.icon("close"))
        self._offer_clearing(self.text())

    def _offer_clearing(self, text: str) -> None:
        if self._cross is not None:
            self._cross.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        """Escape belongs to a search before it stops an answer."""
        wanted = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and bool(self.text())
        if wanted and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the search, Down and Enter go to what was found."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.leave_requested.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.down_requested.emit()
        else:
            super().keyPressEvent(event)


def _row_of(hit: Hit) -> Row:
    conversation, _slash, message = hit.locator.partition("/")
    return Row(conversation, hit.title, message=message or None, snippet=hit.snippet)
