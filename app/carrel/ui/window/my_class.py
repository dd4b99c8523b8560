"""A pupil's classes, as a place of the window: opens class packs, begins what is asked, and hands it in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.choose_practice import for_task
from carrel.flows.classes.my_classes import MyClasses, MyTask, is_pupil, my_classes
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.theme import Theme
from carrel.ui.widgets.drop_sheet import DropSheet
from carrel.ui.window.library import Library
from carrel.ui.window.practising import Practising
from carrel.ui.window.saving import usual_folder

if TYPE_CHECKING:
    from carrel.classroom.joined.model import Joined
    from carrel.flows.classes.files import Parted
    from carrel.flows.classes.hand_back import HandedBack, ToHandBack
    from carrel.flows.classes.open_pack import Look
    from carrel.ui.panes.joined import ClassesPane

PLACE = "my_class"
_SHOWN = frozenset({"classroom", "assessment", "library"})


class MyClass(QObject):
    """document_requested: the id of a document. text_requested: a title and a text to be read.

    offered: whether somebody is in a class here, so that it is a place. results_given: paths of the work of pupils.
    pane: made when it is first wanted. drop: where files can be let go over places that do nothing else with them.
    """

    document_requested = Signal(str)
    text_requested = Signal(str, str)
    offered = Signal(bool)
    results_given = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, practising: Practising, library: Library) -> None:
        super().__init__(library)
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._practising, self._library, self._stage = practising, library, library.stage
        self._window: QWidget = library.window
        self._waiting: list[Path] = []
        self._dialog: QDialog | None = None
        self.pane: ClassesPane | None = None
        library.bringing.packs_given.connect(self.take_packs)
        words = _("Let go to open"), _("Class packs are opened, and documents come into the library.")
        self.drop = DropSheet(theme, self._stage.middle, *words)
        self.drop.dropped.connect(library.bring)
        self._stage.add(PLACE, self._made)

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        if "classroom" in rooms:
            self.offer()
        if self.pane is not None and self._stage.here == PLACE and rooms & _SHOWN:
            self.pane.refresh()

    def offer(self) -> None:
        """Say whether somebody is in a class here."""
        self._jobs.fetch(partial(is_pupil, self._kit), self.offered.emit)

    def ask_for_pack(self) -> None:
        """Let a person choose a class pack."""
        dialog = QFileDialog(self._window, _("Open a class pack"))
        dialog.setObjectName("classPackFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Class packs')} (*.carrel-class)", f"{_('All files')} (*)"])
        dialog.fileSelected.connect(lambda path: self.open_packs([Path(path)]))
        self._open(dialog)

    def take_packs(self, given: Parted) -> None:
        """Open the class packs among files that came into the window somewhere; results are for a teacher."""
        self.open_packs(given.classes)
        if given.results:
            self.results_given.emit(list(given.results))

    def open_packs(self, paths: Sequence[Path]) -> None:
        """Look into these packs, one after the other, and ask about each before anything is taken."""
        self._waiting += paths
        self._next()

    def _next(self) -> None:
        if self._dialog is not None or not self._waiting:
            return
        from carrel.flows.classes import open_pack  # noqa: PLC0415 - not for the first paint

        path = self._waiting.pop(0)
        self._jobs.fetch(partial(open_pack.look, self._kit, path), partial(self._ask, path), self._fail_to_open)

    def _fail_to_open(self, error: CarrelError) -> None:
        self._fail(error)
        self._next()

    def _ask(self, path: Path, seen: Look) -> None:
        from carrel.ui.dialogs.class_pack import PackDialog  # noqa: PLC0415 - not for the first paint

        if self._dialog is not None:
            self._waiting.insert(0, path)
            return
        gate = self._library.bringing
        dialog = self._dialog = PackDialog(self._kit, self._jobs, (path, seen), gate, self._theme, self._window)
        dialog.taken.connect(self._joined)
        dialog.finished.connect(self._closed)
        self._open(dialog)

    def _closed(self, _result: int) -> None:
        self._dialog = None
        self._next()

    def _joined(self, joined: Joined) -> None:
        if self._stage.here != PLACE:
            self._stage.open(PLACE)
        words = _("You have the newest pack of “{title}”.").format(title=beside(joined.title))
        self._stage.tell(Notice(words, tone="quiet", key=PLACE))

    def _made(self) -> ClassesPane:
        from carrel.ui.panes.joined import ClassesPane  # noqa: PLC0415 - not for the first paint

        if self.pane is None:
            pane = self.pane = ClassesPane(self._kit, self._jobs, self._theme)
            pane.open_requested.connect(self.ask_for_pack)
            pane.hand_in_requested.connect(self.ask_to_hand_in)
            pane.seen_requested.connect(self.show_seen)
            pane.watch_requested.connect(self.watch)
            pane.unwatch_requested.connect(self.unwatch)
            pane.begun.connect(self.begin)
            pane.resumed.connect(self._practising.resume)
            pane.read_requested.connect(self.document_requested)
            pane.foundations_requested.connect(self._library.add_foundations)
            pane.write_requested.connect(self.write)
            for one in (pane.writing.made_requested, pane.text_requested):
                one.connect(self.text_requested)
            pane.writing.record_requested.connect(self._ask_where_record)
            pane.writing.feedback_requested.connect(self._give_feedback)
        return self.pane

    def do(self, assignment: str) -> None:
        """Do what a task asks for: practise it, or write it where there is nothing to practise; its lying practice goes
        on.
        """

        def take(told: MyClasses) -> None:
            found = next((one for one in told.due if one.asked.id == assignment), None)
            if found is None or found.lacks:
                self._stage.open(PLACE)
            elif found.session:
                self._practising.resume(found.session)
            elif found.wanted and not found.is_practised:
                self.begin(found)
            else:
                self._stage.open(PLACE)
                self.write(assignment)

        self._jobs.fetch(partial(my_classes, self._kit), take, self._fail)

    def show_seen(self, classroom: str) -> None:
        """Show what the teacher of a class sees of whoever sits here."""
        from carrel.ui.window.seeing import Seeing  # noqa: PLC0415 - not for the first paint

        Seeing(self._kit, self._jobs, self._theme, self._window, self._stage.tell).show_own(classroom)

    def watch(self, classroom: str, folder: str) -> None:
        """Watch a folder for a class."""
        from carrel.flows.classes import watching  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(partial(watching.choose, self._kit, classroom, Path(folder)), failed=self._fail)

    def unwatch(self, classroom: str) -> None:
        """Watch none any more."""
        from carrel.flows.classes import watching  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(partial(watching.stop, self._kit, classroom), failed=self._fail)

    def begin(self, task: MyTask) -> None:
        """Practise what a task asks for."""
        self._jobs.fetch(partial(for_task, self._kit, task.asked.id), self._practising.begin, self._fail)

    def write(self, assignment: str) -> None:
        """Write what a task asks for."""
        from carrel.flows.classes import writing  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(partial(writing.open_work, self._kit, assignment), self._made().write, self._fail)

    def _give_feedback(self, text: str) -> None:
        """Advice on what is written; that it was asked for stands in the record."""
        from carrel.records.model import Asked  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.feedback import FeedbackDialog  # noqa: PLC0415 - not for the first paint

        keeping = self._made().writing.keeping
        dialog = FeedbackDialog(self._kit, self._jobs, self._theme, self._window, text)
        dialog.given.connect(lambda length: keeping.note(Asked(_("Feedback on the text, by criteria"), "", length)))
        self._open(dialog)

    def flush(self) -> None:
        """Keep what is written."""
        if self.pane is not None:
            self.pane.writing.flush()

    def finish(self) -> None:
        """Nothing runs beside the window any more: keep what could not be kept there."""
        if self.pane is not None:
            self.pane.writing.keeping.finish()

    def _ask_where_record(self, title: str, content: bytes) -> None:
        from carrel.flows.take_out import proposed_name, write_file  # noqa: PLC0415 - not for the first paint

        def keep(path: str) -> None:
            self._jobs.fetch(partial(write_file, Path(path), content), tell, self._fail)

        def tell(path: Path) -> None:
            self._stage.tell(Notice(_("Saved as {file}.").format(file=path), tone="quiet", key=PLACE))

        folder = usual_folder()
        dialog = QFileDialog(self._window, _("Save the record"), folder)
        dialog.setObjectName("recordFileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Markdown (*.md)")
        dialog.setDefaultSuffix("md")
        dialog.selectFile(proposed_name(title, "md"))
        dialog.fileSelected.connect(keep)
        self._open(dialog)

    def ask_to_hand_in(self, classroom: str) -> None:
        """Say what goes to the teacher, and ask where the file is to be."""
        from carrel.flows.classes import hand_back  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(partial(hand_back.look, self._kit, classroom), self._show_held, self._fail)

    def _show_held(self, held: ToHandBack) -> None:
        from carrel.ui.dialogs.hand_in import HandInDialog  # noqa: PLC0415 - not for the first paint

        dialog = HandInDialog(held, self._theme, self._window)
        dialog.accepted.connect(partial(self._ask_where, held))
        self._open(dialog)

    def _ask_where(self, held: ToHandBack) -> None:
        folder = usual_folder()
        dialog = QFileDialog(self._window, _("Hand in"), folder)
        dialog.setObjectName("handInFileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{_('Results of a pupil')} (*.carrel-results)")
        dialog.setDefaultSuffix("carrel-results")
        dialog.selectFile(held.name)
        dialog.fileSelected.connect(lambda path: self.hand_in(held.joined.classroom, Path(path)))
        self._open(dialog)

    def hand_in(self, classroom: str, path: Path) -> None:
        """Write the results file, over what is there; a person has said so."""
        from carrel.flows.classes import hand_back  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(partial(hand_back.hand_back, self._kit, classroom, path), self._handed_in, self._fail)

    def _handed_in(self, given: HandedBack) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(given.path.parent)))

        words = _("{file} was written. Give it to your teacher.").format(file=given.path.name)
        tries = counted("One try is in it.", "{count} tries are in it.", given.tries)
        texts = counted("One text is in it.", "{count} texts are in it.", given.works)
        parts = ((tries, given.tries), (texts, given.works), (given.talked, given.talks))
        holds = " ".join(said for said, count in parts if count)
        shut = _("Only your teacher can open it.") if given.sealed else _("Whoever has the file can read it.")
        choices = (Choice(_("Show folder"), show, "showFolder"),)
        self._stage.tell(Notice(words, f"{holds} {shut}", "quiet", choices, PLACE))

    def _fail(self, error: CarrelError) -> None:
        self._stage.tell(Notice.of(error, key=PLACE))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
