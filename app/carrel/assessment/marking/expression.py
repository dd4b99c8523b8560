"""Marks formulas, equations and solutions by what they are worth, and by their form where one is asked for."""

from __future__ import annotations

from carrel.assessment.marking.verdicts import cant_tell
from carrel.assessment.model import Answer, Item, Verdict
from carrel.base.words import _


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on an expression item."""
    return cant_tell(_("I cannot read this as a formula. Write it like 3*(x + 2)."))
