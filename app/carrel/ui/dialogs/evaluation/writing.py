"""A set is written, as the text that it is; what is wrong in it stands below, line by line."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from carrel.base.show import beside
from carrel.base.text import cap, clean
from carrel.base.words import _, counted
from carrel.evaluations.model import Fault, Kind
from carrel.evaluations.reading import MOST_BYTES
from carrel.flows.evaluate import sets
from carrel.flows.evaluate.sets import Looked
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.jobs import Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.parts import label

_LINES = 7
"""Lines of the text that are in sight at least."""

_FAULTS = 10
"""Lines of what is not right yet that are in sight at most."""


class SetDialog(FormDialog):
    """given: the text, once nothing grave is wrong in it."""

    given = Signal(str)

    def __init__(self, title: str, kind: Kind, text: str, jobs: Jobs, theme: Theme, parent: QWidget) -> None:
        super().__init__(title, _("Save"), "evaluationSetDialog", theme, parent)
        self._text = text
        self.box = _Box(theme)
        self.box.setPlainText(text)
        self.said = label(role="muted", wrap=True, name="evaluationSetSaid")
        self.faults = LineList(theme, _("What is not right yet"), "evaluationFaults")
        self.yes.setDefault(False)  # Enter is a new line here
        self._looking = Looking(self, jobs, lambda: sets.checked(kind, self._text), self._take, self.say_error)
        words = (
            _("A heading for each question, what is asked, and what a good reply says.")
            if kind == "md"
            else _("Each line is a question as JSON.")
        )
        self.part(_("The text of the set"), self.box, "evaluationSetText", words)
        self.form.insertWidget(self.form.indexOf(self.box), self.said)  # in sight whatever the size of the letters
        self.form.addWidget(self.faults)
        self.lay_out(1.4, 1.3)
        self.form.setStretchFactor(self.box, 1)
        self.box.textChanged.connect(self._changed)
        self.faults.opened.connect(lambda line: self.go_to(int(line.partition(":")[0])))
        self._take(sets.checked(kind, text))
        self.box.setFocus()

    @property
    def is_at_rest(self) -> bool:
        """Whether what is said of the text is true of what stands there."""
        return self._looking.is_at_rest

    def give(self) -> None:
        """Hand over the text."""
        self.given.emit(self.box.toPlainText())

    def go_to(self, line: int) -> None:
        """Put the cursor into this line, counted from 1."""
        self.box.setTextCursor(QTextCursor(self.box.document().findBlockByNumber(line - 1)))
        self.box.centerCursor()
        self.box.setFocus()

    def _changed(self) -> None:
        self._text = self.box.toPlainText()
        self._looking.again()

    def _take(self, looked: Looked) -> None:
        written = looked.written
        self.yes.setEnabled(written.is_sound)
        count = counted("One question.", "{count} questions.", len(written.questions))
        wrong = counted("One thing is not right yet.", "{count} things are not right yet.", len(written.faults))
        self.said.setText(wrong if written.faults else count)
        self.faults.show_lines([_line(place, one) for place, one in enumerate(written.faults)])
        self.faults.setVisible(bool(written.faults))
        self.faults.setMaximumHeight(_FAULTS * self.fontMetrics().lineSpacing())


def _line(place: int, fault: Fault) -> Line:
    at = _("line {number}").format(number=fault.line)
    return Line(
        f"{fault.line}:{place}", beside(fault.what, 200), at_end=at, below=fault.then, is_past=not fault.is_grave
    )


class _Box(QPlainTextEdit):
    """The box for the text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "lines")
        self.setTabChangesFocus(True)
        self._theme = theme
        theme.changed.connect(self._measure)
        self._measure()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text, as much of it as a set may hold."""
        room = MOST_BYTES - len(self.toPlainText().encode("utf-8", "replace"))
        self.textCursor().insertText(cap(clean(source.text()), max(0, room))[0])

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only."""
        return source.hasText() and not source.hasUrls()

    def _measure(self) -> None:
        self.setFont(self._theme.font("type_code", code=True))
        self.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
