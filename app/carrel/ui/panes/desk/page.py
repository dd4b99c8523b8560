"""What every page of the desk can do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize

from carrel.ui.widgets.paged_place import TabPage


class DeskPage(TabPage):
    """One page of a desk, under its own tab."""

    _least = 0

    def minimumSizeHint(self) -> QSize:
        """Wrapped words of pages that were never in sight would ask for the height of a narrower one."""
        return QSize(super().minimumSizeHint().width(), self._least)

    def hasHeightForWidth(self) -> bool:
        """For the same reason: what does not fit scrolls within the page."""
        return False

    def need(self, height: int) -> None:
        """Ask for at least so many pixels: in a narrow page two things stand one above the other."""
        if height != self._least:
            self._least = height
            self.updateGeometry()

    def show_desk(self, desk: str) -> None:
        """Show what there is on this desk, by its id, fresh from the store."""
        raise NotImplementedError

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        raise NotImplementedError

    def open_search(self) -> bool:
        """Go to the search of this page; False where it has none."""
        return False

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Bring in files that were let go over the place; False where they are not for this page."""
        return False

    def step_back(self) -> bool:
        """Leave something within the page; False where there is nothing to leave."""
        return False

    def flush(self) -> None:
        """Keep what is being written: the window closes."""
