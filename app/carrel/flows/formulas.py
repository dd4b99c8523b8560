"""Formulas in texts that stand on one line, as they would be typed."""

from __future__ import annotations


def typed(text: str) -> str:
    """The text with its formulas as text."""
    if "$" not in text:
        return text
    from carrel.exchange.in_line import in_line  # noqa: PLC0415 - slow to import, and most texts have no formulas

    return in_line(text)
