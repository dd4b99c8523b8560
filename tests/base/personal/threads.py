"""Letters, chats and threads with planted personal data: those the rules were written with, and those held out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_MARKED = re.compile("⟦(?P<name>[^⟦⟧]+)⟧|⟪(?P<other>[^⟪⟫]+)⟫")


@dataclass(frozen=True)
class Planted:
    """Something personal in a thread. first, last: where it stands. is_name: whether it is the name of a person."""

    text: str
    first: int
    last: int
    is_name: bool


@dataclass(frozen=True)
class Thread:
    """A thread without its marks, and what was planted in it."""

    title: str
    text: str
    planted: tuple[Planted, ...]


def threads(half: str) -> list[Thread]:
    """The threads of a half: ``development`` or ``held_out``."""
    whole = (HERE / f"{half}.txt").read_text(encoding="utf-8")
    return [_thread(*part.split("\n", 1)) for part in re.split(r"^=== ", whole, flags=re.MULTILINE)[1:]]


def _thread(title: str, marked: str) -> Thread:
    text, planted, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        said = match["name"] or match["other"]
        planted.append(Planted(said, len(text), len(text) + len(said), match["name"] is not None))
        text, at = text + said, match.end()
    return Thread(title, text + marked[at:], tuple(planted))
