"""Holds the items of a pack against the marker: keys must be right, wrong answers and hints must not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.model import Answer, Item
from carrel.base.show import beside
from carrel.base.words import _
from carrel.library.packs import fields
from carrel.library.packs.findings import Finding, Place, fault
from carrel.library.packs.model import Pack, PackItem

_SAID_IN_WORDS = {"text", "expression", "open"}
"""The kinds whose hints are marked as if they were answers; in others a hint is like no answer."""


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
        yield from _points(read, place) if read.kind == "open" else _keys(read, place)
        yield from _distractors(read, place)
        if item.kind in _SAID_IN_WORDS and (place, "hint-key") not in told:
            yield from _hints(item, read, place)


def _keys(read: Item, place: Place) -> Iterator[Finding]:
    for answer in right_answers(read):
        verdict = mark(read, answer)
        if verdict.verdict != "right":
            yield fault(
                "key-not-right",
                place,
                _("The key “{key}” would not be marked right: {why}").format(key=_said(answer), why=verdict.why),
                _("Write the key as a learner would, and look at the unit, the form and the words to reject."),
            )


def _points(read: Item, place: Place) -> Iterator[Finding]:
    """The model answer makes every point; of a point without phrases code cannot tell, so that no finding says so."""
    verdict = mark(read, read.model_answer)
    made = {one.id for one in verdict.points if one.found == "present"}
    for point in read.points:
        if point.any_of and point.id not in made:
            yield fault(
                "key-not-right",
                place,
                _("The point “{point}” would not be found in the model answer.").format(point=beside(point.id, 60)),
                _("Let the model answer say it in one of the phrases of the point, or add the phrase it uses."),
            )


def _distractors(read: Item, place: Place) -> Iterator[Finding]:
    for answer in wrong_answers(read):
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


def right_answers(item: Item) -> list[Answer]:
    """Answers that have to be marked right, as a learner would give them; none for an open item, whose points count."""
    if item.kind == "choice":
        rights = tuple(choice.text for choice in item.choices if choice.right)
        return [rights if item.multiple else rights[0]]
    if item.kind == "cloze":
        turns = max(len(gap.answers) for gap in item.gaps)
        return [tuple(gap.answers[min(turn, len(gap.answers) - 1)] for gap in item.gaps) for turn in range(turns)]
    if item.kind == "match":
        return [dict(item.pairs)]
    if item.kind == "order":
        return [item.sequence]
    return [key if key.endswith(item.unit) else f"{key} {item.unit}" for key in item.answers]


def wrong_answers(item: Item) -> list[Answer]:
    """Answers that must not be marked right, as a learner would give them."""
    if item.kind == "choice":
        wrong = [choice.text for choice in item.choices if not choice.right]
        return [(one,) for one in wrong] if item.multiple else list(wrong)
    if item.kind == "true_false":
        return ["false" if item.answers == ("true",) else "true"]
    if item.kind == "order":
        return [item.sequence[::-1]]
    if item.kind == "match":
        lefts, rights = zip(*item.pairs, strict=True)
        return [dict(zip(lefts, (*rights[1:], rights[0]), strict=True))]
    return list(item.reject)


def _said(answer: Answer) -> str:
    """An answer in a sentence."""
    if isinstance(answer, dict):
        answer = tuple(f"{left}: {right}" for left, right in answer.items())
    return beside(", ".join(map(str, answer)) if isinstance(answer, tuple) else str(answer), 120)
