"""What goes to a teacher, said before the file is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.classes.hand_back import ToHandBack
from carrel.ui.dialogs.sheet import fit_screen, lay_out
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class HandInDialog(QDialog):
    """accepted: it is to be written, and where is asked next."""

    def __init__(self, held: ToHandBack, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("handInDialog")
        self.setWindowTitle(_("Hand in for “{title}”").format(title=beside(held.joined.title)))
        self._theme = theme
        leave, self.go = button(_("Not now"), "outline", "handInLeave"), button(_("Write the file…"), "primary")
        self.go.setObjectName("handInGo")
        leave.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        foot = QWidget()
        row = Flow(theme.size("space_small"), at_end=True, parent=foot)
        row.addWidget(leave)
        row.addWidget(self.go)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, theme.size("space_small"), 0)
        column.setSpacing(theme.size("space_medium"))
        lead = _("Carrel writes one file with all that you did for this class so far. Give it to your teacher.")
        column.addWidget(label(lead, wrap=True))
        column.addWidget(self._sheet(_("What is in it"), _listed(held), "handInHolds"))
        shut = _("Only your teacher can open it.") if held.sealed else _("Whoever has the file can read it.")
        column.addWidget(label(shut, wrap=True, name="handInSealed"))
        number = _("Your number, if your teacher asks: {number}").format(number=held.fingerprint)
        column.addWidget(label(number, "muted", wrap=True, name="handInNumber"))
        column.addStretch()
        lay_out(self, theme, column, below=foot)
        fit_screen(self, theme.size("size_dialog") * 3 // 4, round(theme.size("type_body") * 28))
        self.go.setFocus()

    def _sheet(self, title: str, lines: Sequence[str], name: str) -> QFrame:
        sheet = QFrame()
        sheet.setProperty("kind", "sheet")
        sheet.setProperty("tone", "plain")
        sheet.setAccessibleName(title)
        column = QVBoxLayout(sheet)
        pad = self._theme.size("space_medium")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(self._theme.size("space_small"))
        column.addWidget(label(title, "strong", wrap=True))
        for line in lines:
            column.addWidget(label(line, wrap=True, name=name))
        return sheet


def _listed(held: ToHandBack) -> list[str]:
    """A line for each task something was done for, and what goes along with it."""
    lines = [
        _("{title}: {tries}").format(title=beside(title), tries=counted("one try", "{count} tries", count))
        for title, count in held.tries
    ]
    if held.tries:
        lines.append(_("With each try go the answer, the help you took, how long it took, and when it was."))
    lines += [
        _("{title}: your talk with the tutor about {questions}").format(
            title=beside(title), questions=counted("one question", "{count} questions", count)
        )
        for title, count in held.talks
    ]
    if held.talks:
        lines.append(_("The task says that this talk goes along. Your other chats stay on this computer."))
    lines += [_("{title}: your text").format(title=beside(title)) for title in held.works]
    if held.works:
        lines.append(_("With each text goes the record of how it was made, up to when you handed it in."))
    return lines
