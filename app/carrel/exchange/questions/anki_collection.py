"""The database inside a package of Anki: written from notes, and read from a stranger's within limits."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from carrel.base.words import _
from carrel.exchange.questions.api import QuestionsRefused

MOST_BYTES = 200_000_000
MOST_NOTES = 50_000
MOST_CARDS = 200_000
MOST_TEXT = 100_000_000
"""Bytes of all notes together."""
MOST_STEPS = 200_000_000
"""Steps of SQLite's machine, a few seconds of work; a damaged tree of pages can send it in circles."""

_MAGIC = b"SQLite format 3\x00"
_STEPS_AT_ONCE = 100_000
_READ = {"sqlite_master", "col", "notes", "cards"}
_KNOWN = {"col", "notes", "cards", "revlog", "graves", "sqlite_stat1", "sqlite_stat4", "android_metadata"}
_PLAIN = re.compile(r"create table(?!.*\bas\b).*", re.IGNORECASE | re.DOTALL)
"""A table without columns that are worked out when somebody looks at them."""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 20_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_PRAGMAS = ("trusted_schema = off", "cell_size_check = on", "query_only = on", "mmap_size = 0", "temp_store = memory")
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_TABLES = """
create table col (
    id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null,
    dty integer not null, usn integer not null, ls integer not null, conf text not null, models text not null,
    decks text not null, dconf text not null, tags text not null);
create table notes (
    id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null,
    tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null,
    data text not null);
create table cards (
    id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null,
    usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null,
    factor integer not null, reps integer not null, lapses integer not null, left integer not null,
    odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (
    id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null,
    lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_notes_csum on notes (csum);
create index ix_cards_usn on cards (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_usn on revlog (usn);
create index ix_revlog_cid on revlog (cid);
"""
"""Version 11, which every Anki since 2012 reads."""


@dataclass(frozen=True)
class Rows:
    """What a collection says: its types of notes and decks as JSON, and the rows of notes and cards.

    notes: id, guid, type, tags, and the fields with 0x1f between them. cards: note, deck, how often it was reviewed.
    """

    types: dict[str, Any]
    decks: dict[str, Any]
    notes: tuple[tuple[int, str, int, str, str], ...]
    cards: tuple[tuple[int, int, int], ...]


def written(col: Sequence[object], notes: Sequence[Sequence[object]], cards: Sequence[Sequence[object]]) -> bytes:
    """A collection with these rows, in the order of its columns; deterministic."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_TABLES)
        for table, rows in (("col", [col]), ("notes", notes), ("cards", cards)):
            if rows:
                holes = ", ".join("?" * len(rows[0]))
                connection.executemany(f"insert into {table} values ({holes})", rows)
        connection.commit()
        return connection.serialize()


def read(content: bytes) -> Rows:
    """What stands in a stranger's collection; raises QuestionsRefused.

    The file is only looked at in memory: nothing in it runs, only four tables are read, and only so long.
    """
    if len(content) > MOST_BYTES:
        raise _large()
    if not content.startswith(_MAGIC):
        raise _damaged("no database")
    with _told(), closing(sqlite3.connect(":memory:")) as connection:
        # A log may be expected beside the file, and there is none: the two bytes that say so are put back.
        connection.deserialize(content[:18] + b"\x01\x01" + content[20:])
        _guard(connection)
        _check_form(connection)
        return _rows(connection)


def _guard(connection: sqlite3.Connection) -> None:
    for name, most in _LIMITS.items():
        connection.setlimit(name, most)
    for pragma in _PRAGMAS:
        connection.execute(f"pragma {pragma}").close()
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    rounds = iter(range(MOST_STEPS // _STEPS_AT_ONCE))
    connection.set_progress_handler(lambda: next(rounds, None) is None, _STEPS_AT_ONCE)
    connection.set_authorizer(_permission)


def _permission(action: int, table: str | None, *_rest: object) -> int:
    is_fine = action in _ALLOWED and (action != sqlite3.SQLITE_READ or table in _READ)
    return sqlite3.SQLITE_OK if is_fine else sqlite3.SQLITE_DENY


def _check_form(connection: sqlite3.Connection) -> None:
    """Raise for a file with views, triggers, virtual tables, or tables that are none of Anki's."""
    found = connection.execute("select type, name, tbl_name, sql from sqlite_master").fetchmany(100)
    for kind, name, table, sql in found:
        is_plain = kind == "index" or (kind == "table" and _PLAIN.fullmatch(str(sql)) is not None)
        if not is_plain or table not in _KNOWN:
            raise _strange(f"{kind} {str(name)[:40]}")
    if not {"col", "notes", "cards"} <= {name for _kind, name, _table, _sql in found}:
        raise _strange("tables are missing")


def _rows(connection: sqlite3.Connection) -> Rows:
    types, decks = connection.execute("select models, decks from col").fetchone() or ("", "")
    notes = list(_up_to(connection, "select id, guid, mid, tags, flds from notes order by id", MOST_NOTES))
    cards = list(_up_to(connection, "select nid, did, reps from cards", MOST_CARDS))
    return Rows(
        _json(types),
        _json(decks),
        tuple(
            (_whole(id), _said(guid), _whole(mid), _said(tags), _said(fields)) for id, guid, mid, tags, fields in notes
        ),
        tuple((_whole(nid), _whole(did), _whole(reps)) for nid, did, reps in cards),
    )


def _up_to(connection: sqlite3.Connection, question: str, most: int) -> Iterator[tuple[object, ...]]:
    size = 0
    for count, row in enumerate(connection.execute(question)):
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if count >= most or size > MOST_TEXT:
            raise _large()
        yield row


def _json(text: object) -> dict[str, Any]:
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError) as error:
        raise _damaged("JSON") from error
    if not isinstance(found, dict) or not found:
        raise _damaged("no types of notes")
    return found


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _said(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError) as error:
        raise _damaged(type(error).__name__) from error


def _damaged(detail: str) -> QuestionsRefused:
    return QuestionsRefused(
        _("The collection in this file is damaged, so no cards can be read from it."),
        _("Export the deck from Anki again, and try again."),
        detail,
    )


def _strange(detail: str) -> QuestionsRefused:
    return QuestionsRefused(
        _("The collection in this file holds other things than Anki writes, so Carrel does not open it."),
        _("Import the deck into Anki, export it from there, and try that file."),
        detail,
    )


def _large() -> QuestionsRefused:
    return QuestionsRefused(
        _("This file holds more cards than Carrel reads at once."), _("Export one deck at a time, and try again.")
    )
