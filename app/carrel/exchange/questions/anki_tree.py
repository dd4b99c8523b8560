"""The HTML in a field of a note as a tree of elements and words, whatever state it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

MOST_DEPTH = 60
_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:-]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+|[^<>]*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]++)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]++)))?""")
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
    """The field; what is nested too deep hangs flat, and what runs or paints is an element without words.

    It takes a time that grows with the length alone, whatever stands there; the parser of the library does not.
    """
    grower = _Grower()
    seen, at = _without_declarations(html), 0
    for tag in _TAG.finditer(seen):
        grower.say(unescape(seen[at : tag.start()]))
        at = tag.end()
        if tag.group(1):
            grower.end(tag.group(2).lower())
        else:
            grower.begin(tag.group(2).lower(), tag.group(3))
    grower.say(unescape(seen[at:]))
    return grower.root


def _without_declarations(html: str) -> str:
    """The field without comments and the like."""
    first, *others = html.split("<!--")
    seen = first + "".join(other.partition("-->")[2] for other in others)
    return re.sub(r"<[!?][^<>]*+>", "", seen)


class _Grower:
    def __init__(self) -> None:
        self.root = Node("body")
        self._open = [self.root]
        self._silenced = ""

    def begin(self, tag: str, attributes: str) -> None:
        """Begin an element."""
        if self._silenced:
            return
        ended, beyond = _ENDS.get(tag, (set(), set()))
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in beyond:
                break
            if self._open[at].tag in ended:
                del self._open[at:]
                break
        node = Node(tag, {one.group(1).lower(): _value(one) for one in _ATTRIBUTE.finditer(attributes)})
        self._open[-1].children.append(node)
        if tag in _DROPPED:
            self._silenced = tag
        elif tag not in _EMPTY and len(self._open) < MOST_DEPTH:
            self._open.append(node)

    def end(self, tag: str) -> None:
        """End an element, with whatever was left open inside it."""
        if self._silenced:
            self._silenced = "" if tag == self._silenced else self._silenced
            return
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return

    def say(self, words: str) -> None:
        """Words."""
        if words and not self._silenced:
            self._open[-1].children.append(words)


def _value(attribute: re.Match[str]) -> str:
    return unescape(next((value for value in attribute.groups()[1:] if value is not None), ""))
