"""Marking by code: one kind of question a file, and nothing goes in but the item and the answer."""

from __future__ import annotations

from carrel.assessment.marking import choice, cloze, expression, match, numeric, order, text, true_false
from carrel.assessment.marking import open as open_answer
from carrel.assessment.marking.answers import answer_from, is_blank
from carrel.assessment.marking.verdicts import nothing_given
from carrel.assessment.model import Item, Verdict

MARKERS = (
    ("choice", choice.mark),
    ("true_false", true_false.mark),
    ("numeric", numeric.mark),
    ("expression", expression.mark),
    ("text", text.mark),
    ("cloze", cloze.mark),
    ("match", match.mark),
    ("order", order.mark),
    ("open", open_answer.mark),
)
"""The kinds of questions that are marked, each with what marks it."""

_BY_KIND = dict(MARKERS)


def mark(item: Item, answer: object) -> Verdict:
    """The verdict on an answer, a text, a list or an object (formats.md §1). Never raises, whatever was answered."""
    given = answer_from(answer)
    if is_blank(given) and not any(is_blank(key) for key in _keys(item)):
        return nothing_given()
    return _BY_KIND[item.kind](item, given)


def _keys(item: Item) -> list[str]:
    """Everything that earns marks as an answer; a question about punctuation may have “?” for its key."""
    return [
        *item.answers,
        *(choice.text for choice in item.choices),
        *(key for gap in item.gaps for key in gap.answers),
    ]
