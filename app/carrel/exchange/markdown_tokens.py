"""What was said in a chat, read as Markdown for a page: HTML is text, addresses are looked at, formulas are found."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from carrel.exchange.brackets import brackets

DEEPEST = 24
LONGEST = 100_000
"""Characters; longer texts are shown as they are written."""
_LINKED = ("http://", "https://", "mailto:")


@cache
def reader() -> MarkdownIt:
    """The dialect in which replies are written."""
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 8}).enable(["table", "strikethrough"])
    made.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_blank_lines=False, double_inline=True)
    return made.use(brackets)


def read(text: str) -> list[Token] | None:
    """The tokens of the text; None when it has to be shown as it is written."""
    if len(text) > LONGEST:
        return None
    tokens = reader().parse(text)
    return None if any(token.level > DEEPEST for token in tokens) else tokens


def address(token: Token) -> str:
    """Where a link leads; empty for a kind of address that is not linked."""
    found = str(token.attrs.get("href", ""))
    return found if found.lower().startswith(_LINKED) else ""


def picture_words(token: Token) -> str:
    """What stands for a picture, which is never fetched: its description and its address."""
    words = "".join(child.content for child in token.children or ())
    source = str(token.attrs.get("src", ""))
    return f"{words} ({source})" if words else f"({source})"
