"""Lines cut to a length that Qt can lay out quickly, and made harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carrel.ui.render.bidi import ISOLATE, RELEASE, harmless

LONGEST_RUN = 200
"""The most characters without a space that Qt gets in one piece; a line of a million froze its layout for 102 s."""
LONGEST_LINE = 2_000
"""The most characters of one line of plain text."""
MOST_LINES = 5_000
"""With more lines than this, each is no longer a block of its own."""
MOST_SHOWN, MOST_CHARACTERS = 50_000, 200_000
"""Lines, and characters, of plain text after which the rest is not shown: nobody reads so far, and laying a megabyte of
it out takes more than a second.
"""
SEAM = "\u200b"
"""What stands at a cut: nothing to see, and taken out again when text is copied."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_OURS = str.maketrans({SEAM: None, ISOLATE: None, RELEASE: None, "\u2028": "\n", "\u2029": "\n"})


def break_runs(text: str) -> str:
    """The text as it is shown: harmless, and with a seam in every long run of characters without a space."""
    text = harmless(text)
    if len(text) <= LONGEST_RUN:
        return text
    return _LONG_RUN.sub(lambda run: SEAM.join(_pieces(run.group(), LONGEST_RUN)), text)


def short_lines(text: str) -> Iterator[str]:
    """The lines of plain text, cut where they are longer than Qt likes; of very many lines, several in one."""
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        lines = list(_gathered(lines))
    for line in lines:
        yield from _pieces(line, LONGEST_LINE) if line else ("",)


def cut_after(text: str, lines: int, characters: int) -> str:
    """The text up to so many lines, and so many characters."""
    text = text[:characters]
    return text if text.count("\n") < lines else "\n".join(text.split("\n", lines)[:lines])


def _gathered(lines: list[str]) -> Iterator[str]:
    """The lines in groups, with Qt's own line ends between them: a block for each would take seconds."""
    for start in range(0, len(lines), 200):
        yield "\u2028".join(lines[start : start + 200])


def without_seams(text: str) -> str:
    """The text as it was before runs were broken, with ordinary line ends."""
    return text.translate(_OURS)


def _pieces(text: str, most: int) -> Iterator[str]:
    for start in range(0, len(text), most):
        yield text[start : start + most]
