"""Schema 8 writes the table of practice sessions anew; tries keep their session, and it ends with them as before."""

from __future__ import annotations

from pathlib import Path

from carrel.store.db import Store
from carrel.store.migrations import STEPS
from tests.conftest import CountingStamp

BEFORE = STEPS[: [step.__name__ for step in STEPS].index("step_008_made_items")]


def test_tries_keep_their_session_over_the_step(path: Path, stamp: CountingStamp) -> None:
    with Store.open(path, stamp, steps=BEFORE) as store, store.writing() as db:
        moment = "'2026-01-01', 0, '2026-01-01'"
        db.execute(
            f"""insert into practice (id, scope, about, wanted, seed, created, created_zone, created_day)
                values ('p', 'mix', '["a"]', 3, 1, {moment}), ('q', 'topic', '[]', 5, 2, {moment})"""
        )
        db.execute(
            f"""insert into attempt (id, practice, item, kind, answer, verdict, score, why, by, nth, help, hints,
                unaided, seconds, created, created_zone, created_day)
                values ('one', 'q', 'i', 'text', '""', 'right', 1, '', 'code', 1, 0, 0, 1, 2, {moment}),
                       ('two', null, 'i', 'text', '""', 'right', 1, '', 'code', 1, 0, 0, 1, 2, {moment})"""
        )
    with Store.open(path, stamp) as store, store.writing() as db:
        assert db.execute("select id, practice from attempt").fetchall() == [("one", "q"), ("two", None)]
        kept = db.execute("select number, id, scope, about, wanted from practice").fetchall()
        assert kept == [(1, "p", "mix", '["a"]', 3), (2, "q", "topic", "[]", 5)]
        db.execute("update practice set scope = 'source' where id = 'p'")
        db.execute("delete from practice where id = 'q'")
        assert db.execute("select id, practice from attempt").fetchall() == [("one", None), ("two", None)]
        assert db.execute("pragma foreign_key_check").fetchall() == []
