"""What every page of the desk can do."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent

from carrel.ui.widgets.paged_place import TabPage


class DeskPage(TabPage):
    """One page of a desk, under its own tab."""

    _least = 0

    def minimumSizeHint(self) -> QSize:
        """Wrapped words of pages that were never in sight would ask for the height of a narrower one."""
        return QSize(super().minimumSizeHint().width(), 0 if self.isHidden() else self._least)

    def sizeHint(self) -> QSize:
        """It takes the room there is, and wants no more."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """For the same reason: what does not fit scrolls within the page."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """It has its own need of room now."""
        super().showEvent(event)
        self.updateGeometry()

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
