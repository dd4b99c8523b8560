"""Marks what was put together, pair by pair."""

from __future__ import annotations

from carrel.assessment.marking.answers import as_pairs
from carrel.assessment.marking.plain import words
from carrel.assessment.marking.signs import same_formula, signs
from carrel.assessment.marking.terms import Terms
from carrel.assessment.marking.verdicts import by_parts, cant_tell, right, wrong
from carrel.assessment.model import Answer, Item, Verdict
from carrel.base.words import _


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on a match item; a left side that was left out is wrong."""
    lefts = tuple(left for left, _right in item.pairs)
    given = _by_left(as_pairs(answer, lefts), lefts)
    if given is None:
        return cant_tell(
            _("I cannot tell what belongs together here. Write one pair on each line, such as “H2O = water”.")
        )
    rights = tuple(side for _left, side in item.pairs)
    parts = [right() if _is(side, given.get(left, ""), rights) else wrong() for left, side in item.pairs]
    return by_parts(parts, _("{right} of {all} pairs are right."))


def _by_left(given: dict[str, str], lefts: tuple[str, ...]) -> dict[str, str] | None:
    """The pairs by the lefts of the item; nothing where none of the lefts was named."""
    found: dict[str, str] = {}
    for named, side in given.items():
        left = _which(named, lefts)
        if left is not None:
            found[left] = side if left not in found or found[left] == side else ""  # two rivals are no answer
    return found or None


def _which(named: str, texts: tuple[str, ...]) -> str | None:
    exact = [text for text in texts if text.strip() == named.strip()]
    exact = exact or [text for text in texts if same_formula(text, named)]
    alike = [text for text in texts if signs(text) == signs(named)]
    exact = exact or [text for text in alike if words(text) == words(named) != ()]
    near = exact or [text for text in alike if Terms((text,), tuple(one for one in texts if one != text)).is_key(named)]
    return near[0] if near else None


def _is(side: str, given: str, rights: tuple[str, ...]) -> bool:
    found = _which(given, rights) if given.strip() else None
    return found is not None and (found == side or (words(found) == words(side) != () and signs(found) == signs(side)))
