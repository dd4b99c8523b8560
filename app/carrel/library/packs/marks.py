"""The Markdown of a pack: its headings, links, pictures and HTML with their lines, and the prose in it.

Most texts of a pack are a hint or a sentence without any of these, so that reading them as Markdown is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

LONGEST = 100_000
MOST_BRACKETS = 1_000
"""Characters of a text, and opening brackets in it: looking for links costs the square of them."""


@dataclass(frozen=True)
class Mark:
    """Something in a text. target: where it leads. text: its words. line: from 0. level: of a heading."""

    target: str
    text: str
    line: int
    level: int = 0


@cache
def _reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"maxNesting": 32}).enable(["table", "strikethrough"])
    return made.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_blank_lines=False)


def is_readable(text: str) -> bool:
    """Whether the text is no longer, and no more tangled, than anything a person writes as a lesson."""
    return len(text) <= LONGEST and text.count("[") <= MOST_BRACKETS


def tokens(text: str) -> list[Token]:
    """The blocks of the text, with HTML found and not drawn; none of a text that is not readable."""
    return _reader().parse(text) if is_readable(text) else []


def headings(text: str) -> list[Mark]:
    """The headings that stand by themselves, not those in lists or quotations."""
    found = tokens(text)
    return [
        Mark("", found[at + 1].content.strip(), (token.map or [0])[0], int(token.tag[1]))
        for at, token in enumerate(found)
        if token.type == "heading_open" and token.level == 0
    ]


def links(text: str) -> Iterator[Mark]:
    """The links of the text."""
    if "[" not in text and "<" not in text:
        return
    for line, children in _inline(text):
        for child in children:
            if child.type == "link_open":
                yield Mark(str(child.attrs.get("href", "")), "", line)


def pictures(text: str) -> Iterator[Mark]:
    """The pictures of the text, with the words for those who cannot see them."""
    if "![" not in text:
        return
    for line, children in _inline(text):
        for child in children:
            if child.type == "image":
                yield Mark(str(child.attrs.get("src", "")), child.content.strip(), line)


def html(text: str) -> Iterator[Mark]:
    """What would be HTML."""
    if "<" not in text:
        return
    for token in tokens(text):
        if token.type == "html_block":
            yield Mark("", token.content.strip(), (token.map or [0])[0])
    for line, children in _inline(text):
        yield from (Mark("", child.content, line) for child in children if child.type == "html_inline")


def prose(text: str) -> str:
    """The sentences of the text, a paragraph a line, without headings, tables, code, formulas and pictures."""
    lines, inside = [], ""
    for token in tokens(text):
        if token.type in {"heading_open", "table_open"}:
            inside = token.type.replace("open", "close")
        elif token.type == inside:
            inside = ""
        elif token.type == "inline" and not inside:
            lines.append(" ".join(_words_of(token.children or ()).split()))
    return "\n".join(line for line in lines if line)


def _inline(text: str) -> Iterator[tuple[int, list[Token]]]:
    """The pieces of each line of running text, with the number of the line."""
    for token in tokens(text):
        if token.type != "inline":
            continue
        line, pieces = (token.map or [0])[0], list[Token]()
        for child in token.children or ():
            if child.type in {"softbreak", "hardbreak"}:
                yield line, pieces
                line, pieces = line + 1, []
            else:
                pieces.append(child)
        yield line, pieces


def _words_of(children: Iterable[Token]) -> str:
    words = []
    for child in children:
        if child.type == "text":
            words.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            words.append(" ")
    return "".join(words)
