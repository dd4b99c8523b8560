"""One setting: its name, what it changes, its value, and the way back to the usual one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import Field
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.lines_edit import LinesEdit
from carrel.ui.widgets.parts import IconButton, label

Choices = Sequence[tuple[str, Any]]
"""The words and the value of each thing that can be chosen."""

_NARROW = 32  # letters of body size, below which the value stands under its name


class SettingRow(QWidget):
    """set_requested: the setting's name and its new value. choices: instead of those of the field itself."""

    set_requested = Signal(str, object)

    def __init__(self, one: Field[Any], choices: Choices, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("settingRow")
        self._name, self._default, self._theme = one.name, one.default, theme
        self._showing = False
        self._words = _(one.metadata["label"])
        self.editor, self._put = self._make(one, choices)
        self.reset = IconButton(theme, "undo", "", name=f"reset_{one.name}")
        self.reset.clicked.connect(lambda: self.set_requested.emit(self._name, self._default))
        self._lay_out(one)

    def show_value(self, value: object) -> None:
        """Show the value as it is now, unless it is being typed."""
        typing = isinstance(self.editor, QAbstractSpinBox | QLineEdit | LinesEdit) and self.editor.hasFocus()
        self._showing = True
        if not typing or value == self._default:
            self._put(value)
        self._showing = False
        self._offer_reset(value != self._default)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The value stands beside its name where there is room, and under it where not."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < _NARROW * self._theme.size("type_body")
        ways = QBoxLayout.Direction
        below = narrow or isinstance(self.editor, LinesEdit)
        self._box.setDirection(ways.TopToBottom if below else ways.LeftToRight)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page; it changes a value only when one is at it."""
        if event.type() is QEvent.Type.Wheel and not self.editor.hasFocus():
            event.ignore()
            return True
        return False

    def _lay_out(self, one: Field[Any]) -> None:
        self.editor.setObjectName(f"setting_{one.name}")
        self.editor.setAccessibleName(self._words)
        self.editor.setAccessibleDescription(_(one.metadata["help"]))
        self.editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editor.installEventFilter(self)
        if isinstance(self.editor, QComboBox):
            self.editor.view().setAccessibleName(self._words)
        if not isinstance(self.editor, QCheckBox):
            self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = QVBoxLayout()
        said.setSpacing(self._theme.size("space_hair"))
        title = label(self._words, wrap=True)
        title.setBuddy(self.editor)
        said.addWidget(title)
        said.addWidget(label(_(one.metadata["help"]), "muted", wrap=True))
        said.addStretch()
        value = QHBoxLayout()
        value.setSpacing(self._theme.size("space_tight"))
        value.addWidget(self.editor, 1)
        value.addWidget(self.reset)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(self._theme.size("space_small"))
        self._box.addLayout(said, 3)
        self._box.addLayout(value, 2)
        self._theme.changed.connect(self._arrange)

    def _offer_reset(self, changed: bool) -> None:
        if not changed and self.reset.hasFocus():
            self.editor.setFocus()
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.reset.say(_("Back to the usual: {words}").format(words=self._words))
        self.reset.setVisible(changed)

    def _make(self, one: Field[Any], choices: Choices) -> tuple[QWidget, Callable[[Any], None]]:
        own = [(_(words), value) for value, words in one.metadata["choices"].items()]
        if choices or own:
            return self._choice(choices or own)
        if isinstance(one.default, bool):
            check = QCheckBox(_("On"))
            check.toggled.connect(self._ask)
            return check, check.setChecked
        if isinstance(one.default, int | float):
            return self._number(one)
        if one.metadata["lines"]:
            lines = LinesEdit()
            lines.left.connect(self._ask)
            return lines, lines.setPlainText
        line = QLineEdit()
        line.editingFinished.connect(lambda: self._ask(line.text().strip()))
        return line, line.setText

    def _number(self, one: Field[Any]) -> tuple[QWidget, Callable[[Any], None]]:
        box: QSpinBox | QDoubleSpinBox = QSpinBox() if isinstance(one.default, int) else QDoubleSpinBox()
        box.setRange(one.metadata["low"], one.metadata["high"])
        box.setSingleStep(_step(one))
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._ask)
        line = box.findChild(QLineEdit)
        if line is not None:
            line.setTextMargins(6, 0, 6, 0)  # the style sheet's padding does not reach the text in a spin box
        return box, box.setValue

    def _choice(self, choices: Choices) -> tuple[QWidget, Callable[[Any], None]]:
        box = QComboBox()
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, value in choices:
            box.addItem(words, value)
        box.currentIndexChanged.connect(lambda index: self._ask(box.itemData(index)))
        return box, lambda value: box.setCurrentIndex(box.findData(value))

    def _ask(self, value: object) -> None:
        if not self._showing:
            self.set_requested.emit(self._name, value)


def _step(one: Field[Any]) -> Any:
    """How far one press of an arrow goes."""
    if isinstance(one.default, float):
        return 0.1
    span = one.metadata["high"] - one.metadata["low"]
    return 10 if 100 < span < 1000 and one.metadata["low"] > 0 else 256 if span > 1000 else 1
