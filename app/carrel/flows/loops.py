"""Sees where a reply began to go round in circles, which small models do until somebody stops them."""

from __future__ import annotations

import re

FEWEST, MOST = 3, 60
"""How many words a circle has."""
ROUNDS = 3
"""So often the same words stand in a row where a text goes round."""
_WORD = re.compile(r"\S+")


def unlooped(text: str) -> str:
    """The text up to the end of its first round, if it ends in the same words over and over; otherwise the text."""
    words = [(found[0], found.end()) for found in _WORD.finditer(text)]
    for size in range(FEWEST, MOST + 1):
        again = 0
        while again + size < len(words) and words[-1 - again][0] == words[-1 - again - size][0]:
            again += 1
        if again >= (ROUNDS - 1) * size:
            return f"{text[: words[len(words) - again - 1][1]]} …"
    return text
