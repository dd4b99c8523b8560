"""Desks: making them, filling them, what comes to them, and what they learn."""
