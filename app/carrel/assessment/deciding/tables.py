"""Decisions about verdicts in the store, and the tries with them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from carrel.assessment.deciding.model import Decision
from carrel.base.text import clean
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

JUDGED = """(select attempt.number, attempt.id, learner, item, kind, answer, help, unaided, contested, assignment,
        coalesce(decision.verdict, attempt.verdict) as verdict,
        case decision.verdict when 'right' then 1.0 when 'wrong' then 0.0
            when 'partly' then iif(attempt.verdict = 'partly', score, 0.5) else score end as score,
        iif(decision.verdict = 'right', null, misconception) as misconception,
        attempt.created, attempt.created_zone, attempt.created_day
    from attempt left join decision on decision.attempt = attempt.id)"""
"""The tries as they count: with what a person decided, where somebody did, and else with what code said.

What was decided to be right shows no misconception; half of the score is for what is partly right.
"""


def keep(db: Database, decision: Decision) -> None:
    """Keep a decision, in place of an earlier one about the same try."""
    row = {"attempt": decision.attempt, "verdict": decision.verdict, "because": clean(decision.because)}
    db["decision"].insert({**row, **moment_row("created", decision.created)}, replace=True)


def drop(db: Database, attempts: Iterable[str]) -> None:
    """Take the decisions about these tries back."""
    db.execute("delete from decision where attempt in (select value from json_each(?))", (json.dumps([*attempts]),))


def decisions(db: Database, attempts: Iterable[str]) -> dict[str, Decision]:
    """The decisions about these tries, by the ids of the tries; most have none."""
    rows = db.query(
        "select * from decision where attempt in (select value from json_each(?))", (json.dumps([*attempts]),)
    )
    return {row["attempt"]: Decision(row["attempt"], row["verdict"], row["because"], moment_from(row)) for row in rows}


def of_learner(db: Database, learner: str) -> list[Decision]:
    """All decisions about the tries of a learner, the oldest try first."""
    rows = db.query(
        """select decision.* from decision join attempt on attempt.id = decision.attempt where learner = ?
           order by attempt.created, attempt.id""",
        (learner,),
    )
    return [Decision(row["attempt"], row["verdict"], row["because"], moment_from(row)) for row in rows]
