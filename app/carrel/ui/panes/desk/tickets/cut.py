"""What a model wrote and may not be sent: each sentence struck through, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.base.words import _, counted
from carrel.flows.draft.model import Cut
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label


class CutSheet(QFrame):
    """Hidden where nothing was cut."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("draftCut")
        self.setProperty("kind", "sheet")
        self.setProperty("tone", "wrong")
        self._theme = theme
        self._column = QVBoxLayout(self)
        theme.changed.connect(self._measure)
        self._measure()
        self.hide()

    def show_cut(self, cut: Sequence[Cut]) -> None:
        """Show these sentences."""
        while (old := self._column.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        title = counted("One sentence of the model was cut:", "{count} sentences of the model were cut:", len(cut))
        self._column.addWidget(label(title, "strong", wrap=True, name="cutTitle"))
        for one in cut:
            sentence = label(one.text, wrap=True, name="cutSentence")
            font = sentence.font()
            font.setStrikeOut(True)
            sentence.setFont(font)
            sentence.setAccessibleName(_("Cut: {sentence}").format(sentence=one.text))
            self._column.addWidget(sentence)
            self._column.addWidget(label(one.why, "muted", wrap=True, name="cutWhy"))
        self.setVisible(bool(cut))

    def _measure(self) -> None:
        pad = self._theme.size("space_medium")
        self._column.setContentsMargins(pad, self._theme.size("space_small"), pad, self._theme.size("space_small"))
        self._column.setSpacing(self._theme.size("space_hair"))
