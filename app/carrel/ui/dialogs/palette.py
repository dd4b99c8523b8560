"""One field that finds every command and every chat by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.notices import announce
from carrel.ui.theme import Theme
from carrel.ui.widgets.fuzzy import fits
from carrel.ui.widgets.palette_list import ENTRY, Entry, EntryModel, EntryPainter
from carrel.ui.widgets.parts import label

FindChats = Callable[[str, Callable[[Sequence[Entry]], None]], None]
"""Asked with what was typed; hands the chats that may fit to the second argument, now or later."""

_WANDERING = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_LINES = 9


class PaletteDialog(QDialog):
    """chosen: the kind and the id of what is to be done; the dialog is closed by then.

    entries: the commands, in the order in which they are shown while nothing is typed.
    """

    chosen = Signal(str, str)

    def __init__(self, entries: Sequence[Entry], find_chats: FindChats, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("paletteDialog")
        self.setWindowTitle(_("Find a command or chat"))
        self._entries, self._find_chats, self._theme = tuple(entries), find_chats, theme
        self._chats: tuple[Entry, ...] = ()
        self._asked = 0
        self._said: Entry | None = None
        self.field = _Field()
        self.list = QListView()
        self._model = EntryModel(self)
        self._nothing = label(_("Nothing found."), "muted", name="paletteNothing")
        self._lay_out()
        self._connect()
        self._ask()

    def _lay_out(self) -> None:
        theme = self._theme
        self.field.setPlaceholderText(_("What would you like to do?"))
        self.field.setAccessibleName(self.windowTitle())
        self.field.setAccessibleDescription(_("Type a few letters, choose with Up and Down, and press Enter."))
        self.field.list = self.list
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(_("Commands and chats"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(EntryPainter(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setMouseTracking(True)
        column = QVBoxLayout(self)
        pad = theme.size("space_small")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        for part in (self.field, self.list, self._nothing):
            column.addWidget(part)
        column.setStretchFactor(self.list, 1)
        self._place()

    def _connect(self) -> None:
        self.field.textEdited.connect(self._ask)
        self.field.returnPressed.connect(self._choose_current)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._say_current)

    def changeEvent(self, event: QEvent) -> None:
        """Whoever looks elsewhere has left it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow() and self.isVisible():
            self.reject()

    def _ask(self) -> None:
        """Show the commands that fit at once, and the chats when they are found."""
        self._asked += 1
        asked = self._asked

        def take(chats: Sequence[Entry]) -> None:
            if asked == self._asked:
                self._chats = tuple(chats)
                self._show()

        self._chats = ()
        self._show(first=True)
        self._find_chats(self.field.text(), take)

    def _show(self, *, first: bool = False) -> None:
        """first: begin at the best one; otherwise the chosen line stays the chosen line."""
        before = None if first else self._current()
        words = self.field.text()
        self._model.show_entries(ranked(words, self._entries, self._chats))
        place = max(0, self._model.place(before)) if before is not None else 0
        self.list.setVisible(bool(self._model.entries))
        self._nothing.setVisible(not self._model.entries)
        self.list.setCurrentIndex(self._model.index(place, 0))

    def _current(self) -> Entry | None:
        entry = self.list.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Entry) else None

    def _say_current(self) -> None:
        """The focus stays in the field, so a screen reader is told which line is chosen."""
        entry = self._current()
        if entry is not None and entry != self._said and self.isVisible():
            self._said = entry
            announce(self.list, entry.spoken)

    def _choose_current(self) -> None:
        self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry) or not self.isVisible():
            return
        if entry.when:
            announce(self.list, entry.spoken)
            return
        self.accept()
        self.chosen.emit(entry.kind, entry.id)

    def _place(self) -> None:
        """Over the middle of the window, near its top."""
        window = self.parentWidget()
        room = window.size() if window is not None else self.screen().availableSize()
        margin = self._theme.size("space_large")
        line = self.list.sizeHintForRow(0) if self._model.rowCount() else round(self._theme.size("type_body") * 3.4)
        width = max(280, min(self._theme.size("size_dialog"), room.width() - 2 * margin))
        height = min(_LINES * line + 4 * margin, round(room.height() * 0.8))
        self.resize(width, height)
        if window is not None:
            self.move(window.mapToGlobal(QPoint((room.width() - width) // 2, room.height() // 12)))


class _Field(QLineEdit):
    """The field keeps the focus; the keys that wander go to the list."""

    list: QListView

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paletteField")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WANDERING:
            QApplication.sendEvent(self.list, event)
        else:
            super().keyPressEvent(event)


def ranked(asked: str, commands: Sequence[Entry], chats: Sequence[Entry]) -> list[Entry]:
    """What fits, best first; what cannot be done now stands behind what can, and equals stay in their order."""
    found: list[tuple[bool, int, int, Entry]] = []
    for place, entry in enumerate((*commands, *chats)):
        fit = fits(asked, entry.words, f"{entry.what} {entry.keys}" if entry.kind == "command" else "")
        if fit is not None:
            found.append((bool(entry.when), -fit, place, entry))
    return [entry for *_rank, entry in sorted(found, key=lambda one: one[:3])]
