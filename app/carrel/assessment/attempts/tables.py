"""Practice sessions and tries in the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from carrel.assessment.attempts.model import Attempt, DayOfTries, Filed, Practice, PracticeMissing, Tried
from carrel.assessment.deciding.tables import JUDGED
from carrel.assessment.marking.answers import answer_from
from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_ATTEMPTS = """select attempt.*, (select json_group_array(skill) from attempt_skill
    where attempt_skill.attempt = attempt.number) as skills from attempt"""

_SAME = (
    "id", "learner", "practice", "item", "kind", "topic", "verdict", "score", "why", "by", "nth", "misconception",
    "help", "hints", "unaided", "timed", "seconds", "contested", "assignment", "version",
)  # fmt: skip
_WRITTEN = (*_SAME, "answer", "created", "created_zone", "created_day")
# Said once: sqlite-utils looks the table up anew for every row, which is half of the time that a thousand packs take.
_KEEP = f"insert into attempt ({', '.join(_WRITTEN)}) values ({', '.join(f':{name}' for name in _WRITTEN)})"


def begin(db: Database, practice: Practice) -> None:
    """Keep a new session; others that lie open with the same learner are left as they are."""
    row = {"id": practice.id, "learner": practice.learner, "assignment": practice.assignment, **_standing(practice)}
    row |= {"scope": practice.scope, "about": json.dumps(practice.about), "wanted": practice.wanted}
    db["practice"].insert(
        {**row, "seed": practice.seed, "timed": practice.timed, **moment_row("created", practice.created)}
    )


def keep_standing(db: Database, practice: Practice) -> None:
    """Keep where the session stands."""
    db["practice"].update(_number(db, practice.id), _standing(practice))


def session(db: Database, name: str) -> Practice:
    """The session with this id; raises PracticeMissing."""
    for row in db.query("select * from practice where id = ?", (name,)):
        return _practice(row)
    raise missing()


def lying_open(db: Database, learner: str) -> Practice | None:
    """The learner's newest session that has not ended, and whose item is still here."""
    rows = db.query(
        """select * from practice where learner = ? and state = 'open' and item in (select id from item)
           order by number desc limit 1""",
        (learner,),
    )
    return next((_practice(row) for row in rows), None)


def sessions_for(db: Database, learner: str, assignments: Sequence[str]) -> dict[str, str]:
    """The ids of the learner's sessions that were done for these assignments, each with its assignment."""
    rows = db.execute(
        "select id, assignment from practice where learner = ? and assignment <> '' "
        "and assignment in (select value from json_each(?)) order by number",
        (learner, json.dumps(list(assignments))),
    )
    return {str(name): str(assignment) for name, assignment in rows}


def finished(db: Database, learner: str) -> frozenset[str]:
    """The ids of what sessions that went to their end were done for."""
    rows = db.execute(
        "select distinct assignment from practice where learner = ? and state = 'done' and assignment <> ''", (learner,)
    )
    return frozenset(str(row[0]) for row in rows)


def keep(db: Database, attempt: Attempt) -> None:
    """Keep a try."""
    row = {name: getattr(attempt, name) for name in _SAME}
    row |= {"answer": json.dumps(attempt.answer, ensure_ascii=False), **moment_row("created", attempt.created)}
    kept = db.execute(_KEEP, row)
    for skill in dict.fromkeys(attempt.skills):
        db.execute("insert into attempt_skill (attempt, skill) values (?, ?)", (kept.lastrowid, skill))


