"""The pane of whoever teaches a class."""

from carrel.ui.panes.teach.pane import TeachPane

__all__ = ["TeachPane"]
