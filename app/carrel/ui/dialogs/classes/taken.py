"""What became of the files that were taken in, one line each, and the devices that nobody knows yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.flows.classes.take_in import TakenIn, marked_otherwise
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

_FILE = Qt.ItemDataRole.UserRole
_LONGEST = 600


class TakenDialog(QDialog):
    """trust_requested: the paths of those files whose devices are to be believed from now on."""

    trust_requested = Signal(object)

    def __init__(
        self, taken: Sequence[TakenIn], theme: Theme, parent: QWidget, *, stopped: bool = False, trusted: bool = False
    ) -> None:
        """stopped: not all were looked at. trusted: strange devices were believed already, as far as that goes."""
        super().__init__(parent)
        self.setObjectName("takenDialog")
        self.setWindowTitle(_("Taken in"))
        self._strange = [] if trusted else [one for one in taken if one.state == "unknown"]
        self.list = QListWidget()
        self.list.setObjectName("takenList")
        self.list.setProperty("kind", "checks")
        self.list.setAccessibleName(_("What became of each file"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in sorted(taken, key=lambda one: one.state == "ok"):
            self._add(one)
        self.trust = button(_("Trust these devices"), "primary", "trustDevices")
        self._lay_out(theme, summary(taken, stopped=stopped))
        self.list.itemChanged.connect(lambda _item: self._look())
        fit_screen(self, theme.size("size_dialog"), round(theme.size("size_dialog") * 0.8))

    @property
    def wanted(self) -> list[Path]:
        """The files whose devices are checked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(_FILE).path for item in items if item.checkState() is Qt.CheckState.Checked]

    def _add(self, one: TakenIn) -> None:
        item = QListWidgetItem(one_line(line(one), _LONGEST), self.list)
        item.setData(_FILE, one)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        if one in self._strange:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)

    def _lay_out(self, theme: Theme, words: str) -> None:
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_small"))
        column.addWidget(label(self.windowTitle(), "heading", wrap=True))
        column.addWidget(label(words, "strong", wrap=True, name="takenSaid"))
        column.addWidget(self.list, 1)
        foot = Flow(theme.size("space_small"), at_end=True)
        if self._strange:
            said = _(
                "Compare each number with the one on the pupil's screen. Work of the devices that are checked is taken "
                "in then, now and in future."
            )
            column.addWidget(label(said, "muted", wrap=True))
            foot.addWidget(self.trust)
        close = button(_("Close"), "outline", "closeDialog")
        foot.addWidget(close)
        column.addLayout(foot)
        self.trust.clicked.connect(self._trust)
        close.clicked.connect(self.reject)

    def _look(self) -> None:
        self.trust.setEnabled(bool(self.wanted))

    def _trust(self) -> None:
        wanted = self.wanted
        self.accept()
        self.trust_requested.emit(wanted)


def summary(taken: Sequence[TakenIn], *, stopped: bool) -> str:
    """All of it in a sentence or two."""
    if not taken:
        return _("It was stopped before anything was taken in.") if stopped else _("There was no file to take in.")
    good, new = [one for one in taken if one.state == "ok"], sum(one.tries for one in taken)
    said = [counted("One file was taken in.", "{count} files were taken in.", len(good))] if good else []
    said += [counted("One try is new.", "{count} tries are new.", new)] if good else []
    differs = sum(one.differs for one in good)
    said += [marked_otherwise(differs)] if differs else []
    others = len(taken) - len(good)
    said += [counted("One file was not.", "{count} files were not.", others)] if good and others else []
    said += [] if good else [_("Nothing new was taken in.")]
    return " ".join([*said, _("It was stopped; the other files were not looked at.")] if stopped else said)


def line(one: TakenIn) -> str:
    """A file, what became of it, and what to do now."""
    news = counted("One try is new.", "{count} tries are new.", one.tries) if one.state == "ok" else ""
    rules = _("It was done under rules that no pack of this class ever said.") if one.elsewhere else ""
    told = " ".join(filter(None, (one.says, news, one.came_along, one.marks, rules, one.next_step)))
    return _("{file}: {what}").format(file=beside(one.path.name), what=told)
