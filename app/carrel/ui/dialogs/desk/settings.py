"""What a desk is called, how it writes and signs: for a new one, or one that there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from carrel.base.words import _
from carrel.desk.reading.settings import LONGEST_TITLE, DeskSettings
from carrel.flows.desks.texts import addresses
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.theme import Theme

LANGUAGES = ("en", "es", "fr", "de", "it", "pt", "nl", "pl", "tr", "ar", "hi")
_CURRENCIES = ("€", "$", "£", "CHF", "¥", "₹", "zł", "kr")


class DeskDialog(FormDialog):
    """given: a DeskSettings. before: the settings that are changed; None for a new desk."""

    given = Signal(object)

    def __init__(
        self, before: DeskSettings | None, behaviours: Sequence[tuple[str, str]], theme: Theme, parent: QWidget
    ) -> None:
        words = (_("Make a desk"), _("Make the desk")) if before is None else (_("Settings of this desk"), _("Save"))
        super().__init__(*words, "deskDialog", theme, parent)
        self._before = before or DeskSettings("")
        told = self._before
        self.title = QLineEdit(told.title)
        self.currency, self.language, self.behaviour = QComboBox(), QComboBox(), QComboBox()
        self.sign, self.mine = QPlainTextEdit(told.sign), QLineEdit(", ".join(told.mine))
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(_("Such as the name of the shop"))
        for box, offered, chosen in (
            (self.currency, _CURRENCIES, told.currency),
            (self.language, LANGUAGES, told.language),
        ):
            box.setEditable(True)
            box.addItems(offered)
            box.setCurrentText(chosen)
        for name, title in (("", _("None")), *behaviours):
            self.behaviour.addItem(title, name)
        if told.behaviour and self.behaviour.findData(told.behaviour) < 0:
            self.behaviour.addItem(told.behaviour, told.behaviour)
        self.behaviour.setCurrentIndex(max(0, self.behaviour.findData(told.behaviour)))
        self.sign.setProperty("kind", "lines")
        self.sign.setTabChangesFocus(True)
        self.sign.setFixedHeight(round(theme.size("type_body") * 5))
        self._parts()
        self.title.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.yes.setEnabled(bool(told.title))
        self.lay_out(0.8, 1.0)
        self.title.setFocus()

    def _parts(self) -> None:
        self.part(_("Title"), self.title, "deskName")
        self.part(_("Currency"), self.currency, "deskCurrency", _("Of prices that name none. It may stay empty."))
        said = _("In which replies begin and end, by its short name, such as en or es.")
        self.part(_("Language"), self.language, "deskLanguage", said)
        said = _("What stands below each reply, such as “Kind regards” and the name of the shop.")
        self.part(_("Signature"), self.sign, "deskSign", said)
        said = _("What came from them is ours and not the customer's. Several stand apart by commas.")
        self.part(_("Addresses of this desk"), self.mine, "deskMine", said)
        said = _("In which manner the model writes here. Behaviours are kept in the place “Shape”.")
        self.part(_("Behaviour"), self.behaviour, "deskBehaviour", said)

    def give(self) -> None:
        """Hand over what was filled in."""
        self.given.emit(
            replace(
                self._before,
                title=self.title.text().strip(),
                currency=self.currency.currentText().strip(),
                language=self.language.currentText().strip() or "en",
                sign=self.sign.toPlainText().strip(),
                mine=addresses(self.mine.text()),
                behaviour=str(self.behaviour.currentData() or ""),
            )
        )
