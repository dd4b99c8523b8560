"""The library, as a place of the window: brings things in, and carries out what is asked there."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.flows import library
from carrel.flows.examine.quiz import count_made
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.theme import Theme
from carrel.ui.window.bringing import KEY, Bringing
from carrel.ui.window.stage import Stage

if TYPE_CHECKING:
    from carrel.ui.dialogs.watched import WatchedDialog
    from carrel.ui.panes.library import LibraryPane


class Library(QObject):
    """open_requested, quiz_requested: as in the pane. pane: made when it is first wanted."""

    open_requested = Signal(str, object, str)
    quiz_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, stage: Stage, window: QWidget) -> None:
        super().__init__(stage)
        self._kit, self._jobs, self._theme, self._stage, self._window = kit, jobs, theme, stage, window
        self.pane: LibraryPane | None = None
        self._locked: deque[tuple[Path, bool]] = deque()
        self._says_going_on = False
        self._watching: WatchedDialog | None = None
        self.bringing = Bringing(kit, jobs, self)
        self.bringing.told.connect(stage.tell)
        self.bringing.progressed.connect(self._progress)
        self.bringing.failed.connect(self._show_failed)
        self.bringing.locked.connect(self._ask_password)
        stage.add("library", self._made)

    @property
    def stage(self) -> Stage:
        """Where its pane stands."""
        return self._stage

    @property
    def window(self) -> QWidget:
        """The window that dialogs stand before."""
        return self._window

    def find(self, otherwise: Callable[[], object]) -> Callable[[], object]:
        """Find in the library while it is shown, otherwise elsewhere."""
        return lambda: (
            self.pane.bar.search.setFocus() if self.pane is not None and self._stage.here == "library" else otherwise()
        )

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        if self.pane is not None and rooms & {"library", "courses"}:
            self.pane.refresh()

    def go_on(self) -> None:
        """Go on with what was cut off when Carrel last ended; says so when there is any."""
        self._says_going_on = True
        self.bringing.go_on()

    def ask_for_files(self) -> None:
        """Let a person choose documents."""
        dialog = self._file_dialog(_("Add documents"), "libraryFilesDialog", QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.bring([Path(path) for path in paths]))
        dialog.open()

    def ask_for_folder(self) -> None:
        """Let a person choose a folder of documents."""
        dialog = self._file_dialog(_("Add a folder"), "libraryFolderDialog", QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.bring([Path(path)]))
        dialog.open()

    def bring(self, paths: Sequence[Path], passwords: dict[Path, str] | None = None) -> None:
        """Bring in files and folders, into the course that is shown."""
        local = [path for path in paths if path != Path()]
        if local:
            course = self.pane.bar.chosen_course if self.pane is not None else None
            self.bringing.read(local, passwords, course)
        else:
            words = _("This is not a file on this computer."), _("Save it here first, and add it then.")
            self._stage.tell(Notice(*words, key=KEY))

    def add_foundations(self) -> None:
        """Install the course pack that comes with Carrel."""
        from carrel.flows.holdings import foundations  # noqa: PLC0415 - not for the first paint

        self.bringing.install(foundations())

    def _made(self) -> LibraryPane:
        from carrel.ui.panes.library import LibraryPane  # noqa: PLC0415 - not for the first paint

        if self.pane is None:
            pane = self.pane = LibraryPane(self._kit, self._jobs, self._theme)
            self._connect(pane)
        return self.pane

    def _connect(self, pane: LibraryPane) -> None:
        pane.open_requested.connect(self.open_requested)
        pane.quiz_requested.connect(self.quiz_requested)
        pane.brought.connect(self.bring)
        pane.again_requested.connect(self.bring)
        pane.recognise_requested.connect(self.bringing.recognise)
        pane.remove_requested.connect(self._remove)
        pane.course_requested.connect(self._put)
        pane.busy.stop_requested.connect(self.bringing.stop)
        for part in (pane.bar, pane.empty):
            part.files_requested.connect(self.ask_for_files)
            part.folder_requested.connect(self.ask_for_folder)
            part.foundations_requested.connect(self.add_foundations)
        pane.bar.pack_file_requested.connect(self._ask_for_pack)
        pane.bar.pack_folder_requested.connect(self._ask_for_pack_folder)
        pane.bar.remove_pack_requested.connect(self._ask_to_remove_pack)
        pane.bar.watched_requested.connect(self._open_watched)
        pane.bar.look_again_requested.connect(self.bringing.look_around)

    def _ask_for_pack(self) -> None:
        dialog = self._file_dialog(_("Add a course pack"), "packFileDialog", QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Course packs')} (*.zip)", f"{_('All files')} (*)"])
        dialog.fileSelected.connect(lambda path: self.bringing.install(Path(path)))
        dialog.open()

    def _ask_for_pack_folder(self) -> None:
        dialog = self._file_dialog(_("Add a course pack"), "packFolderDialog", QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.bringing.install(Path(path)))
        dialog.open()

    def _ask_to_remove_pack(self, pack: str) -> None:
        from carrel.ui.dialogs.ask import AskDialog  # noqa: PLC0415 - not for the first paint

        title = next((one.title for one in self._made().held.packs if one.id == pack), pack)
        question = _("Remove {title}?").format(title=beside(title))
        more = _("Its lessons and exercises go. You can add the pack again at any time.")
        dialog = AskDialog(question, more, _("Remove the pack"), self._theme, self._window)
        dialog.accepted.connect(partial(self._remove_pack, pack))
        self._open(dialog)

    def _remove_pack(self, pack: str) -> None:
        from carrel.flows import pack_shelf  # noqa: PLC0415 - not for the first paint

        def tell(_gone: object) -> None:
            self._stage.tell(Notice(_("The course pack was removed."), tone="quiet", key=KEY))

        self._jobs.fetch(lambda: pack_shelf.remove(self._kit, pack), tell, self._fail)

    def _remove(self, documents: Sequence[str]) -> None:
        def undo() -> None:
            self._jobs.fetch(lambda: library.put_back(self._kit, documents), failed=self._fail)

        def work() -> int:
            made = count_made(self._kit, documents)
            library.remove(self._kit, documents)
            return made

        def tell(made: int) -> None:
            words = counted("{count} document was removed.", "{count} documents were removed.", len(documents))
            more = counted("One question made from it goes too.", "{count} questions made from it go too.", made)
            choices = (Choice(_("Undo"), undo, "undo"),)
            self._stage.tell(Notice(words, more if made else "", "quiet", choices, "undo"))

        self._jobs.fetch(work, tell, self._fail)

    def _put(self, documents: Sequence[str], course: str, into: bool) -> None:
        act = library.put_into if into else library.take_out_of

        def work() -> None:
            for one in documents:
                act(self._kit, one, course)

        self._jobs.fetch(work, failed=self._fail)

    def _open_watched(self) -> None:
        from carrel.ui.dialogs.watched import WatchedDialog  # noqa: PLC0415 - not for the first paint

        dialog = self._watching = WatchedDialog(self._theme, self._window)
        dialog.add_requested.connect(self._ask_for_watched)
        dialog.remove_requested.connect(lambda path: self._watch(partial(library.unwatch, self._kit, path)))
        dialog.look_requested.connect(self.bringing.look_around)
        dialog.finished.connect(self._forget_watching)
        self._show_watched(self._made().held.watched)
        self._open(dialog)

    def _ask_for_watched(self) -> None:
        chooser = self._file_dialog(_("Watch a folder"), "watchFolderDialog", QFileDialog.FileMode.Directory)
        course = self._made().bar.chosen_course
        chooser.fileSelected.connect(lambda path: self._watch(partial(library.watch, self._kit, Path(path), course)))
        chooser.open()

    def _watch(self, act: Callable[[], None]) -> None:
        """Watch a folder or no longer, and show which are watched then."""

        def work() -> list[tuple[str, str | None]]:
            act()
            return library.watched(self._kit)

        self._jobs.fetch(work, self._show_watched, self._fail)

    def _show_watched(self, folders: Sequence[tuple[str, str | None]]) -> None:
        if self._watching is not None:
            self._watching.show_folders(folders, {one.id: one.title for one in self._made().held.courses})

    def _forget_watching(self) -> None:
        self._watching = None

    def _ask_password(self, file: Path, tried: bool) -> None:
        """Ask for the password of one file after the other."""
        self._locked.append((file, tried))
        if len(self._locked) == 1:
            self._ask_next()

    def _ask_next(self) -> None:
        from carrel.ui.dialogs.ask import PasswordDialog  # noqa: PLC0415 - not for the first paint

        file, tried = self._locked[0]
        dialog = PasswordDialog(file.name, self._theme, self._window, tried=tried)

        def unlock(password: str) -> None:
            if self.pane is not None:
                self.pane.forget_failed([file])
            self.bring([file], {file: password})

        def done(_result: int) -> None:
            self._locked.popleft()
            if self._locked:
                self._ask_next()

        dialog.given.connect(unlock)
        dialog.finished.connect(done)
        self._open(dialog)

    def _progress(self, progress: Progress | None, waiting: int) -> None:
        if self.pane is not None:
            self.pane.show_progress(progress, waiting)
        if progress is not None and self._says_going_on:
            stop = Choice(_("Stop"), self.bringing.stop, "stopReading")
            words = _("Carrel goes on reading documents that were cut off.")
            self._stage.tell(Notice(words, tone="quiet", choices=(stop,), key=KEY))
        self._says_going_on = False

    def _show_failed(self, file: Path, error: CarrelError) -> None:
        self._made().show_failed(file, error)

    def _fail(self, error: CarrelError) -> None:
        self._stage.tell(Notice.of(error, key=KEY))

    def _file_dialog(self, title: str, name: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setObjectName(name)
        dialog.setFileMode(mode)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
