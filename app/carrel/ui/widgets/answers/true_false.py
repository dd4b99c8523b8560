"""Saying whether a statement is true."""

from __future__ import annotations

from carrel.assessment.attempts.showing import Shown
from carrel.assessment.model import Answer
from carrel.base.words import _
from carrel.ui.widgets.answers.choice import ChoiceAnswer

_VALUES = ("true", "false")


class TrueFalseAnswer(ChoiceAnswer):
    """Two cards; the first letters of their words press them, and 1 and 2."""

    def show_item(self, item: Shown) -> None:
        """Show the two cards."""
        self._note.hide()
        self._show_cards([("", _("True")), ("", _("False"))])

    def value(self) -> Answer:
        """true, false, or nothing."""
        return next((value for value, card in zip(_VALUES, self.cards, strict=True) if card.isChecked()), "")

    def put(self, value: Answer) -> None:
        """Choose one of them."""
        for one, card in zip(_VALUES, self.cards, strict=True):
            if value == one:
                card.setChecked(True)

    def _place(self, typed: str) -> int | None:
        initials = [card.text_of_card[:1].casefold() for card in self.cards]
        return initials.index(typed.casefold()) if typed.casefold() in initials else super()._place(typed)
