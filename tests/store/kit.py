"""What the tests of the store share: a room of their own, and ways to look at a file."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as driver

from carrel.base.stamp import Stamp
from carrel.conversations import tables
from carrel.conversations.model import Conversation, Message
from carrel.store.migrations import STEPS

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "carrel.db"


def step_test_options(db: Database) -> None:
    """A table such as another room would have, holding two rows for each group."""
    db.execute("create table option (name text primary key, value text) strict")


def step_test_filled(db: Database) -> None:
    """A step of two writes: the first must never be seen without the second."""
    db.execute("create table filled (value integer) strict")
    db.execute("insert into filled values (1)")


def step_test_column(db: Database) -> None:
    """A new column for an old table."""
    db.execute("alter table filled add column note text")
    db.execute("update filled set note = 'new'")


WITH_OPTIONS = (*STEPS, step_test_options)
MORE_STEPS = (*STEPS, step_test_options, step_test_filled, step_test_column)


def write_group(db: Database, name: str, stamp: Stamp) -> None:
    """A chat with a question, its answer and two options: all of it or nothing."""
    tables.create_conversation(db, Conversation(name, stamp.now(), stamp.now(), title=f"Group {name}"))
    tables.add_message(db, Message(f"{name}-question", name, None, "user", "Why is the sky blue? " * 9, stamp.now()))
    tables.add_message(
        db, Message(f"{name}-answer", name, f"{name}-question", "assistant", "It scatters. " * 40, stamp.now())
    )
    db.execute("insert into option values (?, 'a'), (?, 'b')", (f"{name}-first", f"{name}-second"))


def groups(db: Database) -> tuple[set[str], set[str]]:
    """The names of the groups that are whole, and of those of which only a part is there."""
    parts: dict[str, int] = {}
    for (name,) in db.execute("select id from conversation union all select conversation from message").fetchall():
        parts[name] = parts.get(name, 0) + 1
    for (name,) in db.execute("select name from option").fetchall():
        parts[name.split("-")[0]] = parts.get(name.split("-")[0], 0) + 1
    return {name for name, count in parts.items() if count == 5}, {name for name, count in parts.items() if count != 5}


def problems(db: Database) -> list[str]:
    """What integrity_check and the foreign keys have to complain of."""
    found = [row[0] for row in db.execute("pragma integrity_check").fetchall() if row[0] != "ok"]
    return found + [str(row) for row in db.execute("pragma foreign_key_check").fetchall()]


def digest(folder: Path) -> dict[str, str]:
    """The sha256 of each database file and log in the folder; an empty log counts as none."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.glob(f"{NAME}*"))
        if file.stat().st_size and not file.name.endswith("-shm")
    }


def raw(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Run one statement past the store."""
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        return list(connection.execute(sql).fetchall())
