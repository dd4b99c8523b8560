"""What every page of the place for shaping the assistant can do."""

from __future__ import annotations

from PySide6.QtCore import Signal

from carrel.ui.widgets.paged_place import TabPage


class ShapePage(TabPage):
    """One page under its own tab. chat_requested: a chat by its id, and a message in it, or "" for its end."""

    chat_requested = Signal(str, str)

    def look_again(self) -> None:
        """Show what there is, fresh from the store."""
        raise NotImplementedError
