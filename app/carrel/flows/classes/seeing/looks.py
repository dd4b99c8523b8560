"""What each page of a class shows, all of it of the same moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.assessment.seeing import tables
from carrel.assessment.seeing.model import MisconceptionCount
from carrel.flows.classes.seeing.case import Case
from carrel.flows.classes.seeing.contested import Contested, contested_in
from carrel.flows.classes.seeing.group import Group, group
from carrel.flows.classes.seeing.handed import Handed, handed_in
from carrel.flows.classes.seeing.heat import HeatMap, Row, heat_in
from carrel.flows.classes.seeing.items import ItemFigure, items_in
from carrel.flows.classes.seeing.queue import Queue, queue_in
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class NowLook:
    """Who may need the teacher, and what came back so far."""

    here: Group
    queue: Queue
    handed: Handed


@dataclass(frozen=True)
class SkillsLook:
    """The heat map, and the cases by which it can be put in order."""

    here: Group
    heat: HeatMap
    waiting: tuple[Case, ...]


@dataclass(frozen=True)
class QuestionsLook:
    """How the questions went, what was misunderstood, and the verdicts that are contested."""

    here: Group
    items: tuple[ItemFigure, ...]
    misconceptions: tuple[MisconceptionCount, ...]
    contested: tuple[Contested, ...]


def look_now(kit: Kit, named: str, of: str = "") -> NowLook:
    """Who may need the teacher of a class, or of a group of it; raises ClassMissing."""
    with kit.store.reading() as db:
        here = group(db, named, kit.stamp.now(), of)
        return NowLook(here, queue_in(db, here), handed_in(db, here))


def look_skills(kit: Kit, named: str, of: str = "") -> SkillsLook:
    """What is known in a class, or in a group of it; raises ClassMissing."""
    with kit.store.reading() as db:
        here = group(db, named, kit.stamp.now(), of)
        return SkillsLook(here, heat_in(db, here), queue_in(db, here).waiting)


def look_questions(kit: Kit, named: str, of: str = "") -> QuestionsLook:
    """How the questions went in a class, or in a group of it; raises ClassMissing."""
    with kit.store.reading() as db:
        return questions_in(db, group(db, named, kit.stamp.now(), of))


def questions_in(db: Database, here: Group) -> QuestionsLook:
    """The same, within a look at the store that is under way."""
    shows = tables.misconceptions(db, here.whose)
    return QuestionsLook(here, tuple(items_in(db, here)), tuple(shows), tuple(contested_in(db, here)))


def by_need(told: HeatMap, waiting: tuple[Case, ...]) -> HeatMap:
    """The same map with the pupils first who need the teacher most.

    Whoever has the more urgent cases comes first; then who has the lower share of right ones over the skills that were
    tried unaided; then those without any such try; of equal ones, by name.
    """
    urgent: dict[str, list[int]] = {}
    for case in waiting:
        urgent.setdefault(case.pupil.id, []).append(-case.urgency)

    def need(row: Row) -> tuple[list[int], bool, float]:
        shares = [cell.share for cell in row.cells if cell.share is not None]
        share = sum(shares) / len(shares) if shares else 0.0
        return [*sorted(urgent.get(row.pupil.id, ())), 0], not shares, share

    return replace(told, rows=tuple(sorted(told.rows, key=need)))
