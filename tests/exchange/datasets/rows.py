"""Rows with everything in them, which the golden files hold."""

from __future__ import annotations

from carrel.exchange.datasets.api import Row, Turn

ROWS = (
    Row("e1", (Turn("user", "What is a “river”?\nIn short."),), "Water that flows.", "Water.", why="A lake is water."),
    Row(
        "c1",
        (
            Turn("system", "You are a tutor."),
            Turn("user", "ما هو النهر؟"),
            Turn("assistant", "ماء."),
            Turn("user", "And a lake?"),
        ),
        "Water that stands: $V = a b c$.\n\n- deep\n- wide",
        origin="chat",
    ),
)
"""A correction with all it can have, and a chat."""
