"""Says that Carrel made a mistake, what is saved, and offers the report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from carrel.base.files import write_whole
from carrel.base.words import _
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

SAVED, NOT_SAVED, UNKNOWN = "saved", "not saved", "unknown"
"""What became of what was being written when the mistake happened."""


class ReportDialog(QDialog):
    """Shows the whole report before anybody sends it: it holds lines of code, and nothing that was said.

    kept: SAVED, NOT_SAVED or UNKNOWN (there was no window). parent: the window, if there is one.
    """

    def __init__(self, report: str, kept: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setWindowTitle(_("Carrel made a mistake"))
        self._report = report
        self._text = QPlainTextEdit(report)
        self._text.setObjectName("reportText")
        self._text.setAccessibleName(_("Report"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(theme.font("type_small", code=True))
        self._done = label(role="muted", wrap=True, name="reportDone")
        self._done.hide()
        copy, save = (
            button(_("Copy report"), "outline", "copyReport"),
            button(_("Save to a file…"), "outline", "saveReport"),
        )
        go_on = button(_("Close") if parent is None else _("Go on"), "primary", "goOn")
        copy.clicked.connect(self._copy)
        save.clicked.connect(self._ask_where)
        go_on.clicked.connect(self.accept)
        row = Flow(theme.size("space_small"), at_end=True)
        for one in (copy, save, go_on):
            row.addWidget(one)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(_("Carrel made a mistake"), "heading", wrap=True))
        column.addWidget(label(_what_is_kept(kept), wrap=True, name="reportKept"))
        words = _("The report says where in the program it happened, never what was said. Carrel sends it nowhere.")
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self._text, 1)
        column.addWidget(self._done)
        column.addLayout(row)
        fit_screen(self, theme.size("size_dialog") * 3 // 4, round(theme.size("type_body") * 28))
        go_on.setFocus()

    def save(self, path: Path) -> None:
        """Write the report to a file; a place where that cannot be says so here."""
        try:
            write_whole(path, self._report.encode("utf-8"))
        except OSError as error:
            self._say(
                _("The report could not be saved there ({why}). Choose another place.").format(why=error.strerror)
            )
        else:
            self._say(_("Saved as {name}.").format(name=path.name))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, _("Save the report"), "carrel-report.txt", _("Text files (*.txt)"))
        dialog.setObjectName("reportFileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._say(_("The report is on the clipboard."))

    def _say(self, words: str) -> None:
        self._done.setText(words)
        self._done.show()


def _what_is_kept(kept: str) -> str:
    return {
        SAVED: _(
            "Something went wrong that should not. What was said and what you were writing is saved, and you can go on."
        ),
        NOT_SAVED: _(
            "Something went wrong that should not, and what you were writing could not be saved. "
            "Copy it from the box before you close Carrel. What was said before is safe."
        ),
        UNKNOWN: _("Something went wrong that should not, and Carrel cannot go on. What was said before is saved."),
    }[kept]
