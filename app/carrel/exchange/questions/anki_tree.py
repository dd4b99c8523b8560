"""The HTML in a field of a note as a tree of elements and words, whatever state it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

MOST_DEPTH = 60
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_DROPPED = {"script", "style", "template", "title", "svg", "object", "iframe", "select", "textarea", "button"}
_ENDS = {
    "li": ({"li"}, {"ul", "ol"}),
    "tr": ({"tr"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "p": ({"p"}, {"div", "li", "td", "th", "blockquote", "body"}),
}
"""What begins of this kind ends what is still open of those kinds, but not beyond these."""


@dataclass
class Node:
    """An element; children: elements and words in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def words(self) -> str:
        """The bare words of it, in one line."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            yield from (child,) if isinstance(child, str) else child._pieces()
        if self.tag not in _IN_A_LINE:
            yield " "


_IN_A_LINE = {
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "del",
    "sub",
    "sup",
    "span",
    "font",
    "code",
    "kbd",
    "small",
    "mark",
}


def tree(html: str) -> Node:
    """The field; what is nested too deep hangs flat, and what runs or paints is an element without words."""
    grower = _Grower()
    grower.feed(_without_declarations(html))
    grower.close()
    return grower.root


def _without_declarations(html: str) -> str:
    """The field without comments and the like, over which the parser may trip, or take very long."""
    first, *others = html.split("<!--")
    seen = first + "".join(other.partition("-->")[2] for other in others)
    return re.sub(r"<(?=[!?])", "&lt;", re.sub(r"<[!?][^<>]*>", "", seen))


class _Grower(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("body")
        self._open = [self.root]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag in _DROPPED:
            self._silent += 1
        ended, beyond = _ENDS.get(tag, (set(), set()))
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in beyond:
                break
            if self._open[at].tag in ended:
                del self._open[at:]
                break
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _EMPTY and len(self._open) < MOST_DEPTH:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """End an element, with whatever was left open inside it."""
        if tag in _DROPPED:
            self._silent = max(0, self._silent - 1)
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._silent:
            self._open[-1].children.append(data)
