"""Evaluation sets: questions of one's own with what a good reply says, and how the assistant did on them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from carrel.base.words import _
from carrel.ui.panes.shape.page import ShapePage
from carrel.ui.widgets.parts import label


class EvaluationPage(ShapePage):
    """What a set is, before there is one."""

    def __init__(self) -> None:
        super().__init__(_("Evaluation"), frozenset({"evaluations"}))
        self.setObjectName("evaluationPage")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(_("Questions of your own show whether the assistant gets better."), wrap=True))
        column.addStretch(1)

    def look_again(self) -> None:
        """Show what there is."""
