"""Reads XML of strangers within limits: no entities of its own, so deep and so large at most (P26)."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from carrel.base.inside import Refusal

MOST_DEPTH = 200
MOST_NODES = 10_000_000


def elements(
    content: bytes, wanted: Collection[str], deepest: int = MOST_DEPTH, most: int = MOST_NODES
) -> Iterator[Element]:
    """The outermost elements with one of these local names, whole and in their order; raises Refusal.

    deepest: how many elements may stand inside each other. most: how many there may be in all. What was yielded is
    taken out of the tree afterwards, so that a long document is never whole in the memory.
    """
    path: list[Element] = []
    outer: Element | None = None
    seen = 0
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
            if event == "start":
                seen += 1
                path.append(element)
                if len(path) > deepest or seen > most:
                    raise Refusal("dishonest")
                if outer is None and local(element) in wanted:
                    outer = element
                continue
            path.pop()
            if outer is element and element is not None:
                yield element
                outer = None
            if outer is None and path:
                path[-1].remove(element)
    except DefusedXmlException as error:
        raise Refusal("dishonest") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Refusal("damaged") from error


def all_of(content: bytes, name: str) -> list[Element]:
    """All outermost elements of this local name; none of an empty file."""
    return list(elements(content, {name})) if content else []


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """The first attribute with this local name, "" without one."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def child(element: Element, *names: str) -> Element | None:
    """The first child of a first child … by local names."""
    found: Element | None = element
    for name in names:
        found = next((one for one in found if local(one) == name), None) if found is not None else None
    return found


def value(element: Element, *names: str) -> str:
    """The attribute "val" of a child by local names, "" without it."""
    found = child(element, *names)
    return attribute(found, "val") if found is not None else ""
