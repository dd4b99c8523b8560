"""The first screen: one next step, what is due, what was left open, and the goals."""

from carrel.ui.panes.home.pane import HomePane

__all__ = ["HomePane"]
