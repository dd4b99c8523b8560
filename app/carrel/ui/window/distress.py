"""The card for somebody in distress, in practice: under the item whose answer shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from carrel.flows import distress
from carrel.flows.standing import Standing
from carrel.settings.file import SettingsFile
from carrel.ui.notices import announce
from carrel.ui.theme import Theme
from carrel.ui.widgets.distress_card import DistressCard

if TYPE_CHECKING:
    from carrel.ui.panes.practice import PracticePane


class DistressInPractice(QObject):
    """Looks at each answer and at each reason for disagreeing; the card then stays for the rest of the session."""

    def __init__(self, settings: SettingsFile, pane: PracticePane, theme: Theme) -> None:
        super().__init__(pane)
        self._settings, self._theme, self._below = settings, theme, pane.below
        self._view: DistressCard | None = None
        self._session = ""
        pane.stood.connect(self._look)

    def _look(self, now: Standing | None) -> None:
        """Where the session stands is new."""
        if self._view is not None and (now is None or now.session != self._session):
            self._view.hide()
        said = now.said if now is not None else None
        if now is None or said is None:
            return
        card = distress.card(self._settings.current, (said.answer, said.contested or ""))
        if card is not None:
            self._session = now.session
            self._show(card)

    def _show(self, card: distress.Card) -> None:
        if self._view is None:
            self._view = DistressCard(self._theme)
            self._below.addWidget(self._view)
        news = self._view.isHidden() or not self._view.isVisible()
        self._view.show_card(card)
        self._view.show()
        if news:
            announce(self._view, " ".join(card.lines), at_once=True)
