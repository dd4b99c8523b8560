"""What every page of the place for shaping the assistant can do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from carrel.ui.widgets.paged_place import TabPage


class ShapePage(TabPage):
    """One page under its own tab. chat_requested: a chat by its id, and a message in it, or "" for its end."""

    chat_requested = Signal(str, str)

    def look_again(self) -> None:
        """Show what there is, fresh from the store."""
        raise NotImplementedError

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
