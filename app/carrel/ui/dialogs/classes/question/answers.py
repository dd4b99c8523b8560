"""Answers that are written: a number, a few words, a formula, and a text with gaps."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox

from carrel.assessment.items import FORMS
from carrel.base.words import _
from carrel.flows.classes.own import Raw
from carrel.ui.dialogs.classes.question.fields import line, named, number, written
from carrel.ui.dialogs.classes.question.part import AnswerPart
from carrel.ui.dialogs.classes.question.text_box import TextBox
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox


def answers_box(theme: Theme) -> TextBox:
    """A box for right answers, one a line."""
    return TextBox(_("Right answers"), "questionAnswers", theme)


class NumberPart(AnswerPart):
    """A number, how far it may be off, its unit, and how it is worked out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._check: Any = None
        self.answers = answers_box(theme)
        self.absolute = line(_("May be off by"), "offBy", _("such as 0.5"))
        self.relative = line(_("May be off by so many percent"), "offByPercent", _("such as 2"))
        self.unit = line(_("Unit"), "questionUnit", _("such as m/s^2"))
        self.must = QCheckBox(_("The pupil has to write the unit, too"))
        self.must.setObjectName("unitRequired")
        self.must.setChecked(True)
        self.must.setEnabled(False)
        self.check = line(_("How it is worked out"), "questionCheck", _("such as 3/4 - 1/6"))
        named(_("The right number"), self.answers, self.column, _("Where there are several, one a line."))
        named(_("It may be off by (may be empty)"), self.absolute, self.column)
        named(_("It may be off by so many percent (may be empty)"), self.relative, self.column)
        named(_("Unit (may be empty)"), self.unit, self.column)
        self.column.addWidget(self.must)
        said = _("Carrel works it out once more, and tells you where the number is another one.")
        named(_("How it is worked out (may be empty)"), self.check, self.column, said)
        self.answers.changed.connect(self.changed)
        for field in (self.absolute, self.relative, self.unit, self.check):
            field.textChanged.connect(self.changed)
        self.unit.textChanged.connect(lambda text: self.must.setEnabled(bool(text.strip())))
        self.must.toggled.connect(self.changed)

    def put(self, raw: Raw) -> None:
        """Let the number of this question stand in it."""
        off = raw.get("tolerance") or {}
        self.answers.put(_lines(raw.get("answers")))
        self.absolute.setText(written(off.get("absolute")))
        self.relative.setText(written(100 * off.get("relative", 0)))
        self.unit.setText(str(raw.get("unit") or ""))
        self.must.setChecked(raw.get("unit_required") is not False)
        check = raw.get("check")
        self._check = check if not isinstance(check, str) else None
        self.check.setText(check if isinstance(check, str) else "")

    def value(self) -> dict[str, Any]:
        """The number and what belongs to it."""
        share = number(self.relative.text())
        off = {
            "absolute": number(self.absolute.text()),
            "relative": round(share / 100, 12) if isinstance(share, float) else share,
        }
        unit = self.unit.text().strip()
        return {
            "answers": self.answers.lines,
            "tolerance": {name: value for name, value in off.items() if value is not None} or None,
            "unit": unit,
            "unit_required": False if unit and not self.must.isChecked() else None,
            "check": self.check.text().strip() or self._check,
        }


class WordsPart(AnswerPart):
    """A word or a few: all that are right, those that look right and are not, and what counts of the writing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.answers = answers_box(theme)
        self.reject = TextBox(_("Words that are wrong"), "questionReject", theme)
        self.case = QCheckBox(_("Capital letters count"))
        self.accents = QCheckBox(_("Accents count"))
        named(_("The right answers, one a line"), self.answers, self.column)
        said = _(
            "One a line: those that a slip of typing must not turn into the right one, such as meiosis for mitosis."
        )
        named(_("Words that are wrong (may be empty)"), self.reject, self.column, said)
        for box, name in ((self.case, "caseCounts"), (self.accents, "accentsCount")):
            box.setObjectName(name)
            self.column.addWidget(box)
            box.toggled.connect(self.changed)
        for text in (self.answers, self.reject):
            text.changed.connect(self.changed)

    def put(self, raw: Raw) -> None:
        """Let the words of this question stand in it."""
        self.answers.put(_lines(raw.get("answers")))
        self.reject.put(_lines(raw.get("reject")))
        self.case.setChecked(raw.get("case_sensitive") is True)
        self.accents.setChecked(raw.get("accents_matter") is True)

    def value(self) -> dict[str, Any]:
        """The words, and what counts."""
        return {
            "answers": self.answers.lines,
            "reject": self.reject.lines,
            "case_sensitive": self.case.isChecked() or None,
            "accents_matter": self.accents.isChecked() or None,
        }


class FormulaPart(AnswerPart):
    """A formula, and the form in which it is asked for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.answers = answers_box(theme)
        self.form = ChoiceBox(_("In which form"), "questionForm")
        words = (_("in any form"), _("factored"), _("expanded"), _("simplified"))
        self.form.offer(list(zip(words, FORMS, strict=True)))
        named(_("The right formulas, one a line"), self.answers, self.column, _("Such as 3*(x + 2), or x = 4."))
        named(_("In which form"), self.form, self.column)
        self.answers.changed.connect(self.changed)
        self.form.currentIndexChanged.connect(self.changed)

    def put(self, raw: Raw) -> None:
        """Let the formula of this question stand in it."""
        self.answers.put(_lines(raw.get("answers")))
        self.form.setCurrentIndex(max(0, self.form.findData(raw.get("form") or FORMS[0])))

    def value(self) -> dict[str, Any]:
        """The formulas, and the form."""
        form = self.form.currentData()
        return {"answers": self.answers.lines, "form": form if form != FORMS[0] else None}


class GapsPart(AnswerPart):
    """A text with gaps."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.text = TextBox(_("The text with its gaps"), "questionGaps", theme)
        said = _("Put each word that is asked for into braces, and other right ones behind a bar: {{river|stream}}.")
        named(_("The text with its gaps"), self.text, self.column, said)
        self.text.changed.connect(self.changed)

    def put(self, raw: Raw) -> None:
        """Let the text of this question stand in it."""
        self.text.put(str(raw.get("text") or ""))

    def value(self) -> dict[str, Any]:
        """The text."""
        return {"text": self.text.text}


def _lines(said: Any) -> str:
    """The texts of a field, a line each; a single one may stand there alone."""
    listed = said if isinstance(said, list | tuple) else [] if said is None else [said]
    return "\n".join(str(one) for one in listed)
