"""A reply that is on its way, whether its chat is the one that is shown or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QObject, Signal

from carrel.attachments.model import Attachment
from carrel.base.errors import CarrelError
from carrel.base.work import Cancel, Progress
from carrel.conversations.model import Message
from carrel.flows import grow, teach
from carrel.ui.jobs import Job, Jobs

Asking = Callable[[Cancel], Iterator[teach.Step]]


class Reply(QObject):
    """Gathers what one flow says. Each signal carries this reply first.

    began: the Said. grew: text, and whether it is reasoning. progressed: a Progress. ended: the CarrelError that ended
    it, or None. conversation: the id of its chat, None until a new chat is kept. unkept: the text of the turn, until it
    is safe on the disk. attached: the texts that go with the turn. thought: the seconds from the first thought to the
    first word of the answer; 0 for none.
    """

    began = Signal(object, object)
    grew = Signal(object, str, bool)
    progressed = Signal(object, object)
    ended = Signal(object, object)

    def __init__(self, jobs: Jobs, work: Asking, conversation: str | None, turn: str, parent: QObject) -> None:
        super().__init__(parent)
        self.conversation = conversation
        self.unkept = turn
        self.attached: tuple[Attachment, ...] = ()
        self.message: Message | None = None
        self.thought = 0
        self._thinks_since = 0.0
        self._job: Job = jobs.prepare(work)
        self._job.step.connect(self._step)
        self._job.delta.connect(self._grow)
        self._job.progressed.connect(self._progress)
        self._job.finished.connect(self._finish)
        self._job.stopped.connect(self._end)
        self._job.failed.connect(self._end)
        self._job.bug.connect(self._break)

    def start(self) -> None:
        """Ask; listeners are connected by now."""
        self._job.start()

    def stop(self) -> None:
        """Stop it; what was said stays."""
        self._job.stop()

    def _step(self, step: object) -> None:
        if isinstance(step, teach.Said):
            self.conversation, self.unkept, self.message = step.conversation.id, "", step.reply
            self.began.emit(self, step)
        elif isinstance(step, grow.Replied):
            self.message = step.message

    def _grow(self, text: str, reasoning: bool) -> None:
        if self.message is not None:
            old = self.message
            self._measure(reasoning)
            if reasoning:
                self.message = replace(old, reasoning=old.reasoning + text)
            else:
                self.message = replace(old, text=old.text + text)
            self.grew.emit(self, text, reasoning)

    def _measure(self, reasoning: bool) -> None:
        if reasoning and not self._thinks_since:
            self._thinks_since = monotonic()
        elif not reasoning and self._thinks_since and not self.thought:
            self.thought = max(1, round(monotonic() - self._thinks_since))

    def _progress(self, progress: Progress) -> None:
        self.progressed.emit(self, progress)

    def _finish(self, _last: object) -> None:
        self._end()

    def _break(self, _report: str) -> None:
        self._end()

    def _end(self, error: CarrelError | None = None) -> None:
        self.ended.emit(self, error)
        self.deleteLater()
