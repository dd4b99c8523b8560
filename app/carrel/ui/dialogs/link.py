"""Where a link leads, and whether to go there."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.render.hosts import shown_address
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

OPENED = frozenset({"http", "https", "mailto"})
"""The kinds of address that are handed to the system; every other one can only be copied."""


class LinkDialog(QDialog):
    """Asks before anything leaves the window."""

    def __init__(self, address: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("linkDialog")
        self.setWindowTitle(_("Open a link"))
        self.address = address
        url = QUrl(address)
        can_open = url.isValid() and url.scheme().lower() in OPENED
        question = (
            _("Open this address in your browser?")
            if can_open
            else _("Carrel does not open addresses of this kind. You can copy it.")
        )
        where = label(shown_address(address)[:500], "strong", wrap=True, name="linkAddress")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(question, wrap=True))
        column.addWidget(where)
        if can_open:
            column.addWidget(label(_("Your browser will use the internet for it."), "muted", wrap=True))
        row = QHBoxLayout()
        row.addStretch()
        leave, copy = button(_("Cancel"), "", "leaveLink"), button(_("Copy address"), "outline", "copyLink")
        leave.clicked.connect(self.reject)
        copy.clicked.connect(self._copy)
        row.addWidget(leave)
        row.addWidget(copy)
        if can_open:
            opening = button(_("Open"), "primary", "openLink")
            opening.clicked.connect(self._open)
            row.addWidget(opening)
        column.addLayout(row)
        self.setMinimumWidth(theme.size("size_dialog") // 2)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address)
        self.accept()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self.address))
        self.accept()
