"""A text to read, to search and to copy: something that was attached, or what a model would receive."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.show import isolated
from carrel.base.words import _
from carrel.flows.attach import size_of
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.theme import Theme
from carrel.ui.widgets.find_bar import FindBar
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.plain_text import PlainText


class TextDialog(QDialog):
    """Shows the whole text under its title, never as a page."""

    def __init__(self, title: str, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("textDialog")
        self.setWindowTitle(isolated(title))
        box = PlainText(theme)
        box.setParent(self)
        box.setAccessibleName(isolated(title))
        box.show_text(text)
        copy, close = button(_("Copy"), "outline", "copyText"), button(_("Close"), "primary", "closeText")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_small"))
        column.addWidget(label(isolated(title), "heading", wrap=True, name="textTitle"))
        column.addWidget(label(size_of(text), "muted"))
        column.addWidget(FindBar(box, theme))
        column.addWidget(box, 1)
        column.addLayout(row)
        fit_screen(self, theme.size("size_dialog"), round(theme.size("type_body") * 38))
        close.setFocus()
