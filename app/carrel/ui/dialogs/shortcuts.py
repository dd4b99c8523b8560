"""Every command with its keys, from the one table of commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from carrel.base.words import _
from carrel.ui.actions import commands, shown_keys
from carrel.ui.dialogs.sheet import lay_out
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label


class ShortcutsDialog(QDialog):
    """A list to read; Escape closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(_("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.size("space_wide"))
        grid.setVerticalSpacing(theme.size("space_small"))
        grid.setColumnStretch(1, 1)
        for number, command in enumerate(one for one in commands() if one.keys):
            grid.addWidget(label(shown_keys(command), "strong"), number, 0)
            grid.addWidget(label(command.what, wrap=True), number, 1)
        area = lay_out(self, theme, grid)
        area.setObjectName("shortcutsList")
        area.setAccessibleName(self.windowTitle())
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(theme.size("size_dialog") * 3 // 4, round(theme.size("type_body") * 34))
