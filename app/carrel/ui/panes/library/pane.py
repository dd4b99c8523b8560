"""The library: everything Carrel can answer from, how far it was read, and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.flows.holdings import Holdings, Place, holdings, places
from carrel.flows.kit import Kit
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.library.bar import LibraryBar
from carrel.ui.panes.library.chosen_bar import ChosenBar
from carrel.ui.panes.library.document_list import DocumentList
from carrel.ui.panes.library.empty import EmptyLibrary
from carrel.ui.panes.library.lines import Filter, Line, document_lines, failed_line, found_lines
from carrel.ui.panes.library.words import SEPARATOR, searched
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.drop_sheet import DropSheet
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.place_pane import PlacePane

_PAUSE_MS = 150
_MOST_FOUND = 60
_REST = 400, 10
"""How long it rests between two looks at the documents: there may be thousands, and one is read after the other."""


class LibraryPane(PlacePane):
    """open_requested: a document's id, the part or None, and words of it.

    brought: paths to bring in. again_requested: paths to try again.
    recognise_requested, quiz_requested: a document's id.
    remove_requested: ids of documents. course_requested: ids, the id of a course, and whether they are to be in it.
    """

    open_requested = Signal(str, object, str)
    brought = Signal(object)
    again_requested = Signal(object)
    recognise_requested = Signal(str)
    quiz_requested = Signal(str)
    remove_requested = Signal(object)
    course_requested = Signal(object, str, bool)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__("libraryPane")
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self.held = Holdings()
        self._failed: dict[Path, Line] = {}
        self._places: Sequence[Place] = ()
        self._searching: Job | None = None
        self._reading = False
        self._looking = Looking(self, jobs, partial(holdings, kit), self._take, self._fail, _REST)
        self.bar = LibraryBar(theme)
        self.busy = Busy(theme, "libraryBusy", "stopReading")
        self.list = DocumentList(theme)
        self.empty = EmptyLibrary(theme)
        self.chosen = ChosenBar(theme)
        self._nothing = label(role="muted", wrap=True, name="libraryNothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = label(role="tiny", wrap=True, name="libraryCount")
        self._stack = QStackedWidget()
        self._typed = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for face in (self.list, self.empty, self._nothing):
            self._stack.addWidget(face)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        for part in (self.bar, self.busy, self.notices, self._count):
            self._column.addWidget(part)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._inner, 100)
        row.addStretch(1)
        self.drop = DropSheet(self._theme, self, _("Let go to add"), _("Documents and whole folders are read in."))
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self.bar.left.connect(self.left)
        self.bar.narrowed.connect(self._narrow)
        self.bar.search.leave_requested.connect(self.bar.search.clear)
        self.bar.search.down_requested.connect(self.list.enter)
        self._typed.timeout.connect(self._search)
        self.drop.dropped.connect(self.brought)
        self.list.open_requested.connect(self._open)
        self.list.remove_requested.connect(self._remove)
        self.list.chosen_changed.connect(lambda: self.chosen.show_chosen(self.list.chosen, self.held.courses))
        self.list.menu_requested.connect(self._open_menu)
        self.chosen.open_requested.connect(lambda: self._open(self.list.chosen[0]))
        self.chosen.again_requested.connect(self._try_again)
        self.chosen.recognise_requested.connect(self._recognise)
        self.chosen.quiz_requested.connect(lambda: self.quiz_requested.emit(self.list.chosen[0].document))
        self.chosen.remove_requested.connect(self._remove)
        self.chosen.course_requested.connect(self._put)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest and not self._typed.isActive()

    def refresh(self) -> None:
        """The library changed: look at it again, soon; one that is not shown is looked at when it is."""
        self._looking.again()

    def show_progress(self, progress: Progress | None, waiting: int = 0) -> None:
        """Something is being brought in, or no longer."""
        self.busy.show_progress(progress, waiting)
        if (progress is not None) != self._reading:
            self._reading = progress is not None
            self.refresh()

    def show_failed(self, file: Path, error: CarrelError) -> None:
        """Keep a file in sight that could not be read."""
        self._failed[file] = failed_line(file, error)
        self.refresh()

    def forget_failed(self, files: Sequence[Path]) -> None:
        """These are tried again, or somebody has seen it."""
        for file in files:
            self._failed.pop(file, None)
        self._show()

    def step_back(self) -> bool:
        """Leave a search."""
        searched = bool(self.bar.search.text())
        self.bar.search.clear()
        return searched

    def take_focus(self) -> None:
        """Where one would begin."""
        (self.bar.search if self.held.documents else self.bar.back).setFocus()

    def _take(self, held: Holdings) -> None:
        self.held = held
        self.bar.show_held(held)
        self._show()

    def _narrow(self) -> None:
        self._places = ()
        if self._searching is not None:
            self._searching.stop()
            self._searching = None
        if self.bar.search.text().strip():
            self._typed.start()
        else:
            self._typed.stop()
            self._show()

    def _search(self) -> None:
        """Look for what is typed."""
        words, course, kind = self.bar.search.text().strip(), self.bar.chosen_course, self.bar.chosen_kind
        kinds = (kind,) if kind is not None else ()
        job = self._searching = self._jobs.prepare(
            lambda cancel: iter((places(self._kit, words, course, kinds, _MOST_FOUND, cancel),))
        )

        def show(found: list[Place]) -> None:
            if self._searching is job:
                self._searching, self._places = None, found
                self._show()
                self.list.scrollToTop()

        job.finished.connect(show)
        job.failed.connect(self._fail)
        job.start()

    def _show(self) -> None:
        words = self.bar.search.text().strip()
        shown = Filter(self.bar.chosen_course, self.bar.chosen_kind, words)
        documents = document_lines(self.held, shown, busy=self._reading)
        kept = {one.path for one in documents}
        if words:
            lines = found_lines(documents, self._places)
        else:
            lines = [*(one for one in self._failed.values() if one.path not in kept), *documents]
        self.list.lines.set_lines(lines)
        nothing_yet = not self.held.documents and not self._failed and not self._reading
        self.bar.offer_finding(not nothing_yet)
        self._stack.setCurrentWidget(self.empty if nothing_yet else self.list if lines else self._nothing)
        self._nothing.setText(self._why_nothing(words))
        self._count.setText("" if nothing_yet else self._about())
        self._count.setHidden(nothing_yet)
        self.chosen.show_chosen(self.list.chosen, self.held.courses)

    def _why_nothing(self, words: str) -> str:
        if words and (self._typed.isActive() or self._searching is not None):
            return _("Searching…")
        if words:
            return _("Nothing was found. Try fewer words, or the beginning of one.")
        return _("Nothing is here yet.") if self._reading else _("There are no documents of this kind here.")

    def _about(self) -> str:
        many = counted("{count} document", "{count} documents", len(self.held.documents))
        return f"{many}{SEPARATOR}{searched(self.held.meanings)}"

    def _open(self, line: Line) -> None:
        if line.document is not None:
            self.open_requested.emit(line.document, line.part if line.kind == "place" else None, line.text)

    def _remove(self) -> None:
        chosen = self.list.chosen
        self.forget_failed([one.path for one in chosen if one.kind == "failed" and one.path is not None])
        removed = [one.document for one in chosen if one.kind == "document" and one.document and one.pack is None]
        if removed:
            self.remove_requested.emit(removed)

    def _try_again(self) -> None:
        paths = [one.path for one in self.list.chosen if one.path is not None]
        self.forget_failed(paths)
        self.again_requested.emit(paths)

    def _recognise(self) -> None:
        self.recognise_requested.emit(self.list.chosen[0].document)

    def _put(self, course: str, into: bool) -> None:
        ids = [one.document for one in self.list.chosen if one.kind == "document"]
        self.course_requested.emit(ids, course, into)

    def _open_menu(self, where: QPoint) -> None:
        if not self.chosen.isHidden():
            menu = self.chosen.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(where)

    def _fail(self, error: CarrelError) -> None:
        self.notices.show_notice(Notice.of(error, key="library"))

    def _measure(self) -> None:
        pad = self._theme.size("space_large")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(self._theme.size("space_small"))
        self._inner.setMaximumWidth(round(self._theme.size("size_dialog") * 1.35))
