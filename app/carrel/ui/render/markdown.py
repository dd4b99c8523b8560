"""Markdown read into tokens: a fixed, small dialect in which HTML is only text."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

DEEPEST = 24
"""The deepest nesting that is drawn; the reader drops what lies deeper, so such a text is shown as it is written."""
LONGEST = 100_000
"""Longer texts are shown as they are written: nobody waits for a megabyte of Markdown."""


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 8})
    return reader.enable(["table", "strikethrough"])


def read(text: str) -> list[Token] | None:
    """The tokens of the text; None when it has to be shown as it is written."""
    if len(text) > LONGEST:
        return None
    tokens = _reader().parse(text)
    return None if any(token.level > DEEPEST for token in tokens) else tokens
