"""The signs of formulas among words: they tell 16 - x from 16 + x, where the words alone do not."""

from __future__ import annotations

import re
from functools import lru_cache

from carrel.assessment.algebra.tokens import CONSTANTS, FUNCTIONS, GREEK, plain

MOST = 4_000
"""The longest text that is looked into for signs, in characters."""

_FRACTION = re.compile(r"\\(?:d|t)?frac\s*\{([^{}]{1,60})\}\s*\{([^{}]{1,60})\}")
_ARROW = re.compile(r"[-=]+>|[→⟶⇒]|\\(?:to|rightarrow|longrightarrow)(?![a-z])")
_SYMBOL = re.compile(r"→|\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:'[^\W\d_]+)*|<=|>=|!=|[-+*/^=<>:±√()\[\]|%!]")
_RAISED = re.compile(r"\^\s*[({]\s*(-?\w{1,4})\s*[)}]")
_SPELLED = {
    "plus": "+",
    "minus": "-",
    "negative": "-",
    "positive": "+",
    "times": "*",
    "equals": "=",
    "[": "(",
    "]": ")",
}
_JOINING = frozenset({"+", "-", "*", "/", "=", "<", ">", "<=", ">=", "!=", ":", "±"})
_NEVER_PROSE = frozenset({"*", "=", "<", ">", "<=", ">=", "!=", "±"})
_BEGINNING = frozenset({"-", "±", "<", ">", "<=", ">=", "!="})
_NAMES = frozenset({*FUNCTIONS, *GREEK, *CONSTANTS})


@lru_cache(maxsize=4096)
def symbols(text: str) -> tuple[str, ...]:
    """The numbers, names, signs and brackets of a formula, however it is spaced and whatever TeX is around it."""
    text = _ARROW.sub("→", _FRACTION.sub(r" \1/\2 ", text[:MOST].casefold()))
    found = [_SPELLED.get(piece, piece) for piece in _SYMBOL.findall(_RAISED.sub(r"^\1", plain(text).casefold()))]
    while found and found[-1] in {"!", ":", "="}:
        found.pop()
    while found and found[0] in {"=", ":", "+"}:
        found.pop(0)
    partners = _partners(found)
    begin, end = 0, len(found)
    while end - begin > 2 and partners.get(begin) == end - 1:
        begin, end = begin + 1, end - 1
    return tuple(found[begin:end])


@lru_cache(maxsize=4096)
def signs(text: str) -> tuple[str, ...]:
    """The signs that stand between numbers and names, in order, with the brackets around others of them.

    A stroke, dash or plus between two whole words is one only where the text has a sign that no prose has.
    """
    found = symbols(text)
    is_formula = any(one in _NEVER_PROSE for one in found)
    kept = {place for place in range(len(found)) if _is_sign(found, place, is_formula=is_formula)}
    for begin, end in _partners(found).items():
        if any(place in kept for place in range(begin + 2, min(end, begin + 60))):
            kept |= {begin, end}
    return tuple(found[place] for place in sorted(kept))


def fits(key: str, said: str) -> bool:
    """Whether words that name the key can mean it, as far as signs go; a plus may be left out or said as “and”."""
    wanted, given = signs(key), signs(said)
    if not wanted:
        return "-" not in given or len(symbols(said)) > len(symbols(key)) + 1
    if not given:
        return set(wanted) <= {"+"}
    return any(given[at : at + len(wanted)] == wanted for at in range(len(given) - len(wanted) + 1))


def same_formula(one: str, other: str) -> bool:
    """Whether the two are one formula, symbol by symbol."""
    return symbols(one) == symbols(other) and any(not symbol.isalpha() for symbol in symbols(one))


def _partners(found: list[str] | tuple[str, ...]) -> dict[int, int]:
    """Where the bracket is closed that opens at a place."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for place, one in enumerate(found):
        if one == "(":
            opened.append(place)
        elif one == ")" and opened:
            partners[opened.pop()] = place
    return partners


def _is_sign(found: tuple[str, ...], place: int, *, is_formula: bool) -> bool:
    sign, before, after = found[place], "".join(found[place - 1 : place]), "".join(found[place + 1 : place + 2])
    if sign not in _JOINING or not after:
        return False
    if sign == ":":
        return before[:1].isdigit() and after[:1].isdigit()
    if not before or before == "(" or before in _JOINING:
        return sign in _BEGINNING and _is_term(after, is_formula=is_formula)
    return _is_term(before, is_formula=is_formula) and _is_term(after, is_formula=is_formula)


def _is_term(symbol: str, *, is_formula: bool) -> bool:
    """Whether it is a number, a name of one letter, a bracket or a sign; in a formula words are names, too."""
    return is_formula or not symbol.isalpha() or len(symbol) == 1 or symbol in _NAMES
