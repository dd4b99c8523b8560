"""How the two versions of QTI spell the same things: ``itemBody`` in 2.1 is ``qti-item-body`` in 3.0."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from carrel.exchange.questions.qti.tree import Node, made, nodes, rebuilt

_PAGE = {
    "a", "abbr", "acronym", "address", "b", "big", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
    "dd", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "math",
    "object", "ol", "p", "param", "pre", "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "tt", "ul", "var",
}  # fmt: skip
"""The elements that QTI takes from web pages and MathML; both versions spell them alike."""
_HOLDERS = {"modalFeedback", "rubricBlock"}
"""Elements whose content stands in one more element in 3.0."""
_ASKED_FOR = {"rubricBlock": {"use": "scoring"}}
"""Attributes that 3.0 wants, and 2.1 does not know."""
_CAPITAL = re.compile(r"(?=[A-Z])")
_HYPHEN = re.compile(r"-([a-z])")


@dataclass(frozen=True)
class Dialect:
    """A version of QTI; items, manifest: the namespaces; kind: how a resource of it is called, after imsqti_item_."""

    version: str
    items: str
    manifest: str
    schema: tuple[str, str]
    kind: str
    templates: str
    hyphens: bool

    def template(self, name: str) -> str:
        """The address of a standard response processing template."""
        return self.templates.format(name=name)


QTI21 = Dialect(
    "2.1",
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    ("QTIv2.1 Package", "1.0.0"),
    "xmlv2p1",
    "http://www.imsglobal.org/question/qti_v2p1/rptemplates/{name}",
    hyphens=False,
)
QTI30 = Dialect(
    "3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    ("QTI Package", "3.0.0"),
    "xmlv3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{name}.xml",
    hyphens=True,
)


def spelled(element: Element, dialect: Dialect) -> Element:
    """A tree in the names of 2.1 as the dialect spells it, with its namespace."""
    copy = _hyphened(element) if dialect.hyphens else element
    copy.set("xmlns", dialect.items)
    return copy


def _hyphened(element: Element) -> Element:
    if element.tag == "math":
        return element
    if element.tag in _PAGE:
        copy = Element(element.tag, dict(element.attrib))
    else:
        said = {**element.attrib, **_ASKED_FOR.get(element.tag, {})}
        copy = Element("qti-" + _with_hyphens(element.tag), {_with_hyphens(name): one for name, one in said.items()})
    inside: list[Node] = [_hyphened(node) if isinstance(node, Element) else node for node in nodes(element)]
    if element.tag in _HOLDERS:
        inside = [made("qti-content-body", {}, *inside)]
    return made(copy.tag, copy.attrib, *inside)


def plain(element: Element) -> Element:
    """A tree of any version in the names of 2.1, without namespaces."""

    def turned(node: Node) -> list[Node]:
        if isinstance(node, str):
            return [node]
        renamed = _renamed(node)
        return nodes(renamed) if renamed.tag == "contentBody" else [renamed]

    return _renamed(rebuilt(element, turned))


def _renamed(element: Element) -> Element:
    tag = str(element.tag).rpartition("}")[2]
    copy = Element(_without_hyphens(tag.removeprefix("qti-")) if tag.startswith("qti-") else tag)
    for name, said in element.attrib.items():
        local = name.rpartition("}")[2]
        copy.set(local if local.startswith(("data-", "aria-")) else _without_hyphens(local), said)
    return made(copy.tag, copy.attrib, *nodes(element))


def _with_hyphens(name: str) -> str:
    return name if ":" in name or name == "xmlns" else _CAPITAL.sub("-", name).lower()


def _without_hyphens(name: str) -> str:
    return _HYPHEN.sub(lambda found: found[1].upper(), name)
