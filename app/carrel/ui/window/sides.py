"""The sides of the window: which of the list, the chat and the reader are in sight, and how wide they are."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.top_bar import TopBar
from carrel.ui.window.memory import Memory
from carrel.ui.window.reading import Reading

_NARROW = 700
_MOST = 16777215  # as Qt has it


class Sides(QObject):
    """A narrow window shows one side at a time. parts: the list, the line over the chat, the chat with it."""

    def __init__(
        self,
        window: QMainWindow,
        memory: Memory,
        theme: Theme,
        split: QSplitter,
        parts: tuple[QWidget, TopBar, QWidget],
    ) -> None:
        super().__init__(window)
        self._window, self._memory, self._theme, self._split = window, memory, theme, split
        self._list, self._bar, self._main = parts
        self._reading: Reading | None = None
        self._narrow_list = False
        self._bar.unfold.clicked.connect(self.toggle_list)

    def begin(self, reading: Reading) -> None:
        """Lay the window out as it was left."""
        self._reading = reading
        reading.arranged.connect(self.arrange)
        left, window = self._memory.left, self._window
        window.resize(left.width, left.height)
        width = left.sidebar or self._usual_list()
        self.arrange()  # what the list may be, before it is told what it is
        self._split.setSizes([width, max(1, left.width - width)])
        if left.maximised:
            window.setWindowState(window.windowState().WindowMaximized)
        self.arrange()

    def toggle_list(self) -> None:
        """Fold the list away, or bring it back; a narrow window shows the list or the chat."""
        if self._is_narrow:
            self._narrow_list = not self._narrow_list
        else:
            self._memory.note(folded=not self._memory.left.folded)
        self.arrange()

    def unfold(self) -> None:
        """Bring the list back where it is folded away."""
        if self._list.isHidden():
            self.toggle_list()

    def leave_list(self) -> None:
        """A narrow window shows the chat again."""
        if self._narrow_list:
            self._narrow_list = False
            self.arrange()

    def arrange(self) -> None:
        """Give each side its place; to be called when the window has another size."""
        if self._reading is None:
            return
        narrow, wide = self._is_narrow, self._window.width()
        listed = self._narrow_list if narrow else not self._memory.left.folded
        self._list.setVisible(listed)
        room = wide - (self._list.width() if listed and not narrow else 0)
        self._reading.arrange(room, self._main, chat_fits=not (narrow and listed))
        self._bar.set_folded(not listed)
        widest = _MOST if narrow else max(200, min(round(wide * 0.4), 2 * self._usual_list()))
        self._list.setMaximumWidth(widest)
        self._list.setMinimumWidth(0 if narrow else min(widest, 200))

    @property
    def _is_narrow(self) -> bool:
        return self._window.width() <= _NARROW

    def _usual_list(self) -> int:
        return min(self._theme.size("size_sidebar"), 420)


def split(list_of_chats: QWidget, main: QWidget) -> QSplitter:
    """The two beside each other; what there is to spare is of the second."""
    made = QSplitter()
    made.setObjectName("split")
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    for side in (list_of_chats, main):
        made.addWidget(side)
    made.setStretchFactor(1, 1)
    return made
