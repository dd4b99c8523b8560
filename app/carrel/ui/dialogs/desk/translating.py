"""Into which language a draft is to be translated."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from carrel.base.words import _
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.theme import Theme


def languages() -> dict[str, str]:
    """Languages by their English names, which models know best, with the names that are shown."""
    return {
        "English": _("English"),
        "Spanish": _("Spanish"),
        "French": _("French"),
        "German": _("German"),
        "Italian": _("Italian"),
        "Portuguese": _("Portuguese"),
        "Dutch": _("Dutch"),
        "Polish": _("Polish"),
        "Turkish": _("Turkish"),
        "Arabic": _("Arabic"),
        "Hindi": _("Hindi"),
    }


class TranslateDialog(FormDialog):
    """given: the English name of a language, and the one that is shown."""

    given = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(_("Translate the draft"), _("Translate"), "translateDialog", theme, parent)
        self.choice = QComboBox()
        for english, shown in languages().items():
            self.choice.addItem(shown, english)
        said = _("Numbers, names, links and addresses stay as they are. You see the translation before you use it.")
        self.part(_("Language"), self.choice, "translateLanguage", said)
        self.lay_out(0.6, 0.45)
        self.choice.setFocus()

    def give(self) -> None:
        """Hand over the language."""
        self.given.emit(str(self.choice.currentData()), self.choice.currentText())
        self.accept()
