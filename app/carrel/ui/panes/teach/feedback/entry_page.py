"""A try beside its feedback: the question, what was answered, what came of it, and what is said of it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.base.show import isolated
from carrel.base.words import _
from carrel.flows.classes.feedback.material import Case
from carrel.flows.classes.feedback.queue import Entry
from carrel.ui.panes.teach.feedback import words
from carrel.ui.panes.teach.feedback.deciding import DecisionBox
from carrel.ui.panes.teach.feedback.saying import SayingBox
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label, restyle
from carrel.ui.widgets.passage import Passage
from carrel.ui.widgets.points import point

_LONGEST = 6_000


class TrySheet(QFrame):
    """What was answered, and what came of it point by point."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("feedbackTry")
        self.setProperty("kind", "sheet")
        self._theme = theme
        self.verdict = label(role="strong", wrap=True, name="feedbackVerdict")
        self.answer = Passage(theme, "feedbackAnswer")
        self.why = label(role="muted", wrap=True, name="feedbackReason")
        self.points = QVBoxLayout()
        self._column = QVBoxLayout(self)
        for part in (self.verdict, self.answer, self.why):
            self._column.addWidget(part)
        self._column.addLayout(self.points)
        theme.changed.connect(self._measure)
        self._measure()

    def show_case(self, case: Case) -> None:
        """Show this try."""
        tone = case.attempt.verdict
        said = words.verdict(tone)
        self.verdict.setText(said)
        self.setAccessibleName(said)
        self.setProperty("tone", tone)
        restyle(self)
        answer = case.answer[:_LONGEST] or _("Nothing was answered.")
        self.answer.show_text(answer, name=_("What was answered"), markdown=False)
        self.why.setText(case.why)
        self.why.setVisible(bool(case.why) and tone not in {"right", "cant_tell"})
        while (old := self.points.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        lines = [point(one) for one in case.points]
        if case.idea:
            lines.append(_("Often behind it: {misconception}.").format(misconception=case.idea.rstrip(".")))
        for line in lines:
            self.points.addWidget(made := label(line, wrap=True, name="feedbackPoint"))
            made.show()

    def _measure(self) -> None:
        pad, gap = self._theme.size("space_medium"), self._theme.size("space_small")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(gap)
        self.points.setSpacing(self._theme.size("space_tight"))


class EntryPage(Page):
    """Everything about one piece of feedback."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "feedbackEntry", widest=1.1, above=0, below=1)
        self._shown = ""
        self.name = label(role="heading", wrap=True, name="feedbackName")
        self.about = label(role="muted", wrap=True, name="feedbackAbout")
        self.question = Passage(theme, "feedbackQuestion")
        self.sheet = TrySheet(theme)
        self.deciding = DecisionBox(theme)
        self.saying = SayingBox(theme)
        for part in (self.name, self.about, self.question, self.sheet, self.deciding, self.saying):
            self.column.addWidget(part)
        self.measure()

    def show_entry(self, entry: Entry, text: str | None) -> None:
        """Show this feedback; text: what was written of it, and not kept yet."""
        is_other = entry.feedback.id != self._shown
        self._shown = entry.feedback.id
        case = entry.case
        self.name.setText(isolated(entry.pupil.name))
        self.about.setText(words.about(entry))
        self.about.setVisible(case is None)
        self.question.setVisible(case is not None)
        self.sheet.setVisible(case is not None)
        if case is not None:
            self.question.show_text(case.question, name=_("The question"))
            self.sheet.show_case(case)
        self.deciding.show_case(case, entry.pupil.name, is_other=is_other)
        self.saying.show_entry(entry, text)
        if is_other:
            self.verticalScrollBar().setValue(0)

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        pad = self.theme.size("space_medium")
        self.column.setContentsMargins(0, pad, 0, self.theme.size("space_wide"))
        self.column.setSpacing(pad)
