"""The verdicts that every kind of question gives."""

from __future__ import annotations

from dataclasses import replace

from carrel.assessment.model import Verdict
from carrel.base.words import _


def right() -> Verdict:
    """Full marks."""
    return Verdict("right", 1.0, _("That is right."))


def wrong(why: str = "", misconception: str = "") -> Verdict:
    """No marks."""
    return Verdict("wrong", 0.0, why or _("That is not it yet."), misconception=misconception or None)


def partly(score: float, why: str) -> Verdict:
    """Some marks; a score at the ends is drawn inside, because partly is neither."""
    return Verdict("partly", min(0.99, max(0.01, round(score, 4))), why)


def cant_tell(why: str) -> Verdict:
    """No judgement: code cannot know, and a person may."""
    return Verdict("cant_tell", 0.0, why)


def nothing_given() -> Verdict:
    """The verdict on a blank answer: wrong, with a way to begin."""
    return wrong(_("There is no answer yet. Begin with what you do know, even if it is only one step."))


def best(verdicts: list[Verdict]) -> Verdict:
    """The kindest of the verdicts on several keys: right, then partly, then can't tell, then wrong."""
    ranks = {"right": 3, "partly": 2, "cant_tell": 1, "wrong": 0}
    return max(verdicts, key=lambda one: (ranks[one.verdict], one.score))


def by_parts(parts: list[Verdict], whole: str) -> Verdict:
    """The verdict on an answer in parts; whole: the sentence for some right parts, with {right} and {all}."""
    total = len(parts)
    score = sum(part.score for part in parts) / total
    if all(part.verdict == "right" for part in parts):
        return right()
    good = sum(part.verdict == "right" for part in parts)
    if any(part.verdict == "cant_tell" for part in parts) and all(part.verdict != "wrong" for part in parts):
        return replace(
            cant_tell(next(part.why for part in parts if part.verdict == "cant_tell")), score=round(score, 4)
        )
    if score > 0:
        return partly(score, whole.format(right=good, all=total))
    return wrong()
