"""Words and numbers in the one form in which a hint is held against a key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_TEX = (
    (re.compile(r"\\d?frac\s*\{\s*([^{}]*?)\s*\}\s*\{\s*([^{}]*?)\s*\}"), r"\1/\2"),
    (re.compile(r"\\(?:text|mathrm|ce|mathbf)\s*\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\(?:,|;|:|!|quad|left|right)"), " "),
    (re.compile(r"\\(?:cdot|times)"), "*"),
    (re.compile(r"\\(?:approx)"), "="),
    (re.compile(r"\\(?:circ)"), "°"),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\{,\}"), ","),
)
_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "≈": "=", "²": "^2", "³": "^3", "÷": "/", "$": " "})
_NUMBER = re.compile(
    r"(?P<before>=\s*)?"
    r"(?<![\w^.,])(?P<sign>-\s?)?(?P<over>\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?:\s?/\s?(?P<under>\d+(?:\.\d+)?))?(?P<percent>\s?%)?(?![\w(]|[.,]\d)"
)
_TERM = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|[^\w\s]")
_OPERATORS = {"+", "-", "/", "^", "(", ")"}


@dataclass(frozen=True)
class Figure:
    """A number in a text; equals: whether an equals sign stands right before it."""

    value: Fraction
    equals: bool


def folded(text: str) -> str:
    """The words of a text with single spaces: small letters without accents, no marks, no formulas' commands."""
    flat = unicodedata.normalize("NFKD", _untex(text).casefold())
    letters = "".join(letter for letter in flat if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", letters))


def squeezed(text: str) -> str:
    """A text as algebra is compared: no spaces, no multiplication signs, one form of each sign."""
    return re.sub(r"[\s*{}]+", "", _untex(text).casefold())


def terms(text: str) -> list[str]:
    """The numbers, names and signs of a formula, without signs of multiplication."""
    return [one for one in _TERM.findall(_untex(text).casefold()) if one not in {"*", "{", "}"}]


def holds_terms(text: str, key: str) -> bool:
    """Whether the formula stands in the text by itself, and not as a part of a longer one."""
    wanted, there = terms(key), ["", *terms(text), ""]
    return bool(wanted) and any(
        there[at : at + len(wanted)] == wanted and _ends_at(there[at - 1]) and _ends_at(there[at + len(wanted)])
        for at in range(1, len(there) - len(wanted))
    )


def _ends_at(neighbour: str) -> bool:
    """Whether a formula ends beside this: a word, a comma, an equals sign; not a number, a letter or an operator."""
    return len(neighbour) > 1 if neighbour.isalpha() else not (neighbour[:1].isdigit() or neighbour in _OPERATORS)


def figures(text: str) -> Iterator[Figure]:
    """The numbers in a text, fractions and percentages as their values; exponents and parts of names are none."""
    for found in _NUMBER.finditer(_untex(text)):
        value = number(found["over"])
        under = number(found["under"]) if found["under"] else Fraction(1)
        if value is None or not under:
            continue
        value = value / under / (100 if found["percent"] else 1)
        sign = -1 if found["sign"] and not _is_minus(found) else 1
        yield Figure(sign * value, found["before"] is not None)


def number(text: str) -> Fraction | None:
    """The value of a plain number, with spaces or commas between thousands; None for anything else."""
    plain = _untex(text).replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    read = re.fullmatch(r"(-?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30}))(?:/(\d{1,30}))?(%)?", plain)
    if read is None or (read[2] and not int(read[2])):
        return None
    return Fraction(read[1]) / int(read[2] or 1) / (100 if read[3] else 1)


def _is_minus(found: re.Match[str]) -> bool:
    """Whether the sign takes away from a number, a letter or a bracket before it."""
    return re.search(r"(?:\d|[)\]]|\b[^\W\d_])\s*$", found.string[: found.start("sign")]) is not None


def _untex(text: str) -> str:
    for pattern, plain in _TEX:
        text = pattern.sub(plain, text)
    return text.translate(_SIGNS).strip()
