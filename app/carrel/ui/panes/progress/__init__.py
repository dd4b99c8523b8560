"""The pane of progress."""

from carrel.ui.panes.progress.pane import ProgressPane

__all__ = ["ProgressPane"]
