"""In which manner a chat is answered: as its course says, in the usual one, or as a behaviour says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.behaviours.model import Kept
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.parts import button, label

_AS_COURSE, _USUAL = "=course", "=usual"
"""No name of a behaviour holds such a sign."""


class MannerDialog(QDialog):
    """chosen: the name of a behaviour, "" for the usual manner, None for what the course says."""

    chosen = Signal(object)

    def __init__(
        self, here: Sequence[Kept], own: str | None, inherited: str | None, theme: Theme, parent: QWidget
    ) -> None:
        """own: what the chat has of its own. inherited: what its course says; None for a chat in no course."""
        super().__init__(parent)
        self.setObjectName("mannerDialog")
        self.setWindowTitle(_("Behaviour of this chat"))
        self.list = LineList(theme, self.windowTitle(), "mannerList")
        self.list.show_lines(list(_lines(here, own, inherited)))
        now = own or (_USUAL if own == "" or inherited is None else _AS_COURSE)
        self.list.choose(now)
        self.list.opened.connect(lambda _line: self._give())
        said = _("It holds from the next turn on. A behaviour shapes the manner of replies, and lifts no rule.")
        leave, self.take = button(_("Cancel"), "outline", "leaveManner"), button(_("Choose"), "primary", "takeManner")
        leave.clicked.connect(self.reject)
        self.take.clicked.connect(self._give)
        self.take.setDefault(True)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(leave)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(self.windowTitle(), "heading", wrap=True))
        column.addWidget(label(said, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addLayout(row)
        fit_screen(self, theme.size("size_dialog"), round(theme.size("type_body") * 36))
        self.list.setFocus()

    def _give(self) -> None:
        line = self.list.chosen
        if line is not None:
            self.chosen.emit({_AS_COURSE: None, _USUAL: ""}.get(line.id, line.id))
            self.accept()


def _lines(here: Sequence[Kept], own: str | None, inherited: str | None) -> list[Line]:
    titles = {one.behaviour.name: one_line(one.behaviour.title, 80) for one in here}
    lines = [Line(one.behaviour.name, titles[one.behaviour.name], below=one_line(one.behaviour.says)) for one in here]
    if own and own not in titles:
        lines.append(Line(own, one_line(own, 80), below=_("It is not here any more.")))
    usual = Line(_USUAL, _("The usual manner"), below=_("No behaviour is followed."))
    if inherited is None:
        return [usual, *lines]
    course = titles.get(inherited, one_line(inherited, 80)) if inherited else usual.title
    return [Line(_AS_COURSE, _("As its course says"), below=course), usual, *lines]
