"""The classes of a pupil, in the place of the chat."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows.classes.my_classes import MyClasses, my_classes
from carrel.flows.classes.writing import Writing
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.joined.empty import NoClass
from carrel.ui.panes.joined.section import ClassSection
from carrel.ui.panes.joined.writing import WritingPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import IconButton, button, label
from carrel.ui.widgets.place_pane import PlacePane


class ClassesPane(PlacePane):
    """open_requested: choose a class pack. The others are those of its sections. writing: the page of a text."""

    open_requested = Signal()
    hand_in_requested = Signal(str)
    seen_requested = Signal(str)
    watch_requested = Signal(str, str)
    unwatch_requested = Signal(str)
    begun = Signal(object)
    resumed = Signal(str)
    read_requested = Signal(str)
    foundations_requested = Signal()
    write_requested = Signal(str)
    text_requested = Signal(str, str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__("classesPane")
        self.setAccessibleName(_("My class"))
        self._theme = theme
        self.shown: MyClasses | None = None
        self._wants_focus = False
        self._looking = Looking(self, jobs, partial(my_classes, kit), self._take, self._fail)
        self.back = IconButton(theme, "chevron-left", _("Back to the chat"), name="leaveClasses")
        self.title = label(_("My class"), "heading", wrap=True, name="classesTitle")
        self.open = button(_("Open a class pack…"), "outline", "openClassPack")
        self.empty = NoClass(theme)
        self._page = Page(theme, "classesPage", above=0, below=1)
        self.writing = WritingPage(kit, jobs, theme)
        self._stack = QStackedWidget()
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.writing.left.connect(self.step_back)
        self.writing.told.connect(self.notices.show_notice)
        for one in (self.open.clicked, self.empty.open_requested):
            one.connect(lambda *_pressed: self.open_requested.emit())

    def _lay_out(self) -> None:
        self._blank = QWidget()
        for one in (self._blank, self.empty, self._page, self.writing):
            self._stack.addWidget(one)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        self._told = QVBoxLayout()
        self._told.addWidget(self.notices)
        column.addLayout(self._told)
        column.addWidget(self._stack, 1)
        self._theme.changed.connect(self._measure)
        self._measure()

    def refresh(self) -> None:
        """Look again, soon; one that is not shown is looked at when it is."""
        self._looking.again()

    def take_focus(self) -> None:
        """To the first thing to do, once it is there."""
        self._wants_focus = True
        self.setFocus()
        if self.shown is not None:
            self._focus_first()

    def write(self, found: Writing) -> None:
        """Show a piece of work to be written."""
        self._wants_focus = False
        self._head.hide()
        self._stack.setCurrentWidget(self.writing)
        self.writing.open(found)

    def step_back(self) -> bool:
        """From a text back to the classes."""
        if self._stack.currentWidget() is not self.writing:
            return False
        self._head.show()
        self._stack.setCurrentWidget(self._page)
        self.take_focus()
        self.refresh()
        return True

    @property
    def sections(self) -> list[ClassSection]:
        """The classes that are shown."""
        return [one for one in self._page.box.findChildren(ClassSection) if not one.isHidden()]

    def _take(self, told: MyClasses) -> None:
        if told != self.shown:
            self._show(told)
        if self._wants_focus:
            self._focus_first()

    def _fail(self, error: CarrelError) -> None:
        self.notices.show_notice(Notice.of(error, key="classes"))

    def _show(self, told: MyClasses) -> None:
        """Show all of it anew, with the focus where it was."""
        focus = QApplication.focusWidget()
        held = focus.objectName() if focus is not None and self._page.isAncestorOf(focus) else ""
        self.shown = told
        while (item := self._page.column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in told.classes:
            section = ClassSection(one, told, self._theme)
            section.hand_in_requested.connect(self.hand_in_requested)
            section.seen_requested.connect(self.seen_requested)
            section.watch_requested.connect(self.watch_requested)
            section.unwatch_requested.connect(self.unwatch_requested)
            section.begun.connect(self.begun)
            section.resumed.connect(self.resumed)
            section.read_requested.connect(self.read_requested)
            section.foundations_requested.connect(self.foundations_requested)
            section.write_requested.connect(self.write_requested)
            section.text_requested.connect(self.text_requested)
            self._page.column.addWidget(section)
            section.show()  # at once: what is not shown yet takes no focus
        self.title.setText(_("My class") if len(told.classes) < 2 else _("My classes"))
        self.open.setVisible(bool(told.classes))
        if self._stack.currentWidget() is not self.writing:
            self._stack.setCurrentWidget(self._page if told.classes else self.empty)
        if held:
            again = [one for one in self._page.findChildren(QPushButton, held) if one.isVisibleTo(self)]
            (again[0] if again else self._first()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _first(self) -> QWidget:
        buttons = (one for section in self.sections for one in section.findChildren(QPushButton))
        return next((one for one in buttons if one.isEnabled()), self.open if self.sections else self.empty.open)

    def _focus_first(self) -> None:
        if self.isVisible() and self.shown is not None:
            self._wants_focus = False
            if self._stack.currentWidget() is self.writing:
                self.writing.paper.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _measure(self) -> None:
        size = self._theme.size
        row = self._head.layout()
        assert row is not None
        row.setContentsMargins(size("space_large"), size("space_medium"), size("space_large"), size("space_small"))
        row.setSpacing(size("space_small"))
        self._told.setContentsMargins(size("space_large"), 0, size("space_large"), size("space_small"))
        self._page.column.setContentsMargins(0, size("space_small"), 0, size("space_wide"))
        self._page.column.setSpacing(size("space_large"))
        self._page.measure()
        if self.shown is not None:
            self._show(self.shown)
