"""The card for somebody in distress: fixed words and whom one can reach, under what was written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from carrel.flows.distress import Card
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

_WAYS = {"ar": Qt.LayoutDirection.RightToLeft}
"""How a language runs; the card is read in the one that was written in, whatever the window speaks."""


class DistressCard(QFrame):
    """Stands with its message; it can be folded to its title, and is never gone. grown: its height changed.

    Every line can be selected and copied, with the keyboard too: a number is to be called.
    """

    grown = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("distressCard")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._card: Card | None = None
        self._lines: list[QLabel] = []
        self.title = label(role="heading", wrap=True, name="distressTitle")
        self.fold = button("", "fold", "distressFold")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._toggle)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeading)
        theme.changed.connect(self._measure)
        self._measure()

    def show_card(self, card: Card) -> None:
        """Say what this card says, unfolded when it is another one."""
        if card == self._card:
            return
        self._card = card
        self.title.setText(card.title)
        self.setAccessibleName(card.title)
        self.setAccessibleDescription("\n".join(card.lines[1:]))
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        says = [(words, "", "distressLine") for words in card.says]
        reach = [(card.contacts_title, "strong", "distressLine")] if card.contacts else []
        contacts = [(words, "", "distressContact") for words in card.contacts]
        told = [*says, *reach, *contacts, (card.emergency, "strong", "distressEmergency")]
        self._lines = [self._line(*one) for one in told]
        for place, line in enumerate(self._lines, 1):
            self._column.insertWidget(place, line)
        self.setLayoutDirection(_WAYS.get(card.language, Qt.LayoutDirection.LeftToRight))
        self.fold.blockSignals(True)
        self.fold.setChecked(False)
        self.fold.blockSignals(False)
        self._fill()

    def arrange(self, width: int) -> int:
        """Take this width; the height it needs then."""
        self.ensurePolished()
        self._column.activate()
        return self._column.totalHeightForWidth(width)

    def controls(self) -> list[QWidget]:
        """What the Tab key meets here."""
        return [*self._lines, self.fold]

    def _line(self, words: str, role: str, name: str) -> QLabel:
        made = label(words, role, wrap=True, name=name)
        flags = Qt.TextInteractionFlag
        made.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus if name == "distressContact" else Qt.FocusPolicy.ClickFocus)
        return made

    def _toggle(self) -> None:
        self._fill()
        self.grown.emit()

    def _fill(self) -> None:
        if self._card is None:
            return
        folded = self.fold.isChecked()
        for line in self._lines:
            line.setVisible(not folded)
        words = self._card.unfold if folded else self._card.fold
        self.fold.setText(words)
        self.fold.setAccessibleName(words)

    def _measure(self) -> None:
        pad = self._theme.size("space_large")
        self._column.setContentsMargins(pad, pad, pad, self._theme.size("space_medium"))
        self._column.setSpacing(self._theme.size("space_small"))
