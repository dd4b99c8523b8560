"""What is said of a text that was written to be looked at: its words, without the signs around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from carrel.base.words import _
from carrel.ui.render.markdown import read
from carrel.ui.render.spoken import spoken as in_words

LONGEST_PIECE = 1_500
"""Characters that are handed over as one argument; the next piece follows when they are said."""

_ENDS = frozenset({"paragraph_close", "heading_close", "tr_close", "list_item_close", "blockquote_close"})
_STOPS = ".!?:;…。！？؟।"
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？؟।])\s+|\n+")


def spoken(text: str) -> str:
    """The words of a Markdown text, a line a paragraph; code is left out, formulas are put into words."""
    tokens = read(text)
    if tokens is None:
        return text
    lines = "".join(_said(tokens)).split("\n")
    return "\n".join(_ended(" ".join(line.split())) for line in lines if line.strip())


def pieces(text: str) -> list[str]:
    """The text in pieces of whole sentences where they are short enough."""
    made = [""]
    for sentence in _SENTENCE_END.split(text):
        for start in range(0, len(sentence), LONGEST_PIECE):
            part = sentence[start : start + LONGEST_PIECE]
            if len(made[-1]) + len(part) >= LONGEST_PIECE:
                made.append("")
            made[-1] = f"{made[-1]} {part}".strip()
    return [piece for piece in made if piece]


def _said(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"fence", "code_block"}:
            yield f"\n{_('Code left out.')}\n"
        elif token.type == "math_inline":
            yield in_words(token.content)
        elif token.type == "math_block":
            yield f"\n{in_words(token.content)}\n"
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type in {"td_close", "th_close"}:
            yield ", "
        elif token.type in _ENDS:
            yield "\n"
        elif token.type == "image":
            yield token.content
        elif token.children:
            yield from _said(token.children)
        elif token.type not in {"inline", "hr"}:
            yield token.content


def _ended(line: str) -> str:
    """A heading or a row has no full stop to breathe at."""
    line = line.rstrip(", ")
    return line if line.endswith(tuple(_STOPS)) else f"{line}."
