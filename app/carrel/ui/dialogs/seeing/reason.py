"""Asks why a case needs nothing more from the teacher."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from carrel.base.words import _
from carrel.classroom.seeing.model import AGAIN, LONGEST_REASON
from carrel.ui.dialogs.ask import AskDialog
from carrel.ui.theme import Theme


class ReasonDialog(AskDialog):
    """given: the reason that was written."""

    given = Signal(str)

    def __init__(self, question: str, theme: Theme, parent: QWidget) -> None:
        more = _(
            "Say in a few words why. It comes back after {tries} more tries, if it still is one; until then it rests "
            "below the others, and you can take that back."
        ).format(tries=AGAIN)
        super().__init__(question, more, _("Put aside"), theme, parent)
        self.setObjectName("reasonDialog")
        self.field = QLineEdit()
        self.field.setObjectName("reasonField")
        self.field.setAccessibleName(_("Why this needs nothing more"))
        self.field.setPlaceholderText(_("For example: we talked about it"))
        self.field.setMaxLength(LONGEST_REASON)
        self.column.insertWidget(2, self.field)
        self.field.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.field.returnPressed.connect(self.accept)
        self.yes.setEnabled(False)
        self.setTabOrder(self.field, self.yes)
        self.accepted.connect(lambda: self.given.emit(self.field.text()))
        self.field.setFocus()

    def accept(self) -> None:
        """Not without a reason."""
        if self.field.text().strip():
            super().accept()
