"""Chats as one page of HTML that stands alone: no script, nothing fetched, every word escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from carrel.base.files import resource
from carrel.base.words import _
from carrel.conversations.model import Message
from carrel.exchange import captions
from carrel.exchange.api import Chat, Format
from carrel.exchange.formulas import mathml
from carrel.exchange.html_page import END, begin
from carrel.exchange.markdown_tokens import address, picture_words, read, reader

_OWN_DIRECTION = {
    "paragraph_open", "heading_open", "list_item_open", "blockquote_open", "bullet_list_open", "ordered_list_open",
    "th_open", "td_open",
}  # fmt: skip
_SHIFT = 2
"""Headings of a message stand below those of the page."""


def write(chats: Iterable[Chat]) -> Iterator[bytes]:
    """The page, one part of it for each chat."""
    style = resource("exchange/page.css").read_text(encoding="utf-8")
    first = True
    for chat in chats:
        if first:
            yield begin(captions.title(chat), style)
            first = False
        yield from _section(chat)
    if first:
        yield begin("Carrel", style)
    yield END


def _section(chat: Chat) -> Iterator[bytes]:
    """A chat, turn by turn."""
    yield (
        f'<main class="chat">\n<h1 dir="auto">{escape(captions.title(chat))}</h1>\n'
        f'<p class="about" dir="auto">{escape(captions.about_chat(chat))}</p>\n'
    ).encode()
    for message in chat.thread():
        yield _turn(chat, message).encode()
    yield b"</main>\n"


def _turn(chat: Chat, message: Message) -> str:
    kind = "you" if message.role == "user" else "tutor"
    return (
        f'<article class="turn {kind}">\n<h2 dir="auto">{escape(captions.speaker(message))}</h2>\n'
        f'<p class="about" dir="auto">{escape(captions.about(chat, message))}</p>\n{body(message.text)}</article>\n'
    )


def body(text: str) -> str:
    """What was said, as HTML."""
    tokens = read(text)
    if tokens is None:
        return f'<pre class="written" dir="auto">{escape(text)}</pre>\n'
    for token in tokens:
        _prepare(token)
    return _renderer().render(tokens, reader().options, {})


def _prepare(token: Token) -> None:
    """Let each paragraph find its own direction, and put headings below those of the page."""
    if token.type in _OWN_DIRECTION:
        token.attrs["dir"] = "auto"
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(6, int(token.tag[1:]) + _SHIFT)}"
    style = str(token.attrs.pop("style", ""))
    if style.startswith("text-align:") and style != "text-align:left":
        token.attrs["class"] = style.removeprefix("text-align:")


class _Page(RendererHTML):
    """The usual renderer, but for what would reach out of the page."""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Only words: a picture would be fetched."""
        return escape(picture_words(tokens[idx]))

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A link where its kind of address is one that browsers open; otherwise only its words."""
        where = address(tokens[idx])
        return f'<a href="{escape(where)}" rel="noopener noreferrer">' if where else "<a>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A table that scrolls by itself."""
        return '<div class="table"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The end of a table that scrolls by itself."""
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Code as it is written, always from left to right."""
        return f'<pre dir="ltr"><code>{escape(tokens[idx].content)}</code></pre>\n'

    code_block = fence

    def math_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A formula in a line, or its TeX."""
        return _formula(tokens[idx].content, block=False)

    def math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A formula of its own, or its TeX."""
        return f'<div class="formula">{_formula(tokens[idx].content, block=True)}</div>\n'

    def math_inline_double(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A large formula in a line."""
        return _formula(tokens[idx].content, block=True)


@cache
def _renderer() -> _Page:
    plain: Any = MarkdownIt("commonmark", {"html": False})
    return _Page(plain)


def _formula(tex: str, *, block: bool) -> str:
    found = mathml(tex, block=block)
    return f'<code dir="ltr">{escape(tex.strip())}</code>' if found is None else _element(found)


def _element(element: Element) -> str:
    """The element as HTML writes it; only its own words and attributes, escaped."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    inner = escape(element.text or "") + "".join(_element(child) for child in element)
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


FORMAT = Format(
    "html",
    lambda: _("Web page (HTML)"),
    "html",
    lambda: _("The branch that is shown; pictures as their addresses, attached texts by their names."),
    write,
)
