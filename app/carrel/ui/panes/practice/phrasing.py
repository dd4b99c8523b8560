"""The model's words on a try, quietly beside what code says: made while it is read, dropped when one goes on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from carrel.assessment.marking.answers import is_blank
from carrel.base.errors import CarrelError
from carrel.flows import coach
from carrel.flows.kit import Kit
from carrel.flows.standing import Standing
from carrel.ui.jobs import Job, Jobs


class Phrasing(QObject):
    """said: the id of the try, and what is to be shown of the model's words on it so far; empty where it has none.

    Half a sentence does not stay when one goes on before the model has ended it.
    """

    said = Signal(str, str)

    def __init__(self, kit: Kit, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._jobs = kit, jobs
        self._attempt = ""
        self._text = ""
        self._job: Job | None = None

    def show_standing(self, now: Standing | None) -> None:
        """Begin where a try was not right and the item is open; whatever is on its way for another one stops."""
        said = now.said if now is not None else None
        attempt = said.attempt if said is not None else ""
        if now is None or said is None or attempt == self._attempt:
            if now is None or now.settled:
                self.halt()
            return
        self.halt()
        self._attempt, self._text = attempt, ""
        if "feedback" not in now.allowed:
            return
        if not (now.settled or now.timed or said.verdict == "right" or is_blank(said.answer)):
            self._begin(now.session, attempt)

    def halt(self) -> None:
        """Stop."""
        if self._job is not None:
            self._job.stop()
            self._job = None
            self.said.emit(self._attempt, "")

    def _begin(self, session: str, attempt: str) -> None:
        job = self._job = self._jobs.prepare(partial(coach.feedback, self._kit, session))
        job.delta.connect(partial(self._grow, job, attempt))
        job.finished.connect(partial(self._finish, job, attempt))
        job.failed.connect(partial(self._fail, job, attempt))
        job.start()

    def _grow(self, job: Job, attempt: str, text: str, _reasoning: bool) -> None:
        if job is self._job:
            self._text += text
            self.said.emit(attempt, self._text.strip())

    def _finish(self, job: Job, attempt: str, phrased: coach.Phrased) -> None:
        """The whole of it; where code had to speak instead, its words are there already."""
        if job is self._job:
            self._job = None
            self.said.emit(attempt, phrased.text if phrased.model else "")

    def _fail(self, job: Job, attempt: str, _error: CarrelError) -> None:
        """What code said is there already, and this was more than that."""
        if job is self._job:
            self._job = None
            self.said.emit(attempt, "")
