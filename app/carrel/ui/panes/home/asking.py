"""A box for a question, from which a new chat begins."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton


class AskBox(QWidget):
    """asked: a question that is not empty."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setObjectName("homeAsk")
        self.field.setPlaceholderText(_("Ask anything"))
        self.field.setAccessibleName(_("Ask anything"))
        self.field.setAccessibleDescription(_("A new chat begins with your question"))
        self.send = IconButton(theme, "send", _("Ask"), kind="send", name="homeSend")
        self.send.draw("send", "on_accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.send)
        self.field.textChanged.connect(self._offer)
        self.field.returnPressed.connect(self._ask)
        self.send.clicked.connect(self._ask)
        self._offer()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, self.field.sizeHint().height()))

    def _offer(self) -> None:
        self.send.setEnabled(bool(self.field.text().strip()))

    def _ask(self) -> None:
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self.asked.emit(text)
