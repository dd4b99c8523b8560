"""A document of the library, to be read."""

from carrel.ui.panes.reader.pane import ReaderPane

__all__ = ["ReaderPane"]
