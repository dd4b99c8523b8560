"""Turns the Markdown of an item into the HTML of a note, with formulas as Anki shows them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from carrel.exchange.markdown_tokens import address, picture_words, read, reader


def html(text: str) -> str:
    """The text as HTML, without a paragraph around it where it is only one."""
    tokens = read(text.strip())
    if tokens is None:
        return f"<pre>{words(text)}</pre>"
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    return str(_renderer().render(tokens, reader().options, {})).strip()


def pictures(text: str) -> int:
    """How many pictures the text shows."""
    inline = (token.children or () for token in read(text) or ())
    return sum(child.type == "image" for children in inline for child in children)


def words(text: str) -> str:
    """A text that is no Markdown, such as an answer to type."""
    return escape(text, quote=False).replace("[", "&#91;")


def listed(texts: Sequence[str], tag: str = "ul") -> str:
    """A list of HTML."""
    return f"<{tag}>{''.join(f'<li>{text}</li>' for text in texts)}</{tag}>" if texts else ""


class _Card(RendererHTML):
    """The usual renderer, but for formulas, and for what a card has no use for."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Words, in which a bracket is no mark of a recording."""
        return words(tokens[idx].content)

    def softbreak(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A line that goes on."""
        return " "

    def hardbreak(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A new line."""
        return "<br>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Only words: the picture is not in the file."""
        return words(picture_words(tokens[idx]))

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A link where its kind of address is one that browsers open; otherwise only its words."""
        where = address(tokens[idx])
        return f'<a href="{escape(where)}">' if where else "<a>"

    def math_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A formula in a line."""
        return f"\\({words(tokens[idx].content.strip())}\\)"

    def math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A formula of its own."""
        return f"<p>{self.math_inline_double(tokens, idx, options, env)}</p>\n"

    def math_inline_double(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A large formula in a line."""
        return f"\\[{words(tokens[idx].content.strip())}\\]"


@cache
def _renderer() -> _Card:
    plain: Any = MarkdownIt("commonmark", {"html": False})
    return _Card(plain)
