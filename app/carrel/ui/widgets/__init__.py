"""Pieces of the window that show one thing and ask for the next."""
