"""The hints of a question, in the order in which a pupil gets them."""

from __future__ import annotations

from typing import Any

from carrel.base.words import _
from carrel.ui.dialogs.classes.question.rows import Row, Rows, RowWords
from carrel.ui.dialogs.classes.question.text_box import TextBox
from carrel.ui.theme import Theme


class HintRow(Row):
    """One hint."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.text = TextBox(_("Hint"), "hintText", theme)
        self.column.addWidget(self.text)
        self.text.changed.connect(self.changed)

    def put(self, value: Any) -> None:
        """Let this hint stand in it."""
        self.text.put(str(value))

    def value(self) -> Any:
        """The hint; None while it is empty."""
        return self.text.text or None

    def rename(self, name: str) -> None:
        """It has another number now."""
        self.text.box.setAccessibleName(name)

    def take_focus(self) -> None:
        """Its text."""
        self.text.setFocus()


def hint_rows(theme: Theme) -> Rows:
    """The list in which hints are written."""
    return Rows(lambda: HintRow(theme), RowWords(_("Hint {number}"), _("Add a hint"), "addHint"), theme)
