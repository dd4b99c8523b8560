"""The answers to choose from: which is right, and what each wrong one shows and is answered with."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from carrel.base.words import _
from carrel.flows.classes.own import Raw
from carrel.ui.dialogs.classes.question.fields import column, line, named
from carrel.ui.dialogs.classes.question.part import AnswerPart
from carrel.ui.dialogs.classes.question.rows import Row, Rows, RowWords
from carrel.ui.theme import Theme

_FEWEST = 2
_OFFERED = 4


class ChoiceRow(Row):
    """One choice. What is said to whoever chooses it is asked for where it is wrong, or where something stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.text = line(_("Choice"), "choiceText")
        self.right = QCheckBox(_("This one is right"))
        self.right.setObjectName("choiceRight")
        self.feedback = line(_("Said to whoever chooses it"), "choiceFeedback")
        self.misconception = line(_("What choosing it shows"), "choiceMisconception")
        self._wrong = QWidget()
        wrong = column(theme)
        self.column.addWidget(self.text)
        self.column.addWidget(self.right)
        self._wrong.setLayout(wrong)
        named(_("Said to whoever chooses it (may be empty)"), self.feedback, wrong)
        named(_("The misconception that it shows, in a few words (may be empty)"), self.misconception, wrong)
        self.column.addWidget(self._wrong)
        for field in (self.text, self.feedback, self.misconception):
            field.textChanged.connect(self.changed)
        self.right.toggled.connect(self._turn)

    def put(self, value: Any) -> None:
        """Let this choice stand in it."""
        self.text.setText(str(value.get("text") or ""))
        self.feedback.setText(str(value.get("feedback") or ""))
        self.misconception.setText(str(value.get("misconception") or ""))
        self.right.setChecked(value.get("right") is True)

    def value(self) -> Any:
        """The choice; None where nothing is written and nothing marked."""
        said = {"text": self.text.text().strip(), "right": self.right.isChecked()}
        more = {"feedback": self.feedback.text().strip(), "misconception": self.misconception.text().strip()}
        if not any((*said.values(), *more.values())):
            return None
        return said | {name: words for name, words in more.items() if words}

    def rename(self, name: str) -> None:
        """It has another number now."""
        self.text.setAccessibleName(name)
        self.right.setAccessibleName(_("{choice} is right").format(choice=name))
        self.feedback.setAccessibleName(_("{choice}: said to whoever chooses it").format(choice=name))
        self.misconception.setAccessibleName(_("{choice}: the misconception that it shows").format(choice=name))

    def take_focus(self) -> None:
        """Its text."""
        self.text.setFocus()

    def _turn(self, is_right: bool) -> None:
        self._wrong.setHidden(is_right and not (self.feedback.text() or self.misconception.text()))
        self.changed.emit()


class ChoicesPart(AnswerPart):
    """multiple: whether several may be right; else marking one takes the mark from the others."""

    def __init__(self, theme: Theme, *, multiple: bool) -> None:
        super().__init__(theme)
        self._multiple = multiple
        words = RowWords(_("Choice {number}"), _("Add a choice"), "addChoice")
        self.rows = Rows(self._new_row, words, theme, _FEWEST)
        self.rows.changed.connect(self.changed)
        self.column.addWidget(self.rows)

    def put(self, raw: Raw) -> None:
        """Let the choices of this question stand in it."""
        self.rows.put(raw.get("choices") or [{}] * _OFFERED)

    def value(self) -> dict[str, Any]:
        """The choices, without empty ones."""
        return {"choices": self.rows.values, "multiple": self._multiple or None}

    def _new_row(self) -> ChoiceRow:
        row = ChoiceRow(self.theme)
        if not self._multiple:
            row.right.toggled.connect(lambda on: self._leave_one(row) if on else None)
        return row

    def _leave_one(self, right: ChoiceRow) -> None:
        for row in self.rows.rows:
            if isinstance(row, ChoiceRow) and row is not right:
                row.right.setChecked(False)


class TruthPart(AnswerPart):
    """Whether a statement is true."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.true, self.false = QRadioButton(_("True")), QRadioButton(_("False"))
        self._choices = {"true": self.true, "false": self.false}
        for name, choice in self._choices.items():
            choice.setObjectName(f"truth_{name}")
            choice.toggled.connect(self.changed)
            self.column.addWidget(choice)

    def put(self, raw: Raw) -> None:
        """Choose what is right."""
        for name in raw.get("answers") or []:
            if str(name).casefold() in self._choices:
                self._choices[str(name).casefold()].setChecked(True)

    def value(self) -> dict[str, Any]:
        """What is right; nothing before one is chosen."""
        return {"answers": [name for name, choice in self._choices.items() if choice.isChecked()]}
