"""Chats into files and out of them, from the window: the questions, the progress, the result and its undo."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.flows.kit import Kit
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.theme import Theme
from carrel.ui.window.paper import Paper
from carrel.ui.window.saving import usual_folder

if TYPE_CHECKING:
    from carrel.exchange.captions import Spoken
    from carrel.flows.bring_in import BroughtIn
    from carrel.flows.classes.files import Parted
    from carrel.flows.take_out import Offer, TakenOut
    from carrel.ui.dialogs.export import Kind

_PAUSE_S = 0.5
"""Between two words about the progress, so that Stop can be pressed in peace."""
_NAMED = 3
"""The most bad chats that a result names."""


PDF = "pdf"


class Pages(Protocol):
    """Who puts a chat on pages; see `Paper`."""

    def prepare(self, spoken: Sequence[Spoken]) -> None: ...
    def pdf(self, title: str, spoken: Sequence[Spoken]) -> bytes: ...
    def send(self, title: str, spoken: Sequence[Spoken]) -> None: ...


class Exchange(QObject):
    """told: a Notice. taken_back: the id of a chat that an undo deleted again.

    packs_given: a Parted, where a file holds no chats and belongs to a class.
    """

    told = Signal(object)
    taken_back = Signal(str)
    packs_given = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._jobs, self._theme, self._window = kit, jobs, theme, parent
        self._running: Job | None = None
        self._said = 0.0
        self.paper: Pages = Paper(parent)

    def open_export(self, conversation: str | None) -> None:
        """Ask which chats to write, and as what; conversation: the one that is open."""
        from carrel.flows import take_out  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(
            lambda: take_out.offer(self._kit, conversation), partial(self._ask_what, conversation), self._fail
        )

    def kinds(self) -> list[Kind]:
        """All kinds of file, in the order in which they are shown."""
        from carrel.exchange import FORMATS  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.export import Kind  # noqa: PLC0415 - not for the first paint

        *pages, own = [Kind(one.name, one.title(), one.extension, one.loses()) for one in FORMATS]
        words = _("The branch that is shown, on pages; attached texts by their names.")
        return [*pages, Kind(PDF, _("PDF"), "pdf", words), own]

    def _ask_what(self, conversation: str | None, offer: Offer) -> None:
        from carrel.ui.dialogs.export import ExportDialog  # noqa: PLC0415 - not for the first paint

        if offer.of_all == 0:
            self.told.emit(Notice(_("There are no chats yet."), _("Begin one first."), key="exchange"))
            return
        dialog = ExportDialog(self.kinds(), offer, self._theme, self._window)
        dialog.export_requested.connect(partial(self._ask_where, conversation, offer))
        self._open(dialog)

    def _ask_where(self, conversation: str | None, offer: Offer, name: str, which: str) -> None:
        from carrel.flows.take_out import proposed_name  # noqa: PLC0415 - not for the first paint

        kind = next(one for one in self.kinds() if one.name == name)
        titles = {"here": offer.title, "course": offer.course, "all": _("Carrel chats")}
        folder = usual_folder()
        dialog = QFileDialog(self._window, _("Export chats"), folder)
        dialog.setObjectName("exportFileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{kind.title} (*.{kind.extension})")
        dialog.setDefaultSuffix(kind.extension)
        dialog.selectFile(proposed_name(titles[which] or "", kind.extension))
        course = offer.course if which == "course" else None
        ids = [conversation] if which == "here" and conversation is not None else []
        dialog.fileSelected.connect(lambda path: self.write(name, Path(path), ids, course))
        self._open(dialog)

    def write(self, name: str, path: Path, conversations: list[str], course: str | None = None) -> None:
        """Write these chats, those of the course, or else all, over what is there; a person has said so."""
        from carrel.exchange import FORMATS  # noqa: PLC0415 - not for the first paint
        from carrel.flows import take_out  # noqa: PLC0415 - not for the first paint

        stopped = _("Export stopped; nothing was written.")
        wanted = partial(
            take_out.chosen, self._kit, conversations, course, all_of_them=not conversations and course is None
        )
        if name == PDF:
            self._run(partial(self._lay_out, wanted), partial(self._write_pages, path), stopped)
            return
        written_as = next(one for one in FORMATS if one.name == name)

        def work(cancel: Cancel) -> Iterator[Progress | TakenOut]:
            yield from take_out.take_out(self._kit, written_as, wanted(), path, cancel, replace=True)

        self._run(work, self._written, stopped)

    def print_chat(self, conversation: str | None) -> None:
        """Put the chat that is open on paper."""
        if conversation is not None:
            work = partial(self._lay_out, lambda: [conversation])
            self._run(work, lambda pages: self.paper.send(*pages), _("Printing stopped."), shown=False)

    def _lay_out(self, wanted: Callable[[], list[str]], cancel: Cancel) -> Iterator[object]:
        """What the pages say, with everything drawn that can be drawn beside the window."""
        from carrel.flows import take_out  # noqa: PLC0415 - not for the first paint

        for step in take_out.on_paper(self._kit, wanted(), cancel):
            if isinstance(step, tuple):
                self.paper.prepare(step[1])
            yield step

    def _write_pages(self, path: Path, pages: tuple[str, list[Spoken]]) -> None:
        from carrel.flows import take_out  # noqa: PLC0415 - not for the first paint

        content = self.paper.pdf(*pages)
        tell = partial(self._tell_written, words="")
        self._jobs.fetch(lambda: take_out.write_file(path, content), tell, self._fail)

    def _written(self, told: TakenOut) -> None:
        holds = counted("It holds one chat.", "It holds {count} chats.", told.chats)
        self._tell_written(told.path, " ".join((holds, *told.lost.sentences())))

    def _tell_written(self, path: Path, words: str) -> None:
        show = Choice(_("Show folder"), partial(_show_folder, path.parent), "showFolder")
        self.told.emit(Notice(_("{file} was written.").format(file=path.name), words, "quiet", (show,), "exchange"))

    def ask_for_file(self) -> None:
        """Let a person choose a file of chats."""
        kinds = f"{_('Chats')} (*.json *.zip *.md *.markdown)", f"{_('All files')} (*)"
        dialog = QFileDialog(self._window, _("Import chats"))
        dialog.setObjectName("importFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(kinds)
        dialog.fileSelected.connect(lambda path: self.bring_in(Path(path)))
        self._open(dialog)

    def bring_in(self, path: Path) -> None:
        """Bring in the chats of a file, and offer to undo it."""
        from carrel.flows.bring_in import bring_in  # noqa: PLC0415 - not for the first paint
        from carrel.flows.classes.files import parted  # noqa: PLC0415 - not for the first paint

        def work(cancel: Cancel) -> Iterator[object]:
            given = parted([path])
            yield from iter((given,)) if given.has_packs else bring_in(self._kit, path, cancel)

        self._run(work, self._brought, _("Import stopped."))

    def _brought(self, told: BroughtIn | Parted) -> None:
        from carrel.flows.classes.files import Parted  # noqa: PLC0415 - not for the first paint

        if isinstance(told, Parted):
            self.packs_given.emit(told)
            return
        bad = [one.sentence() for one in told.bad[:_NAMED]]
        trouble = [told.trouble.next_step] if told.trouble is not None else []
        more = " ".join((*trouble, *bad, *told.lost.sentences()))
        undo = (Choice(_("Undo"), partial(self._take_back, told), "undo"),) if told.chats else ()
        tone = "error" if trouble else "hint" if bad else "quiet"
        self.told.emit(Notice(told.sentence(), more, tone, undo, "exchange"))

    def _take_back(self, told: BroughtIn) -> None:
        from carrel.flows.bring_in import take_back  # noqa: PLC0415 - not for the first paint

        def tell(_nothing: object) -> None:
            for conversation in told.chats:
                self.taken_back.emit(conversation)
            words = counted("The chat was taken out again.", "The {count} chats were taken out again.", len(told.chats))
            self.told.emit(Notice(words, tone="quiet", key="exchange"))

        self._jobs.fetch(lambda: take_back(self._kit, told), tell, self._fail)

    def _run(
        self, work: Callable[[Cancel], Iterator[object]], done: Callable[..., None], stopped: str, *, shown: bool = True
    ) -> None:
        """One at a time, with its progress (where it is shown) and a way to stop it."""
        if self._running is not None:
            self.told.emit(Notice(_("Chats are being written or brought in."), _("Wait until it is done."), key="busy"))
            return
        job = self._running = self._jobs.prepare(work)
        if shown:
            job.progressed.connect(lambda progress: self._say(progress, job))
        job.finished.connect(done)
        job.failed.connect(self._fail)
        job.stopped.connect(lambda: self.told.emit(Notice(stopped, tone="quiet", key="exchange")))
        job.ended.connect(self._end)
        job.start()

    def _say(self, progress: Progress, job: Job) -> None:
        now = time.monotonic()
        if now < self._said + _PAUSE_S:
            return
        self._said = now
        count = f" {progress.done}/{progress.total}" if progress.total else f" {progress.done or '…'}"
        stop = Choice(_("Stop"), job.stop, "stopExchange")
        self.told.emit(Notice(f"{progress.label}{count}", tone="quiet", choices=(stop,), key="exchange"))

    def _end(self) -> None:
        self._running = None

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="exchange"))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
