"""The place for shaping the assistant: what it is to be like, and whether it has become so, under tabs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from carrel.base.words import _
from carrel.ui.notices import Notice
from carrel.ui.panes.shape.page import ShapePage
from carrel.ui.theme import Theme
from carrel.ui.widgets.drop_sheet import DropSheet
from carrel.ui.widgets.paged_place import PagedPlace, TabPage
from carrel.ui.widgets.parts import IconButton, label

KEY = "shape"


class ShapePane(PagedPlace):
    """Files that are let go over it go to the page in sight, or to the one that they are for."""

    pages: tuple[ShapePage, ...]

    def __init__(self, theme: Theme, pages: Sequence[ShapePage]) -> None:
        super().__init__(theme, "shape", _("What to shape it by"), pages)
        self.setAccessibleName(_("Shape"))
        self.back = IconButton(theme, "chevron-left", _("Back to the chat"), name="leaveShape")
        title = label(_("Shape the assistant"), "heading", wrap=True, name="shapeTitle")
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space_small"))
        row.addWidget(self.back)
        row.addWidget(title, 1)
        self.frame((head,), self.paged)
        self.drop = DropSheet(theme, self, _("Let go to bring in"), _("You see what it is before anything changes."))
        self.drop.dropped.connect(self._drop)
        self.back.clicked.connect(self.left)

    @property
    def page(self) -> ShapePage | None:
        """The page in sight."""
        return self.pages[self.tabs.currentIndex()] if self.pages else None

    def fill_page(self, page: TabPage) -> None:
        """Let this page show what there is."""
        if isinstance(page, ShapePage):
            page.look_again()

    def refresh(self) -> None:
        """Look again at what the page in sight shows, and at the others when they are turned to."""
        self.stale |= set(self.pages)
        self.fill()

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        self.stale |= {page for page in self.pages if rooms & page.rooms}
        if self.isVisible():
            self.fill()

    def take_focus(self) -> None:
        """The tabs are where one would begin."""
        self.tabs.setFocus()

    def step_back(self) -> bool:
        """Leave something within the page in sight."""
        return self.page is not None and self.page.step_back()

    def _drop(self, paths: Sequence[Path]) -> None:
        local = [path for path in paths if path != Path()]
        first = [self.page] if self.page is not None else []
        for page in (*first, *(one for one in self.pages if one not in first)):
            if local and page.take_files(local):
                self.tabs.setCurrentIndex(self.pages.index(page))
                return
        words = _("This cannot be brought in here."), _("Bring in the kind of file that one of these pages works with.")
        self.notices.show_notice(Notice(*words, tone="hint", key=KEY))
