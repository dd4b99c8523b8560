"""Sets of questions, runs, replies and votes in the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.evaluations.model import (
    Choice,
    EvaluationSet,
    Judged,
    Outcome,
    Replied,
    Run,
    RunMissing,
    SetMissing,
    Tested,
    Vote,
    VoteMissing,
    as_json,
)
from carrel.evaluations.reading import json_lines
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_TESTED = ("model", "sha256", "behaviour", "version", "adapter")
_MEASURED = ("seconds", "first_token_s", "tokens", "tokens_per_s", "state", "finish")


def keep_set(db: Database, one: EvaluationSet) -> None:
    """Keep a set, new or changed."""
    row = {
        "id": one.id,
        "title": clean(one.title),
        "kind": one.kind,
        "text": clean(one.text),
        **moment_row("created", one.created),
        **moment_row("changed", one.changed),
    }
    holes = ", ".join(f":{name}" for name in row)
    changing = ", ".join(f"{name} = excluded.{name}" for name in row if name not in {"id", "created"})
    db.execute(
        f"insert into evaluation_set ({', '.join(row)}) values ({holes}) on conflict (id) do update set {changing}", row
    )


def sets(db: Database) -> list[EvaluationSet]:
    """The sets that are there, by title."""
    rows = db.query("select * from evaluation_set where removed is null order by title collate nocase, number")
    return [_set(row) for row in rows]


def set_named(db: Database, named: str) -> EvaluationSet:
    """The set with this id or title; raises SetMissing."""
    rows = list(
        db.query(
            "select * from evaluation_set where removed is null and (id = ? or title = ?) order by id = ? desc, number",
            (named, named, named),
        )
    )
    if rows:
        return _set(rows[0])
    raise SetMissing(
        _("There is no evaluation set called “{name}”.").format(name=named),
        _("Look at the list of sets, or name a file."),
    )


def remove_set(db: Database, named: str, moment: Moment | None) -> None:
    """Take a set away, or with None bring it back."""
    db.execute("update evaluation_set set removed = ? where id = ?", (moment.utc if moment else None, named))


def begin_run(db: Database, run: Run) -> Run:
    """Keep a run of which nothing was asked yet; returns it with its number."""
    row: dict[str, object] = {
        "id": run.id,
        "of_set": run.of,
        "title": clean(run.title),
        "kind": run.kind,
        "text": clean(run.text),
        "count": run.count,
        "program": run.program,
        "where_": run.tested.where,
        **{name: getattr(run.tested, name) for name in _TESTED},
        **moment_row("created", run.created),
    }
    db["evaluation_run"].insert(row)
    [(number,)] = db.execute("select number from evaluation_run where id = ?", (run.id,)).fetchall()
    return replace(run, number=number)


def end_run(db: Database, named: str, moment: Moment) -> None:
    """All questions of the run were asked."""
    held = moment_row("ended", moment)
    changed = ", ".join(f"{name} = :{name}" for name in held)
    db.execute(f"update evaluation_run set {changed} where id = :id", {**held, "id": named})


def runs(db: Database, of: str | None = None) -> list[Run]:
    """The runs, of this set (its id) or of all, newest first."""
    wanted = "" if of is None else "and of_set = :of"
    rows = db.query(f"select * from evaluation_run where removed is null {wanted} order by number desc", {"of": of})
    return [_run(row) for row in rows]


def run(db: Database, named: str) -> Run:
    """The run of this id or number; raises RunMissing."""
    rows = db.query("select * from evaluation_run where removed is null and (id = ? or number = ?)", (named, named))
    for row in rows:
        return _run(row)
    raise RunMissing(
        _("There is no run “{name}”.").format(name=named), _("Look at the list of runs, and choose one of them.")
    )


def remove_run(db: Database, named: str, moment: Moment | None) -> None:
    """Take a run away, or with None bring it back."""
    db.execute("update evaluation_run set removed = ? where id = ?", (moment.utc if moment else None, named))


def counts(db: Database) -> dict[str, int]:
    """How many replies each run has."""
    rows = db.execute("select run, count(*) from evaluation_reply group by run")
    return {row[0]: row[1] for row in rows}


def keep_reply(db: Database, run: str, replied: Replied) -> None:
    """Keep a reply of a run."""
    outcomes = [[one.wanted, one.found, clean(one.evidence)] for one in replied.judged.outcomes]
    row: dict[str, object] = {
        "run": run,
        "name": replied.question.id,
        "question": json.dumps(as_json(replied.question), ensure_ascii=False),
        "text": clean(replied.text),
        "verdict": replied.judged.verdict,
        "score": float(replied.judged.score),
        "outcomes": json.dumps(outcomes, ensure_ascii=False),
        "dropped": json.dumps(replied.dropped, ensure_ascii=False),
        **{name: getattr(replied, name) for name in _MEASURED},
    }
    db["evaluation_reply"].insert(row)


def replies(db: Database, run: str) -> list[Replied]:
    """The replies of a run, in the order in which they were made."""
    rows = db.query("select * from evaluation_reply where run = ? order by number", (run,))
    return [_reply(row) for row in rows]


def begin_vote(db: Database, vote: Vote) -> None:
    """Keep a vote in which nothing was chosen yet."""
    row = {"id": vote.id, "one": vote.one, "other": vote.other, **moment_row("created", vote.created)}
    db["evaluation_vote"].insert(row)


def choose(db: Database, vote: str, question: str, choice: Choice | None) -> None:
    """Keep what was chosen for a question, in place of what was chosen before; None takes it back."""
    db.execute("delete from evaluation_choice where vote = ? and name = ?", (vote, question))
    if choice is not None:
        db["evaluation_choice"].insert({"vote": vote, "name": question, "choice": choice})


def end_vote(db: Database, vote: str, moment: Moment) -> None:
    """Everything was voted on."""
    held = moment_row("ended", moment)
    changed = ", ".join(f"{name} = :{name}" for name in held)
    db.execute(f"update evaluation_vote set {changed} where id = :id", {**held, "id": vote})


def vote(db: Database, named: str) -> Vote:
    """The vote of this id; raises VoteMissing."""
    for row in db.query("select * from evaluation_vote where id = ?", (named,)):
        return _vote(db, row)
    raise VoteMissing(_("This vote is not here any more."), _("Begin another one."))


def votes(db: Database, one: str, other: str) -> list[Vote]:
    """The votes between these two runs, whichever was named first, newest first."""
    rows = db.query(
        "select * from evaluation_vote where (one = :one and other = :other) or (one = :other and other = :one)"
        " order by number desc",
        {"one": one, "other": other},
    )
    return [_vote(db, row) for row in list(rows)]


def _set(row: Mapping[str, Any]) -> EvaluationSet:
    return EvaluationSet(
        row["id"], row["title"], row["kind"], row["text"], moment_from(row), moment_from(row, "changed")
    )


def _run(row: Mapping[str, Any]) -> Run:
    return Run(
        row["id"],
        row["of_set"],
        row["title"],
        row["kind"],
        row["text"],
        row["count"],
        Tested(where=row["where_"], **{name: row[name] for name in _TESTED}),
        row["program"],
        moment_from(row),
        None if row["ended"] is None else moment_from(row, "ended"),
        row["number"],
    )


def _reply(row: Mapping[str, Any]) -> Replied:
    [question] = json_lines.read(row["question"]).questions
    outcomes = tuple(Outcome(*one) for one in json.loads(row["outcomes"]))
    return Replied(
        question,
        row["text"],
        Judged(row["verdict"], row["score"], outcomes),
        dropped=tuple(json.loads(row["dropped"])),
        **{name: row[name] for name in _MEASURED},
    )


def _vote(db: Database, row: Mapping[str, Any]) -> Vote:
    chosen = db.execute("select name, choice from evaluation_choice where vote = ? order by name", (row["id"],))
    ended = None if row["ended"] is None else moment_from(row, "ended")
    return Vote(row["id"], row["one"], row["other"], moment_from(row), dict(chosen.fetchall()), ended)
