"""A run: its figures and every reply, alone or beside those of another run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.evaluations.model import RunMissing
from carrel.flows.evaluate import report, runs, words
from carrel.flows.evaluate.comparing import Comparison, compare
from carrel.flows.evaluate.runs import Seen
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.panes.shape.evaluation.figures import FiguresCard
from carrel.ui.panes.shape.evaluation.reply_card import ReplyCard
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.parts import IconButton, button, label

_NARROW = 52
"""Letters: in a narrower place the list stands above."""
_LEAST = 7
"""The least height of the list, in sizes of the letters, and half of that of what is chosen in it."""

_NO_LIMIT = 16_777_215
_FIGURES = ":figures"


@dataclass(frozen=True)
class _Look:
    """The run, the one beside it, both compared, and all runs of the same set."""

    seen: Seen
    former: Seen | None
    compared: Comparison | None
    others: Sequence[Seen]


class RunFace(QWidget):
    """left: back to the sets. vote_requested: the ids of two runs. save_requested: a Report, and an ending.

    failed: a CarrelError.
    """

    left = Signal()
    vote_requested = Signal(str, str)
    save_requested = Signal(object, str)
    failed = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("evaluationRun")
        self._kit, self._theme = kit, theme
        self._run, self._former = "", ""
        self._found: _Look | None = None
        self._looking = Looking(self, jobs, self._look, self._take, self.failed.emit)
        self.back = IconButton(theme, "chevron-left", _("Back to the sets"), name="leaveRun")
        self.title = label("", "strong", wrap=True, name="runTitle")
        self.former = ChoiceBox(_("Compare with"), "runFormer")
        self.vote = button(_("Vote without names…"), "outline", "runVote")
        self.save = button(_("Save…"), "outline", "runSave")
        self.list = LineList(theme, _("The questions of this run"), "runQuestions")
        self.figures = FiguresCard(theme)
        self.replies = ReplyCard(theme)
        self._faces = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        top, acts, body = QHBoxLayout(), Flow(theme.size("space_small")), QWidget()
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        top.addWidget(self.back)
        top.addWidget(self.title, 1)
        for act in (self.former, self.vote, self.save):
            acts.addWidget(act)
        for face in (self.figures, self.replies):
            self._faces.addWidget(face)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self.list, 2)
        self._sides.addWidget(self._faces, 5)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(top)
        self._column.addLayout(acts)
        self._column.addWidget(body, 1)
        menu = QMenu(self.save)
        menu.setObjectName("runSaveMenu")
        for said, ending in ((_("As a page…"), "html"), (_("As tables for a spreadsheet…"), "csv")):
            action = menu.addAction(said)
            action.setObjectName(f"save_{ending}")
            action.triggered.connect(lambda _checked=False, kind=ending: self._save(kind))
        self.save.setMenu(menu)
        theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.former.currentIndexChanged.connect(self._choose_former)
        self.vote.clicked.connect(lambda: self.vote_requested.emit(self._former, self._run))
        self.list.chosen_changed.connect(self._show_chosen)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    def show_run(self, run: str, former: str = "") -> None:
        """Show the run of this id, beside another one where that is named."""
        self._run, self._former = run, former
        self._looking.anew()

    def look_again(self) -> None:
        """Show what there is now."""
        if self._run:
            self._looking.again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has the list above."""
        super().resizeEvent(event)
        self._measure()

    def _look(self) -> _Look:
        seen = runs.one(self._kit, self._run)
        others = [one for one in runs.of_set(self._kit, seen.run.of) if one.run.id != seen.run.id]
        try:
            former = runs.one(self._kit, self._former) if self._former else None
        except RunMissing:  # removed meanwhile
            former = None
        compared = compare(self._kit, former.run.id, seen.run.id) if former is not None else None
        return _Look(seen, former, compared, others)

    def _take(self, found: _Look) -> None:
        if found.seen.run.id != self._run:
            return
        self._found = found
        self.title.setText(f"{beside(found.seen.run.title, 120)} · {words.run_words(found.seen.run)}")
        offered = [(_("Alone"), "")]
        offered += [(_("Beside {run}").format(run=words.run_words(one.run)), one.run.id) for one in found.others]
        before = self.former.blockSignals(True)
        self.former.offer(offered)
        self.former.setCurrentIndex(max(0, self.former.findData(self._former)))
        self.former.blockSignals(before)
        self.vote.setEnabled(found.compared is not None)
        lines = [Line(_FIGURES, _("Figures"))]
        if found.compared is not None:
            lines += [
                Line(one.name, beside(one.name, 100), words.change_words(one.change)) for one in found.compared.pairs
            ]
        else:
            lines += [
                Line(one.question.id, beside(one.question.id, 100), words.verdict_words(one.judged.verdict))
                for one in found.seen.replies
            ]
        self.list.show_lines(lines)
        if self.list.chosen is None:
            self.list.choose(_FIGURES)
        self._show_chosen()

    def _show_chosen(self) -> None:
        found, line = self._found, self.list.chosen
        if found is None or line is None:
            return
        if line.id == _FIGURES:
            self.figures.show_run(found.seen, found.former, found.compared)
            self._faces.setCurrentWidget(self.figures)
            return
        name = words.run_words(found.seen.run)
        if found.compared is not None:
            pair = next((one for one in found.compared.pairs if one.name == line.id), None)
            former = words.run_words(found.compared.before)
            shown = [(former, pair.before), (name, pair.after)] if pair is not None else []
        else:
            shown = [(name, one) for one in found.seen.replies if one.question.id == line.id]
        self.replies.show_replies(shown)
        self._faces.setCurrentWidget(self.replies)

    def _choose_former(self) -> None:
        self._former = str(self.former.currentData() or "")
        self._looking.anew()

    def _save(self, ending: str) -> None:
        found = self._found
        if found is None:
            return
        if found.compared is not None and found.former is not None:
            self.save_requested.emit(report.compared_report(found.compared, found.former, found.seen), ending)
        else:
            self.save_requested.emit(report.run_report(found.seen), ending)

    def _measure(self) -> None:
        theme = self._theme
        self._column.setSpacing(theme.size("space_small"))
        self._sides.setSpacing(theme.size("space_medium"))
        narrow = self.width() < _NARROW * theme.size("type_body")
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.list.setMaximumHeight(max(self.height() // 4, _LEAST * theme.size("type_body")) if narrow else _NO_LIMIT)
        self.list.setMinimumHeight(_LEAST * theme.size("type_body"))
        self._faces.setMinimumHeight(2 * _LEAST * theme.size("type_body"))
