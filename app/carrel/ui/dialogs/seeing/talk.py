"""What pupils and the tutor said about the questions behind a figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.classes.shared_talks import PupilTalk
from carrel.ui.dialogs.sheet import fit_screen, lay_out
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label


class TalkDialog(QDialog):
    """Each talk under its question, and each turn under whoever said it."""

    def __init__(self, talks: Sequence[PupilTalk], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("talkDialog")
        self.setWindowTitle(_("Talks with the tutor"))
        self._theme = theme
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, theme.size("space_small"), 0)
        column.setSpacing(theme.size("space_wide"))
        for one in talks:
            column.addLayout(self._talk(one))
        column.addStretch()
        area = lay_out(self, theme, column)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.windowTitle())
        fit_screen(self, theme.size("size_dialog"), round(theme.size("size_dialog") * 0.8))

    def _talk(self, talk: PupilTalk) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.size("space_small"))
        about = _("{who}, {task}").format(who=beside(talk.pupil.name), task=beside(talk.task))
        column.addWidget(label(breakable(about), "muted", wrap=True, name="talkAbout"))
        column.addWidget(label(breakable(talk.question), "strong", wrap=True, name="talkQuestion"))
        for who, said in talk.lines():
            column.addWidget(label(breakable(who), "muted", wrap=True))
            column.addWidget(label(breakable(said), wrap=True, name="talkSaid"))
        return column
