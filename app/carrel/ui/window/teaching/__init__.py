"""The teacher's place in the window, and what is done there."""

from carrel.ui.window.teaching.place import Teaching

__all__ = ["Teaching"]
