"""What something new is called."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from carrel.base.words import _
from carrel.desk.reading.settings import LONGEST_TITLE
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.theme import Theme


class TitleDialog(FormDialog):
    """given: the title."""

    given = Signal(str)

    def __init__(self, words: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(words, _("Begin"), "titleDialog", theme, parent)
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(_("Such as “Send something back”"))
        self.part(_("What is it for?"), self.title, "textTitle")
        self.title.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.yes.setEnabled(False)
        self.lay_out(0.6, 0.36)
        self.title.setFocus()

    def give(self) -> None:
        """Hand over the title."""
        self.given.emit(self.title.text())
