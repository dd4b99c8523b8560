"""What every page of the teacher's place can do."""

from __future__ import annotations

from carrel.ui.widgets.paged_place import TabPage


class ClassPage(TabPage):
    """One page of a class, under its own tab."""

    def show_class(self, classroom: str) -> None:
        """Show what there is of this class, by its id, fresh from the store."""
        raise NotImplementedError
