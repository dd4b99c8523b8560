"""Which chats to write, and as what kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from carrel.base.words import _, counted
from carrel.flows.take_out import Offer
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

HERE, COURSE, ALL = "here", "course", "all"
_LONGEST = 60


@dataclass(frozen=True)
class Kind:
    """A kind of file as a person sees it: its name in the program, its title, its ending, and what gets lost."""

    name: str
    title: str
    extension: str
    loses: str


class ExportDialog(QDialog):
    """export_requested: the name of a kind of file, and which chats: HERE, COURSE or ALL."""

    export_requested = Signal(str, str)

    def __init__(self, kinds: Sequence[Kind], offer: Offer, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("exportDialog")
        self.setWindowTitle(_("Export chats"))
        self._which = self._choose_chats(offer)
        self._kinds = QButtonGroup(self)
        self._names = [kind.name for kind in kinds]
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_large"))
        column.addWidget(label(self.windowTitle(), "heading"))
        column.addWidget(self._area(kinds), 1)
        column.addLayout(self._buttons())
        self.resize(theme.size("size_column") * 2 // 3, round(theme.size("type_body") * 37))

    def _area(self, kinds: Sequence[Kind]) -> QScrollArea:
        """What there is to choose; it scrolls where the text is large."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, self._theme.size("space_small"), 0)
        column.setSpacing(self._theme.size("space_small"))
        title = label(_("Which chats"), "strong")
        title.setBuddy(self._which)
        column.addWidget(title)
        column.addWidget(self._which)
        column.addSpacing(self._theme.size("space_medium"))
        column.addWidget(label(_("Kind of file"), "strong"))
        for number, kind in enumerate(kinds):
            column.addLayout(self._row(number, kind))
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFocusPolicy(area.focusPolicy().NoFocus)
        return area

    def _choose_chats(self, offer: Offer) -> QComboBox:
        box = QComboBox()
        box.setObjectName("exportWhich")
        box.setAccessibleName(_("Which chats"))
        box.view().setAccessibleName(_("Which chats"))
        box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        if offer.title is not None:
            box.addItem(_("This chat: {title}").format(title=_short(offer.title or _("Untitled chat"))), HERE)
        if offer.course is not None:
            chats = counted("one chat", "{count} chats", offer.in_course)
            box.addItem(_("Course {title}: {chats}").format(title=_short(offer.course), chats=chats), COURSE)
        if offer.of_all > 1 or offer.title is None:
            box.addItem(counted("The one chat there is", "All {count} chats", offer.of_all), ALL)
        return box

    def _row(self, number: int, kind: Kind) -> QVBoxLayout:
        choice = QRadioButton(kind.title)
        choice.setObjectName(f"export_{kind.name}")
        says = kind.loses or _("Everything that was said, with all branches; Carrel can bring it in again.")
        choice.setAccessibleName(kind.title)
        choice.setAccessibleDescription(says)
        choice.setChecked(number == 0)
        self._kinds.addButton(choice, number)
        row = QVBoxLayout()
        row.setSpacing(0)
        row.addWidget(choice)
        below = QHBoxLayout()
        below.addSpacing(3 * self._theme.size("space_small") + 2)
        below.addWidget(label(says, "muted", wrap=True), 1)
        row.addLayout(below)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        leave, go = button(_("Cancel"), "", "leaveExport"), button(_("Choose where…"), "primary", "chooseWhere")
        leave.clicked.connect(self.reject)
        go.clicked.connect(self._go)
        go.setDefault(True)
        row.addWidget(leave)
        row.addWidget(go)
        return row

    def _go(self) -> None:
        self.accept()
        self.export_requested.emit(self._names[self._kinds.checkedId()], self._which.currentData())


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
