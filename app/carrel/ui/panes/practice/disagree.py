"""Saying why a verdict is wrong, for a person to decide."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from carrel.base.words import _
from carrel.flows.practise import LONGEST_REASON
from carrel.ui.flow import Flow
from carrel.ui.panes.practice.parts import Sheet
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.writing_box import WritingBox


class DisagreeBox(Sheet):
    """given: the reason. left: nothing is said now; what was written stands there when it is opened again."""

    given = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "practiceDisagree")
        self.show_heading(_("I disagree, because …"), "plain")
        self.box = WritingBox()
        self.box.setObjectName("disagreeBox")
        self.box.setAccessibleName(_("Why your answer is right"))
        self.box.setAcceptDrops(False)
        self.heading.setBuddy(self.box)
        self._keep = button(_("Keep this"), "primary", "keepReason")
        self._leave = button(_("Cancel"), "outline", "leaveReason")
        row = Flow(theme.size("space_small"), at_end=True)
        row.addWidget(self._leave)
        row.addWidget(self._keep)
        self.column.addWidget(self.box)
        self.add_words(label(_("The verdict stays; your reason is kept beside it."), "muted", wrap=True))
        self.column.addLayout(row)
        self.box.textChanged.connect(self._look)
        self.box.send_requested.connect(self._give)
        self._keep.clicked.connect(self._give)
        self._leave.clicked.connect(self.left)
        self.hide()

    def open(self) -> None:
        """Begin to write."""
        self.show()
        self._look()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def close_box(self) -> None:
        """It was kept, or another item came."""
        self.hide()
        self.box.put("")

    def _look(self) -> None:
        self.box.fit()
        self._keep.setEnabled(bool(self.box.toPlainText().strip()))

    def _give(self) -> None:
        if text := self.box.toPlainText().strip()[:LONGEST_REASON]:
            self.given.emit(text)
