"""The list of topics and skills, under the subjects they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.flows.practice_offer import Choosable
from carrel.flows.practise import Wish
from carrel.ui.plain import TIP_ROLE, as_text
from carrel.ui.theme import Theme

_CHOICE = Qt.ItemDataRole.UserRole
_ROWS = 12
"""How many lines are seen without scrolling."""


class Choices(QListWidget):
    """One is always chosen; at first a mix of everything. begun: Enter, or a double click."""

    begun = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("practiceChoices")
        self.setAccessibleName(_("Topics and skills"))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._theme = theme
        self._all: Sequence[Choosable] = ()
        self._words = ""
        self.itemDoubleClicked.connect(lambda _line: self.begun.emit())
        theme.changed.connect(self._fill)

    def show_choices(self, choices: Sequence[Choosable]) -> None:
        """Offer these; what was chosen stays chosen where it is there still."""
        if choices != self._all or not self.count():
            self._all = choices
            self._fill()

    def narrow(self, words: str) -> None:
        """Show only what has these words."""
        self._words = words
        self._fill()

    def wish(self, count: int, *, timed: bool) -> Wish:
        """A session over what is chosen."""
        chosen = self._chosen()
        if chosen is None:
            return Wish("mix", (), count, timed)
        return Wish(chosen.scope, (chosen.id,), count, timed)

    def take_focus(self) -> None:
        """Go into the list."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.begun.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Choosable | None:
        """What is chosen; None for a mix of everything."""
        chosen = [line.data(_CHOICE) for line in self.selectedItems()]
        return chosen[0] if chosen else None

    def _fill(self) -> None:
        before = self._chosen()
        self.clear()
        found = [one for one in self._all if _has(one, self._words)]
        if not self._words.strip():
            total = sum(one.items for one in self._all if one.scope == "topic")
            self._add(_("A mix of everything"), total, None)
        for subject, group in groupby(found, lambda one: one.subject):
            if subject:
                self._add_heading(subject)
            for one in group:
                more = f" – {one.more}" if one.more and one.scope == "topic" else ""
                self._add(f"{one.name}{more}", one.items, one)
        if not self.count():
            nothing = QListWidgetItem(_("Nothing was found. Try fewer words."), self)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self._choose(before)
        self._measure()

    def _add(self, words: str, items: int, one: Choosable | None) -> None:
        line = QListWidgetItem(one_line(words), self)
        line.setData(_CHOICE, one)
        many = counted("one item", "{count} items", items)
        line.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one_line(words)}, {many}")
        line.setData(TIP_ROLE, as_text(f"{one_line(words)}\n{many}"))

    def _add_heading(self, subject: str) -> None:
        line = QListWidgetItem(one_line(subject), self)
        line.setFlags(Qt.ItemFlag.NoItemFlags)
        line.setFont(self._theme.font("type_small", weight=line.font().Weight.DemiBold))

    def _choose(self, before: Choosable | None) -> None:
        rows = [row for row in range(self.count()) if self.item(row).flags() & Qt.ItemFlag.ItemIsSelectable]
        same = [row for row in rows if self.item(row).data(_CHOICE) == before]
        if rows:
            self.setCurrentRow((same or rows)[0])

    def _measure(self) -> None:
        self.ensurePolished()
        height = max(self.sizeHintForRow(0), self.fontMetrics().height())
        self.setFixedHeight(height * min(_ROWS, max(3, self.count())) + 2 * self._theme.size("space_small"))


def _has(one: Choosable, words: str) -> bool:
    told = f"{one.name} {one.more} {one.subject}".casefold()
    return all(word in told for word in words.casefold().split())
