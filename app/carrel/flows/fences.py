"""Puts a text that somebody else wrote between two lines that it cannot hold itself."""

from __future__ import annotations

import re


def fenced(head: str, text: str) -> str:
    """The text under a line that says what it is: it is material, and what it says binds nobody."""
    longest = max((len(run) for run in re.findall(r"-{4,}", text)), default=3)
    fence = "-" * (longest + 1)
    return f"{head}:\n{fence}\n{text}\n{fence}"
