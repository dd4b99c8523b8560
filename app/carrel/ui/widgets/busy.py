"""What is being done now: the name, how far it has come, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class Busy(QWidget):
    """Hidden while nothing is done. stop_requested: whoever looks has had enough.

    name, stop: what tests know it and its button by.
    """

    stop_requested = Signal()

    def __init__(self, theme: Theme, name: str, stop: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.words = label(name="busyWords")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How far it has come"))
        self.stop = button(_("Stop"), "outline", stop)
        self.stop.clicked.connect(self.stop_requested)
        row, column = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space_medium"))
        column.setSpacing(theme.size("space_tight"))
        column.addWidget(self.words)
        column.addWidget(self.bar)
        row.addLayout(column, 1)
        row.addWidget(self.stop)
        self._name = self._count = ""
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name gives way, and never the count."""
        super().resizeEvent(event)
        self._elide()

    def show_progress(self, progress: Progress | None, waiting: int = 0) -> None:
        """Say how far it is; None when nothing is done. waiting: how many pieces of work come after it."""
        self.setVisible(progress is not None)
        if progress is None:
            return
        said = []
        if progress.total:
            said.append(_("{done} of {total}").format(done=progress.done, total=progress.total))
        if waiting:
            said.append(counted("{count} more waits", "{count} more wait", waiting))
        self._name, self._count = one_line(progress.label), " · ".join(said)
        self.words.setAccessibleName(", ".join(filter(None, (self._name, *said))))
        self._elide()
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _elide(self) -> None:
        metrics = self.words.fontMetrics()
        count = f" · {self._count}" if self._count else ""
        room = self.words.width() - metrics.horizontalAdvance(count)
        self.words.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, max(0, room)) + count)
