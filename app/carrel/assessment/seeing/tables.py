"""Numbers over the tries of many learners, from the store.

Tries are taken in the order of their moments, and not in that in which they came: packs come in any order. What a
teacher decided about a verdict counts in every number, in place of what code said.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carrel.assessment.attempts.model import Tried
from carrel.assessment.deciding.tables import JUDGED
from carrel.assessment.marking.answers import answer_from
from carrel.assessment.seeing.model import (
    Average,
    Counts,
    ItemCounts,
    MisconceptionCount,
    Spread,
    TriedBy,
    Whose,
    WrongAnswer,
)
from carrel.base.stamp import VARIATION, Moment

if TYPE_CHECKING:
    from sqlite_utils import Database

_OF = """learner in (select value from json_each(:learners))
    and (:only is null or assignment in (select value from json_each(:only)))"""
_ALONE = "(unaided and help = 0 and verdict <> 'cant_tell')"
_HELPED = "(verdict <> 'cant_tell' and not (unaided and help = 0))"
_AT_SKILLS = f"{JUDGED} as judged join attempt_skill on attempt_skill.attempt = judged.number"
_FAMILY = f"iif(instr(item, '{VARIATION}'), substr(item, 1, instr(item, '{VARIATION}') - 1), item)"
_FIRST = f"""first as (select * from (
    select *, {_FAMILY} as family, row_number() over (partition by learner, {_FAMILY} order by created, id) as place
    from {JUDGED} where {_OF} and {_ALONE}) where place = 1)"""


def tried(db: Database, whose: Whose) -> list[TriedBy]:
    """Every try of these learners at each of its skills, oldest first."""
    rows = db.execute(
        f"""select learner, skill, id, item, kind, verdict, score, help, unaided, created, created_zone, created_day
            from {_AT_SKILLS} where {_OF} order by created, id""",
        _named(whose),
    )
    return [
        TriedBy(learner, Tried(skill, name, item, kind, verdict, score, level, bool(unaided), Moment(*created)))
        for learner, skill, name, item, kind, verdict, score, level, unaided, *created in rows
    ]


def counts(db: Database, whose: Whose) -> list[Counts]:
    """How many tries each of them has at each skill that was tried, with help and without."""
    rows = db.execute(
        f"""select learner, skill, sum({_ALONE}), sum({_ALONE} and verdict = 'right'), sum({_HELPED}),
                sum({_HELPED} and verdict = 'right')
            from {_AT_SKILLS} where {_OF} group by learner, skill""",
        _named(whose),
    )
    return [Counts(*row) for row in rows]


def averages(db: Database, whose: Whose) -> list[Average]:
    """The mean share right of each skill that was tried unaided; each learner weighs the same."""
    rows = db.execute(
        f"""select skill, avg(share), count(*) from (
                select skill, avg(verdict = 'right') as share from {_AT_SKILLS} where {_OF} and {_ALONE}
                group by learner, skill)
            group by skill""",
        _named(whose),
    )
    return [Average(*row) for row in rows]


def items(db: Database, whose: Whose) -> list[ItemCounts]:
    """How each item that was tried went, by the ids of the items."""
    spreads = _spreads(db, whose)
    rows = db.execute(
        f"""with {_FIRST}, told as (
                select family, count(*) as number, sum(verdict = 'right') as known, json_group_array(id) as ids
                from first group by family)
            select tried.family, learners, coalesce(number, 0), coalesce(known, 0), coalesce(ids, '[]')
            from (select {_FAMILY} as family, count(distinct learner) as learners from attempt where {_OF}
                  group by 1) as tried
            left join told on told.family = tried.family order by tried.family""",
        _named(whose),
    )
    return [
        ItemCounts(item, number, first, right, spreads.get(item, Spread()), tuple(sorted(json.loads(ids))))
        for item, number, first, right, ids in rows
    ]


def wrong_answers(db: Database, whose: Whose) -> list[WrongAnswer]:
    """The wrong answers at first unaided tries, without regard to capitals and the spaces around them."""
    rows = db.execute(
        f"""with {_FIRST} select family, item, min(answer), count(*), coalesce(max(misconception), '')
            from first where verdict = 'wrong' group by family, item, lower(trim(answer, ' "'))""",
        _named(whose),
    )
    return [
        WrongAnswer(family, item, answer_from(json.loads(answer)), count, misconception)
        for family, item, answer, count, misconception in rows
    ]


def misconceptions(db: Database, whose: Whose) -> list[MisconceptionCount]:
    """The misconceptions that wrong answers show, those of the most learners first; a try with help counts, too."""
    rows = db.execute(
        f"""select misconception, count(*), count(distinct learner), json_group_array(id) from {JUDGED}
            where {_OF} and misconception <> '' group by misconception order by 3 desc, 2 desc, 1""",
        _named(whose),
    )
    return [
        MisconceptionCount(name, tries, number, tuple(sorted(json.loads(ids)))) for name, tries, number, ids in rows
    ]


def contested(db: Database, whose: Whose) -> list[str]:
    """The ids of the tries whose verdict somebody thinks wrong, and nobody decided about yet, oldest first."""
    rows = db.execute(
        f"""select id from attempt where {_OF} and contested is not null
            and id not in (select attempt from decision) order by created, id""",
        _named(whose),
    )
    return [str(row[0]) for row in rows]


def latest(db: Database, whose: Whose, most: int) -> list[str]:
    """The ids of the latest tries, at most so many, the newest first."""
    rows = db.execute(
        f"select id from attempt where {_OF} order by created desc, id desc limit :most",
        {**_named(whose), "most": most},
    )
    return [str(row[0]) for row in rows]


def at_assignments(db: Database, whose: Whose) -> dict[tuple[str, str], int]:
    """How many tries there are for each learner and assignment; a pair without any is left out."""
    rows = db.execute(
        f"""select learner, assignment, count(*) from attempt where {_OF} and assignment <> ''
            group by learner, assignment""",
        _named(whose),
    )
    return {(learner, assignment): count for learner, assignment, count in rows}


def _spreads(db: Database, whose: Whose) -> dict[str, Spread]:
    rows = db.execute(
        f"""with {_FIRST},
            with_rest as (select family, score, (sum(score) over everything - score) / (count(*) over everything - 1)
                as rest from first window everything as (partition by learner)),
            from_mean as (select family, score - avg(score) over same as score, rest - avg(rest) over same as rest
                from with_rest where rest is not null window same as (partition by family))
            select family, count(*), sum(score * rest), sum(score * score), sum(rest * rest) from from_mean
            group by family""",
        _named(whose),
    )
    return {family: Spread(*said) for family, *said in rows}


def _named(whose: Whose) -> dict[str, str | None]:
    only = None if whose.assignments is None else json.dumps(whose.assignments)
    return {"learners": json.dumps(whose.learners), "only": only}
