"""A place of the window with several pages under tabs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.place_pane import PlacePane

_WIDEST = 2.2
"""In widths of a dialog: tables take room."""
_LEAST = 20
"""The least height of a page, in sizes of the letters; in a lower window the place scrolls."""
_STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class TabPage(QWidget):
    """One page under its own tab.

    title: the words on the tab. rooms: those of the store whose writing makes it look again. told: a Notice.
    """

    told = Signal(object)

    def __init__(self, title: str, rooms: frozenset[str]) -> None:
        super().__init__()
        self.title, self.rooms = title, rooms

    def open_search(self) -> bool:
        """Go to the search of this page; False where it has none."""
        return False

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Bring in files that were let go over the place; False where they are not for this page."""
        return False

    def step_back(self) -> bool:
        """Leave something within the page, such as one line of a list; False where there is nothing to leave."""
        return False

    def flush(self) -> None:
        """Keep what is being written: the window closes."""


class PagedPlace(PlacePane):
    """Only the page in sight is filled, and only where what it shows is no longer what there is.

    paged: the tabs with the page below them, which whoever inherits from this lays out by frame().
    """

    def __init__(self, theme: Theme, name: str, what: str, pages: Sequence[TabPage]) -> None:
        super().__init__(f"{name}Pane")
        self._theme, self._name = theme, name
        self.pages: tuple[TabPage, ...] = tuple(pages)
        self.stale = set(self.pages)
        self.tabs, self._body, self.paged = QTabBar(), QStackedWidget(), QWidget()
        self.tabs.setObjectName(f"{name}Tabs")
        self.tabs.setAccessibleName(what)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for page in self.pages:
            self.tabs.addTab(page.title)
            self._body.addWidget(page)
            page.told.connect(self.notices.show_notice)
        self._within = QVBoxLayout(self.paged)
        self._within.setContentsMargins(0, 0, 0, 0)
        self._within.addWidget(self.tabs)
        self._within.addWidget(self._body, 1)
        self.tabs.currentChanged.connect(self._turn_to)

    def frame(self, above: Iterable[QWidget], below: QWidget) -> None:
        """Lay the place out: the notices, and under them what scrolls in a low window; below takes the room."""
        inner, around = QWidget(), QWidget()
        self._inner, self._column, self._told = inner, QVBoxLayout(inner), QVBoxLayout()
        for part in above:
            self._column.addWidget(part)
        self._column.addWidget(below, 1)
        around.setObjectName("transcriptPage")
        self._told.addWidget(self.notices)
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName(f"{self._name}Scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(around)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._told)
        whole.addWidget(scroll, 1)
        self._theme.changed.connect(self._measure)
        self._measure()

    @property
    def page(self) -> TabPage | None:
        """The page in sight; None where none is."""
        return self.pages[self.tabs.currentIndex()] if self.pages else None

    def show_page(self, page: TabPage) -> None:
        """Bring this page into sight, with the focus in it."""
        self.tabs.setCurrentIndex(self.pages.index(page))
        page.setFocus()

    def fill(self) -> None:
        """Let the page in sight show what there is, where that is not what it shows already."""
        page = self.page
        if page is not None and page in self.stale:
            self.stale.discard(page)
            self.fill_page(page)

    def fill_page(self, page: TabPage) -> None:
        """Let this page show what there is."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Control with Tab turns to the next page, and with Shift to the one before."""
        turns = event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _STEPS
        if turns and self.page is not None:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + _STEPS[Qt.Key(event.key())]) % len(self.pages))
            self.tabs.setFocus()
        else:
            super().keyPressEvent(event)

    def _turn_to(self, index: int) -> None:
        self._body.setCurrentIndex(index)
        self.fill()

    def _measure(self) -> None:
        theme = self._theme
        pad = theme.size("space_large")
        self._told.setContentsMargins(pad, theme.size("space_small"), pad, 0)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.size("space_small"))
        self._within.setSpacing(theme.size("space_medium"))
        self._inner.setMaximumWidth(round(theme.size("size_dialog") * _WIDEST))
        self._body.setMinimumHeight(_LEAST * theme.size("type_body"))
