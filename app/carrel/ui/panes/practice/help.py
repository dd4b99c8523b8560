"""Help with an item: the hints that were taken, the solution, and another approach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.ladder import Hint, Recap
from carrel.ui.panes.practice import words
from carrel.ui.panes.practice.parts import Sheet
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.passage import Passage

_STEP = re.compile(r"^\d{1,2}[.)]\s", re.MULTILINE)
_HEADING = re.compile(r"\A#+\s*(.*)\n+")


class Hints(QWidget):
    """The hints that were taken, in their order, a sheet each. link_requested: the address of a link."""

    link_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("practiceHints")
        self._theme = theme
        self._shown: tuple[Hint, ...] = ()
        self.sheets: list[Sheet] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.size("space_small"))

    def show_hints(self, hints: Sequence[Hint]) -> bool:
        """Show these; tells whether one is new."""
        kept = tuple(hints[: len(self._shown)]) == self._shown
        new = len(hints) > len(self._shown) and kept and bool(hints)
        if not kept:
            self._clear()
        for number, hint in enumerate(hints[len(self.sheets) :], len(self.sheets) + 1):
            self.sheets.append(self._sheet(number, hint))
            self._column.addWidget(self.sheets[-1])
            self.sheets[-1].show()
        self._shown = tuple(hints)
        self.setVisible(bool(hints))
        return new

    def heard(self) -> str:
        """The last hint as it is said."""
        sheet = self.sheets[-1]
        texts = [passage.heard() for passage in sheet.findChildren(Passage)]
        return f"{sheet.heading.text()}. {' '.join(texts)}"

    def _clear(self) -> None:
        for sheet in self.sheets:
            sheet.hide()
            sheet.deleteLater()
        self.sheets = []

    def _sheet(self, number: int, hint: Hint) -> Sheet:
        sheet = Sheet(self._theme, "practiceHintSheet")
        heading = _("Hint {number}: {name}").format(number=number, name=words.rung(hint.rung))
        sheet.show_heading(heading, "hint")
        text = Passage(self._theme, "hintText")
        text.show_text(hint.text, name=heading)
        text.link_requested.connect(self.link_requested)
        sheet.column.addWidget(text)
        return sheet


class Solution(Sheet):
    """The worked solution, once it may be seen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "practiceSolutionSheet")
        self.text = Passage(theme, "solutionText")
        self.column.addWidget(self.text)
        self.hide()

    def show_solution(self, text: str) -> None:
        """Show this; hidden while there is nothing to show."""
        self.setVisible(bool(text))
        self.show_heading(_("The solution, step by step"), "solution")
        self.text.show_text(text, name=_("The solution"))


class RecapSheet(Sheet):
    """Another approach: a lesson of what the skill builds on, and an example whose last steps are to be found.

    link_requested: the address of a link.
    """

    link_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "practiceRecap")
        self._shown: Recap | None = None
        self._steps: list[str] = []
        self._seen = 0
        self._lesson = label(role="strong", wrap=True)
        self._text = Passage(theme, "recapText")
        self._title = label(role="strong", wrap=True)
        self.example = Passage(theme, "recapExample")
        self._think = label(_("What comes next? Think first, then look."), "muted", wrap=True)
        self.more = button(_("Show the next step"), "outline", "recapMore")
        self.add_words(self._lesson)
        self.column.addWidget(self._text)
        self.add_words(self._title)
        self.column.addWidget(self.example)
        self.add_words(self._think)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch()
        self.column.addLayout(row)
        self.more.clicked.connect(self._show_more)
        for text in (self._text, self.example):
            text.link_requested.connect(self.link_requested)
        self.hide()

    def show_recap(self, recap: Recap | None) -> None:
        """Show it; hidden where there is none."""
        self.setVisible(recap is not None)
        if recap is None or recap == self._shown:
            self._shown = recap
            return
        self._shown = recap
        heading = _("Let us come to “{skill}” from another side.").format(skill=beside(recap.name))
        self.show_heading(heading, "recap")
        self._lesson.setText(_("First, again: {lesson}").format(lesson=beside(recap.lesson)))
        for part in (self._lesson, self._text):
            part.setVisible(bool(recap.text))
        self._text.show_text(recap.text, name=_("The lesson again"))
        found = _HEADING.match(recap.example)
        self._title.setText(_("An example: {title}").format(title=beside(found[1])) if found else _("An example"))
        self._steps = steps(recap.example[found.end() :] if found else recap.example)
        self._seen = max(1, (len(self._steps) + 1) // 2)
        self._show_example()

    def _show_more(self) -> None:
        self._seen += 1
        self._show_example()

    def _show_example(self) -> None:
        self._title.setVisible(bool(self._steps))
        self.example.setVisible(bool(self._steps))
        self.example.show_text("\n\n".join(self._steps[: self._seen]), name=_("A worked example"))
        for more in (self._think, self.more):
            more.setVisible(self._seen < len(self._steps))


def steps(example: str) -> list[str]:
    """A worked example cut before each numbered step, and before what follows the last one."""
    starts = [found.start() for found in _STEP.finditer(example)]
    if not starts:
        return [example.strip()] if example.strip() else []
    cut = [0, *starts, len(example)]
    found = [example[first:last].strip() for first, last in pairwise(cut)]
    last, _gap, after = found[-1].partition("\n\n")
    return [piece for piece in (*found[:-1], last, after.strip()) if piece]
