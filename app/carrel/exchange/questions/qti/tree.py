"""Small trees of XML: how they are put together, and what is asked of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

Node = Element | str

_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot say even in an escape: control characters, which nobody sees."""


def made(tag: str, attributes: Mapping[str, str] | None = None, *nodes: Node) -> Element:
    """The element with these attributes, and these elements and texts in it."""
    element = Element(tag, {name: sayable(value) for name, value in (attributes or {}).items()})
    for node in nodes:
        add(element, node)
    return element


def add(parent: Element, node: Node) -> None:
    """Put an element, without the text behind it, or a text at the end of another element."""
    if isinstance(node, Element):
        node.tail = None
        parent.append(node)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + sayable(node)
    else:
        parent.text = (parent.text or "") + sayable(node)


def nodes(element: Element) -> list[Node]:
    """What stands in the element, texts and elements in their order."""
    found: list[Node] = [element.text or ""]
    for child in element:
        found += [child, child.tail or ""]
    return [node for node in found if not isinstance(node, str) or node]


def rebuilt(element: Element, turned: Callable[[Node], list[Node]]) -> Element:
    """A copy in which each text and element at any depth is what it is turned into; the innermost come first."""
    copy = Element(element.tag, dict(element.attrib))
    for node in nodes(element):
        for one in turned(rebuilt(node, turned) if isinstance(node, Element) else node):
            add(copy, one)
    return copy


def sayable(text: str) -> str:
    """The text without the characters that XML has no way to say."""
    return _UNSAYABLE.sub("", text)


def words(element: Element | None) -> str:
    """All the text in an element, with single spaces; nothing in no element."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def classes(element: Element) -> tuple[str, ...]:
    """The words of its ``class``."""
    return tuple(element.get("class", "").split())


def with_class(element: Element, name: str) -> Element | None:
    """The first element inside it that has this word in its ``class``."""
    return next((one for one in element.iter() if name in classes(one)), None)
