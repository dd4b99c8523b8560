"""Every command with its keys, from the one table of commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.actions import Command, commands, groups, shown_keys
from carrel.ui.dialogs.sheet import fit_screen, lay_out
from carrel.ui.theme import Theme
from carrel.ui.widgets.fuzzy import fits
from carrel.ui.widgets.parts import label


class ShortcutsDialog(QDialog):
    """A list to read, and a field that makes it shorter; Escape closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(_("Keyboard shortcuts"))
        self._theme = theme
        self.filter = QLineEdit()
        self.filter.setObjectName("shortcutsFilter")
        self.filter.setPlaceholderText(_("Find a command or a key"))
        self.filter.setAccessibleName(_("Find a command or a key"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show)
        self._rows: list[tuple[Command, tuple[QWidget, ...]]] = []
        self._headings: dict[str, QWidget] = {}
        self._nothing = label(_("Nothing found."), "muted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.size("space_wide"))
        grid.setVerticalSpacing(theme.size("space_small"))
        grid.setColumnStretch(1, 1)
        self._fill(grid)
        area = lay_out(self, theme, grid, self.filter)
        area.setObjectName("shortcutsList")
        area.setAccessibleName(self.windowTitle())
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show("")
        fit_screen(self, theme.size("size_dialog") * 9 // 10, round(theme.size("type_body") * 40))
        self.filter.setFocus()

    def _fill(self, grid: QGridLayout) -> None:
        line = 0
        for group, heading in groups().items():
            those = [one for one in commands() if one.group == group]
            if those:
                title = self._headings[group] = label(heading, "strong")
                title.setContentsMargins(0, self._theme.size("space_medium") if line else 0, 0, 0)
                grid.addWidget(title, line, 0, 1, 2)
                line += 1
            for command in those:
                keys = label(shown_keys(command) or "–", "keys" if command.keys else "muted", name="keys")
                said = _said(command)
                grid.addWidget(keys, line, 0, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(said, line, 1)
                self._rows.append((command, (keys, said)))
                line += 1
        grid.addWidget(self._nothing, line, 0, 1, 2)
        grid.setRowStretch(line + 1, 1)

    def _show(self, asked: str) -> None:
        """Show the commands whose words or keys hold what is asked, and the headings over them."""
        kept = set()
        for command, parts in self._rows:
            said = f"{command.words} {command.what} {' '.join(command.keys)} {shown_keys(command)}"
            found = fits(asked, command.words, said) is not None
            kept |= {command.group} if found else set()
            for part in parts:
                part.setVisible(found)
        for group, heading in self._headings.items():
            heading.setVisible(group in kept)
        self._nothing.setVisible(not kept)


def _said(command: Command) -> QWidget:
    """The words of a command over its sentence."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(command.words, wrap=True))
    column.addWidget(label(command.what, "muted", wrap=True))
    return both
