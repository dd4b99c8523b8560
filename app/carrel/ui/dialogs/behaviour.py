"""What the file of a behaviour would bring in, or change, before anything is kept."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.flows.behaviours.keeping import Incoming
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.notices import Notice, NoticeBar
from carrel.ui.theme import Theme
from carrel.ui.widgets.changes import show_changes
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.plain_text import PlainText


class BehaviourDialog(QDialog):
    """given: keep it."""

    given = Signal()

    def __init__(self, incoming: Incoming, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("behaviourDialog")
        self.setWindowTitle(_("Bring in a behaviour"))
        self.notices = NoticeBar(theme.size("space_small"))
        self.text = PlainText(theme)
        self.text.setAccessibleName(
            _("What would change") if incoming.former is not None else _("The text of the file")
        )
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_small"))
        column.addWidget(label(one_line(incoming.behaviour.title, 120), "heading", wrap=True))
        for words in _said(incoming):
            column.addWidget(label(words, wrap=True, name="incomingSaid"))
        for fault in incoming.faults:
            words = _("Line {line}: {what} {then}").format(line=fault.line, what=fault.what, then=fault.then)
            column.addWidget(label(words, "muted", wrap=True, name="incomingFault"))
        column.addWidget(self.text, 1)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.addStretch()
        leave = button(_("Cancel"), "outline", "leaveIncoming")
        self.take = button(
            _("Keep it") if incoming.former is None else _("Keep as a new version"), "primary", "takeIncoming"
        )
        leave.clicked.connect(self.reject)
        self.take.clicked.connect(self.given)
        self.take.setDefault(True)
        row.addWidget(leave)
        row.addWidget(self.take)
        column.addLayout(row)
        if incoming.former is None:
            self.text.show_text(incoming.behaviour.text)
        else:
            show_changes(self.text, incoming.changes)
        fit_screen(self, theme.size("size_dialog"), round(theme.size("type_body") * 40))

    def say_error(self, error: CarrelError) -> None:
        """Say in the dialog what cannot be done."""
        self.notices.show_notice(Notice.of(error))


def _said(incoming: Incoming) -> Iterator[str]:
    """What would come of it, a sentence or two at a time."""
    name = beside(incoming.behaviour.name, 80)
    if incoming.former is None:
        yield _("It would be kept under the name “{name}”. It shapes the manner of replies, and lifts no rule.").format(
            name=name
        )
    elif not incoming.changes:
        yield _("“{name}” says the same already.").format(name=name)
    else:
        new, gone = (sum(one.change == kind for one in incoming.changes) for kind in ("new", "gone"))
        yield _("It would be a new version of “{name}”; the former one is kept.").format(name=name)
        lines = (
            counted("One line is new", "{count} lines are new", new),
            counted("one is gone", "{count} are gone", gone),
        )
        yield f"{', '.join(lines)}."
