"""Finds the figures of a text in a form that can be compared: prices, spans of time, dates, codes, links, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast

FigureKind = Literal["link", "mail", "phone", "code", "price", "percent", "span", "date", "day", "number"]

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: at for at, word in enumerate(_UNITS)},
    **{word: 10 * at for at, word in enumerate(_TENS, 2)},
}
_ONES = "|".join(_UNITS[1:10])
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_ONES}))?|{'|'.join(reversed(_UNITS))})"
_SPELLED = re.compile(
    rf"\b(?P<hundreds>(?:{_ONES}|an?) (?:hundred|thousand))(?: and)?(?: (?P<rest>{_BELOW_100}))?\b"
    rf"|\b(?P<small>{_BELOW_100})\b",
    re.IGNORECASE,
)
_PAIRS = (
    (re.compile(r"\b(?:a|one) fortnight\b", re.IGNORECASE), "14 days"),
    (re.compile(r"\b(?:a|one) dozen\b|\bdozen\b", re.IGNORECASE), "12"),
    (re.compile(r"\ba (?:couple|pair) of (?=\w*(?:day|week|month|year|hour|minute))", re.IGNORECASE), "2 "),
    (re.compile(r"\bhalf an? (hour|year)\b", re.IGNORECASE), r"0.5 \1"),
    (re.compile(r"\bhalf(?:[ -]price| (?:the|its|of the) price| off)\b", re.IGNORECASE), "50 %"),
    (
        re.compile(
            r"\ban? (?=(?:calendar |full |whole |working |business )?(?:day|week|month|year|hour|minute)\b)", re.I
        ),
        "1 ",
    ),
)

_AMOUNT = r"\d+(?:[.,'’\u00a0\u2009\u202f]\d{3})*(?:[.,]\d+)?"
_CURRENCIES = {
    "€": "€", "eur": "€", "euro": "€", "euros": "€",
    "£": "£", "gbp": "£", "pound": "£", "pounds": "£", "quid": "£",
    "$": "$", "usd": "$", "dollar": "$", "dollars": "$", "bucks": "$",
    "chf": "chf", "francs": "chf", "¥": "¥", "jpy": "¥", "yen": "¥", "₹": "₹", "inr": "₹", "rupees": "₹",
    "cent": "cent", "cents": "cent", "pence": "cent",
}  # fmt: skip
_SIGN = "|".join(sorted((re.escape(one) for one in _CURRENCIES), key=len, reverse=True))
_SPANS = {"minute": (1, "minute"), "hour": (60, "minute"), "day": (1, "day"), "week": (7, "day"), "month": (1, "month")}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{month}|{month[:3]}" for month in _MONTHS) + "|sept"
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

_ENDS = "com|org|net|example|shop|info|io|co|de|fr|es|it|nl|at|ch|uk|eu"
_PATH = r"[^\s<>()\[\]\"'“”]"
_PATH_END = r"[^\s<>()\[\]\"'“”.,;:!?]"
_MEASURES = {"watt": "w", "lumen": "lm", "kelvin": "k", "metre": "m", "meter": "m", "centimetre": "cm", "volt": "v"}
_MEASURE = "mm|cm|km|kg|lm|kw|mah|ma|ml|hz|kelvin|(?:watt|lumen|(?:centi)?met(?:re|er)|volt)s?|[wkvmgla]"
_UNIT = "(?:minute|hour|day|week|month|year)s?"

_KINDS: tuple[tuple[FigureKind, str], ...] = (
    ("mail", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    (
        "link",
        rf"(?:https?://|www\.){_PATH}*{_PATH_END}"
        rf"|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_ENDS})\b(?:/(?:{_PATH}*{_PATH_END})?)?",
    ),
    (
        "date",
        r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
        rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b\.?(?:,? \d{{4}}(?!-))?"
        rf"|\b(?:{_MONTH})\b\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b(?!-))?",
    ),
    ("price", rf"(?:{_SIGN}) ?{_AMOUNT}(?!\w)|(?<![\w.,]){_AMOUNT}(?:,-)? ?(?:{_SIGN})(?!\w)"),
    ("percent", rf"(?<![\w.,]){_AMOUNT} ?(?:%|per ?cent\b|percent\b)"),
    (
        "phone",
        r"(?<![\w.,-])(?=(?:\D{0,3}\d){7})(?:\+|00)?\(?\d{2,5}\)?(?:[ /-]\(?\d{2,}\)?){1,5}(?![\w-])"
        r"|\b\d{7,15}\b|(?<!\w)\+\d{6,}",
    ),
    ("code", rf"\b(?!\d+-{_UNIT})(?=[\w-]*\d)(?=[\w-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*\b"),
    ("span", rf"(?<![\w.,]){_AMOUNT}[ -](?:calendar |full |whole |(?:working|business|week)[ -]?)?{_UNIT}\b"),
    (
        "day",
        rf"\b(?:{_WEEKDAYS})s?\b|\b(?:today|tonight|tomorrow|yesterday|next (?:week|month|year)|this (?:week|month)"
        r"|weekends?|christmas|easter|midnight|noon)\b",
    ),
    ("number", rf"(?<![\w.,-])[-−]?{_AMOUNT}(?:[ -]?(?:{_MEASURE})\b)?(?!\w)"),
)
_ANY = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS), re.IGNORECASE)
_EXACT = re.compile(
    "|".join(pattern for kind, pattern in _KINDS if kind in ("mail", "link", "code"))
    + rf"|[€£$¥₹] ?{_AMOUNT}|{_AMOUNT} ?[€£$¥₹%]|{_AMOUNT}",
    re.IGNORECASE,
)
_SPELLED_SPAN = re.compile(
    rf"\b(?:half )?(?:an?|{_BELOW_100}|a couple of)[ -]"
    rf"(?:calendar |full |whole |(?:working|business|week)[ -]?)?{_UNIT}\b"
    r"|\b(?:a|one) (?:fortnight|dozen)\b|\bhalf[ -](?:price|off)\b",
    re.IGNORECASE,
)
_FIRST_OF_RANGE = re.compile(
    rf"({_AMOUNT}) ?(?:–|—|-|to|or|and) ?(?={_AMOUNT}( ?(?:%|per ?cent|(?:working |business |calendar )?"
    rf"(?:minute|hour|day|week|month|year)s?\b|(?:{_SIGN})(?!\w)|(?:{_MEASURE})\b)))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figure:
    """Something that is either right or wrong. key: how it is compared: equal ones mean the same, however written.

    first, last: where it stands in the text, its number words in digits (`in_digits`).
    """

    kind: FigureKind
    key: str
    text: str
    first: int
    last: int


def in_digits(text: str) -> str:
    """The text with its number words in digits: "within thirty days" is "within 30 days"."""
    for pattern, digits in _PAIRS:
        text = pattern.sub(digits, text)
    return _SPELLED.sub(_digits, text)


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in their order; number words count as well, in English."""
    return _figures(text)


