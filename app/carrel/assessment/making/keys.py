"""Finds what may be left out of a sentence: a term that it explains, a figure, a date, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from carrel.assessment.making.model import Definition, Key, Kind, Sentence
from carrel.assessment.word_lists import meanings
from carrel.base.matching import function_words

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_IS = "is|are|means|es|son|est|sont|ist|sind|bedeutet"
_A = "an?|the|one of the|any|another|un|una|une|el|la|le|les|ein|eine|einer|der|die|das"
_TERM = r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2}"
_DEFINES = re.compile(rf"(?:(?:{_A}) )?(?P<term>{_TERM}) (?:{_IS}) (?P<says>(?:{_A})\s.+)", re.IGNORECASE)
_LISTED = re.compile(rf"(?P<term>{_TERM})(?:: | [–—] )(?P<says>\S.+)")
_CALLED = re.compile(
    r"\b(?:is|are) (?:called|known as|named) (?:(?:an?|the) )?(?P<term>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?)"
    r"(?=[.,;:)]|$| (?:and|or|because|when|if|in|for|which|that)\b)"
)
_NUMBER = re.compile(r"(?<![\w.,:/+−–$€£-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w:/]|[.,]\d|[-–]\d| ?[×·*=+/])")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_BEFORE_YEAR = re.compile(r"\b(?:in|since|until|from|by|about|around|year|before|after)\s$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CAPITAL = re.compile(r"(?<![\w'’.-])[A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+){0,2}")
_BEGINS_ANEW = re.compile(r"(?:^|[.!?:“\"(] ?)$")
_NEXT = re.compile(r"\s?(%|°C|°)|\s(?:more |other )?([^\W\d_][\w'’-]*)")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LARGER = frozenset({"hundred", "thousand", "million", "billion", "trillion", "half", "quarters", "thirds", "or", "to"})
_LEAST_SPELLED = 4
"""Smaller numbers stand in too many sentences that are about something else, unless something is measured."""

_MEASURED = re.compile(
    r"(?:second|minute|hour|day|week|month|year|(?:centi|milli|kilo)?met(?:re|er)|(?:kilo)?gram|tonne|litre|degree|"
    r"crown|cent|euro|dollar|pound|shilling|mile)s?"
)
_FEWEST_BEHIND = 8
"""Words of a sentence that may begin with its gap: a shorter one does not say what it is about."""

_MOST_FIGURES = 3
"""A sentence with more of them lists the figures of a case."""


def definition(sentence: Sentence) -> Definition | None:
    """The term that the sentence explains; None where it explains none."""
    for pattern in (_LISTED,) if sentence.listed else ():
        found = pattern.fullmatch(sentence.text)
        if found is not None and _is_term(found["term"]) and _is_whole(found["says"], 2):
            return Definition(found["term"], found["says"].rstrip(". "), sentence, *found.span("term"))
    found = _DEFINES.fullmatch(sentence.text)
    if found is not None and not sentence.before and _is_term(found["term"]) and _is_whole(found["says"], 4):
        return Definition(found["term"], found["says"].rstrip(". "), sentence, *found.span("term"))
    return None


def keys(sentence: Sentence) -> list[Key]:
    """All that may be left out, the best first; what stands there twice is none."""
    found = [*_terms(sentence), *_numbers(sentence.text), *_spelled(sentence.text), *_names(sentence.text)]
    words = [word.casefold() for word in re.findall(r"[\w.,]*\w", sentence.shown)]
    return [key for key in found if words.count(key.text.casefold()) < 2 and not _again(key, sentence)]


@cache
def spelled() -> dict[str, int]:
    """Numbers in words, from one to ninety-nine, each with its value."""
    plain = {word: int(value) for word, value in meanings("numerals").items() if value.isdigit()}
    made = {f"{ten}-{one}": plain[ten] + plain[one] for ten in _TENS for one in _ONES}
    return {word: value for word, value in {**plain, **made}.items() if value > 0}


def _again(key: Key, sentence: Sentence) -> bool:
    """Whether the key stands in what is shown besides the gap."""
    rest = f"{sentence.before} {sentence.text[: key.first]} {sentence.text[key.last :]}".casefold()
    return re.search(rf"(?<!\w){re.escape(key.text.casefold())}(?!\w)", rest) is not None


def _is_whole(says: str, least: int) -> bool:
    """Whether an explanation has so many words, and points to nothing outside of it."""
    return len(says.split()) > least and not re.search(r"\b(?:this|these|those|such)\b", says, re.IGNORECASE)


def _is_term(term: str) -> bool:
    words = term.split()
    inner = [word for word in words if word.casefold() not in {"of"}]
    return len(term) > 2 and not any(word.casefold().strip("'’") in function_words() for word in inner)


def _terms(sentence: Sentence) -> Iterator[Key]:
    defined = definition(sentence)
    if defined is not None:
        yield Key(defined.term, "term", defined.first, defined.last)
    for found in _CALLED.finditer(sentence.text):
        subject = sentence.text[: found.start()].split()
        named = len(subject) > 2 or subject[:1] != ["The"] or sentence.before
        if _is_term(found["term"]) and found["term"].islower() and named:
            yield Key(found["term"], "term", *found.span("term"))


def _numbers(text: str) -> Iterator[Key]:
    if len(re.findall(r"\d+", text)) > _MOST_FIGURES:
        return
    for found in _NUMBER.finditer(text):
        unit = _unit(text, found.end())
        if _YEAR.fullmatch(found[0]) and (_BEFORE_YEAR.search(text, 0, found.start()) and not unit.istitle()):
            yield Key(found[0], "year", *found.span())
        elif unit in MONTHS:
            yield Key(found[0], "date", *found.span(), unit)
        elif unit and unit.casefold() not in function_words() and not unit[0].isupper():
            yield Key(found[0], "number", *found.span(), unit.casefold().rstrip("s"))


def _spelled(text: str) -> Iterator[Key]:
    words = list(_WORD.finditer(text))
    for place, word in enumerate(words[:-1]):
        following = words[place + 1]
        unit = following[0].casefold()
        near = {unit, words[place - 1][0].casefold()} if place else {unit}
        if word[0].casefold() not in spelled() or text[word.end() : following.start()] != " ":
            continue
        least = 1 if _MEASURED.fullmatch(unit) else _LEAST_SPELLED
        least = 100 if not place and len(words) < _FEWEST_BEHIND else least
        told = 1 < spelled()[word[0].casefold()] >= least and unit not in function_words()
        if told and not near & (_LARGER | spelled().keys()):
            yield Key(word[0], "spelled", *word.span(), unit.rstrip("s"))


def _names(text: str) -> Iterator[Key]:
    for found in _CAPITAL.finditer(text):
        if _BEGINS_ANEW.search(text, 0, found.start()):
            continue
        name = re.sub(r"['’]s$", "", found[0])
        kind = _calendar(name)
        unnamed = name.casefold() in function_words() or len(name) < 3 or name.isupper()
        if kind is None and (unnamed or _describes(text, found.end())):
            continue
        before = re.search(r"(\w+) $", text[: found.start()])
        beside = before[1].casefold() if before and before[1].casefold() in function_words() else ""
        yield Key(name, kind or "name", found.start(), found.start() + len(name), beside)


def _describes(text: str, at: int) -> bool:
    """Whether a name that ends here says of what kind the next word is: “American colonies”, “the Calvin cycle”."""
    following = re.match(r" ([a-zà-ÿ][\w'’-]*)", text[at : at + 40])
    return following is not None and following[1] not in function_words()


def _calendar(name: str) -> Kind | None:
    if name.removesuffix("s") in DAYS:
        return "day"
    return "month" if name in MONTHS else None


def _unit(text: str, at: int) -> str:
    found = _NEXT.match(text, at)
    return (found[1] or found[2]) if found else ""
