"""An item of formats.md §1 as a person would ask it, and its answer found in the reply."""

from __future__ import annotations

import re

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.model import Item
from carrel.base.text import clean
from carrel.base.words import _
from carrel.evaluations.model import Found, Judged, Outcome

_ANSWER = re.compile(r"^[\s*_>#-]*(?:final\s+)?answer[\s*_]*[:：][\s*_]*(.*\S)[\s*_]*$", re.IGNORECASE | re.MULTILINE)
_FOUND: dict[str, Found] = {
    "right": "yes",
    "wrong": "no",
    "partly": "no",
    "present": "yes",
    "absent": "no",
}
"""What a verdict on an answer, or on a point of one, is for an outcome; everything else cannot be told."""


_LONGEST = 300
"""Characters of an answer that are shown as what was found."""


def asked(item: Item) -> str:
    """What a person would type: the question, with what there is to choose, to match or to put in order."""
    parts = [item.prompt, item.text and _gaps(item), *_choices(item)]
    if item.kind != "open":
        parts.append("End with one line that begins with “Answer:” and holds only the answer.")
    return "\n\n".join(filter(None, parts))


def judged(raw: object, text: str) -> Judged:
    """What the grader says of the answer in this reply. raw: the item as JSON; raises ItemRefused."""
    item = item_from(raw)
    answer = text if item.kind == "open" else answer_in(text)
    verdict = mark(item, answer)
    if item.kind == "open" and verdict.points:
        says = {point.id: point.says or point.id for point in item.points}
        outcomes = tuple(
            Outcome(_("It says: {point}").format(point=says[one.id]), _found(one.found), one.evidence)
            for one in verdict.points
        )
        return Judged(verdict.verdict, verdict.score, outcomes)
    evidence = answer.strip()[:_LONGEST]
    return Judged(
        verdict.verdict, verdict.score, (Outcome(_("Its answer is right."), _found(verdict.verdict), evidence),)
    )


def answer_in(text: str) -> str:
    """What stands behind the last “Answer:”, else the whole reply."""
    found = _ANSWER.findall(clean(text))
    return found[-1].strip("*_ ") if found else text


def _found(said: str) -> Found:
    return _FOUND.get(said, "cant_tell")


def _gaps(item: Item) -> str:
    return "".join(f"{gap.before}____" for gap in item.gaps) + item.after


def _choices(item: Item) -> list[str]:
    if item.choices:
        return ["\n".join(f"{chr(65 + place)}. {one.text}" for place, one in enumerate(item.choices))]
    if item.pairs:
        left, right = ("; ".join(sorted(side)) for side in zip(*item.pairs, strict=True))
        return [f"Match each of: {left}\nwith one of: {right}"]
    if item.sequence:
        return ["Put in order: " + "; ".join(sorted(item.sequence))]
    return []
