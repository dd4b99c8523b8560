"""Writes a formula that somebody types as TeX, so that they see what it says."""

from __future__ import annotations

import re

from carrel.assessment.algebra.parsing import formula
from carrel.assessment.algebra.tokens import FUNCTIONS, GREEK, Unreadable
from carrel.assessment.algebra.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)

LONGEST = 200
"""Longer formulas, in characters, are not drawn."""

_PIECES = re.compile(r"(<=|>=|!=|≤|≥|≠|=|<|>|,|;|\bor\b|\band\b)")
_SENTENCE = re.compile(r"(?<!\\)\b(?!or\b|and\b)[A-Za-z]{2,}\s+(?!or\b|and\b)[A-Za-z]{2,}\s+[A-Za-z]")
_RELATIONS = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne", "≤": r"\le", "≥": r"\ge", "≠": r"\ne"}
_CONSTANTS = {"pi": r"\pi", "oo": r"\infty"}


def written(text: str) -> str:
    """The TeX of formulas with signs such as = and ≤ between them; empty for what is no whole formula."""
    if len(text) > LONGEST or not text.strip() or _SENTENCE.search(text):
        return ""
    pieces = _PIECES.split(text)
    try:
        return " ".join(_tex(formula(piece)) if not place % 2 else _sign(piece) for place, piece in enumerate(pieces))
    except Unreadable:
        return ""


def _sign(piece: str) -> str:
    if piece in {"or", "and"}:
        return rf"\text{{ {piece} }}"
    return _RELATIONS.get(piece, piece)


def _tex(node: Node) -> str:  # noqa: PLR0911 - a case for each kind of node
    match node:
        case Number(value=value):
            return str(value.numerator) if value.denominator == 1 else _number(value.numerator, value.denominator)
        case Name(name=name) | Constant(name=name):
            return _name(name)
        case Sum(terms=terms):
            return "".join(_term(term, first=not place) for place, term in enumerate(terms))
        case Product(factors=factors):
            return _product(factors)
        case Quotient(above=above, below=below):
            return rf"\frac{{{_tex(above)}}}{{{_tex(below)}}}"
        case Power(base=base, exponent=exponent):
            held = _tex(base) if isinstance(base, Name | Constant) or _is_whole(base) else _bracketed(base)
            return f"{held}^{{{_tex(exponent)}}}"
        case Negative(inner=inner):
            return f"-{_bracketed(inner) if isinstance(inner, Sum | Negative) else _tex(inner)}"
        case Call(function=function, arguments=arguments):
            return _call(function, arguments)


def _number(above: int, below: int) -> str:
    """A decimal as it was typed; the tree keeps it as a fraction."""
    rest, places = below, 0
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest, places = rest // (10 if rest % 10 == 0 else 5 if rest % 5 == 0 else 2), places + 1
    if rest != 1:
        return rf"\frac{{{above}}}{{{below}}}"
    digits = str(above * 10**places // below).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def _name(name: str) -> str:
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    letter, _line, below = name.partition("_")
    letter = rf"\{letter}" if letter in GREEK else letter if len(letter) == 1 else rf"\mathrm{{{letter}}}"
    return f"{letter}_{{{below}}}" if below else letter


def _term(term: Node, *, first: bool) -> str:
    if isinstance(term, Negative):
        return f"{'' if first else ' '}{_tex(term)}"
    said = _bracketed(term) if isinstance(term, Sum) else _tex(term)
    return said if first else f" + {said}"


def _product(factors: tuple[Node, ...]) -> str:
    said = ""
    for factor in factors:
        piece = _bracketed(factor) if isinstance(factor, Sum | Negative) else _tex(factor)
        between = r" \cdot " if said and piece[:1].isdigit() else " " if said else ""
        said += between + piece
    return said


def _call(function: str, arguments: tuple[Node, ...]) -> str:
    inner = ", ".join(_tex(one) for one in arguments)
    if function == "sqrt":
        return rf"\sqrt{{{inner}}}"
    if function == "abs":
        return rf"\left|{inner}\right|"
    name = rf"\{function}" if function in {"sin", "cos", "tan", "ln", "log", "exp"} else rf"\mathrm{{{function}}}"
    return rf"{name}\left({inner}\right)" if function in FUNCTIONS or arguments else name


def _bracketed(node: Node) -> str:
    return rf"\left({_tex(node)}\right)"


def _is_whole(node: Node) -> bool:
    return isinstance(node, Number) and node.value.denominator == 1 and node.value >= 0
