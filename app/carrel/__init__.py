"""Carrel, a chat tutor for the desktop that works offline."""

__version__ = "0.1.0"
