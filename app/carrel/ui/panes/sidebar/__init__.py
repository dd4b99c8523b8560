"""The left side of the window: the courses, the search and the chats."""

from carrel.ui.panes.sidebar.pane import Sidebar

__all__ = ["Sidebar"]
