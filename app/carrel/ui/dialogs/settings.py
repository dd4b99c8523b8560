"""The settings, drawn from the fields of the settings themselves; each change holds at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.settings.file import Settings
from carrel.ui.dialogs.sheet import fit_screen, lay_out
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.setting_row import Choices, SettingRow


class SettingsDialog(QDialog):
    """set_requested: a setting's name and its new value.

    choices: for settings whose values are only known now, such as the models: the words and the value of each.
    """

    set_requested = Signal(str, object)

    def __init__(self, settings: Settings, choices: Mapping[str, Choices], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setWindowTitle(_("Settings"))
        self._theme = theme
        self._rows: dict[str, SettingRow] = {}
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, theme.size("space_small"), 0)
        column.setSpacing(theme.size("space_medium"))
        shown = (one for one in fields(Settings) if one.metadata["shown"])
        for group, those in groupby(shown, key=lambda one: str(one.metadata["group"])):
            heading = label(_(group), "strong", name="settingsHeading")
            heading.setContentsMargins(theme.size("space_tight"), theme.size("space_small"), 0, 0)
            column.addWidget(heading)
            column.addWidget(self._group(_(group), those, choices))
        column.addStretch()
        area = lay_out(self, theme, column)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fit_screen(self, theme.size("size_dialog"), round(theme.size("type_body") * 46))
        self.show_settings(settings)
        next(iter(self._rows.values())).editor.setFocus()

    def show_settings(self, settings: Settings) -> None:
        """Show the values as they are now."""
        for name, row in self._rows.items():
            row.show_value(getattr(settings, name))

    def _group(self, title: str, those: Iterator[Field[Any]], choices: Mapping[str, Choices]) -> QWidget:
        frame = QFrame()
        frame.setObjectName("settingsGroup")
        frame.setAccessibleName(title)
        column = QVBoxLayout(frame)
        pad = self._theme.size("space_large")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        for one in those:
            row = self._rows[one.name] = SettingRow(one, choices.get(one.name, ()), self._theme)
            row.set_requested.connect(self.set_requested)
            column.addWidget(row)
        return frame
