"""What goes to and fro with a class: the pack is written, and what came back is taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.words import _, counted
from carrel.ui.jobs import Job
from carrel.ui.window.doing import show_folder
from carrel.ui.window.teaching.desk import Desk

if TYPE_CHECKING:
    from carrel.flows.classes.give_out import Given
    from carrel.flows.classes.take_in import TakenIn


class Parcels(QObject):
    """bring: takes the paths of a list of pupils, where one was let go over the pane."""

    def __init__(self, desk: Desk, bring: Callable[[Sequence[Path]], None]) -> None:
        super().__init__(desk.pane)
        self._desk, self._bring = desk, bring
        self._running: Job | None = None
        pane = desk.pane
        pane.send_requested.connect(self.ask_where)
        pane.take_requested.connect(self.ask_for_files)
        pane.take_folder_requested.connect(self.ask_for_folder)
        pane.dropped.connect(self._drop)
        pane.stop_requested.connect(self.stop)

    def ask_where(self, classroom: str) -> None:
        """Let a person choose where the pack is written, once there is something to write."""
        from carrel.flows.classes import give_out  # noqa: PLC0415 - not for the first paint

        self._desk.do(partial(give_out.ready, self._desk.kit, classroom), lambda _ready: self._ask_where(classroom))

    def write(self, classroom: str, path: Path) -> None:
        """Write the pack, over what is there; a person has said so."""
        from carrel.flows.classes import give_out  # noqa: PLC0415 - not for the first paint

        self._desk.do(partial(give_out.give_out, self._desk.kit, classroom, path), self._tell_given)

    def ask_for_files(self, classroom: str) -> None:
        """Let a person choose what came back."""
        dialog = self._desk.file_dialog(_("Take in results"), "resultsFileDialog", QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{_('Results')} (*.carrel-results)", f"{_('All files')} (*)"])
        dialog.filesSelected.connect(lambda paths: self.take(classroom, [Path(path) for path in paths]))
        self._desk.open(dialog)

    def ask_for_folder(self, classroom: str) -> None:
        """Let a person choose the folder in which it lies."""
        dialog = self._desk.file_dialog(_("Take in a folder"), "resultsFolderDialog", QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.take(classroom, [Path(path)]))
        self._desk.open(dialog)

    def take(self, classroom: str, paths: Sequence[Path], *, trust: bool = False) -> None:
        """Take in these files and folders, and show what became of each."""
        from carrel.flows.classes.take_in import take_in  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        if self._running is not None:
            desk.tell(_("Results are being taken in already."), _("Wait until that is done, or stop it."), tone="hint")
            return
        taken: list[TakenIn] = []
        job = self._running = desk.jobs.prepare(lambda cancel: take_in(desk.kit, classroom, paths, cancel, trust=trust))
        job.progressed.connect(desk.pane.busy.show_progress)
        job.step.connect(taken.append)
        job.finished.connect(lambda _last: self._show(classroom, taken, trusted=trust))
        job.stopped.connect(lambda: self._show(classroom, taken, trusted=trust, stopped=True))
        job.failed.connect(desk.fail)
        job.ended.connect(self._end)
        job.start()

    def stop(self) -> None:
        """Stop taking in; what was taken in stays."""
        if self._running is not None:
            self._running.stop()

    def _drop(self, classroom: str, paths: Sequence[Path]) -> None:
        """A list of pupils is looked through, everything else is taken in."""
        from carrel.flows.classes.files import are_lists  # noqa: PLC0415 - not for the first paint

        local = [path for path in paths if path != Path()]
        if not local:
            self._desk.tell(
                _("This is not a file on this computer."), _("Save it here first, and bring it then."), tone="hint"
            )
            return

        def sort(lists: bool) -> None:
            if lists:
                self._bring(local)
            else:
                self.take(classroom, local)

        self._desk.do(partial(are_lists, local), sort)

    def _ask_where(self, classroom: str) -> None:
        from carrel.flows.classes.give_out import SUFFIX  # noqa: PLC0415 - not for the first paint
        from carrel.flows.take_out import proposed_name  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        dialog = desk.file_dialog(_("Send pack"), "packFileDialog", QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{_('Class packs')} (*{SUFFIX})")
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(proposed_name(desk.title, SUFFIX.removeprefix(".")))
        dialog.fileSelected.connect(lambda path: self.write(classroom, Path(path)))
        desk.open(dialog)

    def _tell_given(self, given: Given) -> None:
        pupils = counted("one pupil", "{count} pupils", given.pupils)
        said = _("{file} was written, for {pupils}.").format(file=given.path.name, pupils=pupils)
        number = given.fingerprint.replace(" ", "\u00a0")  # whoever compares it reads it in one line
        more = _("Give the same file to all of them. They see this number when they open it: {number}")
        self._desk.tell(said, more.format(number=number), show_folder(given.path))

    def _show(self, classroom: str, taken: Sequence[TakenIn], *, trusted: bool, stopped: bool = False) -> None:
        from carrel.ui.dialogs.classes.taken import TakenDialog  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        dialog = TakenDialog(taken, desk.theme, desk.window, stopped=stopped, trusted=trusted)
        dialog.trust_requested.connect(lambda paths: self.take(classroom, paths, trust=True))
        desk.open(dialog)

    def _end(self) -> None:
        self._running = None
        self._desk.pane.busy.show_progress(None)
