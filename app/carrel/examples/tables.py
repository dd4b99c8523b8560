"""Examples of better replies in the store."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.examples.model import Correction, Example, ExampleMissing, Place
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_TEXTS = ("question", "context", "said", "better", "why")


def keep(db: Database, correction: Correction) -> None:
    """Keep what a person would have said."""
    db["correction"].insert(
        {
            "id": correction.id,
            "message": correction.message or None,
            "place_kind": correction.place.kind,
            "place": correction.place.id,
            **{name: clean(getattr(correction, name)) for name in _TEXTS},
            **moment_row("created", correction.created),
        }
    )


def change(db: Database, correction: Correction) -> None:
    """Keep what the example says now, and where it belongs; raises ExampleMissing."""
    before = get(db, correction.id)
    if before.question != correction.question:
        db.execute("delete from correction_vector where correction = ?", (correction.id,))
    row = {name: clean(getattr(correction, name)) for name in _TEXTS}
    row |= {"id": correction.id, "kind": correction.place.kind, "place": correction.place.id}
    db.execute(
        """update correction set question = :question, context = :context, said = :said, better = :better, why = :why,
           place_kind = :kind, place = :place where id = :id""",
        row,
    )


def get(db: Database, correction: str) -> Correction:
    """One example; raises ExampleMissing."""
    for row in db.query("select * from correction where id = ?", (correction,)):
        return _correction(row)
    raise ExampleMissing(_("This example is not there any more."), _("Look at the list of examples again."))


def corrections(db: Database) -> list[Correction]:
    """All examples of better replies, newest first."""
    return [_correction(row) for row in db.query("select * from correction order by number desc")]


def of_place(db: Database, place: Place, most: int = -1) -> list[Correction]:
    """The examples of this place, newest first; at most so many, where it is said how many."""
    rows = db.query(
        "select * from correction where place_kind = ? and place = ? order by number desc limit ?",
        (place.kind, place.id, most),
    )
    return [_correction(row) for row in rows]


def of_message(db: Database, message: str) -> list[Correction]:
    """What was said in place of this reply, oldest first."""
    return [
        _correction(row) for row in db.query("select * from correction where message = ? order by number", (message,))
    ]


def corrected(db: Database, conversation: str) -> frozenset[str]:
    """The ids of the replies of this chat in whose place something else was said."""
    rows = db.execute(
        "select message from correction join message on message.id = correction.message where conversation = ?",
        (conversation,),
    )
    return frozenset(row[0] for row in rows)


def forget(db: Database, correction: str) -> None:
    """Take an example back."""
    db.execute("delete from correction where id = ?", (correction,))


def use(db: Database, reply: str, examples: Sequence[str]) -> None:
    """Remember with which examples a reply is made, instead of what was remembered of it before."""
    db.execute("delete from example_use where reply = ?", (reply,))
    for nth, example in enumerate(examples, 1):
        db.execute("insert into example_use (reply, nth, example) values (?, ?, ?)", (reply, nth, example))


def used(db: Database, replies: Sequence[str]) -> dict[str, tuple[Correction, ...]]:
    """The examples these replies were made with, as they are now, by the ids of the replies that had some."""
    found: dict[str, tuple[Correction, ...]] = {}
    for first in range(0, len(replies), 500):
        some = replies[first : first + 500]
        rows = db.query(
            f"""select correction.*, example_use.reply from example_use
                join correction on correction.id = example_use.example
                where example_use.reply in ({", ".join("?" * len(some))}) order by example_use.reply, nth""",
            some,
        )
        for row in rows:
            found[row["reply"]] = (*found.get(row["reply"], ()), _correction(row))
    return found


def last_uses(db: Database) -> dict[str, tuple[int, Moment]]:
    """How often each example was used, and when last, by its id; none for one that never was."""
    rows = db.query(
        """select example, count(*) as times, created, created_zone, created_day, max(created) from example_use
           join message on message.id = example_use.reply group by example"""
    )
    return {row["example"]: (row["times"], moment_from(row)) for row in rows}


def vectors(db: Database, model: str, place: Place) -> dict[str, tuple[float, ...]]:
    """What this model made of the questions of a place, by the ids of the examples."""
    rows = db.execute(
        """select correction, vector from correction_vector join correction on correction.id = correction
           where model = ? and place_kind = ? and place = ?""",
        (model, place.kind, place.id),
    )
    return {row[0]: struct.unpack(f"<{len(row[1]) // 2}e", row[1]) for row in rows}


def keep_vectors(db: Database, model: str, made: Mapping[str, Sequence[float]]) -> None:
    """Keep vectors of unit length by the ids of their examples; what other models made of these is forgotten."""
    for correction, vector in made.items():
        db.execute("delete from correction_vector where correction = ?", (correction,))
        db.execute(
            "insert into correction_vector (correction, model, vector) select id, ?, ? from correction where id = ?",
            (model, struct.pack(f"<{len(vector)}e", *vector), correction),
        )


def keep_example(db: Database, example: Example) -> None:
    """Keep what a person wrote in place of a draft."""
    row = {name: getattr(example, name) for name in ("id", "purpose", "key")}
    row |= {name: clean(getattr(example, name)) for name in ("context", "said", "better", "why")}
    db["example"].insert({**row, **moment_row("created", example.created)})


def of_purpose(db: Database, purpose: str, key: str, most: int) -> list[Example]:
    """The newest examples of this purpose, those of the same case first; at most so many."""
    rows = db.query(
        "select * from example where purpose = ? order by key = ? desc, number desc limit ?", (purpose, key, most)
    )
    return [_example(row) for row in rows]


def examples(db: Database) -> list[Example]:
    """What was written in place of drafts, newest first."""
    return [_example(row) for row in db.query("select * from example order by number desc")]


def forget_example(db: Database, example: str) -> None:
    """Take an example back."""
    db.execute("delete from example where id = ?", (example,))


def _correction(row: Mapping[str, Any]) -> Correction:
    return Correction(
        row["id"],
        row["message"] or "",
        row["context"],
        row["said"],
        row["better"],
        moment_from(row),
        row["question"],
        row["why"],
        Place(row["place_kind"], row["place"]),
    )


def _example(row: Mapping[str, Any]) -> Example:
    names = ("id", "purpose", "key", "context", "said", "better", "why")
    return Example(**{name: row[name] for name in names}, created=moment_from(row))
