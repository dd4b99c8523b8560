"""The left side of the window: a new chat, the courses, the search, and the chats."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.conversations.model import Hit
from carrel.courses.model import Course
from carrel.flows import tidy
from carrel.flows.kit import Kit
from carrel.flows.overview import Overview
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.sidebar.chats import FINDS, Chats
from carrel.ui.panes.sidebar.lines import IN_ONE_CHAT, find_rows, found_words
from carrel.ui.panes.sidebar.places import Places
from carrel.ui.panes.sidebar.tidying import Tidying
from carrel.ui.theme import Theme
from carrel.ui.widgets.conversation_list import ConversationList, Row
from carrel.ui.widgets.course_chooser import CourseChooser
from carrel.ui.widgets.course_menu import fill_with_places
from carrel.ui.widgets.parts import IconButton, button, label
from carrel.ui.widgets.search_field import SearchField
from carrel.ui.widgets.selection_bar import SelectionBar

_PAUSE_MS = 120


class Sidebar(QWidget):
    """open_requested: a chat, and a message in it or None. new_requested: a new chat. deleted, undeleted: a chat.

    told: a Notice. place_requested: the id of a place to go to. fold_requested: fold this side away.
    course_chosen: the Course that new chats begin in, or None, also when something about it changed.
    course_requested: the id of a course to be edited; None for a new one, and the ids of the chats that are to go
    into it.
    """

    open_requested = Signal(str, object)
    new_requested = Signal()
    deleted = Signal(str)
    undeleted = Signal(str)
    told = Signal(object)
    place_requested = Signal(str)
    fold_requested = Signal()
    course_chosen = Signal(object)
    course_requested = Signal(object, object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._open: str | None = None

        self._in_one_chat = IN_ONE_CHAT
        self._fresh = False  # other words were typed: what they bring is shown from its beginning
        self.course: Course | None = None
        self.courses: Sequence[Course] = ()
        self.chats = Chats(kit, jobs, self)
        self.tidying = Tidying(kit, jobs, self)
        self.fold_button = IconButton(theme, "sidebar", _("Hide the list"), name="foldButton")
        self.menu_button = IconButton(theme, "menu", _("Menu"), name="menuButton")
        self._new = button(_("New chat"), "outline", "newChat")
        self.places = Places(theme)
        self.chooser = CourseChooser(theme)
        self.select_button = IconButton(theme, "select", _("Select chats"), name="selectChats")
        self.search = SearchField()
        self._only = QCheckBox(_("Only in this course"))
        self.list = ConversationList(theme)
        self.bar = SelectionBar(theme)
        self._empty = label("", "muted", wrap=True, name="listEmpty")
        self._count = label("", "tiny", name="foundCount")
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top, courses = QHBoxLayout(), QHBoxLayout()
        top.addWidget(label("Carrel", "heading"))
        top.addStretch()
        top.addWidget(self.menu_button)
        top.addWidget(self.fold_button)
        courses.addWidget(self.chooser, 1)
        courses.addWidget(self.select_button)
        self._only.setObjectName("onlyThisCourse")
        self._only.setChecked(True)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addWidget(self._new)
        self._column.addWidget(self.places)
        self._column.addLayout(courses)
        for part in (self.search, self._only, self._count, self._empty, self.list, self.bar):
            self._column.addWidget(part)
        for part in (self._only, self._count, self._empty, self.bar):
            part.hide()
        self._column.setStretchFactor(self.list, 1)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_requested)
        self.places.chosen.connect(self.place_requested)
        self.fold_button.clicked.connect(self.fold_requested)
        self.select_button.clicked.connect(self.toggle_checking)
        self.search.textChanged.connect(self._type)
        self.search.leave_requested.connect(self._leave)
        self.search.down_requested.connect(self.list.enter)
        self._only.toggled.connect(self._show)
        self._wait.timeout.connect(self._show)
        self.chats.listed.connect(self._show_chats)
        self.chats.found.connect(self._show_hits)
        self.chats.failed.connect(self._fail)
        self.chooser.chosen.connect(self.choose_course)
        self.chooser.new_requested.connect(lambda: self.course_requested.emit(None, []))
        self.chooser.edit_requested.connect(lambda course: self.course_requested.emit(course, []))
        self.chooser.empty_requested.connect(self.tidying.delete_empty)
        self._connect_list()
        self._connect_bar()
        tidying = self.tidying
        tidying.told.connect(self.told)
        tidying.done.connect(self._show)
        tidying.deleted.connect(self._tell_deleted)
        tidying.undeleted.connect(self._tell_undeleted)

    def _connect_list(self) -> None:
        tidying, rows = self.tidying, self.list.rows
        self.list.open_requested.connect(self._open_row)
        self.list.more_requested.connect(self._show_more_finds)
        self.list.pin_requested.connect(lambda chat, pinned: tidying.pin([chat], pinned))
        self.list.delete_requested.connect(self.delete)
        self.list.move_requested.connect(self.move_chats)
        self.list.new_course_requested.connect(lambda chats: self.course_requested.emit(None, chats))
        self.list.check_requested.connect(lambda: self._set_checking(True))
        self.list.all_requested.connect(self._check_all)
        self.list.leave_requested.connect(self._leave)
        self.list.delete_chosen_requested.connect(self._delete_chosen)
        rows.renamed.connect(tidying.rename)
        rows.more_requested.connect(self.chats.more)
        rows.checked.connect(lambda: self.bar.show_count(len(rows.chosen)))

    def _connect_bar(self) -> None:
        bar, rows = self.bar, self.list.rows
        bar.move_requested.connect(lambda course: self.move_chats(list(rows.chosen), course))
        bar.new_course_requested.connect(lambda: self.course_requested.emit(None, list(rows.chosen)))
        bar.pin_requested.connect(lambda: self.tidying.pin(list(rows.chosen)))
        bar.delete_requested.connect(self._delete_chosen)
        bar.all_requested.connect(self._check_all)
        bar.done.connect(lambda: self._set_checking(False))

    def refresh(self) -> None:
        """Something changed: read the list, and search again."""
        self.chats.refresh()
        if self.search.text().strip():
            self._show()

    def mark(self, conversation: str | None) -> None:
        """Show which chat is open."""
        self._open = conversation
        if not self.search.text():
            self.list.mark(conversation)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The places take less room where it is short."""
        super().resizeEvent(event)
        self._fit_places()

    def _fit_places(self) -> None:
        pad = self._column.contentsMargins()
        self.places.fit(self.height(), self.width() - pad.left() - pad.right())

    def choose_course(self, course: str | None) -> None:
        """Show the chats of one course, or all; new chats begin there."""
        self.chats.choose(course)
        if self.search.text().strip():
            self._show()

    def delete(self, conversation: str) -> None:
        """Delete a chat, and offer to undo it."""
        self.tidying.delete([conversation])

    def move_chats(self, conversations: Sequence[str], course: str | None) -> None:
        """Put chats into a course, or out of any."""
        self._set_checking(False)
        self.tidying.move(conversations, course, self.courses)

    def offer_move(self) -> None:
        """Ask into which course the open chat is to go."""
        if (chat := self._open) is None:
            self.told.emit(Notice(_("Open a chat first; then it can be moved."), key="list"))
            return
        menu = QMenu(self)
        menu.setObjectName("moveMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_with_places(
            menu,
            self.courses,
            lambda course: self.move_chats([chat], course),
            lambda: self.course_requested.emit(None, [chat]),
        )
        where = self.chooser if self.isVisible() else self.window()
        menu.popup(where.mapToGlobal(where.rect().bottomLeft() if where is self.chooser else where.rect().center()))

    def toggle_checking(self) -> None:
        """Begin to choose chats, or end it."""
        self._set_checking(not self.list.rows.checking)

    def _set_checking(self, on: bool) -> None:
        rows = self.list.rows
        if on and self.search.text():
            self.search.clear()
        if on != rows.checking:
            rows.begin_checking(on)
            self.bar.setVisible(on)
            self.select_button.say(_("Stop selecting") if on else _("Select chats"))
            self.list.mark(self._open)
            self.list.setFocus()

    def _check_all(self) -> None:
        course = self.chats.course
        self._jobs.fetch(
            lambda: tidy.ids(self._kit, course), lambda found: self.list.rows.check(found, on=True), self._fail
        )

    def _delete_chosen(self) -> None:
        if chosen := list(self.list.rows.chosen):
            self._set_checking(False)
            self.tidying.delete(chosen)

    def _type(self) -> None:
        self.chats.finds, self._in_one_chat, self._fresh = FINDS, IN_ONE_CHAT, True
        self._wait.start()

    def _show(self) -> None:
        """Search for what is typed, or show the list again."""
        words = self.search.text().strip()
        self._only.setVisible(bool(words) and self.course is not None)
        if words:
            self._set_checking(False)
            only = self.course is not None and self._only.isChecked()
            self.chats.search(words, self.course.id if only and self.course is not None else None)
        else:
            self.chats.forget_search()
            self.chats.refresh()

    def _show_chats(self, now: Overview, rows: Sequence[Row], more: bool) -> None:
        self._take(now)
        if self.search.text().strip():
            return
        self.list.show_finds(False)
        self.list.rows.set_rows(rows, has_more=more)
        if self.list.currentIndex().row() < 0 or not self.list.hasFocus():
            self.list.mark(self._open)
        self._count.hide()
        self._say_empty("" if rows else self._nothing_yet())

    def _take(self, now: Overview) -> None:
        """Offer the courses there are now."""
        news = now.course != self.course
        self.course, self.courses, self.list.courses = now.course, now.courses, now.courses
        self.chats.course = now.course.id if now.course is not None else None
        self.chooser.show_courses(now.courses, now.counts, now.course)
        self.bar.show_courses(now.courses)
        if news:
            self.course_chosen.emit(now.course)

    def _nothing_yet(self) -> str:
        if self.course is None:
            return _("Your chats will be here.")
        return _("There is no chat in {course} yet. Begin one with New chat, or move one here from its menu.").format(
            course=beside(self.course.title)
        )

    def _show_hits(self, hits: Sequence[Hit], more: bool) -> None:
        if not self.search.text().strip():
            return

        self.list.show_finds(True)
        self.list.rows.set_rows(find_rows(hits, most=self._in_one_chat, more=more))
        if self._fresh:
            self._fresh = False
            self.list.scrollToTop()
        self._count.setText(found_words(hits, more=more))
        self._count.setVisible(bool(hits))
        self._say_empty("" if hits else _("Nothing found."))

    def _show_more_finds(self) -> None:
        self._in_one_chat *= 5
        self.chats.finds *= 4
        self._show()

    def _open_row(self, row: Row) -> None:
        self.open_requested.emit(row.conversation, row.message)

    def _leave(self) -> None:
        """Escape: leave what was begun here."""
        if self.list.rows.checking:
            self._set_checking(False)
            return
        self.search.clear()
        self.list.setFocus()

    def _tell_deleted(self, gone: Sequence[str]) -> None:
        if self._open in gone:
            self.deleted.emit(self._open)
        elif len(gone) == 1:
            self.deleted.emit(gone[0])

    def _tell_undeleted(self, back: Sequence[str]) -> None:
        if len(back) == 1:
            self.undeleted.emit(back[0])

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="list"))

    def _say_empty(self, words: str) -> None:
        self._empty.setText(words)
        self._empty.setVisible(bool(words))

    def _measure(self) -> None:
        pad = self._theme.size("space_medium")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(self._theme.size("space_small"))
        self.search.show_icon(self._theme)
        edge = self._theme.size("size_icon")
        self._new.setIconSize(QSize(edge, edge))
        self._new.setIcon(self._theme.icon("new-chat", "text"))
        self._fit_places()
