"""What of a question comes back otherwise than it was written: this, and nothing else, is what could not be carried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from carrel.assessment.model import Item, Tolerance
from carrel.exchange.questions.api import Losses
from carrel.exchange.questions.qti.kinds.entry import UNSAID, as_number
from carrel.exchange.questions.qti.shape import shape

_SAID: Mapping[str, Callable[[Item], Any]] = {
    "kind": lambda item: item.kind,
    "skills": lambda item: [_plain(one) for one in item.skills],
    "hints": lambda item: len(item.hints),
    "solution": lambda item: bool(item.solution.strip()),
    "source": lambda item: item.source and [_plain(one) for one in vars(item.source).values()],
    "feedback": lambda item: [bool(choice.feedback.strip()) for choice in item.choices],
    "misconceptions": lambda item: [_plain(choice.misconception) for choice in item.choices],
    "tolerance": lambda item: _off(item.tolerance),
    "unit": lambda item: (_plain(item.unit), item.unit_required),
    "rejected": lambda item: set(item.reject),
    "strictness": lambda item: (item.case_sensitive, item.accents_matter),
    "form": lambda item: item.form,
    "points": lambda item: (_points(item), bool(item.model_answer.strip())),
    "review": lambda item: item.unreviewed,
}
"""What is compared for each kind of loss."""


def differences(item: Item, back: Item) -> Losses:
    """What is lost between an item and what it is read back as."""
    lost = Losses({kind: 1 for kind, said in _SAID.items() if said(item) != said(back)})
    always = zip(_texts(item), _texts(back), strict=True)
    if any(shape(one) != shape(other) for one, other in [*always, *_kept(item, back)]):
        lost["markup"] = 1
    return lost


def keeps_its_key(item: Item, back: Item) -> bool:
    """Whether what is right is right in both."""
    return bool(_key(item) == _key(back))


def _key(item: Item) -> Any:
    answers = [as_number(one) or one for one in item.answers] if item.kind == "numeric" else list(item.answers)
    return (
        sorted(map(_plain, answers)),
        [choice.right for choice in item.choices],
        item.multiple,
        [[_plain(one) for one in gap.answers] for gap in item.gaps],
        len(item.pairs),
        len(item.sequence),
    )


def _off(tolerance: Tolerance | None) -> tuple[str, str]:
    """How far off a number may be, to nine digits: percents do not come back to the last one."""
    found = tolerance or UNSAID
    return (f"{found.absolute:.9g}", f"{found.relative:.9g}")


def _points(item: Item) -> list[Any]:
    return [
        replace(point, id=_plain(point.id), says="", any_of=tuple(map(_plain, point.any_of))) for point in item.points
    ]


def _texts(item: Item) -> list[str]:
    """Every text that belongs to the question and its key, and may have a layout."""
    gaps = " \ue000 ".join([*(gap.before for gap in item.gaps), item.after])
    choices = [choice.text for choice in item.choices]
    return [item.prompt, gaps, *choices, *item.sequence, *(side for pair in item.pairs for side in pair)]


def _kept(item: Item, back: Item) -> list[tuple[str, str]]:
    """The other texts that are in both; where one is gone, that is a loss of its own kind."""
    told = zip((choice.feedback for choice in item.choices), (choice.feedback for choice in back.choices), strict=True)
    says = zip((point.says for point in item.points), (point.says for point in back.points), strict=False)
    single = [(item.solution, back.solution), (item.model_answer, back.model_answer)]
    both = [*single, *told, *says, *zip(item.hints, back.hints, strict=False)]
    return [(one, other) for one, other in both if one.strip() and other.strip()]


def _plain(text: str) -> str:
    return " ".join(text.split())
