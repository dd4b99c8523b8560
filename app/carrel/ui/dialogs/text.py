"""A text to read and to copy: something that was attached, or what a model would receive."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from carrel.base.show import isolated
from carrel.base.words import _
from carrel.ui.render.lines import short_lines
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class TextDialog(QDialog):
    """Shows the whole text under its title; nothing in it is more than text."""

    def __init__(self, title: str, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("textDialog")
        self.setWindowTitle(isolated(title))
        self._text = text
        box = QPlainTextEdit("\n".join(short_lines(text)))
        box.setObjectName("shownText")
        box.setAccessibleName(isolated(title))
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        copy, close = button(_("Copy"), "outline", "copyText"), button(_("Close"), "primary", "closeText")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(isolated(title), "heading", wrap=True))
        column.addWidget(box, 1)
        column.addLayout(row)
        self.resize(theme.size("size_column"), round(theme.size("type_body") * 34))
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
