"""Answering with a formula, which is drawn below while it is typed."""

from __future__ import annotations

from carrel.assessment.algebra.writing import written
from carrel.assessment.attempts.showing import Shown
from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers.line import LineAnswer
from carrel.ui.widgets.passage import Passage


class ExpressionAnswer(LineAnswer):
    """The drawing is hidden while what is typed is no whole formula."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.preview = Passage(theme, "answerPreview", colour="text_muted", still=True)
        self.preview.hide()
        self._column.addWidget(self.preview)
        self.field.textChanged.connect(self._draw)

    def show_item(self, item: Shown) -> None:
        """Say what is to be typed."""
        super().show_item(item)
        self.field.setPlaceholderText(_("A formula, such as 3(x + 2) or x^2/4"))

    def _draw(self, text: str) -> None:
        tex = written(text)
        self.preview.setVisible(bool(tex))
        if tex:
            self.preview.show_text(f"${tex}$", name=_("Your formula"))
            self.field.setAccessibleDescription(self.preview.heard())
