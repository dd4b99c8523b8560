"""Whether a remark on a worked solution points at the step that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carrel.assessment.criteria import Criterion
from carrel.flows.criticise import turns
from carrel.flows.probing.asking import Asking
from carrel.library.quoting import find

MOST = 200
_SHORTEST = 5
_ASKS = "Every line follows from the lines before it. Quote the first line that is wrong, and nothing else."


def mistakes(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """Asked for a remark as on every text, by this criterion."""
    criterion = Criterion("steps", _ASKS, _ASKS)
    told = asking.form(turns(criterion, text_of(row)), "criticism", MOST)
    quote = str(told["quote"]) if told is not None else ""
    return points_at(quote, row["steps"], row["wrong"]), quote


def text_of(row: Mapping[str, Any]) -> str:
    """The task and the steps, a line each."""
    return "\n".join((row["task"], *row["steps"]))


def points_at(quote: str, steps: Sequence[str], wrong: int) -> bool:
    """Whether the quote stands in the wrong step (from 1), and in no other."""
    there = [number for number, step in enumerate(steps, 1) if find(quote, step) is not None]
    return len(quote.strip()) >= _SHORTEST and there == [wrong]
