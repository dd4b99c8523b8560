"""A box to choose one thing of a few, whose choices come and go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QSizePolicy


class ChoiceBox(QComboBox):
    """As wide as its widest choice; its name is said to a screen reader."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def offer(self, wanted: Sequence[tuple[str, str]]) -> None:
        """Offer these, each with its words and its value; what was chosen stays chosen where it is there still."""
        if [(self.itemText(n), self.itemData(n)) for n in range(self.count())] == list(wanted):
            return
        chosen = self.currentData()
        before = self.blockSignals(True)
        self.clear()
        for words, value in wanted:
            self.addItem(words, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(before)
