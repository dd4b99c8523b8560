"""The widgets with which items are answered, one kind a file."""

from __future__ import annotations

from carrel.assessment.attempts.showing import Shown
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers.answer import AnswerWidget
from carrel.ui.widgets.answers.choice import ChoiceAnswer
from carrel.ui.widgets.answers.cloze import ClozeAnswer
from carrel.ui.widgets.answers.expression import ExpressionAnswer
from carrel.ui.widgets.answers.line import LineAnswer
from carrel.ui.widgets.answers.match import MatchAnswer
from carrel.ui.widgets.answers.open import OpenAnswer
from carrel.ui.widgets.answers.order import OrderAnswer
from carrel.ui.widgets.answers.true_false import TrueFalseAnswer

__all__ = ["AnswerWidget", "answer_widget"]

KINDS: dict[str, type[AnswerWidget]] = {
    "choice": ChoiceAnswer,
    "true_false": TrueFalseAnswer,
    "numeric": LineAnswer,
    "expression": ExpressionAnswer,
    "text": LineAnswer,
    "cloze": ClozeAnswer,
    "match": MatchAnswer,
    "order": OrderAnswer,
    "open": OpenAnswer,
}


def answer_widget(theme: Theme, item: Shown) -> AnswerWidget:
    """What this item is answered with; a kind that nobody knows yet is answered in words."""
    made = KINDS.get(item.kind, OpenAnswer)(theme)
    made.show_item(item)
    return made
