"""The page of evaluation sets: questions of one's own, and how the assistant did on them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.evaluations.reading import ENDINGS
from carrel.flows.evaluate.voting import Ballot
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.shape.evaluation.run_face import RunFace
from carrel.ui.panes.shape.evaluation.sets_face import SetsFace
from carrel.ui.panes.shape.evaluation.vote_face import VoteFace
from carrel.ui.panes.shape.page import ShapePage
from carrel.ui.theme import Theme

KEY = "evaluation"


class EvaluationPage(ShapePage):
    """Its faces say what is asked for. given: the path of a file that was let go over it."""

    given = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Evaluation"), frozenset({"evaluations"}))
        self.setObjectName("evaluationPage")
        self.sets, self.run, self.vote = SetsFace(kit, jobs, theme), RunFace(kit, jobs, theme), VoteFace(theme)
        self._faces = QStackedWidget()
        for face in (self.sets, self.run, self.vote):
            self._faces.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._faces)
        self.sets.open_requested.connect(self.show_run)
        self.run.left.connect(self.step_back)
        self.vote.left.connect(self.step_back)
        for one in (self.sets, self.run):
            one.failed.connect(self._fail)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self.sets.is_at_rest and self.run.is_at_rest

    def look_again(self) -> None:
        """Show what there is, fresh from the store."""
        self.sets.look_again()
        self.run.look_again()

    def show_set(self, named: str) -> None:
        """Show this set, by its id, among the others."""
        self._faces.setCurrentWidget(self.sets)
        self.sets.show_set(named)

    def show_run(self, named: str, former: str = "") -> None:
        """Show this run, by its id, beside another one where that is named."""
        self._faces.setCurrentWidget(self.run)
        self.run.show_run(named, former)
        self.run.list.setFocus()

    def show_ballot(self, ballot: Ballot) -> None:
        """Show a vote as far as it has come."""
        self._faces.setCurrentWidget(self.vote)
        self.vote.show_ballot(ballot)

    def step_back(self) -> bool:
        """From a vote to the run, from a run to the sets."""
        face = self._faces.currentWidget()
        if face is self.vote:
            self._faces.setCurrentWidget(self.run)
            self.run.look_again()
            self.run.vote.setFocus()
        elif face is self.run:
            self._faces.setCurrentWidget(self.sets)
            self.sets.look_again()
            self.sets.runs.setFocus()
        return face is not self.sets

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Take one file of questions; one in Markdown only where this page is in sight, as others take it, too."""
        ending = paths[0].suffix.casefold()
        if len(paths) != 1 or ending not in ENDINGS or (ENDINGS[ending] == "md" and not self.isVisible()):
            return False
        self.given.emit(paths[0])
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while nobody looked."""
        super().showEvent(event)
        self.look_again()

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key=KEY))
