"""Numbers with how far an answer may be off, as GIFT says them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from typing import Any

from carrel.assessment.fields import ItemRefused
from carrel.assessment.marking.numeric import MOST
from carrel.assessment.marking.quantities import Quantity, quantity_from
from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.exchange.questions.api import Losses
from carrel.exchange.questions.gift_marks import shown

_PLAIN = re.compile(r"[-+]?(?:\d{1,300}(?:\.\d{1,300})?|\.\d{1,300})(?:[eE][-+]?\d{1,2})?")
_EXACTLY = Context(prec=400, traps=[Inexact])
_MOST = Fraction(10**299)


def number_of(answer: str) -> str | None:
    """The key as a number in decimals; None where it is none, or has a unit of its own, or can be read in two ways."""
    if _PLAIN.fullmatch(answer.strip()):
        return answer.strip()
    read = quantity_from(answer)
    if not isinstance(read, Quantity) or not read.is_bare or read.percent or not read.is_finished or read.other:
        return None
    try:
        return f"{_EXACTLY.divide(Decimal(read.value.numerator), Decimal(read.value.denominator)):f}"
    except Inexact:
        return None


def tolerance_of(item: Item, number: str) -> str:
    """How far off an answer may be, after a colon; a share becomes the size that it has for this number."""
    if item.tolerance is None:
        return ""
    if not item.tolerance.relative:
        return f":{item.tolerance.absolute!r}"
    share = Fraction(str(item.tolerance.relative)) * abs(Fraction(number))
    size = max(Fraction(str(item.tolerance.absolute)), share)
    return f":{float(min(size, _MOST))!r}"


def numeric_from(answers: Sequence[str]) -> tuple[Mapping[str, Any], Losses]:
    """The fields of a numeric item with these keys, each a number, ``number:tolerance`` or ``lowest..highest``.

    An item has one tolerance, so the smallest stands for all of them, and that is counted. Raises ItemRefused for what
    is no number.
    """
    read = [_one(shown(answer).strip()) for answer in answers]
    sizes = {size for _key, size in read}
    fields: dict[str, Any] = {"kind": "numeric", "answers": [key for key, _size in read]}
    if sizes != {None}:
        fields["tolerance"] = {"absolute": min(size or 0.0 for size in sizes)}
    return fields, Losses({"tolerance": 1} if len(sizes) > 1 else {})


def _one(said: str) -> tuple[str, float | None]:
    low, dots, high = said.partition("..")
    if dots:
        least, most = _number(low), _number(high)
        return f"{(least + most) / 2:.15g}", float(f"{abs(most - least) / 2:.15g}")
    key, colon, size = said.partition(":")
    if len(key) > MOST or not isinstance(quantity_from(key), Quantity):
        raise _no_number(key)
    return key.strip(), _number(size) if colon else None


def _number(said: str) -> float:
    try:
        return float(said.strip().replace(",", "."))
    except ValueError as error:
        raise _no_number(said) from error


def _no_number(said: str) -> ItemRefused:
    return ItemRefused.because(_("“{text}” is not a number.").format(text=said.strip()[:40]))