@lru_cache(maxsize=4096)
def _figures(text: str) -> tuple[Figure, ...]:
    plain = in_digits(unicodedata.normalize("NFKC", text))
    plain = _FIRST_OF_RANGE.sub(lambda found: f"{found[1]}{found[2]} to ", plain)
    return tuple(_found(plain))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the figures and the number words of a text stand in it as it is; some of them overlap."""
    for found in _ANY.finditer(text):
        yield found.span()
    for found in _SPELLED_SPAN.finditer(text):
        yield found.span()
    for found in _SPELLED.finditer(text):
        if _digits(found) != found[0]:
            yield found.span()


def exact(text: str) -> list[tuple[int, int]]:
    """Where links, addresses, codes and runs of digits stand in a text, with the sign of a currency or a share."""
    return [found.span() for found in _EXACT.finditer(text)]


def _found(plain: str) -> Iterator[Figure]:
    for match in _ANY.finditer(plain):
        kind = cast(FigureKind, match.lastgroup)
        yield Figure(kind, f"{kind} {_key(kind, match[0])}", match[0], match.start(), match.end())


def _key(kind: FigureKind, text: str) -> str:
    return _KEYS.get(kind, _as_written)(text)


def _as_written(text: str) -> str:
    return " ".join(text.casefold().split())


def _link(text: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", text.casefold())


def _phone(text: str) -> str:
    return re.sub(r"\D", "", text)


def _price(text: str) -> str:
    return f"{_number(text)} {_currency(text)}"


def _digits(found: re.Match[str]) -> str:
    """A number in words as digits; a lone "one" is no number: "this one", "one of them"."""
    if found["hundreds"]:
        many, unit = found["hundreds"].casefold().split()
        value = (1 if many in ("a", "an") else _VALUES[many]) * (100 if unit == "hundred" else 1000)
        return str(value + (_below(found["rest"]) if found["rest"] else 0))
    value = _below(found["small"])
    if value == 1 and not _counts(found.string, found.end()):
        return found[0]
    return str(value)


def _counts(text: str, at: int) -> bool:
    """Whether a unit of time, money or share follows here."""
    return bool(
        re.match(
            rf"[ -](?:\w+[ -])?(?:minute|hour|day|week|month|year|percent|per cent|%|{_SIGN})", text[at:], re.IGNORECASE
        )
    )


def _below(words: str) -> int:
    return sum(_VALUES[word] for word in re.split(r"[ -]", words.casefold()))


def _number(text: str) -> str:
    """The number in a text, in one way of writing: 1,299.00, 1.299,00 and 1299 are the same."""
    found = re.search(_AMOUNT, text)
    written = re.sub(r"['’\s]", "", found[0]) if found else "0"
    marks = [one for one in written if one in ".,"]
    if len(set(marks)) == 2:
        written = written.replace(marks[0], "").replace(marks[-1], ".")
    elif len(marks) > 1:
        written = written.replace(marks[0], "")
    elif marks:
        whole, behind = written.split(marks[0])
        written = whole + behind if len(behind) == 3 and whole != "0" else f"{whole}.{behind}"
    return f"{Decimal(written).normalize():f}"


def _measured(text: str) -> str:
    unit = re.search(rf"(?:{_MEASURE})$", text, re.IGNORECASE)
    said = unit[0].casefold().removesuffix("s") if unit else ""
    return f"{_number(text)} {_MEASURES.get(said, said)}".strip()


def _currency(text: str) -> str:
    found = re.search(rf"(?:{_SIGN})", text, re.IGNORECASE)
    return _CURRENCIES[found[0].casefold()] if found else ""


def _span(text: str) -> str:
    """A span in minutes, days, working days or months: two weeks are 14 days."""
    unit = re.search(r"minute|hour|day|week(?!day)|month|year", text.casefold())
    assert unit is not None
    many, base = _SPANS["month"] if unit[0] == "year" else _SPANS[unit[0]]
    many *= 12 if unit[0] == "year" else 1
    working = "working " if re.search(r"working|business|week-?day", text, re.IGNORECASE) and base == "day" else ""
    return f"{(Decimal(_number(text)) * many).normalize():f} {working}{base}"


def _date(text: str) -> str:
    """A date by its month and day: 3 May, May 3rd and 2026-05-03 are the same."""
    named = re.search(rf"\b(?:{_MONTH})\b", text, re.IGNORECASE)
    parts = [int(one) for one in re.findall(r"\d+", text)]
    if named:
        month = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(named[0].casefold()[:3]))
        return f"{month:02d}-{parts[0]:02d}"
    if text[:4].isdigit():
        return f"{parts[1]:02d}-{parts[2]:02d}"
    return "-".join(f"{one:02d}" for one in reversed(parts[:2]))


_KEYS: dict[FigureKind, Callable[[str], str]] = {
    "link": _link,
    "phone": _phone,
    "price": _price,
    "percent": _number,
    "number": _measured,
    "span": _span,
    "date": _date,
}
