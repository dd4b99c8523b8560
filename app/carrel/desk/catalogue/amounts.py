"""Amounts in texts, with their units: "49.90 €", "800 lm", "20–40 cm", "IP44"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from carrel.base.matching import folded
from carrel.desk.catalogue.wish_words import wish_words

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f',.]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SIGN = r"[^\W\d_]{1,10}\b|[€$£¥₹°%]|zł"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<sign>[€$£¥₹]|(?:eur|usd|gbp|chf|us\$)\s)?\s?(?P<number>{_NUMBER})(?:\s?[-–]\s?(?P<last>{_NUMBER}))?"
    rf"(?:\s?(?P<unit>{_SIGN}))?(?!\w)"
)
_GRADE = re.compile(r"(?<!\w)(?P<letters>[a-z]{1,3})\s?(?P<grade>[\dx]{1,3})(?!\w)")


@dataclass(frozen=True)
class Amount:
    """An amount as it stands in a text. kind: of its unit, such as "length", or the code of a currency.

    least, most: in the first unit of its kind; two values for a range. first, last: where it stands, in characters.
    """

    kind: str
    least: float
    most: float
    first: int
    last: int


@dataclass(frozen=True)
class Grade:
    """A class whose digits say how well, each by itself, such as IP44; None for a digit that says nothing (an X)."""

    letters: str
    digits: tuple[int | None, ...]
    first: int
    last: int

    def is_as_good_as(self, other: Grade) -> bool:
        """Whether each digit is at least the other's."""
        if len(self.digits) != len(other.digits):
            return False
        return all(
            wanted is None or (own is not None and own >= wanted)
            for own, wanted in zip(self.digits, other.digits, strict=True)
        )


def amounts(text: str, unit: str = "") -> Iterator[Amount]:
    """The amounts in a folded text that have a unit or a currency; unit: of those that have none."""
    words = wish_words()
    for found in _AMOUNT.finditer(text):
        said = (found["sign"] or "").strip() or found["unit"] or ""
        is_known = said in words.currencies or said in words.units
        said, end = (
            (said, found.end()) if is_known else (unit, found.end("last") if found["last"] else found.end("number"))
        )
        if said in words.currencies:
            kind, factor = words.currencies[said], 1.0
        elif said in words.units:
            kind, factor = words.units[said]
        else:
            continue
        is_price = said in words.currencies
        least = number(found["number"], is_price=is_price) * factor
        most = number(found["last"], is_price=is_price) * factor if found["last"] else least
        yield Amount(kind, min(least, most), max(least, most), found.start(), end)


def grades(text: str) -> Iterator[Grade]:
    """The classes in a folded text."""
    for found in _GRADE.finditer(text):
        if found["letters"] in wish_words().graded:
            digits = tuple(int(one) if one.isdigit() else None for one in found["grade"])
            yield Grade(found["letters"], digits, found.start(), found.end())


def number(text: str, *, is_price: bool = False) -> float:
    """The number in digits, with a decimal point or comma, and with marks between its thousands."""
    text = re.sub(r"[ \u00a0\u202f']", "", text)
    whole, mark, rest = text, "", ""
    for sign in ",.":
        before, found, behind = text.rpartition(sign)
        if found and len(behind) < len(rest or text):
            whole, mark, rest = before, found, behind
    marks = sum(text.count(sign) for sign in ",.")
    in_thousands = len(rest) == 3 and (mark == "," or is_price or marks > 1) and whole.strip("0") != ""
    digits = re.sub(r"[.,]", "", whole)
    if not mark:
        return float(digits)
    return float(digits + rest) if in_thousands else float(f"{digits or '0'}.{rest}")


def is_money(kind: str) -> bool:
    """Whether this kind of amount is a price."""
    return kind in wish_words().currencies.values()


def unit_of_heading(heading: str) -> str:
    """The unit that a heading names, as in "Power (W)" or "Length in cm"; empty for none."""
    found = re.search(r"(?:[(\[]\s*(?:in\s+)?|\bin\s+|/\s*)([^\W\d_]{1,10}|[€$£¥₹])\s*[)\]]?\s*$", folded(heading))
    words = wish_words()
    return found[1] if found and (found[1] in words.units or found[1] in words.currencies) else ""
