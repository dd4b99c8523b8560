"""Asks before something is done that takes something away, or for a password."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class AskDialog(QDialog):
    """A question, what it means, and two ways; accepted is the one that does it."""

    def __init__(self, question: str, more: str, yes: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("askDialog")
        self.setWindowTitle(yes)
        self.column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(theme.size("space_medium"))
        self.column.addWidget(label(question, "strong", wrap=True, name="question"))
        self.column.addWidget(label(more, wrap=True))
        leave, self.yes = button(_("Cancel"), "outline", "askNo"), button(yes, "primary", "askYes")
        leave.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        row = Flow(theme.size("space_small"), at_end=True)
        row.addWidget(leave)
        row.addWidget(self.yes)
        self.column.addLayout(row)
        self.setMinimumWidth(min(theme.size("size_dialog") // 2, parent.width() - pad))


class PasswordDialog(AskDialog):
    """given: the password that was typed."""

    given = Signal(str)

    def __init__(self, name: str, theme: Theme, parent: QWidget, *, tried: bool) -> None:
        question = _("{name} is locked with a password.").format(name=beside(name))
        more = (
            _("The password before did not open it. Capital and small letters differ.")
            if tried
            else _("Its text is read in once the password is given; the password is not kept.")
        )
        super().__init__(question, more, _("Unlock"), theme, parent)
        self.setObjectName("passwordDialog")
        self.field = QLineEdit()
        self.field.setObjectName("passwordField")
        self.field.setAccessibleName(_("Password"))
        self.field.setPlaceholderText(_("Password"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.column.insertWidget(2, self.field)
        self.field.returnPressed.connect(self.accept)
        self.field.textChanged.connect(lambda text: self.yes.setEnabled(bool(text)))
        self.yes.setEnabled(False)
        self.setTabOrder(self.field, self.yes)
        self.accepted.connect(lambda: self.given.emit(self.field.text()))
        self.field.setFocus()

    def accept(self) -> None:
        """Not without a password."""
        if self.field.text():
            super().accept()
