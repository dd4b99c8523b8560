"""A session of practice beside the window: each act is a job, and brings where the session stands then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from carrel.assessment.model import Answer
from carrel.base.errors import CarrelError
from carrel.flows import practise
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish
from carrel.flows.standing import Standing
from carrel.ui.jobs import Jobs


class Session(QObject):
    """stood: where the session stands, and the name of the act that brought it there. failed: an error.

    busy: whether an act is being done; another one is not begun until then.
    """

    stood = Signal(object, str)
    failed = Signal(object)
    busy = Signal(bool)

    def __init__(self, kit: Kit, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._jobs = kit, jobs
        self.now: Standing | None = None
        self.wish: Wish | None = None
        self.is_busy = False

    def begin(self, wish: Wish) -> None:
        """Begin a session."""
        self.wish = wish
        self._do("begin", partial(practise.begin, self._kit, wish))

    def resume(self, session: str) -> None:
        """Go on with one that lies open."""
        self._do("resume", partial(practise.resume, self._kit, session))

    def look_again(self) -> None:
        """See where it stands now."""
        if self.now is not None:
            self._do("look", partial(practise.resume, self._kit, self.now.session))

    def attempt(self, answer: Answer) -> None:
        """Answer the item."""
        self._act("attempt", lambda session: practise.attempt(self._kit, session, answer))

    def hint(self) -> None:
        """Take the next hint."""
        self._act("hint", partial(practise.hint, self._kit))

    def give_up(self) -> None:
        """See the solution."""
        self._act("give_up", partial(practise.give_up, self._kit))

    def go_on(self) -> None:
        """Go on to the next item."""
        self._act("go_on", partial(practise.go_on, self._kit))

    def end(self) -> None:
        """End it before its time."""

        def work(session: str) -> Standing | None:
            practise.leave(self._kit, session)
            return practise.resume(self._kit, session)

        self._act("end", work)

    def contest(self, reason: str) -> None:
        """Keep why the last verdict is wrong."""
        said = self.now.said if self.now is not None else None
        if said is None:
            return

        def work(session: str) -> Standing | None:
            practise.contest(self._kit, said.attempt, reason)
            return practise.resume(self._kit, session)

        self._act("contest", work)

    def forget(self) -> None:
        """No session is shown any more; it lies open still."""
        self.now = None

    def _act(self, name: str, work: Callable[[str], Standing | None]) -> None:
        if self.now is not None:
            self._do(name, partial(work, self.now.session))

    def _do(self, name: str, work: Callable[[], Standing | None]) -> None:
        if self.is_busy:
            return
        self._say_busy(True)
        job = self._jobs.prepare(lambda _cancel: iter((work(),)))
        job.finished.connect(partial(self._take, name))
        job.failed.connect(self._fail)
        job.ended.connect(lambda: self._say_busy(False))
        job.start()

    def _take(self, name: str, now: Standing | None) -> None:
        self._say_busy(False)
        self.now = now
        self.stood.emit(now, name)

    def _fail(self, error: CarrelError) -> None:
        self._say_busy(False)
        self.failed.emit(error)

    def _say_busy(self, busy: bool) -> None:
        if busy != self.is_busy:
            self.is_busy = busy
            self.busy.emit(busy)
