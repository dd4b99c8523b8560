"""Marks gaps in a text, each as a text item."""

from __future__ import annotations

import re

from carrel.assessment.marking.answers import as_list
from carrel.assessment.marking.text import judge, terms_of
from carrel.assessment.marking.verdicts import by_parts, cant_tell, wrong
from carrel.assessment.model import Answer, Item, Verdict
from carrel.base.words import _


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on a cloze item: a gap that was left out is wrong."""
    given = _fillings(item, answer)
    if len(given) > len(item.gaps):
        return cant_tell(_("There are more answers than gaps. Give one answer for each gap."))
    filled = [*given, *[""] * (len(item.gaps) - len(given))]
    parts = [
        judge(filling, terms_of(item, gap.answers)) if filling.strip() else wrong()
        for filling, gap in zip(filled, item.gaps, strict=True)
    ]
    return by_parts(parts, _("{right} of {all} gaps are right."))


def _fillings(item: Item, answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, str):
        if len(item.gaps) == 1 and not answer.lstrip().startswith("["):
            return (_typed_out(item, answer) or (answer,))[:1]
        return _typed_out(item, answer) or as_list(answer, len(item.gaps))
    if isinstance(answer, dict):
        ordered = sorted(
            answer.items(), key=lambda pair: int(pair[0]) if pair[0].isdecimal() and len(pair[0]) < 4 else 0
        )
        return tuple(filling for _gap, filling in ordered)
    return answer


def _typed_out(item: Item, answer: str) -> tuple[str, ...] | None:
    """The fillings of an answer that is the whole text."""
    if (
        len(answer) > len(item.text) + 2_000
        or len(item.gaps) > 20
        or not item.gaps[0].before.strip() + item.after.strip()
    ):
        return None
    pieces = [*(gap.before for gap in item.gaps), item.after]
    place, found, rest = 0, [], " ".join(answer.split())
    for number, piece in enumerate(" ".join(one.split()) for one in pieces):
        at = (
            rest.casefold().find(piece.casefold(), place)
            if piece
            else (len(rest) if number == len(pieces) - 1 else place)
        )
        if at < 0 or (number == 0 and at > 0) or (number and at == place):
            return None
        if number:
            found.append(rest[place:at].strip())
        place = at + len(piece)
    return tuple(found) if not re.search(r"\w", rest[place:]) else None
