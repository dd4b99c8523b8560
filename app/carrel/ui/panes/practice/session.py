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
from carrel.ui.jobs import Job, Jobs

_Work = Callable[[], Standing | None]


class Session(QObject):
    """stood: where the session stands, and the name of the act that brought it there. failed: an error.

    busy: whether an act is being done; another one is not begun until then. Only what one wants to practise waits for
    its turn, the last wish of several; what came of the act before it is not told any more.
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
        self._is_wanted = False
        self._job: Job | None = None
        self._next: tuple[str, _Work] | None = None

    def begin(self, wish: Wish) -> None:
        """Begin a session."""
        self.wish = wish
        self._enter("begin", partial(practise.begin, self._kit, wish))

    def resume(self, session: str) -> None:
        """Go on with one that lies open."""
        self.wish = None  # what it was begun with is not known any more, and another wish is not the same again
        self._enter("resume", partial(practise.resume, self._kit, session))

    def look_again(self) -> None:
        """See where it stands now."""
        self._act("look", partial(practise.resume, self._kit))

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
        """No session is shown any more, nor what is just being done; it lies open still."""
        self.now = self._next = None
        self._is_wanted = False

    def _act(self, name: str, work: Callable[[str], Standing | None]) -> None:
        if self.now is not None and not self.is_busy:
            self._do(name, partial(work, self.now.session))

    def _enter(self, name: str, work: _Work) -> None:
        """Go into a session, as soon as nothing else is being done."""
        if self.is_busy:
            self._next, self._is_wanted = (name, work), False
        else:
            self._do(name, work)

    def _do(self, name: str, work: _Work) -> None:
        self._is_wanted = True
        self._say_busy(True)
        job = self._job = self._jobs.prepare(lambda _cancel: iter((work(),)))
        job.finished.connect(partial(self._take, name))
        job.failed.connect(self._fail)
        job.ended.connect(partial(self._end, job))
        job.start()

    def _take(self, name: str, now: Standing | None) -> None:
        """Tell where it stands; before that nothing is busy any more, so that its buttons can take the focus."""
        self._say_busy(False)
        if self._is_wanted:
            self.now = now
            self.stood.emit(now, name)

    def _fail(self, error: CarrelError) -> None:
        self._say_busy(False)
        if self._is_wanted:
            self.failed.emit(error)

    def _end(self, job: Job) -> None:
        if job is not self._job:
            return
        self._say_busy(False)
        waiting, self._next = self._next, None
        if waiting is not None:
            self._do(*waiting)

    def _say_busy(self, busy: bool) -> None:
        if busy != self.is_busy:
            self.is_busy = busy
            self.busy.emit(busy)
