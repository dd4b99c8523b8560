"""One page of the Models window: a line that says what it is, cards, and words for when there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.model_card import Face, ModelCard
from carrel.ui.widgets.parts import label


class _Page(QWidget):
    """As high as its wrapped words need at its width: Qt's own least height is that of a narrower page."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class CardsPage(QScrollArea):
    """Shows faces in their order; a card stays the same widget as long as its key is there."""

    def __init__(self, theme: Theme, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._cards: dict[str, ModelCard] = {}
        page = _Page()
        page.setObjectName("modelsPage")
        self._column = QVBoxLayout(page)
        self._intro = label("", "muted", wrap=True, name="pageIntro")
        self._column.addWidget(self._intro)
        self.extra = QVBoxLayout()
        self._column.addLayout(self.extra)
        self._list = QVBoxLayout()
        self._column.addLayout(self._list)
        self._column.addStretch(1)
        self.setWidget(page)
        theme.changed.connect(self._measure)
        self._measure()

    def say(self, words: str) -> None:
        """The line above the cards."""
        self._intro.setText(words)
        self._intro.setVisible(bool(words))

    @property
    def buttons(self) -> list[QPushButton]:
        """What can be pressed on the cards, in reading order."""
        return [one for card in self._cards.values() for one in card.buttons]

    @property
    def cards(self) -> list[ModelCard]:
        """The cards as they stand, the first one first."""
        return list(self._cards.values())

    def show_faces(self, faces: Sequence[Face]) -> None:
        """Show these and no others."""
        kept = {face.key: self._cards.get(face.key) for face in faces}
        for key, card in self._cards.items():
            if key not in kept:
                self._list.removeWidget(card)
                card.hide()
                card.deleteLater()
        self._cards = {}
        for index, face in enumerate(faces):
            card = kept[face.key] or ModelCard(self._theme)
            self._cards[face.key] = card
            if self._list.indexOf(card) != index:
                self._list.insertWidget(index, card)
            card.show_face(face)
            card.show()

    def show_face(self, face: Face) -> None:
        """Renew one card."""
        if (card := self._cards.get(face.key)) is not None:
            card.show_face(face)

    def bring_into_view(self, key: str) -> None:
        """Scroll so that the whole card shows, or at least what can be pressed, if there is one with this key."""
        if (card := self._cards.get(key)) is not None:
            for part in (card, *card.buttons[-1:]):
                self.ensureWidgetVisible(part)

    def _measure(self) -> None:
        gap = self._theme.size("space_small")
        self._column.setContentsMargins(0, gap, gap, gap)
        self._column.setSpacing(gap)
        self._list.setSpacing(gap)
