"""The place for shaping the assistant in the window, and what is done there."""

from carrel.ui.window.shaping.place import Shaping

__all__ = ["Shaping"]
