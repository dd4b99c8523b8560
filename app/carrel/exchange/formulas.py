"""Formulas as MathML elements that are safe to put into a page; what cannot be read stays TeX."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element

from carrel.base.chemistry import with_chemistry

LONGEST = 1_000
DEEPEST = 12
"""Nested braces; each level costs the reader more than the one before."""

_REFUSED = re.compile(r"\\(?:newcommand|renewcommand|def|let|href|style|class|includegraphics)(?![A-Za-z])")
_NUMBERED = re.compile(r"\\(begin|end)\{(align|gather|equation)\}")
_UPRIGHT = re.compile(r"\\mathrm\{([A-Z])\}")
"""The reader of TeX forgets that a single capital is to stand upright."""
_KINDS = {
    "math": 1, "mrow": 0, "mi": 0, "mn": 0, "mo": 0, "mtext": 0, "mspace": 0, "mstyle": 0, "mpadded": 0, "mphantom": 0,
    "mfrac": 2, "msqrt": 0, "mroot": 2, "msup": 2, "msub": 2, "msubsup": 3, "mover": 2, "munder": 2, "munderover": 3,
    "mtable": 0, "mtr": 0, "mtd": 0, "menclose": 0,
}  # fmt: skip
"""The elements that may stand in a formula, and how many parts each has to have; 0 for any number."""
_ATTRIBUTES = {
    "display", "displaystyle", "stretchy", "fence", "form", "accent", "linethickness", "columnalign", "mathvariant",
    "width", "movablelimits", "minsize", "maxsize", "separator", "notation", "columnlines", "rowlines",
}  # fmt: skip
_VALUE = re.compile(r"[A-Za-z0-9.+\- ]{1,40}")
_LEAVES = {"mi", "mn", "mo", "mtext"}
_UNREADABLE: list[type[Exception]] = [
    kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception)
]
_FAILS: tuple[type[Exception], ...] = (
    *_UNREADABLE,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    StopIteration,
    AssertionError,
)
"""What the reader of TeX raises for texts it does not understand: its own errors, and slips of its own."""


def mathml(tex: str, *, block: bool = False) -> Element | None:
    """The formula as a `math` element without a namespace; None where it has to be shown as TeX.

    Only known elements and harmless attributes are in it, whatever stands in the text.
    """
    tex = with_chemistry(_NUMBERED.sub(r"\\\1{\2*}", tex.strip()))
    if not tex or len(tex) > LONGEST or _depth(tex) > DEEPEST or _REFUSED.search(tex):
        return None
    try:
        found = convert_to_element(_UPRIGHT.sub(r"\\text{\1}", tex), display="block" if block else "inline")
    except _FAILS:
        return None
    return _cleaned(found)


def _cleaned(element: Element) -> Element | None:
    """A copy with what is known; None where something unknown would be lost."""
    kind = element.tag.rpartition("}")[2]
    parts = _KINDS.get(kind)
    if parts is None or (parts and len(element) != parts):
        return None
    made = Element(kind, {name: value for name, value in element.attrib.items() if _is_harmless(name, value)})
    if kind in _LEAVES:
        made.text = unescape(element.text or "")
        if made.text.startswith("\\"):  # a command that the reader did not know
            return None
    for child in element:
        inner = _cleaned(child)
        if inner is None:
            return None
        made.append(inner)
    _group_matrices(made)
    return made


def _group_matrices(element: Element) -> None:
    """Put a bracket, a table and a bracket into a row of their own: only there the brackets grow with the table."""
    parts = list(element)
    for at in range(len(parts) - 2):
        three = parts[at : at + 3]
        if [part.tag for part in three] == ["mo", "mtable", "mo"] and len(parts) > len(three):
            row = Element("mrow")
            row.extend(three)
            for part in three:
                element.remove(part)
            element.insert(at, row)
            _group_matrices(element)
            break


def _is_harmless(name: str, value: str) -> bool:
    return name in _ATTRIBUTES and _VALUE.fullmatch(value) is not None


def _depth(tex: str) -> int:
    deepest = depth = 0
    for character in tex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest
