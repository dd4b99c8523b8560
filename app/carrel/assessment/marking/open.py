"""Marks open answers point by point, each with the learner's own words, and leaves open what code cannot know."""

from __future__ import annotations

from carrel.assessment.marking.verdicts import cant_tell
from carrel.assessment.model import Answer, Item, Verdict
from carrel.base.words import _


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on an open item."""
    return cant_tell(_("A person has to read this."))
