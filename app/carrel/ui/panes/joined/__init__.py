"""The classes of a pupil: what they ask for, how far it is, and handing it in."""

from carrel.ui.panes.joined.pane import ClassesPane

__all__ = ["ClassesPane"]
