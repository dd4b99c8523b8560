"""Markdown as the elements that stand in a question: those of web pages that QTI allows, and formulas as MathML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown_it.tree import SyntaxTreeNode

from carrel.exchange.formulas import mathml
from carrel.exchange.markdown_tokens import address, picture_words, read
from carrel.exchange.questions.qti.tree import Node, made, nodes

MATHML = "http://www.w3.org/1998/Math/MathML"
TEX = "application/x-tex"
WRITTEN = "carrel-tex"
"""The class of a formula that cannot be said in MathML, and stands as TeX."""
STRUCK = "carrel-struck"
"""The class of words that are crossed out: QTI 2.1 has no element for them."""
_SAME = {
    "blockquote": "blockquote", "bullet_list": "ul", "em": "em", "hardbreak": "br", "hr": "hr", "list_item": "li",
    "ordered_list": "ol", "strong": "strong", "table": "table", "tbody": "tbody", "td": "td", "th": "th",
    "thead": "thead", "tr": "tr",
}  # fmt: skip
_FORMULAS = {"math_inline", "math_inline_double", "math_block"}


def blocks(text: str) -> list[Element]:
    """The paragraphs, lists and other blocks of the text."""
    tokens = read(text)
    if tokens is None:
        return [made("pre", {}, text)]
    return [one for node in SyntaxTreeNode(tokens).children for one in _nodes(node) if isinstance(one, Element)]


def line(text: str) -> list[Node]:
    """The text where a line is enough; its blocks where it has more than one paragraph."""
    found = blocks(text)
    if len(found) == 1 and found[0].tag == "p":
        return nodes(found[0])
    return list(found)


def _nodes(node: SyntaxTreeNode) -> list[Node]:
    """What stands for one node of the text."""
    kind = node.type
    if kind in {"inline", "root"} or (kind == "paragraph" and node.hidden):
        return [one for child in node.children for one in _nodes(child)]
    if kind == "text":
        return [node.content]
    if kind == "softbreak":
        return ["\n"]
    if kind in _FORMULAS:
        return _formula(node.content, block=kind != "math_inline", alone=kind == "math_block")
    if kind == "image":
        return [picture_words(node.token)] if node.token else []
    return [_element(node)]


def _element(node: SyntaxTreeNode) -> Element:
    kind = node.type
    if kind in {"fence", "code_block"}:
        language = node.info.split()[0] if node.info.strip() else ""
        return made("pre", {}, made("code", {"class": f"language-{language}"} if language else {}, node.content))
    if kind == "code_inline":
        return made("code", {}, node.content)
    inside = [one for child in node.children for one in _nodes(child)]
    if kind == "link":
        where = address(node.nester_tokens.opening) if node.nester_tokens else ""
        return made("a", {"href": where}, *inside) if where else made("span", {}, *inside)
    if kind == "s":
        return made("span", {"class": STRUCK}, *inside)
    if kind == "heading":
        return made(node.tag, {}, *inside)
    return made(_SAME.get(kind, "p"), {}, *inside)


def _formula(tex: str, *, block: bool, alone: bool) -> list[Node]:
    said = tex.strip()
    found = mathml(said, block=block)
    if found is None:
        one = made("code", {"class": f"{WRITTEN} {WRITTEN}-block" if block else WRITTEN}, said)
    else:
        row = made("mrow", {}, *found)
        both = made("semantics", {}, row, made("annotation", {"encoding": TEX}, said))
        one = made("math", {"xmlns": MATHML, "display": "block" if block else "inline"}, both)
    return [made("p", {}, one) if alone else one]
