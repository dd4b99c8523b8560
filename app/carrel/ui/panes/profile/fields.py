"""The fields of a profile: what each is called, what it changes, and how it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.learner.model import LONGEST_CALLED, LONGEST_SAID, NEEDS, Profile
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

_TABBED, _CLICKED = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus


class Field(QWidget):
    """One field: its title, how it is filled in, and in one sentence what it changes.

    said: the name of the field and its value. entered: the name of the field that has the focus, "" for none.
    """

    said = Signal(str, object)
    entered = Signal(str)

    def __init__(self, name: str, title: str, changes: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(f"field_{name}")
        self.name, self.title, self.changes, self._theme = name, title, changes, theme
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self._words = label(title, "strong", wrap=True)
        self.box.addWidget(self._words)
        self.box.addWidget(label(changes, "muted", wrap=True))
        self.measure()

    def show_value(self, value: Any) -> None:
        """Show what is kept."""
        raise NotImplementedError

    def measure(self) -> None:
        """Take the theme's sizes."""
        self.box.setSpacing(self._theme.size("space_tight"))

    def watch(self, widget: QWidget) -> None:
        """Tell when the focus is here, and say to a screen reader what it is for."""
        widget.installEventFilter(self)
        widget.setAccessibleDescription(self.changes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus comes and goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.entered.emit(self.name if event.type() is QEvent.Type.FocusIn else "")
        return super().eventFilter(watched, event)


class TextField(Field):
    """A line of text, told at every letter."""

    def __init__(self, name: str, title: str, changes: str, theme: Theme, *, most: int, example: str) -> None:
        super().__init__(name, title, changes, theme)
        self.line = QLineEdit()
        self.line.setObjectName(f"profile_{name}")
        self.line.setAccessibleName(title)
        self.line.setMaxLength(most)
        self.line.setPlaceholderText(example)
        self._words.setBuddy(self.line)
        self.watch(self.line)
        self.line.textEdited.connect(lambda text: self.said.emit(name, text))
        self.box.addWidget(self.line)

    def show_value(self, value: Any) -> None:
        """Show the text that is kept, unless it is being typed."""
        if not self.line.hasFocus() and self.line.text() != value:
            self.line.setText(value)


class ChoiceField(Field):
    """One of a few: the Tab key comes to the chosen one, and the arrows to the others."""

    def __init__(
        self, name: str, title: str, changes: str, theme: Theme, *, choices: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(name, title, changes, theme)
        self._row = Flow(theme.size("space_small"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for value, words in choices:
            one = self._buttons[value] = button(words, "outline", f"profile_{name}_{value or 'any'}")
            one.setCheckable(True)
            one.setAccessibleName(f"{title}: {words}")
            one.setFocusPolicy(_CLICKED)
            one.clicked.connect(partial(self._choose, value))
            one.toggled.connect(partial(self._turn, value, one))
            self.watch(one)
            self._group.addButton(one)
            self._row.addWidget(one)
        self._value = ""
        self.box.addLayout(self._row)
        self.show_value("")

    def show_value(self, value: Any) -> None:
        """Show the choice that is kept."""
        self._value = value
        self._buttons[value].setChecked(True)

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        if hasattr(self, "_row"):
            self._row.setSpacing(self._theme.size("space_small"))

    def _choose(self, value: str, _checked: bool = False) -> None:
        if value != self._value:
            self._value = value
            self.said.emit(self.name, value)

    def _turn(self, value: str, one: QPushButton, chosen: bool) -> None:
        one.setFocusPolicy(_TABBED if chosen else _CLICKED)
        if chosen and one.hasFocus():  # the arrows choose without a click
            self._choose(value)


class NeedsField(Field):
    """Any of a few."""

    def __init__(self, name: str, title: str, changes: str, theme: Theme) -> None:
        super().__init__(name, title, changes, theme)
        self._boxes: dict[str, QCheckBox] = {}
        for need, words in needs().items():
            box = self._boxes[need] = QCheckBox(words)
            box.setObjectName(f"profile_need_{need}")
            box.setAccessibleName(words)
            box.clicked.connect(self._tell)
            self.watch(box)
            self.box.addWidget(box)

    def show_value(self, value: Any) -> None:
        """Show what is kept."""
        for need, box in self._boxes.items():
            box.setChecked(need in value)

    def _tell(self) -> None:
        self.said.emit(self.name, tuple(need for need in NEEDS if self._boxes[need].isChecked()))


def needs() -> dict[str, str]:
    """What helps somebody to read, in words."""
    return {
        "paragraphs": _("Short paragraphs, one idea in each"),
        "tables": _("Lists instead of tables"),
        "formulas": _("Formulas said in words as well"),
        "pictures": _("Pictures described in words"),
    }


def fields(theme: Theme) -> dict[str, list[Field]]:
    """The fields of each section, in order; the sections are about, explain and access."""
    text = partial(_text, theme)
    any_way = "", _("As it comes")
    return {
        "about": [
            text("called", _("What to call you"), _("The tutor uses this name for you."), _("Such as Sam")),
            text("level", _("Your level"), _("Explanations begin about there."), _("Such as grade 8, or beginner")),
            text("interests", _("What you like"), _("Examples may come from it."), _("Such as football and music")),
            text("language", _("Your language"), _("The tutor is asked to answer in it; small models know few."), ""),
        ],
        "explain": [
            ChoiceField(
                "reading",
                _("Reading level"),
                _("Lessons are given to you, and to the tutor, in this text. Numbers and formulas stay the same."),
                theme,
                choices=(
                    any_way,
                    ("easiest", _("Very simple")),
                    ("simple", _("Simple")),
                    ("standard", _("Standard")),
                    ("advanced", _("Advanced")),
                ),
            ),
            ChoiceField(
                "length",
                _("Length"),
                _("How long answers are to be."),
                theme,
                choices=(any_way, ("short", _("Short")), ("normal", _("Normal")), ("long", _("Long"))),
            ),
            ChoiceField(
                "manner",
                _("What comes first"),
                _("How an explanation begins."),
                theme,
                choices=(
                    any_way,
                    ("examples", _("An example")),
                    ("rules", _("The rule")),
                    ("steps", _("Step by step")),
                    ("questions", _("A question")),
                ),
            ),
        ],
        "access": [
            NeedsField(
                "needs",
                _("What helps you to read"),
                _("The tutor writes like this. You need not say why, and it is told no reason."),
                theme,
            )
        ],
    }


def with_value(profile: Profile, name: str, value: Any) -> Profile:
    """The profile with this field as it was filled in."""
    return Profile(**{**vars(profile), name: value})


def _text(theme: Theme, name: str, title: str, changes: str, example: str) -> TextField:
    most = LONGEST_CALLED if name == "called" else LONGEST_SAID
    return TextField(name, title, changes, theme, most=most, example=example or _("Such as Spanish"))
