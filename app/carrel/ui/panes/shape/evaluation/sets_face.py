"""The sets that are here, and of the one that is chosen what it asks and how it was run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.evaluations.model import EvaluationSet, Written
from carrel.flows.evaluate import runs, sets, words
from carrel.flows.evaluate.runs import Seen
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.times import full_time

_NARROW = 52
"""Letters: in a narrower place the list stands above."""
_LEAST = 7
"""The least height of the list, in sizes of the letters, and half of that of what is chosen in it."""

_NO_LIMIT = 16_777_215


@dataclass(frozen=True)
class _Look:
    """All sets with what they say, the one that was chosen, and its runs."""

    all: Sequence[tuple[EvaluationSet, Written]]
    chosen: str
    runs: Sequence[Seen]


class SetsFace(QWidget):
    """What was pressed, with the id of the set, or of the run. failed: a CarrelError."""

    new_requested = Signal()
    bring_requested = Signal()
    run_requested = Signal(str)
    edit_requested = Signal(str)
    remove_requested = Signal(str)
    stop_requested = Signal()
    open_requested = Signal(str)
    go_on_requested = Signal(str)
    remove_run_requested = Signal(str)
    failed = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self._kit, self._theme = kit, theme
        self.chosen = ""
        self._found = _Look((), "", ())
        self._is_running = False
        self._looking = Looking(self, jobs, self._look, self._take, self.failed.emit)
        self.new = button(_("New set…"), "outline", "newEvaluation")
        self.bring = button(_("Bring in a file…"), "outline", "bringEvaluation")
        self.list = LineList(theme, _("Evaluation sets"), "evaluationSets")
        self.title = label("", "strong", wrap=True, name="evaluationTitle")
        self.says = label("", "muted", wrap=True, name="evaluationSays")
        self.run = button(_("Run…"), "primary", "runEvaluation")
        self.edit = button(_("Edit…"), "outline", "editEvaluation")
        self.remove = button(_("Remove"), "danger", "removeEvaluation")
        self.busy = Busy(theme, "evaluationBusy", "stopEvaluation")
        never = _("It was not run yet. Run it, change something, and run it again.")
        self.no_runs = label(never, "muted", wrap=True, name="noRuns")
        self.runs = LineList(theme, _("Runs of this set"), "evaluationRuns")
        self.open = button(_("Open"), "outline", "openRun")
        self.go_on = button(_("Go on"), "outline", "goOnRun")
        self.remove_run = button(_("Remove the run"), "danger", "removeRun")
        self._one, self._acts, self._below = QWidget(), QWidget(), QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        bar, acts, below, body = Flow(gap), Flow(gap), Flow(gap), QWidget()
        for part in (self.new, self.bring):
            bar.addWidget(part)
        for part in (self.run, self.edit, self.remove):
            acts.addWidget(part)
        for part in (self.open, self.go_on, self.remove_run):
            below.addWidget(part)
        self._acts.setLayout(below)
        one = QVBoxLayout(self._one)
        one.setContentsMargins(0, 0, 0, 0)
        one.setSpacing(gap)
        one.addWidget(self.title)
        one.addWidget(self.says)
        one.addLayout(acts)
        one.addWidget(self.busy)
        one.addWidget(self._below, 1)
        one.addWidget(self._acts)
        self.no_runs.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        for face in (self.no_runs, self.runs):
            self._below.addWidget(face)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self.list, 2)
        self._sides.addWidget(self._one, 5)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(bar)
        self._column.addWidget(body, 1)
        self._theme.changed.connect(self._measure)
        self._measure()
        self._one.hide()

    def _connect(self) -> None:
        self.new.clicked.connect(self.new_requested)
        self.bring.clicked.connect(self.bring_requested)
        self.busy.stop_requested.connect(self.stop_requested)
        for act, signal in (
            (self.run, self.run_requested),
            (self.edit, self.edit_requested),
            (self.remove, self.remove_requested),
        ):
            act.clicked.connect(lambda _checked=False, told=signal: told.emit(self.chosen))
        for act, signal in (
            (self.open, self.open_requested),
            (self.go_on, self.go_on_requested),
            (self.remove_run, self.remove_run_requested),
        ):
            act.clicked.connect(lambda _checked=False, told=signal: self._of_run(told.emit))
        self.list.chosen_changed.connect(self._choose)
        self.list.opened.connect(lambda _set: self.run.setFocus())
        self.list.removed.connect(self._remove)
        self.runs.opened.connect(self.open_requested)
        self.runs.removed.connect(self.remove_run_requested)
        self.runs.chosen_changed.connect(self._show_acts)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    def show_set(self, named: str) -> None:
        """Show this set, by its id."""
        self.chosen = named
        self._looking.anew()

    def look_again(self) -> None:
        """Show what there is, fresh from the store."""
        self._looking.again()

    def say_running(self, running: bool) -> None:
        """Whether a set is being run: only one is at a time."""
        self._is_running = running
        self.run.setEnabled(not running)
        self._show_acts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has the list above."""
        super().resizeEvent(event)
        self._measure()

    def _look(self) -> _Look:
        all_ = [(one, sets.checked(one.kind, one.text).written) for one in sets.everything(self._kit)]
        ids = [one.id for one, _written in all_]
        chosen = self.chosen if self.chosen in ids else ids[0] if ids else ""
        return _Look(all_, chosen, runs.of_set(self._kit, chosen) if chosen else ())

    def _take(self, found: _Look) -> None:
        ids = {one.id for one, _written in found.all}
        if self.chosen in ids and self.chosen != found.chosen:
            self._looking.anew()  # another one was chosen meanwhile
            return
        self._found, self.chosen = found, found.chosen
        before = self.list.blockSignals(True)
        self.list.show_lines([_line(one, written) for one, written in found.all])
        self.list.choose(self.chosen)
        self.list.blockSignals(before)
        for one, written in found.all:
            if one.id == self.chosen:
                self._show_one(one, written, found.runs)
        self._one.setVisible(bool(self.chosen))

    def _show_one(self, one: EvaluationSet, written: Written, made: Sequence[Seen]) -> None:
        self.title.setText(beside(one.title, 200))
        count = counted("One question.", "{count} questions.", len(written.questions))
        self.says.setText(f"{one_line(written.says, 300)} {count}".strip())
        self.edit.setText(_("Change a copy…") if sets.is_shipped(one) else _("Edit…"))
        self.remove.setVisible(not sets.is_shipped(one))
        self.run.setEnabled(written.is_sound and not self._is_running)
        self.runs.show_lines([_run_line(seen) for seen in made])
        self._below.setCurrentWidget(self.runs if made else self.no_runs)
        self._show_acts()

    def _show_acts(self) -> None:
        line = self.runs.chosen
        seen = next((one for one in self._found.runs if line is not None and one.run.id == line.id), None)
        self._acts.setVisible(seen is not None)
        self.go_on.setVisible(seen is not None and seen.run.ended is None)
        self.go_on.setEnabled(not self._is_running)

    def _choose(self) -> None:
        line = self.list.chosen
        if line is not None and line.id != self.chosen:
            self.show_set(line.id)

    def _remove(self, named: str) -> None:
        if not named.startswith(sets.SHIPPED):
            self.remove_requested.emit(named)

    def _of_run(self, act: Callable[[str], None]) -> None:
        line = self.runs.chosen
        if line is not None:
            act(line.id)

    def _measure(self) -> None:
        theme = self._theme
        self._column.setSpacing(theme.size("space_small"))
        self._sides.setSpacing(theme.size("space_medium"))
        narrow = self.width() < _NARROW * theme.size("type_body")
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.list.setMaximumHeight(max(self.height() // 4, _LEAST * theme.size("type_body")) if narrow else _NO_LIMIT)
        self.list.setMinimumHeight(_LEAST * theme.size("type_body"))
        self._below.setMinimumHeight(2 * _LEAST * theme.size("type_body"))


def _line(one: EvaluationSet, written: Written) -> Line:
    comes = _("Comes with Carrel.") if sets.is_shipped(one) else ""
    return Line(one.id, beside(one.title, 100), below=" ".join(filter(None, (one_line(written.says), comes))))


def _run_line(seen: Seen) -> Line:
    return Line(
        seen.run.id,
        words.run_words(seen.run),
        full_time(seen.run.created),
        below=words.count_words(seen.figures),
        is_past=seen.run.ended is None,
    )
