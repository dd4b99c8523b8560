"""The words of the page of a teacher's own questions."""

from __future__ import annotations

from carrel.assessment.model import Item
from carrel.base.show import beside, one_line, unmarked
from carrel.base.words import _

_LONGEST = 300


def asked(item: Item) -> str:
    """What a question asks, on one line."""
    return one_line(unmarked(item.prompt or item.text)) or item.id


def kind(item: Item) -> str:
    """What is to be given as an answer."""
    return {
        "choice": _("to choose"),
        "true_false": _("true or false"),
        "numeric": _("a number"),
        "expression": _("a formula"),
        "text": _("a word or a few"),
        "cloze": _("gaps to fill"),
        "match": _("pairs to find"),
        "order": _("steps to order"),
        "open": _("a text of one's own"),
    }.get(item.kind, item.kind)


def key(item: Item) -> list[str]:
    """What counts as right, a line each."""
    lines = [beside(answer, _LONGEST) for answer in item.answers]
    lines += [("✓ " if one.right else "○ ") + beside(one.text, _LONGEST) for one in item.choices]
    lines += [" | ".join(beside(answer, 80) for answer in gap.answers) for gap in item.gaps]
    lines += [f"{beside(left, 80)} → {beside(right, 80)}" for left, right in item.pairs]
    lines += [f"{number}. {beside(step, _LONGEST)}" for number, step in enumerate(item.sequence, 1)]
    return lines + [beside(point.says or point.any_of[0], _LONGEST) for point in item.points]
