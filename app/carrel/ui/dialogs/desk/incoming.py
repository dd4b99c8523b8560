"""What a file or a folder would bring to a desk, looked through before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _, counted
from carrel.desk.reading.api import Fault
from carrel.ui.dialogs.classes.sentences import Sentences
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.notices import Notice, NoticeBar
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class IncomingDialog(QDialog):
    """given: it is to be brought in. above: what may be chosen before that."""

    given = Signal()

    def __init__(self, title: str, theme: Theme, parent: QWidget, above: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingDialog")
        self.setWindowTitle(title)
        self.notices = NoticeBar(theme.size("space_small"))
        self.said = label("", wrap=True, name="incomingSaid")
        self._wrong = label("", "strong", wrap=True, name="incomingWrong")
        self.faults = Sentences(_("What is wrong in it"), "incomingFaults")
        self.yes = button(_("Bring in"), "primary", "incomingYes")
        leave = button(_("Cancel"), "outline", "incomingNo")
        leave.clicked.connect(self.reject)
        self.yes.clicked.connect(self.given)
        self.yes.setDefault(True)
        foot = Flow(theme.size("space_small"), at_end=True)
        for one in (leave, self.yes):
            foot.addWidget(one)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_small"))
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(label(_("Nothing was changed yet."), "muted", wrap=True))
        if above is not None:
            column.addWidget(above)
        for part in (self.said, self._wrong):
            column.addWidget(part)
        column.addWidget(self.faults, 1)
        column.addWidget(self.notices)
        column.addStretch()
        column.addLayout(foot)
        fit_screen(self, theme.size("size_dialog"), round(theme.size("size_dialog") * 0.7))

    def show_found(self, lines: Sequence[str], faults: Sequence[Fault], *, ready: bool) -> None:
        """Say what it would bring, a line for each kind, and what is wrong in it; ready: whether there is anything."""
        self.said.setText("\n".join(lines))
        self._wrong.setText(counted("One thing is wrong in it:", "{count} things are wrong in it:", len(faults)))
        self._wrong.setVisible(bool(faults))
        self.faults.show_sentences([one.sentence() for one in faults])
        self.yes.setEnabled(ready)

    def say_error(self, error: CarrelError) -> None:
        """Say in the dialog what cannot be done."""
        self.notices.show_notice(Notice.of(error, key="incoming"))
