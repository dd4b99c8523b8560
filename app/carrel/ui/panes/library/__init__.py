"""The pane of the library."""

from carrel.ui.panes.library.pane import LibraryPane

__all__ = ["LibraryPane"]
