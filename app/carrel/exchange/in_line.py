"""Formulas as text on one line, for tables and lists that draw none: "1/2 + 1/3", "x² = 49"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from carrel.exchange.formulas import mathml

_FORMULA = re.compile(r"(?<![\\$])\$\$?(?=\S)([^$\n]+?)(?<=[^\s\\])\$\$?(?!\d)")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SPACED = frozenset("+-−=<>≤≥≠≈×·÷±→⇒⇌∈")
_SIMPLE = re.compile(r"\d[\d.,]*|[^\W\d]")
_DEGREES = ("°", "∘")


def in_line(text: str) -> str:
    """The text with each formula between dollars as it would be typed; one that cannot be stays as it is."""
    return _FORMULA.sub(lambda found: _typed(found[1]) or found[0], text) if "$" in text else text


@lru_cache(maxsize=2048)
def _typed(tex: str) -> str:
    root = mathml(tex)
    return "" if root is None else " ".join(_row(root).split())


def _row(element: Element) -> str:
    parts = list(element)
    return "".join(_one(part, at, parts) for at, part in enumerate(parts))


def _one(element: Element, at: int = 0, beside: Sequence[Element] = ()) -> str:
    if element.tag == "mo":
        sign = element.text or ""
        return f" {sign} " if sign in _SPACED and 0 < at < len(beside) - 1 else sign
    if element.tag == "mspace":
        return " "
    make = _KINDS.get(element.tag)
    if make is not None:
        return make(element)
    return element.text or "" if not len(element) else _row(element)


def _grouped(element: Element) -> str:
    """What stands beside a stroke or below a root: in brackets when it is more than a number or a letter."""
    said = _one(element).strip()
    return said if _SIMPLE.fullmatch(said) else f"({said})"


def _fraction(element: Element) -> str:
    return f"{_grouped(element[0])}/{_grouped(element[1])}"


def _root(element: Element) -> str:
    if element.tag == "mroot":
        return f"{_script(element[1], _RAISED, '')}√{_grouped(element[0])}"
    inner = _row(element)
    return f"√{inner}" if _SIMPLE.fullmatch(inner) else f"√({inner})"


def _script(element: Element, small: dict[int, int], sign: str) -> str:
    said = _one(element).strip()
    if said in _DEGREES:
        return "°"
    if all(ord(letter) in small for letter in said):
        return said.translate(small)
    return sign + _grouped(element)


def _raised(element: Element) -> str:
    return _one(element[0]) + _script(element[1], _RAISED, "^")


def _lowered(element: Element) -> str:
    return _one(element[0]) + _script(element[1], _LOWERED, "_")


def _both(element: Element) -> str:
    return _lowered(element) + _script(element[2], _RAISED, "^")


_KINDS: dict[str, Callable[[Element], str]] = {
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
    "msup": _raised,
    "msub": _lowered,
    "msubsup": _both,
}
