"""The head of the library: the way back, what can be brought in, and the search."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.holdings import Holdings
from carrel.library.model import Kind
from carrel.ui.flow import Flow
from carrel.ui.panes.library.words import kinds
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.parts import IconButton, button, menu_words
from carrel.ui.widgets.search_field import SearchField

_BESIDE = QBoxLayout.Direction.LeftToRight
_WIDE = 40
"""Letters: the width in which the filters have room beside the search."""


class LibraryBar(QWidget):
    """narrowed: the search or a filter changed. remove_pack_requested: the id of a pack. Others: what was pressed."""

    left = Signal()
    narrowed = Signal()
    files_requested = Signal()
    folder_requested = Signal()
    foundations_requested = Signal()
    pack_file_requested = Signal()
    pack_folder_requested = Signal()
    remove_pack_requested = Signal(str)
    watched_requested = Signal()
    look_again_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("libraryBar")
        self._theme = theme
        self.back = IconButton(theme, "chevron-left", _("Back to the chat"), name="leaveLibrary")
        self.files = button(_("Add documents…"), "primary", "addDocuments")
        self.folder = button(_("Add a folder…"), "outline", "addFolder")
        self.more = IconButton(theme, "more", _("More for the library"), name="libraryMore")
        self.search = SearchField()
        self.search.setObjectName("librarySearch")
        self.search.setPlaceholderText(_("Search the library"))
        self.search.setAccessibleName(_("Search the library"))
        self.search.setAcceptDrops(False)  # a file that is let go over it is brought in, too
        self.course = ChoiceBox(_("Course"), "libraryCourse")
        self.kind = ChoiceBox(_("Kind"), "libraryKind")
        self._menu = QMenu(self.more)
        self._menu.setObjectName("libraryMenu")
        self.more.setMenu(self._menu)
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.files.clicked.connect(self.files_requested)
        self.folder.clicked.connect(self.folder_requested)
        for one in (self.course, self.kind):
            one.currentIndexChanged.connect(lambda _index: self.narrowed.emit())
        self.search.textChanged.connect(lambda _text: self.narrowed.emit())
        theme.changed.connect(self._measure)
        self.show_held(Holdings())
        self._measure()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        head, self._finding, adding, choices = QHBoxLayout(), QBoxLayout(_BESIDE), Flow(gap), Flow(gap)
        for way in (self.files, self.folder):
            adding.addWidget(way)
        for choice in (self.course, self.kind):
            choices.addWidget(choice)
        for one in (head, self._finding):
            one.setSpacing(gap)
        head.addWidget(self.back)
        head.addLayout(adding, 1)
        head.addWidget(self.more)
        self._finding.addWidget(self.search, 1)
        self._finding.addLayout(choices)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addLayout(self._finding)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The filters stand beside the search where there is room."""
        super().resizeEvent(event)
        self._measure()

    @property
    def chosen_course(self) -> str | None:
        """The id of the course that is shown; None for all."""
        found = self.course.currentData()
        return str(found) if found else None

    @property
    def chosen_kind(self) -> Kind | None:
        """The kind that is shown; None for all."""
        found: Kind | None = self.kind.currentData() or None
        return found

    def show_held(self, held: Holdings) -> None:
        """Offer the courses and the kinds that there are, and what can be done with packs."""
        there = {one.kind for one in held.documents}
        courses = [(beside(one.title, 40), one.id) for one in held.courses]
        self.course.offer([(_("All courses"), ""), *courses])
        self.kind.offer([(_("All kinds"), ""), *((words, kind) for kind, words in kinds().items() if kind in there)])
        self.course.setVisible(bool(courses))
        self._fill_menu(held)

    def offer_finding(self, offered: bool) -> None:
        """Whether there is anything to be found; where there is not, the ways to begin stand in the middle."""
        for way in (self.files, self.folder):
            way.setVisible(offered)
        self.search.setVisible(offered)
        self.kind.setVisible(offered)
        self.course.setVisible(offered and self.course.count() > 1)

    def _fill_menu(self, held: Holdings) -> None:
        menu = self._menu
        menu.clear()
        _add(menu, _("Add a course pack from a file…"), "addPack", self.pack_file_requested)
        _add(menu, _("Add a course pack from a folder…"), "addPackFolder", self.pack_folder_requested)
        if not held.has_foundations:
            _add(menu, _("Add the Foundations lessons"), "addFoundations", self.foundations_requested)
        if held.packs:
            removing = menu.addMenu(_("Remove a course pack"))
            for pack in held.packs:
                action = removing.addAction(_("{title}…").format(title=menu_words(pack.title)))
                action.setObjectName("removePack")
                action.triggered.connect(lambda _on=False, id_=pack.id: self.remove_pack_requested.emit(id_))
        menu.addSeparator()
        _add(menu, _("Watched folders…"), "watchedFolders", self.watched_requested)
        if held.watched:
            _add(menu, _("Look again into watched folders"), "lookAgain", self.look_again_requested)

    def _measure(self) -> None:
        self._column.setSpacing(self._theme.size("space_small"))
        wide = self.width() > _WIDE * self._theme.size("type_body")
        self._finding.setDirection(_BESIDE if wide else QBoxLayout.Direction.TopToBottom)
        self.search.show_icon(self._theme)


def _add(menu: QMenu, words: str, name: str, signal: SignalInstance) -> None:
    action = menu.addAction(words)
    action.setObjectName(name)
    action.triggered.connect(lambda _on=False: signal.emit())
