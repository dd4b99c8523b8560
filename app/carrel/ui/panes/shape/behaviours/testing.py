"""The tests of a behaviour are asked of the model and judged by code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.behaviours.model import Behaviour
from carrel.flows.behaviours.keeping import Opened
from carrel.flows.behaviours.trying import Tried, run
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Job, Jobs
from carrel.ui.panes.shape.behaviours import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.plain_text import PlainText


class TestingFace(QWidget):
    """Tests what is written now, also where it is not saved yet. failed: a CarrelError."""

    __test__ = False

    failed = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self._kit, self._jobs = kit, jobs
        self._behaviour: Behaviour | None = None
        self._tried: dict[str, Tried] = {}
        self._job: Job | None = None
        self.go = button(_("Run the tests"), "primary", "runTests")
        self.busy = Busy(theme, "testBusy", "stopTests")
        self.said = label(role="muted", wrap=True, name="testSaid")
        self.list = LineList(theme, _("Tests"), "behaviourTests")
        self.text = PlainText(theme, code=False)
        self.text.setAccessibleName(_("What was asked and said"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        acts = Flow(theme.size("space_small"))
        acts.addWidget(self.go)
        column.addLayout(acts)
        column.addWidget(self.busy)
        column.addWidget(self.said)
        column.addWidget(self.list, 2)
        column.addWidget(self.text, 1)
        self.list.chosen_changed.connect(self._show_chosen)
        self.go.clicked.connect(self.run)
        self.busy.stop_requested.connect(self.stop)

    def show_opened(self, opened: Opened) -> None:
        """Test what is written now; verdicts on another text are gone."""
        found = opened.read.behaviour
        if found is None or self._behaviour is None or found.text != self._behaviour.text:
            self.stop()
            self._tried = {}
        self._behaviour = found
        self._show()

    def run(self) -> None:
        """Run all tests now."""
        behaviour = self._behaviour
        if self._job is not None or behaviour is None:
            return
        self._tried = {}
        job = self._job = self._jobs.prepare(lambda cancel: run(self._kit, behaviour, cancel))
        job.progressed.connect(self.busy.show_progress)
        job.step.connect(self._take)
        job.failed.connect(self.failed)
        job.ended.connect(self._ended)
        self.busy.show_progress(Progress(_("Asking the tests")))
        self._show()
        job.start()

    def stop(self) -> None:
        """Ask no further; what was judged stays."""
        if self._job is not None:
            self._job.stop()

    def _take(self, step: object) -> None:
        if isinstance(step, Tried) and self._behaviour is not None and step.trial in self._behaviour.trials:
            self._tried[str(step.trial.line)] = step
            self._show()

    def _ended(self) -> None:
        self._job = None
        self.busy.show_progress(None)
        self._show()

    def _show(self) -> None:
        trials = self._behaviour.trials if self._behaviour is not None else ()
        lines = []
        for trial in trials:
            tried = self._tried.get(str(trial.line))
            if tried is None:
                lines.append(Line(str(trial.line), one_line(trial.title, 120), below=one_line(trial.asked)))
            else:
                verdict = _("passed") if tried.passed else _("failed")
                lines.append(
                    Line(str(trial.line), words.tried_title(tried), at_end=verdict, below=words.tried_more(tried))
                )
        self.list.show_lines(lines)
        for part in (self.list, self.text):
            part.setVisible(bool(lines))
        self.go.setEnabled(bool(trials) and self._job is None)
        self.said.setText(self._summary(len(trials)))
        self._show_chosen()

    def _summary(self, count: int) -> str:
        if self._behaviour is None:
            return _("What is written cannot be tested yet: it is not right in the place named under “Write”.")
        if not count:
            return _("It has no tests yet. Write some under “## Tests”: what is asked, and what is expected.")
        passed = sum(one.passed for one in self._tried.values())
        if not self._tried:
            return counted("One test, judged by code.", "{count} tests, judged by code.", count)
        told = _("{passed} of {count} passed.").format(passed=passed, count=count)
        waiting = count - len(self._tried)
        more = (
            counted("One was not asked.", "{count} were not asked.", waiting) if waiting and self._job is None else ""
        )
        return f"{told} {more}".rstrip()

    def _show_chosen(self) -> None:
        line = self.list.chosen
        tried = self._tried.get(line.id) if line is not None else None
        if tried is None:
            self.text.show_text(_("Choose a test to see what was asked and said.") if self._tried else "")
            return
        asked, said = _("Asked:"), _("Said:")
        self.text.show_text(f"{asked} {tried.trial.asked}\n\n{said} {tried.reply}")
