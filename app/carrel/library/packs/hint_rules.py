"""The rules about hints: a ladder of at least three, and the key on none of its steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.library.packs import fields
from carrel.library.packs.findings import Finding, Place, fault, warning
from carrel.library.packs.keys import keys_of, pairs_of
from carrel.library.packs.model import Pack, PackItem
from carrel.library.packs.plain import figures, folded, holds_terms, number, terms
from carrel.library.packs.readability import sentences

FEWEST = 3
SMALL = 20
"""A whole number up to this one may stand in a hint for another reason: three steps, two sides."""

SHORT = 2
"""A word of so many letters may stand in a hint for another reason: "no", "up", a letter."""


def there_are_hints(pack: Pack) -> Iterator[Finding]:
    """Each item has a ladder of different hints."""
    for item in pack.items:
        hints = fields.words_list(item.raw, "hints")
        place = Place(item.file, item.line, item.id)
        if fields.is_words_list(item.raw.get("hints")) and len(hints) < FEWEST:
            yield fault(
                "few-hints",
                place,
                counted("The item has one hint.", "The item has {count} hints.", len(hints)),
                _("Write at least three: what is asked, the idea or an example with other numbers, the next step."),
            )
        if len({folded(hint) or hint for hint in hints}) < len(hints):
            yield fault(
                "same-hints", place, _("Two hints of this item say the same."), _("Let each step help a little more.")
            )


def no_hint_holds_the_key(pack: Pack) -> Iterator[Finding]:
    """A hint helps to find the answer, and does not say it."""
    for item in pack.items:
        for at, hint in enumerate(fields.words_list(item.raw, "hints"), 1):
            yield from _leaks(item, at, hint)


def no_hint_tells_the_pairs_or_the_order(pack: Pack) -> Iterator[Finding]:
    """A hint names neither both sides of a pair in one sentence, nor the steps in their order."""
    for item in pack.items:
        for at, hint in enumerate(fields.words_list(item.raw, "hints"), 1):
            place = Place(item.file, item.line, item.id)
            pair = next((pair for pair in pairs_of(item.raw) if _tells_only(pair, hint, item)), None)
            if pair is not None:
                yield warning(
                    "hint-pair",
                    place,
                    _("Hint {number} puts “{left}” beside “{right}”, which belong together.").format(
                        number=at, left=beside(pair[0], 60), right=beside(pair[1], 60)
                    ),
                    _("See that it does not give the pair away; if it might, say it in another way."),
                )
            if item.kind == "order" and _in_order(fields.words_list(item.raw, "sequence"), hint):
                yield fault(
                    "hint-key",
                    place,
                    _("Hint {number} names all steps in their order.").format(number=at),
                    _("Name fewer of them, or say what to look for."),
                )


def _tells_only(pair: tuple[str, str], hint: str, item: PackItem) -> bool:
    """Whether a sentence of the hint has both sides of this pair, and no side of another one."""
    others = [side for one in pairs_of(item.raw) if one != pair for side in one]
    return any(
        all(_has(side, sentence) for side in pair) and not any(_has(other, sentence) for other in others)
        for sentence in sentences(hint)
    )


def _in_order(steps: tuple[str, ...], hint: str) -> bool:
    said, at = f" {folded(hint)} ", 0
    for step in steps:
        at = said.find(f" {folded(step)} ", at)
        if at < 0 or not folded(step):
            return False
    return bool(steps)


def _has(words: str, sentence: str) -> bool:
    plain = folded(words)
    return bool(plain) and f" {plain} " in f" {folded(sentence)} "


def _leaks(item: PackItem, at: int, hint: str) -> Iterator[Finding]:
    given = fields.words(item.raw, "prompt")
    for key in keys_of(item.raw):
        grade = _grade(item.kind, key, hint, given)
        if grade == "":
            continue
        place = Place(item.file, item.line, item.id)
        if grade == "fault":
            what = _("Hint {number} says the answer, “{key}”.")
            then = _("Take it out; an example in a hint uses other numbers and other words.")
        else:
            what = _("Hint {number} holds “{key}”, which is also the answer.")
            then = _("See that it does not give the answer away; if it might, say it in another way.")
        make = fault if grade == "fault" else warning
        yield make("hint-key", place, what.format(number=at, key=beside(key, 80)), then)
        return


def tells_key(raw: Mapping[str, Any], text: str) -> bool:
    """Whether a text that is shown during practice says the answer to this item."""
    kind, given = fields.words(raw, "kind"), fields.words(raw, "prompt")
    return any(_grade(kind, key, text, given) == "fault" for key in keys_of(raw))


def _grade(kind: str, key: str, hint: str, given: str) -> str:
    """How bad it is that a hint holds this key: a fault, a warning, or nothing."""
    value = number(key.rpartition("=")[2]) if kind != "text" else number(key)
    return _number_leaks(value, hint, given) if value is not None else _words_leak(kind, key, hint, given)


def _number_leaks(value: Fraction, hint: str, given: str) -> str:
    """How bad it is that a number stands in a hint: a fault, a warning, or nothing."""
    stated = [one.equals for one in figures(hint) if one.value == value]
    known = [one.equals for one in figures(given) if one.value == value]
    if not stated:
        return ""
    if any(stated) and not any(known):
        return "fault"
    if known:
        return ""
    return "warning" if value.denominator == 1 and abs(value) <= SMALL else "fault"


def _words_leak(kind: str, key: str, hint: str, given: str) -> str:
    if kind == "expression":
        return _grade_of_known(len(terms(key)) < 2 or holds_terms(given, key)) if holds_terms(hint, key) else ""
    words = folded(key)
    if not words:
        return "fault" if key.strip() and key in hint else ""
    if f" {words} " not in f" {folded(hint)} ":
        return ""
    return _grade_of_known(len(words) <= SHORT or (kind != "choice" and f" {words} " in f" {folded(given)} "))


def _grade_of_known(is_known: bool) -> str:
    """A key that is short, or stands in the question itself, may well stand in a hint."""
    return "warning" if is_known else "fault"
