"""Marks choices, each named by its text, its number from 1, or its letter."""

from __future__ import annotations

import re

from carrel.assessment.marking import denial
from carrel.assessment.marking.answers import as_text
from carrel.assessment.marking.frames import EXPLAINS, unframed
from carrel.assessment.marking.plain import words
from carrel.assessment.marking.signs import same_formula, signs, symbols
from carrel.assessment.marking.terms import Terms
from carrel.assessment.marking.verdicts import cant_tell, partly, right, wrong
from carrel.assessment.model import Answer, Choice, Item, Verdict
from carrel.base.words import _

_LONGEST = 4_000
"""Characters of a piece that are read: no choice is as long."""

_LABEL = re.compile(
    r"(?:the )?(?:option|choice|answer|letter|number|no\.?)?\s*#?[(\[]?\s*([A-Za-z]|\d{1,3})(?:st|nd|rd"
    r"|th)?\s*[)\].:]*(?:\s+(?:one|option|choice|answer))?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\s*(?:(?:option|choice)\s+)?[(\[]?([A-Za-z]|\d{1,3})(?:[)\].:]+\s*|\s+[-–—=]\s*)(?=\S)", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s*(?:[,;&+\n]|\band\b|\bplus\b)\s*", re.IGNORECASE)
_OR = re.compile(r"\s*(?:\bor\b|/|\bvs\b\.?)\s*", re.IGNORECASE)
_OPERATORS = frozenset("+-*/^")
_POSITIONS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5, "last": -1}


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on a choice item; a wrong choice names the misconception it shows."""
    pieces = answer if isinstance(answer, tuple) else (as_text(answer),)
    chosen: set[int] = set()
    for piece in (piece[:_LONGEST] for piece in pieces):
        found = _chosen(piece, item) if piece.strip() else frozenset()
        if found is None:
            return _unclear(piece, item)
        chosen |= found
    return _judge(item, chosen)


def named(item: Item, answer: Answer) -> tuple[str, ...]:
    """The texts of the choices that the answer names, in their order; nothing where it is unclear."""
    pieces = answer if isinstance(answer, tuple) else (as_text(answer),)
    found = [_chosen(piece[:_LONGEST], item) for piece in pieces if piece.strip()]
    places = frozenset().union(*(one for one in found if one is not None)) if None not in found else frozenset()
    return tuple(choice.text for place, choice in enumerate(item.choices) if place in places)


def _judge(item: Item, chosen: set[int]) -> Verdict:
    wanted = {place for place, choice in enumerate(item.choices) if choice.right}
    if chosen == wanted:
        return right()
    amiss = sorted(chosen - wanted)
    if not item.multiple and len(chosen) > 1:
        return wrong(_("Only one choice can be right here. Choose one."))
    score = (len(chosen & wanted) - len(amiss)) / max(1, len(wanted))
    if score > 0:
        return partly(score, _("Some of your choices are right, and the set is not complete or has one too many."))
    return _of_the_first([item.choices[place] for place in amiss], item)


def _of_the_first(amiss: list[Choice], item: Item) -> Verdict:
    telling = next((choice for choice in amiss if choice.misconception), amiss[0] if amiss else None)
    if telling is None:
        return wrong()
    feedback = telling.feedback.strip()
    keys = [words(choice.text) for choice in item.choices if choice.right]
    said = words(feedback)
    if any(key == said[at : at + len(key)] for key in keys for at in range(len(said))):
        feedback = ""  # it would give the key away
    return wrong(feedback, telling.misconception)


def _unclear(piece: str, item: Item) -> Verdict:
    if any(clause.denies for clause in denial.clauses(piece)):
        return cant_tell(_("I cannot tell which choice this means. Name it by its letter or its text."))
    if _OR.search(piece) and not item.multiple:
        return wrong(_("Only one choice can be right here. Choose one."))
    return wrong(_("This is none of the choices. Name one by its letter, its number or its text."))


def _chosen(said: str, item: Item) -> frozenset[int] | None:
    """The places of the choices that were named; nothing where a part names none."""
    bare = unframed(said)
    one = _named(said, item)
    if one is None:
        one = _named(bare, item)
    if one is not None:
        return frozenset({one})
    if item.multiple:
        several = _several(bare, item)
        if several is not None:
            return several
    else:
        parts = [_named(part, item) for part in _SEPARATOR.split(bare) if part]
        if len(parts) > 1 and None not in parts:
            return frozenset(part for part in parts if part is not None)
    asserted = [unframed(EXPLAINS.split(clause.text)[0]) for clause in denial.clauses(said) if not clause.denies]
    named = [place for place in (_named(clause, item) for clause in asserted) if place is not None]
    if named and not item.multiple:
        return frozenset(named)
    return _only_one_inside(bare, item)


def _several(said: str, item: Item) -> frozenset[int] | None:
    plain = said.strip().casefold().rstrip(".!")
    if plain in {"all", "all of them", "all of these", "everything", "both"}:
        return frozenset(range(len(item.choices))) if plain != "both" or len(item.choices) == 2 else None
    if plain in {"none", "none of them", "none of these", "nothing"}:
        return frozenset()
    for pieces in (re.split(r"[;\n]\s*", said), _SEPARATOR.split(said), said.split(), list(re.sub(r"\s", "", said))):
        named = [_named(unframed(piece), item) for piece in pieces if piece.strip()]
        if named and None not in named:
            return frozenset(place for place in named if place is not None)
    return None


def _named(said: str, item: Item) -> int | None:
    """The place of the choice that the whole text names: by its text first, then by letter or number."""
    texts = [choice.text for choice in item.choices]
    exact = [place for place, text in enumerate(texts) if _is_text(text, said)]
    if len(exact) == 1:
        return exact[0]
    if len(exact) > 1:
        return next((place for place in exact if texts[place].strip() == said.strip()), None)
    label = _LABEL.fullmatch(said.strip())
    if label:
        return _place(label[1], len(texts))
    ordinal = re.fullmatch(r"(?:the )?(\w+)(?: one| option| choice)?", said.strip().casefold())
    if ordinal and ordinal[1] in _POSITIONS and _POSITIONS[ordinal[1]] < len(texts):
        return _POSITIONS[ordinal[1]] % len(texts)
    both = _LABELLED.match(said)
    if both:
        place, rest = _place(both[1], len(texts)), _by_text(said[both.end() :], texts)
        if rest is not None:
            return rest if rest == place else None
    return _by_text(said, texts)


def _is_text(text: str, said: str) -> bool:
    """Whether the text of a choice was said, word by word and sign by sign, or symbol by symbol."""
    return (
        text.strip() == said.strip()
        or same_formula(text, said)
        or (words(text) == words(said) != () and signs(text) == signs(said))
    )


def _by_text(said: str, texts: list[str]) -> int | None:
    """The choice with this text, but for one slip that makes it no other choice."""
    found = [
        place
        for place, text in enumerate(texts)
        if same_formula(text, said)
        or (signs(text) == signs(said) and Terms((text,), tuple(t for t in texts if t != text)).is_key(said))
    ]
    return found[0] if len(found) == 1 else None


def _place(label: str, count: int) -> int | None:
    place = int(label) - 1 if label.isdigit() else ord(label.casefold()) - ord("a")
    return place if 0 <= place < count else None


def _only_one_inside(said: str, item: Item) -> frozenset[int] | None:
    """The one choice whose text stands in the answer, or that the answer is a part of; not where anything is denied."""
    given = words(said)
    if not given or any(clause.denies for clause in denial.clauses(said)) or _offers(said, item):
        return None
    terms = [(place, words(choice.text)) for place, choice in enumerate(item.choices)]
    inside = [
        (place, key) for place, key in terms if key and _stands_in(key, given) and _stands_free(item, place, said)
    ]
    longest = [
        place for place, key in inside if not any(key != other and _stands_in(key, other) for _at, other in inside)
    ]
    if len(longest) == 1:
        return frozenset(longest)
    around = [place for place, key in terms if _is_part(given, key, said, item.choices[place].text)]
    return frozenset(around) if not inside and len(around) == 1 else None


def _offers(said: str, item: Item) -> bool:
    """Whether the answer leaves a choice open; a stroke that stands in a choice itself divides."""
    return _OR.search(said) is not None and not any(
        _stands_in(symbols(said), symbols(choice.text)) for choice in item.choices
    )


def _stands_free(item: Item, place: int, said: str) -> bool:
    """Whether the choice is said as it is, and no more is added to or taken from it: 16 does not stand in 16 - x."""
    text, given = item.choices[place].text, symbols(said)
    if not signs(text) and (not signs(said) or any(len(word) > 2 and word.isalpha() for word in words(text))):
        return True
    key = symbols(text)
    return any(
        given[at : at + len(key)] == key
        and not (at and given[at - 1] in _OPERATORS)
        and not (given[at + len(key) : at + len(key) + 1] and given[at + len(key)] in _OPERATORS)
        for at in range(len(given) - len(key) + 1)
    )


def _is_part(given: tuple[str, ...], key: tuple[str, ...], said: str, text: str) -> bool:
    """Whether a telling part of the choice was said; of a formula, one side or a part sign by sign."""
    if not signs(text):
        return _stands_in(given, key) and max(map(len, given)) > 3
    part, whole = symbols(said), symbols(text)
    at = whole.index("=") if "=" in whole else len(whole)
    return bool(part) and (part == whole[at + 1 :] or (_stands_in(part, whole) and max(map(len, given)) > 3))


def _stands_in(key: tuple[str, ...], given: tuple[str, ...]) -> bool:
    return any(given[at : at + len(key)] == key for at in range(len(given) - len(key) + 1))
