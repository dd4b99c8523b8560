"""Trying out how a question is marked, before any pupil meets it: nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.assessment.marking import mark
from carrel.assessment.marking.answers import answer_from
from carrel.assessment.model import Item, Verdict
from carrel.flows.standing import PointSaid


@dataclass(frozen=True)
class Trial:
    """What the marker says of an answer. points: of an open question, each with what it asks for."""

    verdict: Verdict
    points: tuple[PointSaid, ...]


def trial(item: Item, answer: object) -> Trial:
    """Mark what a pupil might answer, by code, as it will be marked on the pupil's computer."""
    verdict = mark(item, answer_from(answer))
    says = {point.id: point.says for point in item.points}
    points = tuple(PointSaid(one.found, one.evidence, says.get(one.id, "")) for one in verdict.points)
    return Trial(verdict, points)
