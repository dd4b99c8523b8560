"""What a person would have said in a reply's place, kept as an example."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.examples.model import Correction
from carrel.flows import asks
from carrel.flows.examples.kept import LONGEST_WHY
from carrel.flows.kit import Kit
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.jobs import Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.times import full_time


class BetterDialog(QDialog):
    """Begins with the reply's own words. kept: the new Correction. The others carry one that was kept before."""

    kept = Signal(object)
    forget_requested = Signal(object)
    keep_again_requested = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, about: asks.Better, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("betterDialog")
        self.setWindowTitle(_("I'd have said…"))
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._reply, existing = about.reply, about.kept
        self.box = QPlainTextEdit(self._reply.text)
        self.box.setObjectName("betterBox")
        self.box.setAccessibleName(_("What you would have said"))
        self.box.setTabChangesFocus(True)
        self.why = QLineEdit()
        self.why.setObjectName("betterWhy")
        self.why.setMaxLength(LONGEST_WHY)
        self.why.setPlaceholderText(_("Why that is better, for whoever reads it later (may stay empty)"))
        self.why.setAccessibleName(_("Why that is better"))
        self._wrong = label(wrap=True, name="betterWrong")
        self._wrong.hide()
        self._column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.size("space_medium"))
        self._column.addWidget(label(self.windowTitle(), "heading", wrap=True))
        self._column.addWidget(label(_("Change the reply into what you would have said."), wrap=True))
        self._column.addWidget(label(what_happens(about), "muted", wrap=True, name="betterHappens"))
        self._column.addWidget(self.box, 2)
        self._column.addWidget(self.why)
        self._column.addWidget(self._wrong)
        self._column.addLayout(self._buttons())
        if existing:
            self._show_existing(existing)
        fit_screen(self, theme.size("size_dialog") * 5 // 6, round(theme.size("type_body") * (40 if existing else 30)))
        self.box.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        leave, keep = button(_("Cancel"), "outline", "leaveBetter"), button(_("Keep it"), "primary", "keepBetter")
        leave.clicked.connect(self.reject)
        keep.clicked.connect(self._keep)
        self._keep_button = keep
        row.addWidget(leave)
        row.addWidget(keep)
        return row

    def _show_existing(self, existing: Sequence[Correction]) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.size("space_small"))
        for correction in reversed(existing):
            column.addWidget(self._card(correction))
        column.addStretch()
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        self._column.addWidget(label(_("What you wrote before"), "strong"))
        self._column.addWidget(area, 1)

    def _card(self, correction: Correction) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        words = label(correction.better, wrap=True, name="betterKept")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        delete = button(_("Delete"), "danger", "deleteBetter")
        row = QHBoxLayout()
        row.addWidget(label(full_time(correction.created), "muted"), 1)
        row.addWidget(delete)
        column = QVBoxLayout(card)
        column.addLayout(row)
        column.addWidget(words)
        delete.setCheckable(True)
        delete.toggled.connect(partial(self._turn, correction, delete, words))
        return card

    def _turn(self, correction: Correction, pressed: QPushButton, words: QWidget, gone: bool) -> None:
        """Take an example back, or keep it again: the button says which comes next."""
        words.setEnabled(not gone)
        pressed.setText(_("Undo the deletion") if gone else _("Delete"))
        pressed.setAccessibleName(pressed.text())
        (self.forget_requested if gone else self.keep_again_requested).emit(correction)

    def _keep(self) -> None:
        text, why = self.box.toPlainText(), self.why.text()
        self._keep_button.setEnabled(False)
        self._jobs.fetch(lambda: asks.keep_better(self._kit, self._reply.id, text, why), self._done, self._say_error)

    def _done(self, correction: Correction) -> None:
        self.kept.emit(correction)
        self.accept()

    def _say_error(self, error: CarrelError) -> None:
        self._keep_button.setEnabled(True)
        self._wrong.setText(f"{error.what} {error.next_step}")
        self._wrong.show()


def what_happens(about: asks.Better) -> str:
    """What comes of an example that is kept here."""
    here = _("It is kept on this computer.")
    if about.place.kind == "practice":
        use = _(
            "The tutor is not shown it, because what was said beside a question of practice may give its answer away."
        )
    elif not about.used:
        use = _("The tutor is not shown it as long as the course “{course}” keeps replies back.")
    elif about.course:
        use = _(
            "When something like this is asked again in the course “{course}”, the model is shown it as an example."
        )
    else:
        use = _("When something like this is asked again outside of courses, the model is shown this example.")
    return f"{here} {use.format(course=beside(about.course))}"