def contests(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """Of the tries with these ids those that are here, each with why its verdict was contested; empty where nobody did.

    A fiftieth of the work of reading the tries themselves.
    """
    rows = db.execute(
        "select id, contested from attempt where id in (select value from json_each(?))", (json.dumps(list(ids)),)
    )
    return {str(id): str(contested or "") for id, contested in rows}


def attempts(db: Database, learner: str) -> list[Attempt]:
    """All tries of the learner, oldest first."""
    return [_attempt(row) for row in db.query(f"{_ATTEMPTS} where learner = ? order by number", (learner,))]


def attempts_in(db: Database, practice: str) -> list[Attempt]:
    """The tries of a session, oldest first."""
    return [_attempt(row) for row in db.query(f"{_ATTEMPTS} where practice = ? order by number", (practice,))]


def attempts_of(db: Database, ids: Sequence[str]) -> list[Attempt]:
    """The tries with these ids, newest first; what is not there is left out."""
    rows = db.query(
        f"{_ATTEMPTS} where id in (select value from json_each(?)) order by created desc, id desc",
        (json.dumps(list(ids)),),
    )
    return [_attempt(row) for row in rows]


def attempts_at(db: Database, learner: str, skill: str) -> list[Attempt]:
    """The tries at a skill, newest first."""
    rows = db.query(
        f"""{_ATTEMPTS} where learner = ? and number in (select attempt from attempt_skill where skill = ?)
            order by number desc""",
        (learner, skill),
    )
    return [_attempt(row) for row in rows]


def learners_for(db: Database, assignments: Sequence[str]) -> dict[str, frozenset[str]]:
    """Whose tries there are for each of these assignments; one for which nobody tried anything is left out."""
    rows = db.execute(
        "select distinct assignment, learner from attempt where assignment <> '' and assignment in "
        "(select value from json_each(?))",
        (json.dumps(list(assignments)),),
    )
    found: dict[str, set[str]] = {}
    for assignment, learner in rows:
        found.setdefault(assignment, set()).add(learner)
    return {assignment: frozenset(learners) for assignment, learners in found.items()}


def days_of_tries(db: Database, learner: str) -> list[DayOfTries]:
    """The study days on which something was tried, as they were kept with the tries, oldest first."""
    rows = db.execute(
        """select created_day, count(*), sum(seconds) from attempt where learner = ?
           group by created_day order by created_day""",
        (learner,),
    )
    return [DayOfTries(*row) for row in rows]


def prompts(db: Database, items: Iterable[str]) -> dict[str, str]:
    """The questions of these items as they are written; an item that is no longer here has none."""
    rows = db.execute(
        "select id, json_extract(body, '$.prompt') from item where id in (select value from json_each(?))",
        (json.dumps(sorted(set(items))),),
    )
    return {str(item): str(prompt or "") for item, prompt in rows}


def contest(db: Database, attempt: str, reason: str, moment: Moment) -> None:
    """Keep why the learner thinks that the verdict is wrong; raises PracticeMissing."""
    at = moment_row("contested_at", moment)
    changed = db.execute(
        """update attempt set contested = ?, contested_at = ?, contested_at_zone = ?, contested_at_day = ?
           where id = ?""",
        (reason, *at.values(), attempt),
    )
    if not changed.rowcount:
        raise missing()


def tried(db: Database, learner: str, skills: Sequence[str] | None = None) -> list[Tried]:
    """Every try at these skills (all of them without any), oldest first; a try at two skills is there twice.

    What a person decided about a verdict counts in place of what code said.
    """
    rows = db.execute(
        f"""select skill, id, item, kind, verdict, score, help, unaided, created, created_zone, created_day
           from {JUDGED} as judged join attempt_skill on attempt_skill.attempt = judged.number
           where learner = ? and (? or skill in (select value from json_each(?))) order by number""",
        (learner, skills is None, json.dumps(list(skills or ()))),
    )
    return [_tried(*row) for row in rows]


def filed(db: Database) -> list[Filed]:
    """All items that are here to practise with, by their ids; not those whose source was removed, or has changed."""
    rows = db.execute(
        """select item.id, item.kind, topic, json_extract(body, '$.skills'), coalesce(item.document, item.message, '')
           from item left join made on made.item = item.id left join document on document.id = item.document
           left join message on message.id = item.message
           left join conversation on conversation.id = message.conversation
           where (item.document is null or (document.deleted is null and document.sha256 = made.content))
             and (item.message is null or (not message.hidden and conversation.deleted is null))
           order by item.id"""
    )
    return [Filed(item, kind, topic, _skills(skills), source) for item, kind, topic, skills, source in rows]


def tried_items(db: Database, learner: str, items: Sequence[str]) -> list[Tried]:
    """Every try at these items, oldest first, whatever their skills, each once and without a skill; as of `tried`."""
    rows = db.execute(
        f"""select '', id, item, kind, verdict, score, help, unaided, created, created_zone, created_day from {JUDGED}
           where learner = ? and item in (select value from json_each(?)) order by number""",
        (learner, json.dumps(list(items))),
    )
    return [_tried(*row) for row in rows]


def bodies(db: Database, items: Iterable[str]) -> dict[str, str]:
    """Those of these items that are here, as JSON (formats.md), by their ids."""
    rows = db.execute(
        "select id, body from item where id in (select value from json_each(?))", (json.dumps(sorted(set(items))),)
    )
    return {str(item): str(said) for item, said in rows}


def body(db: Database, item: str) -> str:
    """The item as JSON (formats.md); raises PracticeMissing."""
    for row in db.execute("select body from item where id = ?", (item,)):
        return str(row[0])
    raise missing()


def topic(db: Database, item: str) -> str:
    """The topic of an item; empty without one. Raises PracticeMissing."""
    for row in db.execute("select topic from item where id = ?", (item,)):
        return str(row[0])
    raise missing()


def missing() -> PracticeMissing:
    """The error for what is not here."""
    return PracticeMissing(
        _("This is no longer here to practise with."), _("Begin a new practice, or install its course pack again.")
    )


def _number(db: Database, practice: str) -> int:
    for row in db.execute("select number from practice where id = ?", (practice,)):
        return int(row[0])
    raise missing()


def _standing(practice: Practice) -> dict[str, object]:
    """What changes in the course of a session."""
    row: dict[str, object] = {
        name: getattr(practice, name) for name in ("state", "item", "level", "tried", "settled", "helped", "recap")
    }
    shown = practice.shown
    return {
        **row,
        "seen": json.dumps(practice.seen),
        **(moment_row("shown", shown) if shown else dict.fromkeys(_columns("shown"))),
    }


def _columns(name: str) -> Iterable[str]:
    return moment_row(name, Moment("", 0, ""))


def _practice(row: Mapping[str, Any]) -> Practice:
    same = ("id", "scope", "wanted", "seed", "state", "item", "level", "tried", "settled", "helped", "recap")
    return Practice(
        **{name: row[name] for name in same},
        created=moment_from(row),
        about=tuple(json.loads(row["about"])),
        seen=tuple(json.loads(row["seen"])),
        timed=bool(row["timed"]),
        shown=moment_from(row, "shown") if row["shown"] is not None else None,
        learner=row["learner"],
        assignment=row["assignment"],
    )


def _tried(*row: Any) -> Tried:
    skill, attempt, item, kind, verdict, score, level, unaided, *created = row
    return Tried(skill, attempt, item, kind, verdict, score, level, bool(unaided), Moment(*created))


def _attempt(row: Mapping[str, Any]) -> Attempt:
    same = ("id", "item", "kind", "topic", "verdict", "score", "why", "by", "nth", "help", "hints", "seconds")
    also = ("misconception", "practice", "contested", "learner", "assignment", "version")
    return Attempt(
        **{name: row[name] for name in (*same, *also)},
        created=moment_from(row),
        skills=tuple(sorted(json.loads(row["skills"]))),
        answer=answer_from(json.loads(row["answer"])),
        unaided=bool(row["unaided"]),
        timed=bool(row["timed"]),
    )


def _skills(said: str | None) -> tuple[str, ...]:
    """The skills of an item as its JSON says them: a list, or a single text."""
    listed = json.loads(said) if said and said.startswith("[") else [said] if said else []
    return tuple(str(one) for one in listed)
