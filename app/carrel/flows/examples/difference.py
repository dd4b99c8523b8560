"""What is different between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from carrel.base.grams import has_grams

_MOST = 2_000
"""Words of both texts; comparing takes their square, and in longer ones whole lines are compared."""


@dataclass(frozen=True)
class Piece:
    """A stretch that stands in both texts, only in the first, or only in the second."""

    kind: Literal["same", "out", "in"]
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The second text with what was taken out of the first and what was put in, in order."""
    old, new = (_words(text) for text in (before, after))
    if len(old) + len(new) > _MOST:
        old, new = (text.splitlines(keepends=True) for text in (before, after))
    pieces: list[Piece] = []
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[first:last])))
            continue
        out, put = "".join(old[first:last]), "".join(new[begin:end])
        pieces += [Piece("out", out)] if out else []
        pieces += [Piece("in", put)] if put else []
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """The words with the blanks before them; letters, where a script has none."""
    return list(text) if has_grams(text) else re.findall(r"\s*\S+|\s+$", text)
