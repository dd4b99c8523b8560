"""The elements of a question as Markdown: the way back from a page, with what has no Markdown told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from carrel.exchange.markdown_tokens import reader
from carrel.exchange.questions.api import Losses
from carrel.exchange.questions.qti.page import STRUCK, TEX, WRITTEN
from carrel.exchange.questions.qti.tree import Node, classes, nodes, words

_BREAK = "\\\n"
_SPACE = re.compile(r"[ \t\r\n]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>$~&!|{}])")
_BEGINS = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+=#>:]|\*(?!\*)|~~~|\$\$))", re.MULTILINE)
_FENCE = re.compile(r"`+")
_BLOCKS = {
    "blockquote", "div", "dl", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section",
    "table", "ul", "prompt", "figure", "address",
}  # fmt: skip
_PICTURES = {"img", "object", "audio", "video", "picture", "svg", "iframe"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SIGNS = {"em": "*", "i": "*", "strong": "**", "b": "**", "s": "~~", "del": "~~", "strike": "~~"}
_BARE = {"span", "abbr", "acronym", "cite", "dfn", "samp", "var", "kbd", "q", "feedbackInline", "templateInline"}
Instead = Mapping[str, Callable[[Element], str]]
"""What is said in the place of elements of these names: Markdown, which is not looked at again."""


class Prose:
    """Turns elements into Markdown; lost: the layout and the pictures that had no place in it."""

    def __init__(self, instead: Instead | None = None) -> None:
        self._instead = instead or {}
        self.lost = Losses()

    def of(self, element: Element | None) -> str:
        """What stands in the element, its blocks apart by an empty line."""
        return "\n\n".join(self._blocks(element)) if element is not None else ""

    def line(self, element: Element) -> str:
        """What stands in the element as one paragraph, without anything that only begins a block."""
        return self._inline(nodes(element)).strip()

    def _blocks(self, element: Element) -> list[str]:
        found: list[str] = []
        waiting: list[Node] = []
        for node in [*nodes(element), None]:
            if isinstance(node, str) or (node is not None and not _has_blocks(node)):
                waiting.append(node)
                continue
            found.append(_paragraph(self._inline(waiting)))
            waiting = []
            if node is not None:
                found += self._block(node)
        return [block for block in found if block.strip()]

    def _block(self, element: Element) -> list[str]:
        ways = {
            "pre": _fenced,
            "hr": lambda _rule: "---",
            "ul": self._list,
            "ol": self._list,
            "table": self._table,
            "blockquote": self._quoted,
            **dict.fromkeys(_HEADINGS, self._heading),
            **self._instead,
        }
        if element.tag in ways:
            return [ways[element.tag](element)]
        formula = next(iter(element), None)
        if formula is not None and _is_block(formula) and _tex(formula) and words(element) == words(formula):
            return [f"$$\n{_tex(formula)}\n$$"]
        return self._blocks(element)

    def _quoted(self, element: Element) -> str:
        return "\n".join(f"> {one}".rstrip() for one in self.of(element).split("\n"))

    def _heading(self, element: Element) -> str:
        return f"{'#' * int(element.tag[1])} {self.line(element)}"

    def _list(self, element: Element) -> str:
        items = [self._blocks(one) for one in element if one.tag == "li"]
        is_tight = not any(one.find("p") is not None for one in element)
        gap = "\n" if is_tight else "\n\n"
        written = []
        for number, found in enumerate(items, 1):
            mark = f"{number}. " if element.tag == "ol" else "- "
            written.append(mark + gap.join(found).replace("\n", "\n" + " " * len(mark)))
        return gap.join(re.sub(r"(?m)^ +$", "", one) for one in written)

    def _table(self, element: Element) -> str:
        rows = [
            [self.line(cell).replace("|", "\\|").replace(_BREAK, " ") for cell in row if cell.tag in {"th", "td"}]
            for row in element.iter("tr")
        ]
        if not rows or not (width := max(map(len, rows))):
            return ""
        lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def _inline(self, found: list[Node]) -> str:
        said = "".join(self._word(node) for node in found)
        return re.sub(r"[ ]*\\\n[ ]*", lambda _match: _BREAK, said).strip(" ").removesuffix(_BREAK)

    def _word(self, node: Node) -> str:
        if isinstance(node, str):
            return _literal(_SPACE.sub(" ", node))
        ways = {
            "br": lambda _break: _BREAK,
            "code": _code,
            **dict.fromkeys(_PICTURES, self._picture),
            **self._instead,
        }
        if tex := _tex(node):
            return f"$${tex}$$" if _is_block(node) else f"${tex}$"
        return ways[node.tag](node) if node.tag in ways else self._signed(node)

    def _picture(self, element: Element) -> str:
        """What is said in the place of a picture."""
        self.lost["pictures"] += 1
        return _literal(element.get("alt") or words(element))

    def _signed(self, node: Element) -> str:
        """Words with the signs that Markdown puts around them."""
        tag = node.tag
        inner = self._inline(nodes(node))
        if tag == "a" and node.get("href") and inner:
            return f"[{inner}]({node.get('href')})"
        sign = "~~" if STRUCK in classes(node) else _SIGNS.get(tag, "")
        if sign and inner.strip():
            before = " " if (node.text or "")[:1].isspace() else ""
            return f"{before}{sign}{inner.strip()}{sign}"
        if tag not in _BARE and tag not in _BLOCKS and tag not in _SIGNS:
            self.lost["markup"] = 1
        return inner


def _has_blocks(element: Element) -> bool:
    return element.tag in _BLOCKS or any(one.tag in _BLOCKS for one in element.iter())


def _tex(element: Element) -> str:
    """The TeX of a formula that says it; nothing for anything else."""
    if element.tag == "code" and WRITTEN in classes(element):
        return element.text or ""
    if element.tag != "math":
        return ""
    said = next((one for one in element.iter("annotation") if one.get("encoding") == TEX), None)
    return "" if said is None else (said.text or "").strip()


def _is_block(element: Element) -> bool:
    return element.get("display") == "block" or f"{WRITTEN}-block" in classes(element)


def _literal(text: str) -> str:
    """The text so that Markdown reads it as it is, with escapes only where it would not."""
    if not _SPECIAL.search(text):
        return text
    tokens = reader().parseInline(text)
    children = [child for token in tokens for child in token.children or ()]
    if (
        all(child.type == "text" for child in children)
        and "".join(one.content for one in children).strip() == text.strip()
    ):
        return text
    return _SPECIAL.sub(r"\\\1", text)


def _paragraph(said: str) -> str:
    """A paragraph whose lines begin nothing else: “1. May” is a date, and no list."""
    if not _BEGINS.search(said):
        return said
    kinds = [token.type for token in reader().parse(said)]
    if kinds in ([], ["paragraph_open", "inline", "paragraph_close"]):
        return said
    return _BEGINS.sub(lambda at: f"{at[1]}{at[2]}\\{at[3]}" if at[2] else f"{at[1]}\\{at[4]}", said)


def _code(element: Element) -> str:
    said = "".join(element.itertext())
    longest = max((len(found[0]) for found in _FENCE.finditer(said)), default=0)
    sign = "`" * (longest + 1)
    pad = " " if said[:1] == "`" or said[-1:] == "`" or (said[:1] == said[-1:] == " " and said.strip()) else ""
    return f"{sign}{pad}{said}{pad}{sign}" if said else ""


def _fenced(element: Element) -> str:
    inside = "".join(element.itertext()).removesuffix("\n")
    longest = max((len(found[0]) for found in _FENCE.finditer(inside)), default=0)
    sign = "`" * max(3, longest + 1)
    code = element.find("code")
    named = "" if code is None else next((one for one in classes(code) if one.startswith("language-")), "")
    return f"{sign}{named.removeprefix('language-')}\n{inside}\n{sign}"
