"""The line over a code block."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.render.lines import without_seams
from carrel.ui.render.look import Look
from carrel.ui.render.survey import CodeArea, code_text
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, label


class CodeBar(QWidget):
    """The line over a code block: what it is written in, and a button that copies it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._document: QTextDocument | None = None
        self._area: CodeArea | None = None
        self._language = label(role="tiny")
        self.copy_button = IconButton(theme, "copy", _("Copy this code"), kind="small", name="copyCode")
        self._settle = QTimer(self, singleShot=True, interval=1500)
        self._settle.timeout.connect(lambda: self.copy_button.draw("copy"))
        self.copy_button.clicked.connect(self.copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("space_medium"), 2, theme.size("space_tight"), 0)
        row.addWidget(self._language)
        row.addStretch()
        row.addWidget(self.copy_button)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_for(self, document: QTextDocument, area: CodeArea, look: Look) -> None:
        """Stand over this area of the document."""
        self._document, self._area = document, area
        if self._language.text() != area.language:
            self._language.setText(area.language)
        top = round(area.area.top())
        self.setGeometry(round(area.area.left()), top, round(area.area.width()), look.bar)
        self.show()

    def copy(self) -> None:
        """Put the code on the clipboard, and show that it was done."""
        if self._document is not None and self._area is not None:
            QGuiApplication.clipboard().setText(without_seams(code_text(self._document, self._area)))
            self.copy_button.draw("check", "accent")
            self._settle.start()
