"""The store: snapshots to read from, transactions to write in, and word of what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlcipher3 import dbapi2 as driver

from carrel.base.stamp import Stamp
from carrel.store import migrations
from carrel.store.connect import Connection, connect, wrapped
from carrel.store.copies import copy_before
from carrel.store.faults import disk_full, reached, told
from carrel.store.opening import create, examine, mark_begun, upgrade
from carrel.store.space import Limits, Space, space_left

if TYPE_CHECKING:
    from sqlite_utils import Database as Database  # noqa: PLC0414 - flows name the type, and know no more of it

__all__ = ["Database", "Listener", "Store"]

__all__ = ["Database", "Listener", "Store"]

Listener = Callable[[frozenset[str]], None]
_WRITES = (driver.SQLITE_INSERT, driver.SQLITE_UPDATE, driver.SQLITE_DELETE)


class Store:
    """One open database file; safe to use from any thread. Only the holder of the lock may open it (store.lock)."""

    def __init__(self, path: Path, writer: Connection, limits: Limits) -> None:
        self.path = path
        self._writer = writer
        self._limits = limits
        self._turn = threading.Lock()
        self._turn_of: int | None = None
        self._listeners: list[Listener] = []
        self._listeners_lock = threading.Lock()

    @classmethod
    def open(
        cls,
        path: Path,
        stamp: Stamp,
        *,
        steps: Sequence[migrations.Step] = migrations.STEPS,
        limits: Limits = Limits(),  # noqa: B008 - frozen
    ) -> Store:
        """Open the file, make it when a profile begins here, and bring it to the present schema.

        Before an upgrade a verified copy is put into ``before-upgrades``. Raises StoreMissing, StoreDamaged,
        StoreTooNew, StoreUnsafe, StoreUnreachable, DiskFull.
        """
        with reached(path):
            found = examine(path, steps)
            if found.pending and space_left(path.parent, limits).is_full:
                raise disk_full(path.parent)
            if found.is_new:
                create(path, steps)
            elif found.pending:
                copy_before(path, found.pending[0], stamp.now())
                upgrade(path, steps)
            mark_begun(path)
            writer = connect(path)
        return cls(path, writer, limits)

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """A snapshot of this moment that cannot write and does not wait for whoever writes."""
        connection = connect(self.path, query_only=True)
        try:
            with told(self.path):
                connection.execute("begin")
                connection.execute("select 1 from sqlite_schema").fetchone()  # the snapshot is taken by the first read
                yield wrapped(connection)
        finally:
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction, whole when the block ends and undone when it raises; one at a time, others wait.

        After the commit every listener is called in this thread with the names of the rooms that were written to.
        Raises DiskFull when too little room is left.
        """
        with self.writing_plainly() as connection:
            yield wrapped(connection)

    @contextmanager
    def writing_plainly(self) -> Iterator[Connection]:
        """The same with the bare connection: before the first paint nobody waits 0.2 s for sqlite-utils (S5)."""
        if self._turn_of == threading.get_ident():
            raise RuntimeError("a transaction is already open in this thread")
        if self.space().is_full:
            raise disk_full(self.path.parent)
        tables: set[str] = set()
        with self._turn, told(self.path):
            self._turn_of = threading.get_ident()
            try:
                with _transaction(self._writer, tables):
                    yield self._writer
            finally:
                self._turn_of = None
        self._tell(frozenset(room for table, room in migrations.ROOMS.items() if table in tables))

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call the listener after each commit with the names of the rooms it changed; returns how to forget it."""
        with self._listeners_lock:
            self._listeners.append(listener)

        def forget() -> None:
            with self._listeners_lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return forget

    def space(self) -> Space:
        """The room left on the disk."""
        with reached(self.path):
            return space_left(self.path.parent, self._limits)

    def close(self) -> None:
        """Let the transaction that is open end, and close the file; calling it twice is fine."""
        with self._turn:
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _tell(self, rooms: frozenset[str]) -> None:
        if not rooms:
            return
        with self._listeners_lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(rooms)


@contextmanager
def _transaction(connection: Connection, tables: set[str]) -> Iterator[None]:
    """An immediate transaction that gathers the names of the tables written to.

    SQLite asks the authorizer about every statement it prepares, and setting one makes it prepare all of them anew: so
    nothing written in here goes unseen, and nobody has to declare it.
    """

    def notice(action: int, table: str | None, *_rest: object) -> int:
        if action in _WRITES and table is not None:
            tables.add(table)
        return int(driver.SQLITE_OK)

    connection.set_authorizer(notice)
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:  # a full disk may have ended it already
            connection.execute("rollback")
        raise
