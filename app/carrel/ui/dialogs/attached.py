"""Reads a text that was attached to a turn."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from carrel.attachments.model import Attachment
from carrel.base.words import _
from carrel.ui.dialogs.sheet import resize_within
from carrel.ui.theme import Theme
from carrel.ui.widgets.attached import size_of_text
from carrel.ui.widgets.find_bar import FindBar
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.plain_text import PlainText


class AttachedDialog(QDialog):
    """Shows the text as the model got it, never as a page."""

    def __init__(self, attachment: Attachment, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("attachedDialog")
        self.setWindowTitle(_("Attached text"))
        text = PlainText(theme)
        text.setParent(self)
        text.setAccessibleName(_("Attached text"))
        text.show_text(attachment.text)
        copy, close = button(_("Copy"), "outline", "copyAttached"), button(_("Close"), "primary", "closeAttached")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(attachment.text))
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_small"))
        column.addWidget(label(attachment.name[:200], "heading", wrap=True, name="attachedName"))
        column.addWidget(label(size_of_text(attachment.text), "muted"))
        column.addWidget(FindBar(text, theme))
        column.addWidget(text, 1)
        column.addLayout(row)
        resize_within(self, theme.size("size_column"), round(theme.size("type_body") * 40))
