"""A suggestion on the first screen: what, why, how long, and two buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.flows.suggesting import Suggestion
from carrel.ui.flow import Flow
from carrel.ui.panes.home.words import press, reason
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, tip


class StepCard(QFrame):
    """chosen: the Suggestion is to be done. set_aside: it is not useful. first: the large one."""

    chosen = Signal(object)
    set_aside = Signal(object)

    def __init__(self, step: Suggestion, theme: Theme, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("homeStep" if first else "homeOther")
        self.setAccessibleName(step.what)
        self.setAccessibleDescription(reason(step))
        self.step = step
        pad, gap = theme.size("space_large" if first else "space_medium"), theme.size("space_small")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(gap)
        if first:
            column.addWidget(label(_("A good next step"), "muted", wrap=True))
        column.addWidget(label(breakable(step.what), "heading" if first else "strong", wrap=True, name="stepWhat"))
        column.addWidget(label(breakable(reason(step)), "" if first else "muted", wrap=True, name="stepReason"))
        self.go = button(press(step.kind), "primary" if first else "outline", f"go_{step.kind}_{step.id}")
        self.go.setAccessibleName(f"{press(step.kind)}: {step.what}")
        self.go.setAccessibleDescription(reason(step))
        self.go.clicked.connect(lambda: self.chosen.emit(step))
        self.no = button(_("Not useful"), "", f"not_{step.kind}_{step.id}")
        self.no.setAccessibleName(_("Not useful: {what}").format(what=step.what))
        tip(self.no, _("Set it aside. It comes back in 14 days, when its reason changes, or when you take it back."))
        self.no.clicked.connect(lambda: self.set_aside.emit(step))
        row = Flow(gap)
        row.addWidget(self.go)
        row.addWidget(self.no)
        if step.kind == "task":
            self.no.hide()  # a teacher asks for it: nobody but the teacher puts it aside
        column.addLayout(row)
