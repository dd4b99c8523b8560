"""The settings, drawn from the fields of the settings themselves; each change holds at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, fields
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from carrel.base.words import _
from carrel.settings.file import Settings
from carrel.ui.dialogs.sheet import lay_out
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label

Choices = Mapping[str, Sequence[tuple[str, Any]]]
"""For settings whose values are only known now, such as the models: words and value of each."""


class SettingsDialog(QDialog):
    """set_requested: a setting's name and its new value."""

    set_requested = Signal(str, object)

    def __init__(self, settings: Settings, choices: Choices, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setObjectName("settingsDialog")
        self.setWindowTitle(_("Settings"))
        self._showing = False
        self._editors: dict[str, tuple[QWidget, Callable[[Any], None]]] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(theme.size("space_wide"))
        form.setVerticalSpacing(theme.size("space_medium"))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for one in fields(Settings):
            if one.metadata["shown"]:
                self._add(form, one)
        lay_out(self, theme, form).setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(theme.size("size_dialog") * 4 // 5, round(theme.size("type_body") * 37))
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """Show the values as they are now."""
        self._showing = True
        for name, (editor, put) in self._editors.items():
            if not editor.hasFocus():
                put(getattr(settings, name))
        self._showing = False

    def _add(self, form: QFormLayout, one: Field[Any]) -> None:
        words = _(one.metadata["label"])
        editor, put = self._editor(one)
        editor.setObjectName(f"setting_{one.name}")
        editor.setAccessibleName(words)
        if isinstance(editor, QComboBox):
            editor.view().setAccessibleName(words)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._editors[one.name] = (editor, put)
        title = label(words, wrap=True)
        title.setBuddy(editor)
        form.addRow(title, editor)

    def _editor(self, one: Field[Any]) -> tuple[QWidget, Callable[[Any], None]]:
        low, high, choices = one.metadata["low"], one.metadata["high"], one.metadata["choices"]
        if one.name in self._choices:
            return self._choice(one.name, self._choices[one.name])
        if choices:
            return self._choice(one.name, [(_choice_words(value), value) for value in choices])
        if isinstance(one.default, bool):
            check = QCheckBox()
            check.toggled.connect(lambda value: self._ask(one.name, value))
            return check, check.setChecked
        if isinstance(one.default, int):
            whole = QSpinBox()
            _inset(whole)
            whole.setRange(int(low), int(high))
            whole.setKeyboardTracking(False)
            whole.valueChanged.connect(lambda value: self._ask(one.name, value))
            return whole, whole.setValue
        if isinstance(one.default, float):
            number = QDoubleSpinBox()
            _inset(number)
            number.setRange(float(low), float(high))
            number.setSingleStep(0.1)
            number.setKeyboardTracking(False)
            number.valueChanged.connect(lambda value: self._ask(one.name, value))
            return number, number.setValue
        line = QLineEdit()
        line.editingFinished.connect(lambda: self._ask(one.name, line.text().strip()))
        return line, line.setText

    def _choice(self, name: str, choices: Sequence[tuple[str, Any]]) -> tuple[QWidget, Callable[[Any], None]]:
        box = QComboBox()
        for words, value in choices:
            box.addItem(words, value)
        box.currentIndexChanged.connect(lambda index: self._ask(name, box.itemData(index)))
        return box, lambda value: box.setCurrentIndex(box.findData(value))

    def _ask(self, name: str, value: object) -> None:
        if not self._showing:
            self.set_requested.emit(name, value)


def _inset(box: QAbstractSpinBox) -> None:
    """The style sheet's padding does not reach the text in a spin box."""
    line = box.findChild(QLineEdit)
    if line is not None:
        line.setTextMargins(6, 0, 6, 0)


def _choice_words(value: object) -> str:
    words = {"system": _("Like the system"), "light": _("Light"), "dark": _("Dark")}
    return words.get(str(value), str(value))
