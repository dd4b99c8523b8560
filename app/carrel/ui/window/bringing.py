"""Brings things into the library, one piece of work after another, and tells what came of each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.flows.kit import Kit
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import Choice, Notice

if TYPE_CHECKING:
    from carrel.flows.read_in import Failed

KEY = "library"
_LOCKED = {"locked", "password"}


@dataclass
class Outcome:
    """What a piece of work has brought so far. pack: the title of an installed pack, and how many lessons it has.

    packs: whether packs of a class were among it, which are told elsewhere.
    """

    read: int = 0
    known: int = 0
    failed: list[Failed] = field(default_factory=list)
    pack: tuple[str, int] | None = None
    packs: bool = False

    def sentence(self) -> str:
        """All of it in words; empty when nothing came."""
        said = []
        if self.pack is not None:
            lessons = counted("{count} lesson", "{count} lessons", self.pack[1])
            said.append(_("{title} was added: {lessons}.").format(title=beside(self.pack[0]), lessons=lessons))
        if self.read:
            said.append(counted("{count} document was added.", "{count} documents were added.", self.read))
        if self.known:
            said.append(counted("{count} was already here.", "{count} were already here.", self.known))
        if self.failed:
            said.append(counted("{count} could not be read.", "{count} could not be read.", len(self.failed)))
        return " ".join(said)


@dataclass(frozen=True)
class _Work:
    """One piece of work. nothing: what is said when it brought nothing; empty to say nothing. done: what is said when
    it is done, where that is not what it brought. is_pack: it installs a course pack.
    """

    run: Callable[[Cancel], Iterator[object]]
    nothing: str = ""
    done: str = ""
    is_pack: bool = False
    outcome: Outcome = field(default_factory=Outcome)


class Bringing(QObject):
    """progressed: a Progress or None, and how many pieces of work wait. told: a Notice.

    installing: whether a course pack is being installed, or waits for it.

    packs_given: a Parted, where packs of a class were among files; they are no documents.

    failed: a path and its CarrelError. locked: a path that wants a password, and whether one was tried.
    """

    progressed = Signal(object, int)
    installing = Signal(bool)
    told = Signal(object)
    packs_given = Signal(object)
    failed = Signal(object, object)
    locked = Signal(object, bool)

    def __init__(self, kit: Kit, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._jobs = kit, jobs
        self._waiting: deque[_Work] = deque()
        self._running: Job | None = None
        self._held = False
        self._holder: Callable[[], object] | None = None
        self._now: _Work | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being brought in."""
        return self._running is not None

    def read(self, paths: Sequence[Path], passwords: dict[Path, str] | None = None, course: str | None = None) -> None:
        """Bring in files and whole folders."""
        from carrel.flows.classes.files import parted  # noqa: PLC0415 - not for the first paint
        from carrel.flows.read_in import Wish, read_in  # noqa: PLC0415 - not for the first paint

        wish = Wish(course, passwords=passwords or {})

        def work(cancel: Cancel) -> Iterator[object]:
            given = parted(paths)
            if given.has_packs:
                yield given
            if given.others:
                yield from read_in(self._kit, given.others, cancel, wish)

        self._add(_Work(work, _("There was no document in it.")))

    def recognise(self, document: str) -> None:
        """Read a document (its id) once more, with the text on its pictures recognised."""
        from carrel.flows.recognise import recognise  # noqa: PLC0415 - not for the first paint

        done = _("The document was read once more. What could be recognised is in it now.")
        self._add(_Work(lambda cancel: recognise(self._kit, document, cancel), done=done))

    def go_on(self) -> None:
        """Go on with what a crash or a stop cut off, if there is any."""
        from carrel.flows.read_in import go_on  # noqa: PLC0415 - not for the first paint

        self._add(_Work(partial(go_on, self._kit)))

    def look_around(self) -> None:
        """Look again into the watched folders."""
        from carrel.flows.read_in import look_around  # noqa: PLC0415 - not for the first paint

        self._add(_Work(partial(look_around, self._kit), _("There is nothing new in the watched folders.")))

    def install(self, path: Path) -> None:
        """Install a course pack."""
        from carrel.flows.pack_shelf import install  # noqa: PLC0415 - not for the first paint

        self._add(_Work(lambda cancel: install(self._kit, path, cancel), is_pack=True))

    def hold(self, begin: Callable[[], object]) -> None:
        """Begin something else that reads documents in, once nothing is being brought in; until `release` nothing is.

        Two that read the same document would get in each other's way.
        """
        self._holder = begin
        if self._running is None:
            self._let_hold()

    def release(self) -> None:
        """That has ended: what waits goes on."""
        self._held, self._holder = False, None
        if self._waiting and self._running is None:
            self._begin()

    def _let_hold(self) -> None:
        begin, self._holder = self._holder, None
        if begin is not None:
            self._held = True
            begin()

    def stop(self) -> None:
        """Stop what runs, and forget what waits."""
        self._waiting.clear()
        if self._running is not None:
            self._running.stop()
        self._say_installing()

    def _add(self, work: _Work) -> None:
        self._waiting.append(work)
        if self._running is None and not self._held:
            self._begin()
        self._say_installing()

    def _begin(self) -> None:
        work = self._now = self._waiting.popleft()
        job = self._running = self._jobs.prepare(work.run)
        job.progressed.connect(lambda progress: self.progressed.emit(progress, len(self._waiting)))
        job.step.connect(partial(self._take, work.outcome))
        job.finished.connect(lambda _last: self._tell(work))
        job.failed.connect(partial(self._fail, work))
        job.stopped.connect(lambda: self._tell_stopped(work.outcome))
        job.ended.connect(self._end)
        job.start()

    def _take(self, outcome: Outcome, step: object) -> None:
        """A file or a pack is done."""
        from carrel.flows.classes.files import Parted  # noqa: PLC0415 - not for the first paint
        from carrel.flows.read_in import Failed, Read  # noqa: PLC0415 - not for the first paint
        from carrel.library.packs.model import InstalledPack  # noqa: PLC0415 - not for the first paint

        if isinstance(step, Parted):
            outcome.packs = True
            self.packs_given.emit(step)
        elif isinstance(step, Read):
            outcome.known += step.known
            outcome.read += not step.known
        elif isinstance(step, InstalledPack):
            outcome.pack = step.title, step.topics
        elif isinstance(step, Failed):
            outcome.failed.append(step)
            self.failed.emit(step.file, step.error)
            if step.error.code in _LOCKED and step.file.suffix.lower() == ".pdf":
                self.locked.emit(step.file, step.error.code == "password")

    def _tell(self, work: _Work) -> None:
        bad = work.outcome.failed
        nothing = "" if work.outcome.packs else work.nothing
        words = (work.done if not bad else "") or work.outcome.sentence() or nothing
        if words:
            more = _("The list says why, and what can be done.") if bad else ""
            self.told.emit(Notice(words, more, "hint" if bad else "quiet", key=KEY))

    def _tell_stopped(self, outcome: Outcome) -> None:
        words = " ".join(filter(None, (_("Stopped."), outcome.sentence())))
        self.told.emit(Notice(words, _("What was read in so far stays."), "quiet", key=KEY))

    def _fail(self, work: _Work, error: CarrelError) -> None:
        again = Choice(_("Try again"), lambda: self._add(replace(work, outcome=Outcome())), "tryAgain")
        self.told.emit(Notice.of(error, again, key=KEY))

    def _end(self) -> None:
        self._running = self._now = None
        if self._holder is not None:
            self._let_hold()
        elif self._waiting:
            self._begin()
        else:
            self.progressed.emit(None, 0)
        self._say_installing()

    def _say_installing(self) -> None:
        there = [*self._waiting, *filter(None, (self._now,))]
        self.installing.emit(any(work.is_pack for work in there))
