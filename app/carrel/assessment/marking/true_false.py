"""Marks yes and no, true and false, in the ways people say them."""

from __future__ import annotations

import re

from carrel.assessment.marking.answers import as_text
from carrel.assessment.marking.verdicts import cant_tell, right, wrong
from carrel.assessment.model import Answer, Item, Verdict
from carrel.assessment.word_lists import listed
from carrel.base.words import _

TRUE, FALSE = listed("yes"), listed("no")

_NOT = frozenset({"not", "isnt", "never", "cannot", "arent", "wasnt", "doesnt", "dont", "cant"})
_WORD = re.compile(r"[^\s.,;:!?()\"“”]+")
_REASON = re.compile(r"[.,;:!?–—\n(]|\b(?:because|since|as|for|due)\b", re.IGNORECASE)


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on a true_false item."""
    said = as_text(answer)[:2_000]
    if re.search(r"\b(?:or|and)\b|/", said, re.IGNORECASE) and len(set(_values(said))) == 2:
        return wrong(_("This gives both answers. Choose one."))
    truth = {"1": True, "0": False}[said.strip()] if said.strip() in {"1", "0"} else _truth(said)
    if truth is None and len(_WORD.findall(said)) < 2 and not _values(said):
        return wrong(_("Answer with “true” or “false”."))
    if truth is None:
        return cant_tell(_("Answer with “true” or “false”."))
    return right() if truth == (item.answers[0] == "true") else wrong()


def _truth(said: str) -> bool | None:
    """What was said, if it is clear; the reason that follows is not looked into, unless it takes the answer back."""
    heads = [piece for piece in _REASON.split(said) if piece.strip()]
    if not heads:
        return next(iter(_values(said)), None)
    first = _values(heads[0])
    if not first or len(set(first)) > 1:
        return None
    alone = [value for piece in heads[1:] if len(_WORD.findall(piece)) <= 3 for value in _values(piece)]
    return first[0] if all(value == first[0] for value in alone) else None


def _values(said: str) -> list[bool]:
    """Each truth that is named, turned round where a “not” stands before it."""
    values: list[bool] = []
    negated = False
    for word in _WORD.findall(said.casefold().replace("’", "").replace("'", "")):
        if word in _NOT:
            negated = not negated
        elif word in TRUE or word in FALSE:
            values.append((word in TRUE) != negated)
            negated = False
    return [*values, False] if negated else values
