"""Says that Carrel made a mistake, that everything is saved, and offers the report."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class ReportDialog(QDialog):
    """Shows the whole report before anybody sends it: it holds lines of code, and nothing that was said."""

    def __init__(self, report: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setWindowTitle(_("Carrel made a mistake"))
        self._report = report
        text = QPlainTextEdit(report)
        text.setObjectName("reportText")
        text.setAccessibleName(_("Report"))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setFont(theme.font("type_small", code=True))
        copy, go_on = button(_("Copy report"), "outline", "copyReport"), button(_("Go on"), "primary", "goOn")
        copy.clicked.connect(self._copy)
        go_on.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(copy)
        row.addWidget(go_on)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(_("Carrel made a mistake"), "heading", wrap=True))
        words = _("Something went wrong that should not. Everything that was said is saved, and you can go on.")
        column.addWidget(label(words, wrap=True))
        column.addWidget(
            label(_("The report says where in the program it happened, never what was said."), "muted", wrap=True)
        )
        column.addWidget(text, 1)
        column.addLayout(row)
        self.resize(theme.size("size_column") * 3 // 4, round(theme.size("type_body") * 26))
        go_on.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
