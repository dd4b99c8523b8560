"""The pane of whoever answers other people's questions."""

from carrel.ui.panes.desk.pane import DeskPane

__all__ = ["DeskPane"]
