"""Texts in an order: the hints of a question as a pupil gets them, and steps that are to be put in order."""

from __future__ import annotations

from typing import Any

from carrel.base.words import _
from carrel.flows.classes.own import Raw
from carrel.ui.dialogs.classes.question.fields import line
from carrel.ui.dialogs.classes.question.part import AnswerPart
from carrel.ui.dialogs.classes.question.rows import Row, Rows, RowWords
from carrel.ui.dialogs.classes.question.text_box import TextBox
from carrel.ui.theme import Theme


class TextRow(Row):
    """One text. name: what tests know its box by."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__(theme)
        self.text = TextBox("", name, theme)
        self.column.addWidget(self.text)
        self.text.changed.connect(self.changed)

    def put(self, value: Any) -> None:
        """Let this text stand in it."""
        self.text.put(str(value))

    def value(self) -> Any:
        """The text; None while it is empty."""
        return self.text.text or None

    def rename(self, name: str) -> None:
        """It has another number now."""
        self.text.box.setAccessibleName(name)

    def take_focus(self) -> None:
        """Its box."""
        self.text.setFocus()


def hint_rows(theme: Theme) -> Rows:
    """The list in which hints are written."""
    words = RowWords(_("Hint {number}"), _("Add a hint"), "addHint")
    return Rows(lambda: TextRow("hintText", theme), words, theme)


class StepsPart(AnswerPart):
    """What is to be put in order; it stands here in the right one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        words = RowWords(_("Step {number}"), _("Add a step"), "addStep")
        self.rows = Rows(lambda: TextRow("stepText", theme), words, theme, fewest=3)
        self.rows.changed.connect(self.changed)
        self.column.addWidget(self.rows)

    def put(self, raw: Raw) -> None:
        """Let the steps of this question stand in it."""
        self.rows.put(raw.get("sequence") or [])

    def value(self) -> dict[str, Any]:
        """The steps."""
        return {"sequence": self.rows.values}


class PairRow(Row):
    """Two sides that belong together."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.left, self.right = line("", "pairLeft"), line("", "pairRight")
        for side in (self.left, self.right):
            self.column.addWidget(side)
            side.textChanged.connect(self.changed)

    def put(self, value: Any) -> None:
        """Let this pair stand in it."""
        for side, text in zip((self.left, self.right), value, strict=True):
            side.setText(str(text))

    def value(self) -> Any:
        """Both sides; None while both are empty."""
        sides = [self.left.text().strip(), self.right.text().strip()]
        return sides if any(sides) else None

    def rename(self, name: str) -> None:
        """It has another number now."""
        self.left.setAccessibleName(_("{pair}: one side").format(pair=name))
        self.right.setAccessibleName(_("{pair}: what belongs to it").format(pair=name))
        self.left.setPlaceholderText(_("One side"))
        self.right.setPlaceholderText(_("What belongs to it"))

    def take_focus(self) -> None:
        """The first side."""
        self.left.setFocus()


class PairsPart(AnswerPart):
    """What belongs together."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        words = RowWords(_("Pair {number}"), _("Add a pair"), "addPair")
        self.rows = Rows(lambda: PairRow(theme), words, theme, fewest=2)
        self.rows.changed.connect(self.changed)
        self.column.addWidget(self.rows)

    def put(self, raw: Raw) -> None:
        """Let the pairs of this question stand in it."""
        self.rows.put(raw.get("pairs") or [])

    def value(self) -> dict[str, Any]:
        """The pairs."""
        return {"pairs": self.rows.values}
