"""What is attached to the draft of the open chat: read in, taken off, brought back, sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from carrel.attachments.model import Attachment
from carrel.base.errors import CarrelError
from carrel.base.show import isolated
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.flows import attach
from carrel.flows.attach import Refused, Taken
from carrel.flows.classes.files import Parted, parted
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs, Work
from carrel.ui.notices import Choice, Notice


class Attaching(QObject):
    """changed: the texts are others. reading: what is being read, "" for nothing. told: a Notice.

    shown_requested: a name and a text somebody wants to look at. packs_given: a Parted, where packs of a class were
    among the files: nobody attaches those.
    """

    changed = Signal()
    reading = Signal(str)
    told = Signal(object)
    shown_requested = Signal(str, str)
    packs_given = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit, self._jobs = kit, jobs
        self._owner: str | None = None
        self._asked = 0  # counts the times the disk was asked: what an older question brings is not shown
        self._removed = ""  # the last one: only its undo is offered, whichever of two removals is written first
        self._busy = 0
        self._waiting: list[Callable[[], object]] = []
        self.taken: tuple[Taken, ...] = ()

    def show_for(self, conversation: str | None) -> None:
        """Show what is attached to the draft of this chat; None for one that has not begun."""
        self._owner = conversation
        self._set(())
        self.refresh()

    def follow(self, conversation: str) -> None:
        """The chat that had not begun has: what is attached stays with it."""
        old, self._owner = self._owner, conversation
        self._jobs.fetch(
            lambda: attach.hand_over(self._kit, old, conversation), lambda _done: self.refresh(), self._fail
        )

    def refresh(self) -> None:
        """Ask the disk what there is."""
        self._asked += 1
        asked, owner = self._asked, self._owner

        def show(found: list[Taken]) -> None:
            if asked == self._asked:
                self._set(tuple(found))

        self._jobs.fetch(lambda: attach.drafted(self._kit, owner), show, self._fail)

    def add(self, paths: Sequence[Path]) -> None:
        """Attach these files; an empty path stands for something that is on no disk of ours."""
        here = [path for path in paths if path.name]
        if len(here) < len(paths):
            what = _("Only files on this computer can be attached.")
            self.told.emit(Notice(what, _("Save it first, and attach the file."), key="attachElsewhere"))
        if here:
            owner = self._owner

            def work(cancel: Cancel) -> Iterator[object]:
                given = parted(here)
                if given.has_packs:
                    yield given
                yield from attach.attach_files(self._kit, given.others, "draft", owner, cancel)

            self._run(work)

    def add_text(self, text: str, then: Callable[[], object]) -> None:
        """Attach a text that came from no file; `then` is called once it is kept."""
        names = {one.attachment.name for one in self.taken}
        count = next(count for count in range(1, len(names) + 2) if _pasted_name(count) not in names)
        owner = self._owner
        self._run(lambda _cancel: iter((_take_text(self._kit, _pasted_name(count), text, owner),)), then)

    def remove(self, attachment: str) -> None:
        """Take a text off; it can be brought back."""
        found = next((one for one in self.taken if one.attachment.id == attachment), None)
        if found is None:
            return
        text, owner = found.attachment, self._owner

        def undo() -> None:
            self._jobs.fetch(lambda: attach.put_on(self._kit, text, "draft", owner), lambda _done: self.refresh())

        def tell(_done: object) -> None:
            if self._removed == text.id:
                words = _("{name} was removed.").format(name=isolated(text.name))
                self.told.emit(Notice(words, tone="quiet", choices=(Choice(_("Undo"), undo, "undo"),), key="undo"))

        self._asked += 1
        self._removed = text.id
        self._set(tuple(one for one in self.taken if one is not found))
        self._jobs.fetch(lambda: attach.take_off(self._kit, text.id, "draft", owner), tell, self._fail)

    def show_text(self, attachment: str) -> None:
        """Somebody wants to read one of them."""
        for one in self.taken:
            if one.attachment.id == attachment:
                self.shown_requested.emit(one.attachment.name, one.attachment.text)

    def take(self) -> tuple[Attachment, ...]:
        """They go with a turn now: none are left."""
        self._asked += 1
        gone = tuple(one.attachment for one in self.taken)
        self._set(())
        return gone

    def when_ready(self, act: Callable[[], object]) -> None:
        """Do this once nothing is being read any more."""
        if self._busy:
            self._waiting.append(act)
        else:
            act()

    def _run(self, work: Work, then: Callable[[], object] = bool) -> None:
        owner, refused = self._owner, list[CarrelError]()
        job = self._jobs.prepare(work)

        def step(found: object) -> None:
            if isinstance(found, Parted):
                self.packs_given.emit(found)
            elif isinstance(found, Refused):
                refused.append(found.error)
            elif isinstance(found, Taken):
                self._add(found, owner)

        def end() -> None:
            self._busy -= 1
            self.reading.emit("")
            _tell_refused(refused, self.told.emit)
            if not self._busy:
                waiting, self._waiting = self._waiting, []
                for act in waiting:
                    act()

        job.step.connect(step)
        job.finished.connect(lambda _last: then())
        job.progressed.connect(self._say_progress)
        job.failed.connect(self._fail)
        job.ended.connect(end)
        self._busy += 1
        job.start()

    def _say_progress(self, progress: Progress) -> None:
        of = f" ({progress.done + 1}/{progress.total})" if progress.total > 1 else ""
        self.reading.emit(f"{progress.label}…{of}")

    def _add(self, found: Taken, owner: str | None) -> None:
        if owner == self._owner and all(one.attachment.id != found.attachment.id for one in self.taken):
            self._asked += 1
            self._set((*self.taken, found))
        if found.doubtful:
            text = found.attachment
            look = Choice(_("Show the text"), lambda: self.shown_requested.emit(text.name, text.text), "showDoubtful")
            what = _("Carrel had to guess how {name} is written.").format(name=isolated(text.name))
            self.told.emit(Notice(what, _("Look at it before you send it."), choices=(look,), key=f"doubt {text.id}"))

    def _set(self, taken: tuple[Taken, ...]) -> None:
        if taken != self.taken:
            self.taken = taken
            self.changed.emit()

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="attach"))


def _pasted_name(count: int) -> str:
    return _("Pasted text") if count == 1 else _("Pasted text {count}").format(count=count)


def _take_text(kit: Kit, name: str, text: str, owner: str | None) -> Taken:
    return Taken(attach.attach_text(kit, name, text, "draft", owner), attach.size_of(text))


def _tell_refused(refused: Sequence[CarrelError], tell: Callable[[Notice], object]) -> None:
    """One notice for all: each file that could not be attached is named in it."""
    if len(refused) == 1:
        tell(Notice.of(refused[0], key="attach"))
    elif refused:
        what = counted("{count} file was not attached.", "{count} files were not attached.", len(refused))
        tell(Notice(what, "\n".join(dict.fromkeys(error.what for error in refused)), "error", key="attach"))
