"""Markdown read into tokens: a fixed, small dialect in which HTML is only text."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from carrel.ui.render.maths import OPEN, OPEN_WORDS, maths

DEEPEST = 24
"""The deepest nesting that is drawn; the reader drops what lies deeper, so such a text is shown as it is written."""
LONGEST = 100_000
"""Longer texts are shown as they are written: nobody waits for a megabyte of Markdown."""
MOST_BRACKETS = 5_000
"""With more opening brackets a text is shown as it is written: each is looked at for the end of a link."""


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 8})
    return reader.enable(["table", "strikethrough"]).use(maths)


def is_beyond(text: str) -> bool:
    """Whether a text is too long, or has too many beginnings without an end, to be read as Markdown."""
    return len(text) > LONGEST or text.count("[") > MOST_BRACKETS


def read(text: str, *, growing: bool = False) -> list[Token] | None:
    """The tokens of the text; None when it has to be shown as it is written.

    growing: a formula that has begun at the very end is one already (`math_block_open`, `math_inline_open`).
    """
    if is_beyond(text):
        return None
    reader, env = _reader(), {OPEN: True} if growing else {}
    tokens = reader.parse(text, env)
    if growing and any(token.type == "math_block_open" for token in tokens[:-1]) and not _is_last(tokens, text):
        tokens = reader.parse(text, env := {})
    if any(token.level > DEEPEST for token in tokens):
        return None
    if growing:
        _begin_words(reader, tokens, text, env)
    return tokens


def _is_last(tokens: list[Token], text: str) -> bool:
    """Whether the last thing with words is a begun formula, up to the end of the text."""
    leaf = next(token for token in reversed(tokens) if token.nesting == 0)
    return leaf.type == "math_block_open" and leaf.map is not None and leaf.map[1] >= text.count("\n")


def _begin_words(reader: MarkdownIt, tokens: list[Token], text: str, env: dict[str, Any]) -> None:
    """Read the words of the last paragraph again, as ones that still grow."""
    leaf = next((token for token in reversed(tokens) if token.nesting == 0), None)
    if leaf is None or leaf.type != "inline" or leaf.map is None or leaf.map[1] < text.count("\n"):
        return
    if "$" in leaf.content or "\\" in leaf.content:
        leaf.children = []
        reader.inline.parse(leaf.content, reader, env | {OPEN_WORDS: True}, leaf.children)
