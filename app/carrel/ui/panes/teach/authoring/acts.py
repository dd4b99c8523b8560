"""The ways to come by a question of one's own: write it, bring a file, or have drafts made from a document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from carrel.base.words import _
from carrel.library.model import Document
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, menu_words


class Acts(QWidget):
    """draft_requested: the id of a document of the assignment."""

    draft_requested = Signal(str)

    def __init__(self, theme: Theme, name: str, kind: str) -> None:
        """name: what tests know its buttons by. kind: of the buttons that are not the first."""
        super().__init__()
        self.write = button(_("Write a question…"), "primary", f"{name}Write")
        self.bring = button(_("Bring in questions…"), kind, f"{name}Bring")
        self.draft = button(_("Draft from a document…"), kind, f"{name}Draft")
        self.menu = QMenu(self.draft)
        row = Flow(theme.size("space_small"), parent=self)
        for one in (self.write, self.bring, self.draft):
            row.addWidget(one)

    def show_papers(self, papers: Sequence[Document]) -> None:
        """Offer to draft from these; without any there is nothing to draft from."""
        self.draft.setVisible(bool(papers))
        self.menu.clear()
        for one in papers:
            act = self.menu.addAction(menu_words(one.title or one.name))
            act.triggered.connect(partial(self.draft_requested.emit, one.id))
        self.draft.setMenu(self.menu)
