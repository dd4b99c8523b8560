"""Quantities in a learner's words: a number, its unit or the thing that is counted, and harmless words around."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from carrel.assessment.marking.numbers import Number, read_number, spelled
from carrel.assessment.marking.units import Unit, unit_from

_ABOUT = re.compile(
    r"(?:about|approximately|approx\b\.?|roughly|around|nearly|almost|circa|ca\b\.?|exactly|precisely|equals"
    r"|equal to|equal|[~≈≃≅∼=:]|just|only|a total of|total:?)\s*",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"\b(?:(?:minus|negative)\s+)?(?:a (?=half|third|quarter|hundred|thousand|million)|zero|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|half|dozen)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"(?:(?<![\w)\]])(?:[-+]|minus\s|negative\s)\s*)?(?<![\w.,^_])[.,]?\d", re.IGNORECASE)
_CURRENCY = re.compile(r"([$€£]|\b(?:USD|EUR|GBP))\s*$")
_EXPLAINED = re.compile(
    r"\s*(?:[;(!?]|,(?!\d)|\.(?:\s|$)|\b(?:because|since|as|which|so|due|when|where|if|and then|after)\b)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:an?\s+)?(?:(?:chance|probability|odds)\s+(?:of|is)\s+)?(?P<part>\d{1,9}|[a-z][a-z-]{1,20})\s+(?:in|out of)\s+"
    r"(?:every\s+)?(?P<whole>\d{1,9}|[a-z][a-z-]{1,20})(?:\s+(?:chance|probability))?\s*[.!]?",
    re.IGNORECASE,
)
_NOT_UNITS = frozenset({"in", "a", "as", "at", "am", "an", "of", "is", "to", "and", "or", "on", "by"})
_UNCERTAIN = re.compile(r"\s*(?:±|\+/-|\+-)\s*")
_OPERATES = re.compile(
    r"\s*[-+*×·/^√]\s*[\d(√π.a-z]"
    r"|\s*\(\s*[\d√π]|\s*\\(?:pi|sqrt|cdot|times)|\s*(?:times|plus|minus|over|divided by|to|through)\s+[\d]|\s*[√π]"
    r"|\s*sqrt|\s*pi\b"
)


@dataclass(frozen=True)
class Quantity:
    """A number with what it counts: a unit that is known, or a thing.

    other: the value of its other reading, if any. is_finished: whether no calculation waits to be carried out.
    """

    value: Fraction
    other: Fraction | None = None
    unit: Unit | None = None
    thing: str = ""
    unit_text: str = ""
    percent: bool = False
    is_finished: bool = True

    @property
    def is_bare(self) -> bool:
        """Whether nothing says what is counted."""
        return self.unit is None and not self.thing


@dataclass(frozen=True)
class Unreadable:
    """A text in which no single quantity was found: none, several, or a calculation that is to be carried out."""

    why: str


def quantity_from(text: str) -> Quantity | Unreadable:
    """The one quantity that the text names; ``several`` where it names two, ``sum`` for a calculation, ``none``."""
    text = spelled(text).strip()
    while about := _ABOUT.match(text):
        text = text[about.end() :]
    share = _share(text)
    if share is not None:
        return Quantity(share)
    start = _start(text)
    if start is None:
        return Unreadable("none")
    number = read_number(text, start)
    if number is None:
        return Unreadable("none")
    before = text[:start]
    currency = _CURRENCY.search(before)
    if re.search(r"[\d√π^/*]|sqrt|[-−+]\s*[$€£(]*\s*$", before):
        if not (currency and re.fullmatch(r"\s*-\s*[$€£]\s*", before)):
            return Unreadable("sum")
        number = Number(-number.value, number.end, None if number.other is None else -number.other)
    rest = text[number.end :]
    if currency and not re.match(r"\s*[\w$€£]", rest):
        rest = f" {currency[1]}{rest}"
    return _with_rest(number, rest)


def _share(text: str) -> Fraction | None:
    """What “1 in 3”, “one out of three” or “a 1 in 3 chance” is worth: a part of a whole, of whole numbers."""
    said = _SHARE.fullmatch(text)
    if said is None:
        return None
    part, whole = read_number(said["part"]), read_number(said["whole"])
    if part is None or whole is None or part.end < len(said["part"]) or whole.end < len(said["whole"]):
        return None
    if part.value.denominator != 1 or whole.value.denominator != 1 or not 0 <= part.value <= whole.value != 0:
        return None
    return part.value / whole.value


def _start(text: str) -> int | None:
    digit = _DIGIT.search(text)
    if digit:
        return digit.start()
    word = _NUMBER_WORD.search(text)
    return word.start() if word else None


def _with_rest(number: Number, rest: str) -> Quantity | Unreadable:
    found = Quantity(number.value, number.other, percent=number.percent)
    if not rest.strip(" .!"):
        return found
    uncertain = _UNCERTAIN.match(rest)
    if uncertain:
        return _uncertain(found, rest[uncertain.end() :])
    whole = unit_from(rest)
    if whole is not None:
        return replace(found, unit=whole, unit_text=rest.strip())
    if _OPERATES.match(rest):
        return Unreadable("sum")
    rest = _EXPLAINED.split(rest, maxsplit=1)[0]
    if not rest.strip(" .!"):
        return found
    return _with_words(found, rest)


def _with_words(found: Quantity, rest: str) -> Quantity | Unreadable:
    """The unit at the beginning of the words; after it another part of the quantity (1 h 30 min), or harmless words."""
    words = rest.split()
    for count in range(min(len(words), 6), 0, -1):
        name = " ".join(words[:count])
        unit = None if name.casefold() in _NOT_UNITS else unit_from(name)
        if unit is not None:
            return _further(replace(found, unit=unit, unit_text=name), " ".join(words[count:]))
    packed = re.match(r"\s*([A-Za-z°]+)\s*(?=\d)", rest)  # 1h30min
    if packed and (unit := unit_from(packed[1])) is not None:
        return _further(replace(found, unit=unit, unit_text=packed[1]), rest[packed.end() :])
    if re.search(r"\d", rest) or re.search(r"\b(?:or|and)\b", rest):
        return Unreadable("several")
    thing = re.sub(
        r"^(?:of|the|is|are)\s+|\s+(?:in total|altogether|in all|total|left|each)\b.*$|^(?:in total"
        r"|altogether|in all|total)\b",
        "",
        rest.strip(" .!"),
    )
    return replace(found, thing=thing.strip())


def _further(found: Quantity, rest: str) -> Quantity | Unreadable:
    rest = re.sub(r"^(?:and|,)\s*", "", rest.strip())
    if re.match(r"[-+]?\d", rest):
        more = quantity_from(rest)
        if isinstance(more, Unreadable) or found.unit is None:
            return Unreadable("several")
        if more.unit is None or more.unit.dimension != found.unit.dimension or not more.unit.size < found.unit.size:
            return Unreadable("several")
        added = more.value * more.unit.size / found.unit.size
        return replace(found, value=found.value + (added if found.value >= 0 else -added), other=None)
    return Unreadable("several") if re.search(r"\d|\bor\b", rest) else found


def _uncertain(found: Quantity, rest: str) -> Quantity | Unreadable:
    """The value of “9.81 ± 0.02 m/s²”, unless it is so uncertain that it says little."""
    spread = quantity_from(rest)
    if isinstance(spread, Unreadable) or abs(spread.value) * 10 > abs(found.value):
        return Unreadable("several")
    return replace(found, unit=spread.unit, thing=spread.thing, unit_text=spread.unit_text)
