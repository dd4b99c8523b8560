"""Connections to a database file, each with the promised settings, read back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as driver

from carrel.store.faults import told, unsafe

if TYPE_CHECKING:
    from sqlite_utils import Database

Connection = Any  # the driver has no types

BUSY_MS = 5_000
"""How long a connection waits for another program before it gives up."""

PRAGMAS: dict[str, int | str] = {
    "busy_timeout": BUSY_MS,
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit is on the disk before it is acknowledged
    "foreign_keys": 1,
    "recursive_triggers": 1,  # so that a replaced row leaves full-text search, too
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "temp_store": 2,  # nothing a person wrote goes to a temporary file
}


def connect(path: Path, *, query_only: bool = False, create: bool = False) -> Connection:
    """A connection in the promised state, in no transaction; it may move between threads, one at a time.

    A file that is not there is an error unless it is to be created: an empty one must never stand in for it.
    Raises StoreUnsafe when a setting does not hold, and the other kinds of `faults`.
    """
    with told(path):
        connection = _open(path, "rwc" if create else "rw")
        try:
            _set_up(connection, path, PRAGMAS | {"query_only": int(query_only)})
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def looking(path: Path) -> Iterator[Connection]:
    """A connection that changes no byte of the file or of the log beside it, whatever state they are in."""
    with told(path):
        connection = _open(path, "ro")
        try:
            yield connection
        finally:
            connection.close()


def wrapped(connection: Connection) -> Database:
    """The connection with the methods of sqlite-utils."""
    from sqlite_utils import Database  # noqa: PLC0415 - 0.2 s that the first paint need not wait for

    return Database(connection, recursive_triggers=False, execute_plugins=False)


def _open(path: Path, mode: str) -> Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return driver.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def _set_up(connection: Connection, path: Path, pragmas: dict[str, int | str]) -> None:
    for name, value in pragmas.items():
        connection.execute(f"pragma {name} = {value}").close()
        (found,) = connection.execute(f"pragma {name}").fetchone()
        if found != value:
            raise unsafe(path, name, found)
