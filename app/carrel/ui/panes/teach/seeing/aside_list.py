"""The cases that were put aside, folded below those that wait."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.flows.classes.seeing.queue import Resting
from carrel.flows.classes.seeing.words import flag, why
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, tip
from carrel.ui.widgets.times import full_day


class AsideList(QWidget):
    """taken_back: a Case that is to wait again."""

    taken_back = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("asideList")
        self._theme = theme
        self.fold = button("", "fold", "asideFold")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._open)
        self._lines = QWidget()
        self._lines.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)
        column.addWidget(self._lines)
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_resting(self, resting: Sequence[Resting]) -> None:
        """Show these."""
        self.setVisible(bool(resting))
        words = counted("Put aside: one", "Put aside: {count}", len(resting))
        self.fold.setText(words)
        self.fold.setAccessibleName(words)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._column.setSpacing(self._theme.size("space_small"))
        for one in resting:
            self._column.addWidget(self._line(one))
        self._draw()

    def _line(self, one: Resting) -> QWidget:
        held, words, row = QWidget(), QVBoxLayout(), QHBoxLayout()
        who = beside(one.case.pupil.name)
        what = _("{who}, {sign}: {put}").format(who=who, sign=flag(one.case.kind), put=put_aside(one))
        words.setSpacing(0)
        words.addWidget(label(breakable(what), wrap=True, name="asideWhat"))
        words.addWidget(label(breakable(why(one.case)), "muted", wrap=True))
        back = button(_("Take back"), "outline", f"back_{one.case.id}")
        back.setAccessibleName(_("Take back: {what}").format(what=one_line(what)))
        tip(back, _("Let it wait for you again."))
        back.clicked.connect(partial(self._take_back, one))
        held.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(back)
        return held

    def _take_back(self, one: Resting, _checked: bool = False) -> None:
        self.taken_back.emit(one.case)

    def _open(self, is_open: bool) -> None:
        self._lines.setVisible(is_open)
        self._draw()

    def _draw(self) -> None:
        icon = "chevron-down" if self.fold.isChecked() else "chevron-right"
        self.fold.setIcon(self._theme.icon(icon, "text_muted"))


def put_aside(one: Resting) -> str:
    """Until when, or why."""
    if one.aside.until:
        return _("until {day}").format(day=full_day(one.aside.until))
    return _("“{reason}”").format(reason=beside(one.aside.because))
