"""Quizzes on documents and replies: made beside the window, then practised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.flows.examine.quiz import Quiz, quiz_on_document, quiz_on_reply
from carrel.flows.kit import Kit
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.window.practising import Practising
from carrel.ui.window.stage import Stage

_KEY = "quiz"


class Examining(QObject):
    """One quiz at a time. begun: it is made, and practice is in sight.

    Who went elsewhere while it was made is told that it is ready, and not taken away from there.
    """

    begun = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, stage: Stage, practising: Practising) -> None:
        super().__init__(stage)
        self._kit, self._jobs, self._stage, self._practising = kit, jobs, stage, practising
        self._job: Job | None = None
        self._asked_at = ""
        self._told: Notice | None = None

    def on_document(self, document: str) -> None:
        """Quiz on a document of the library."""
        self._make(partial(quiz_on_document, self._kit, document))

    def on_reply(self, reply: str) -> None:
        """Quiz on a reply."""
        self._make(partial(quiz_on_reply, self._kit, reply))

    def _make(self, work: Callable[[Cancel], Iterator[Progress | Quiz]]) -> None:
        if self._job is not None:
            self._stage.tell(
                Notice(
                    _("Questions about another text are being written."),
                    _("Ask again after that."),
                    "quiet",
                    key="busy",
                )
            )
            return
        self._asked_at = self._stage.here
        job = self._job = self._jobs.prepare(work)
        job.progressed.connect(self._say)
        job.finished.connect(self._made)
        job.failed.connect(self._fail)
        job.ended.connect(self._ended)
        job.start()

    def _say(self, progress: Progress) -> None:
        """Say that a model is asked, which takes a while; what code does is done before anybody has read a notice."""
        if progress.total and self._told is None and self._job is not None:
            stop = Choice(_("Stop"), self._job.stop, "stopQuiz")
            words = _("The model writes questions about this text.")
            self._told = Notice(words, _("Each is kept only if it follows from the text."), "quiet", (stop,), _KEY)
            self._stage.tell(self._told)

    def _made(self, quiz: Quiz) -> None:
        if self._stage.here == self._asked_at:
            self._practise(quiz)
        else:
            start = Choice(_("Practise now"), partial(self._practise, quiz), "startQuiz")
            self._stage.tell(Notice(_("Your questions are ready."), "", "quiet", (start,), "ready"))

    def _practise(self, quiz: Quiz) -> None:
        self._practising.begin(quiz.wish)
        self.begun.emit()

    def _fail(self, error: CarrelError) -> None:
        self._stage.tell(Notice.of(error, key=_KEY))

    def _ended(self) -> None:
        self._job = None
        if self._told is not None:
            self._stage.withdraw(self._told)
            self._told = None
