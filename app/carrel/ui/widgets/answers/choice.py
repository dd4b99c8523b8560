"""Choosing one of several answers, or all that are right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from carrel.assessment.attempts.showing import Shown
from carrel.assessment.model import Answer
from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers.answer import AnswerWidget
from carrel.ui.widgets.answers.card import Card
from carrel.ui.widgets.parts import label

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ChoiceAnswer(AnswerWidget):
    """Cards, one below the other; their letters and their numbers press them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.cards: list[Card] = []
        self._multiple = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._note = label(_("Choose all that are right."), "muted", wrap=True)
        self._column.addWidget(self._note)
        theme.changed.connect(self._measure)
        self._measure()

    def show_item(self, item: Shown) -> None:
        """Show a card for each choice."""
        self._multiple = item.multiple
        self._note.setVisible(item.multiple)
        self._show_cards([(_LETTERS[place % 26], text) for place, text in enumerate(item.choices)])

    def value(self) -> Answer:
        """The texts of the chosen cards; one text where only one can be chosen."""
        chosen = tuple(card.text_of_card for card in self.cards if card.isChecked())
        return chosen if self._multiple else "".join(chosen)

    def put(self, value: Answer) -> None:
        """Choose these."""
        wanted = value if isinstance(value, tuple) else (value,)
        for card in self.cards:
            if card.text_of_card in wanted:
                card.setChecked(True)

    def take_focus(self) -> None:
        """The chosen card, or the first."""
        chosen = [card for card in self.cards if card.isChecked()]
        (chosen or self.cards)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter or a number presses its card."""
        place = self._place(event.text())
        if place is None or event.modifiers() & _HELD:
            super().keyPressEvent(event)
            return
        card = self.cards[place]
        card.setFocus(Qt.FocusReason.ShortcutFocusReason)
        card.click()

    def _show_cards(self, choices: list[tuple[str, str]]) -> None:
        for letter, text in choices:
            card = Card(self._theme, letter, text)
            card.setAutoExclusive(not self._multiple)  # not by a group, which takes all but one from the Tab key
            card.toggled.connect(lambda _on: self.changed.emit())
            self._column.addWidget(card)
            self.cards.append(card)

    def _place(self, typed: str) -> int | None:
        """The place of the card that a key stands for."""
        if len(typed) != 1:
            return None
        place = int(typed) - 1 if typed in "123456789" else _LETTERS.find(typed.upper())
        return place if 0 <= place < len(self.cards) else None

    def _measure(self) -> None:
        self._column.setSpacing(self._theme.size("space_small"))
