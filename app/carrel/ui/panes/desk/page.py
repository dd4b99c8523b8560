"""What every page of the desk can do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from carrel.ui.widgets.paged_place import TabPage


class DeskPage(TabPage):
    """One page of a desk, under its own tab."""

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
