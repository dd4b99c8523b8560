"""What is asked on the page of evaluation sets is carried out."""

from __future__ import annotations

from PySide6.QtCore import QObject

from carrel.ui.panes.shape.evaluation import EvaluationPage
from carrel.ui.window.doing import Doing


class Evaluating(QObject):
    """page: where it is asked."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing.stage)
        self._doing = doing
        self.page = EvaluationPage()
