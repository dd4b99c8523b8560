"""Holds the items of a pack against the marker: keys must be right, wrong answers and hints must not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.model import Item
from carrel.base.show import beside
from carrel.base.words import _
from carrel.library.packs import fields
from carrel.library.packs.findings import Finding, Place, fault
from carrel.library.packs.keys import right_answers, wrong_answers
from carrel.library.packs.model import Pack, PackItem

_SAID_IN_WORDS = {"text", "expression", "open"}
"""The kinds whose hints are marked as if they were answers; in others a hint is like no answer."""

_UNSURE = {"expression", "open"}
"""The kinds whose keys code cannot always tell to be right."""


def misjudged(pack: Pack, found: Iterable[Finding]) -> Iterator[Finding]:
    """What the marker says otherwise than the items do; found: what the rules said, so that nothing is told twice."""
    told = {(one.place, one.rule) for one in found}
    faulty = {one.place for one in found if one.grade == "fault" and one.place.item}
    for item in pack.items:
        place = Place(item.file, item.line, item.id)
        try:
            read = item_from(item.raw)
        except ItemRefused as refused:
            if place not in faulty:
                yield fault("item-refused", place, refused.what, refused.next_step)
            continue
        yield from _keys(item, read, place)
        yield from _distractors(item, read, place)
        if item.kind in _SAID_IN_WORDS and (place, "hint-key") not in told:
            yield from _hints(item, read, place)


def _keys(item: PackItem, read: Item, place: Place) -> Iterator[Finding]:
    for answer in right_answers(item.raw):
        verdict = mark(read, answer)
        if verdict.verdict != "right" and not (verdict.verdict == "cant_tell" and item.kind in _UNSURE):
            yield fault(
                "key-not-right",
                place,
                _("The key “{key}” would not be marked right: {why}").format(key=_said(answer), why=verdict.why),
                _("Write the key as a learner would, and look at the unit, the form and the words to reject."),
            )


def _distractors(item: PackItem, read: Item, place: Place) -> Iterator[Finding]:
    for answer in wrong_answers(item.raw):
        if mark(read, answer).verdict == "right":
            yield fault(
                "distractor-right",
                place,
                _("The wrong answer “{answer}” would be marked right.").format(answer=_said(answer)),
                _("Change it, or the key."),
            )


def _hints(item: PackItem, read: Item, place: Place) -> Iterator[Finding]:
    for at, hint in enumerate(fields.words_list(item.raw, "hints"), 1):
        if mark(read, hint).verdict == "right":
            yield fault(
                "hint-key",
                place,
                _("Hint {number}, given as an answer, would be marked right.").format(number=at),
                _("Say less in it; an example in a hint uses other numbers and other words."),
            )
            return


def _said(answer: object) -> str:
    """An answer in a sentence."""
    if isinstance(answer, dict):
        answer = [f"{left}: {right}" for left, right in answer.items()]
    return beside(", ".join(map(str, answer)) if isinstance(answer, list) else str(answer), 120)
