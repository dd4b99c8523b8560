"""The place for answering other people's questions, and who carries out what is asked there."""

from carrel.ui.window.desking.place import Desking

__all__ = ["Desking"]
