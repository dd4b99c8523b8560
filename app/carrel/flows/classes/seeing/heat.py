"""The heat map of a class: each pupil and each skill, by unaided tries alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.seeing import tables
from carrel.assessment.seeing.model import Average, Counts
from carrel.classroom.classes.model import Pupil
from carrel.flows.classes.seeing.at_skills import at_skills
from carrel.flows.classes.seeing.group import FEWEST_TO_AVERAGE, Group, group, share
from carrel.flows.kit import Kit
from carrel.progress.mastery import mastery, state
from carrel.progress.model import State, Try

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class Cell:
    """A pupil at a skill. tries, right: unaided ones with a verdict; share: of right ones, None without any.

    p: how likely the skill is known, 0 to 1; None where there is too little to tell. state: the same in a word; new
    where nothing was tried unaided. evidence: the ids of the tries.
    """

    skill: str
    tries: int
    right: int
    share: float | None
    p: float | None
    evidence: tuple[str, ...]
    state: State = "new"


@dataclass(frozen=True)
class ClassCell:
    """A skill over the class. pupils: how many tried it unaided; share: the mean of theirs, each weighing the same.

    share is None where it is hidden: it would be that of fewer than five pupils. evidence: the ids of all their tries.
    """

    skill: str
    name: str
    pupils: int
    share: float | None
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A pupil, with a cell for every skill of the map."""

    pupil: Pupil
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HeatMap:
    """The pupils by name, and the skills that anybody tried in the order of the lessons."""

    rows: tuple[Row, ...]
    skills: tuple[ClassCell, ...]


def heat(kit: Kit, named: str, of: str = "") -> HeatMap:
    """The heat map of a class or of a group of it; raises ClassMissing."""
    with kit.store.reading() as db:
        return heat_in(db, group(db, named, kit.stamp.now(), of))


def heat_in(db: Database, here: Group) -> HeatMap:
    """The same, within a look at the store that is under way."""
    tries = at_skills(db, here.whose)
    counts = {(one.learner, one.skill): one for one in tables.counts(db, here.whose)}
    averages = {one.skill: one for one in tables.averages(db, here.whose)}
    order = here.in_order(skill for _learner, skill in counts)
    rows = tuple(
        Row(pupil, tuple(_cell(counts.get((who, skill)), skill, tries.get((who, skill), ())) for skill in order))
        for who, pupil in here.by_learner.items()
    )
    over = (
        _over_class(here.name(skill), averages.get(skill), [row.cells[place] for row in rows], skill)
        for place, skill in enumerate(order)
    )
    return HeatMap(rows, tuple(over))


def _cell(counted: Counts | None, skill: str, tries: Sequence[Try]) -> Cell:
    if counted is None:
        return Cell(skill, 0, 0, None, None, ())
    told = mastery(skill, tries)
    alone, right = counted.unaided, counted.unaided_right
    p, known = told.p if told.enough else None, state(told, tried=alone > 0)
    return Cell(skill, alone, right, share(right, alone), p, told.evidence, known)


def _over_class(name: str, average: Average | None, cells: Sequence[Cell], skill: str) -> ClassCell:
    pupils = average.learners if average is not None else 0
    shown = average.share if average is not None and pupils >= FEWEST_TO_AVERAGE else None
    return ClassCell(skill, name, pupils, shown, tuple(one for cell in cells for one in cell.evidence))
