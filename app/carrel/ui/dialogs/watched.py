"""The folders that are looked into for new and changed documents, whenever that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.show import beside, isolated
from carrel.base.words import _
from carrel.ui.dialogs.sheet import fit_screen, lay_out
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class WatchedDialog(QDialog):
    """add_requested: another folder. remove_requested: the path of one. look_requested: look into all of them now."""

    add_requested = Signal()
    remove_requested = Signal(str)
    look_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("watchedDialog")
        self.setWindowTitle(_("Watched folders"))
        self._theme = theme
        self.add = button(_("Add a folder…"), "outline", "watchFolder")
        self.look = button(_("Look again now"), "primary", "lookNow")
        self.add.clicked.connect(self.add_requested)
        self.look.clicked.connect(self.look_requested)
        self.look.clicked.connect(self.accept)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.size("space_small"))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_medium"))
        words = _("Carrel looks into these folders for new and changed documents when you ask it to, and only then.")
        column.addWidget(label(words, "muted", wrap=True))
        column.addLayout(self._rows)
        ways = Flow(theme.size("space_small"))
        ways.addWidget(self.add)
        ways.addWidget(self.look)
        column.addLayout(ways)
        column.addStretch()
        lay_out(self, theme, column).setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fit_screen(self, theme.size("size_dialog") * 3 // 4, round(theme.size("type_body") * 28))

    def show_folders(self, folders: Sequence[tuple[str, str | None]], courses: Mapping[str, str]) -> None:
        """List these; each with the id of its course. courses: titles by ids."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for path, course in folders:
            self._rows.addWidget(self._row(path, courses.get(course or "", "")))
        if not folders:
            self._rows.addWidget(label(_("No folder is watched yet."), wrap=True))
        self.look.setEnabled(bool(folders))

    def _row(self, path: str, course: str) -> QFrame:
        row = QFrame()
        row.setObjectName("modelCard")
        words = QVBoxLayout()
        words.addWidget(label(isolated(path), wrap=True))
        if course:
            words.addWidget(label(_("Course: {course}").format(course=beside(course)), "muted", wrap=True))
        leave = button(_("Stop watching"), "outline", "unwatchFolder")
        leave.setAccessibleName(_("Stop watching {folder}").format(folder=beside(path)))
        leave.clicked.connect(partial(self._leave, path))
        line = QHBoxLayout(row)
        line.addLayout(words, 1)
        line.addWidget(leave)
        return row

    def _leave(self, path: str, _checked: bool = False) -> None:
        self.remove_requested.emit(path)
