"""The tries behind a figure of a class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from carrel.base.words import _, counted
from carrel.flows.classes.seeing.evidence import Behind
from carrel.ui.dialogs.seeing.talk import TalkDialog
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.tries_table import TriesTable


class EvidenceDialog(QDialog):
    """The title of the figure, what it says, and every try that it counts."""

    def __init__(self, title: str, said: str, behind: Sequence[Behind], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evidenceDialog")
        self.setWindowTitle(title)
        self.table = TriesTable("evidenceTable")
        whose = {one.who for one in behind}
        who = [one.who for one in behind] if len(whose) > 1 else []
        self.table.show_tries([one.tried for one in behind], _("Answer"), who)
        close = button(_("Close"), "outline", "closeDialog")
        close.clicked.connect(self.reject)
        self._theme = theme
        self._talks = list(dict.fromkeys(talk for one in behind for talk in one.talks))
        acts = Flow(theme.size("space_small"), at_end=True)
        if self._talks:
            read = button(_("Talks with the tutor…"), "outline", "readTalks")
            read.clicked.connect(self._read_talks)
            acts.addWidget(read)
        acts.addWidget(close)
        pad = theme.size("space_wide")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(breakable(title), "heading", wrap=True))
        column.addWidget(label(breakable(said), "muted", wrap=True, name="evidenceSaid"))
        count = counted("One try, newest first.", "{count} tries, newest first.", len(behind))
        column.addWidget(label(count, "muted", wrap=True, name="evidenceCount"))
        column.addWidget(self.table, 1)
        column.addLayout(acts)
        fit_screen(self, round(theme.size("size_dialog") * 1.3), round(theme.size("size_dialog") * 0.8))

    def _read_talks(self) -> None:
        dialog = TalkDialog(self._talks, self._theme, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
