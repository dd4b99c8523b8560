"""A list of whole sentences, to be read, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy

from carrel.base.show import one_line

_LONGEST = 600


class Sentences(QListView):
    """Each as high as its words need; those that are out of sight are not measured before they come near."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "checks")
        self.setAccessibleName(words)
        self.lines = QStringListModel(self)
        self.setModel(self.lines)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Show these in their order."""
        self.lines.setStringList([one_line(one, _LONGEST) for one in sentences])
        self.setVisible(bool(sentences))

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters are higher lines."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()
