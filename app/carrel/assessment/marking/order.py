"""Marks a sequence, with credit for its longest run."""

from __future__ import annotations

from carrel.assessment.marking.answers import as_list
from carrel.assessment.marking.plain import words
from carrel.assessment.marking.signs import signs
from carrel.assessment.marking.terms import Terms
from carrel.assessment.marking.verdicts import cant_tell, partly, right, wrong
from carrel.assessment.model import Answer, Item, Verdict
from carrel.base.words import _

LONGEST = 4_000
"""A piece of more characters is no step."""


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on an order item: the longest run of neighbours that are neighbours in the key gives the score."""
    given = as_list(answer, len(item.sequence))
    places = _places(given[:500], item.sequence)
    if places == list(range(len(item.sequence))):
        return right()
    if all(place is None for place in places):
        if not all(len(piece) < 3 for piece in given):
            return wrong(_("None of the steps stands in this. Write one step on each line, in order."))
        return cant_tell(_("I cannot find the steps in this. Write one step on each line, in order."))
    longest = _longest_run(places)
    if longest < 2:
        return wrong()
    return partly(
        longest / len(item.sequence),
        _("{run} of {all} steps stand next to each other as they should.").format(run=longest, all=len(item.sequence)),
    )


def _places(given: tuple[str, ...], sequence: tuple[str, ...]) -> list[int | None]:
    """Where each piece stands in the key; a text that the key holds twice takes its places in turn."""
    used: set[int] = set()
    places: list[int | None] = []
    for piece in given:
        fitting = _fitting(piece, sequence)
        place = next((one for one in fitting if one not in used), None)
        if place is not None:
            used.add(place)
        places.append(place)
    return places


def _fitting(piece: str, sequence: tuple[str, ...]) -> list[int]:
    if len(piece) > LONGEST:
        return []
    exact = [
        place
        for place, step in enumerate(sequence)
        if step.strip() == piece.strip() or (words(step) == words(piece) != () and signs(step) == signs(piece))
    ]
    return exact or [
        place
        for place, step in enumerate(sequence)
        if signs(step) == signs(piece) and Terms((step,), tuple(one for one in sequence if one != step)).is_key(piece)
    ]


def _longest_run(places: list[int | None]) -> int:
    longest = run = 0
    before: int | None = None
    for place in places:
        run = run + 1 if place is not None and before is not None and place == before + 1 else int(place is not None)
        longest, before = max(longest, run), place
    return longest
