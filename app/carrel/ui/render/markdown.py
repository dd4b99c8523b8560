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
MOST_DOLLARS = 4_000
"""With more dollars a text is shown as it is written."""
MOST_LINES = 8_000
"""Texts with more lines are shown as they are written."""
MOST_BRACKETS = 5_000
"""With more opening brackets a text is shown as it is written: each is looked at for the end of a link."""


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 8})
    return reader.enable(["table", "strikethrough"]).use(maths)


def is_beyond(text: str) -> bool:
    """Whether a text is too long, or has too many lines or beginnings of something, to be read as Markdown."""
    begun = text.count("[") > MOST_BRACKETS or text.count("$") > MOST_DOLLARS
    return len(text) > LONGEST or begun or text.count("\n") > MOST_LINES


def read(text: str, *, growing: bool = False) -> list[Token] | None:
    """The tokens of the text; None when it has to be shown as it is written.

    growing: a formula that has begun at the very end is one already (`math_block_open`, `math_inline_open`).
    """
    if is_beyond(text):
        return None
    reader, env = _reader(), {OPEN: True} if growing else {}
    tokens = reader.parse(text, env)
    if growing and not _only_the_last_is_begun(tokens, text):
        tokens = reader.parse(text, env := {})
    if any(token.level > DEEPEST for token in tokens):
        return None
    if growing:
        _begin_words(reader, tokens, text, env)
    return tokens


def _only_the_last_is_begun(tokens: list[Token], text: str) -> bool:
    """Whether no formula is begun but one that goes on to the end of the text: any other one was never ended."""
    begun = [token for token in tokens if token.type == "math_block_open"]
    if not begun:
        return True
    leaf = next(token for token in reversed(tokens) if token.nesting == 0)
    return begun == [leaf] and leaf.map is not None and leaf.map[1] >= text.count("\n")


def _begin_words(reader: MarkdownIt, tokens: list[Token], text: str, env: dict[str, Any]) -> None:
    """Read the words of the last paragraph again, as ones that still grow."""
    leaf = next((token for token in reversed(tokens) if token.nesting == 0), None)
    if leaf is None or leaf.type != "inline" or leaf.map is None or leaf.map[1] < text.count("\n"):
        return
    if "$" in leaf.content or "\\" in leaf.content:
        leaf.children = []
        reader.inline.parse(leaf.content, reader, env | {OPEN_WORDS: True}, leaf.children)
