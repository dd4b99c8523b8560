"""What is laid over a pane while files are dragged onto it: a word on what happens when they are let go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.writing_box import files_in


class DropSheet(QWidget):
    """Covers its parent while files are over it. dropped: the paths of the files that were let go.

    title, what: what happens with them, and more about it.
    """

    dropped = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, title: str, what: str) -> None:
        super().__init__(parent)
        self.setObjectName("dropSheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._theme = theme
        self._frame = QFrame()
        self._frame.setObjectName("dropFrame")
        self._title = label(title, "heading", wrap=True)
        self._what = label(what, wrap=True)
        for part in (self._title, self._what):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = QVBoxLayout(self._frame)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._what)
        words.addStretch()
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.addWidget(self._frame)
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come up when files are dragged onto the parent, and stay as large as it is."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            return self._enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self.hide()  # when it is the sheet itself that came under the pointer, it is entered next
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.dropEvent(event)
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """They are over the sheet itself."""
        self._enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """They may be let go anywhere."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """They were let go here."""
        self.hide()
        if files := files_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # never moved: the person keeps their file
            event.accept()
            self.dropped.emit(files)

    def _enter(self, event: QDragEnterEvent) -> bool:
        if not event.mimeData().hasUrls():
            return False
        event.acceptProposedAction()
        self._cover()
        self.show()
        self.raise_()
        return True

    def _cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
