"""The window, in which the panes meet."""

from carrel.ui.window.frame import Window

__all__ = ["Window"]
