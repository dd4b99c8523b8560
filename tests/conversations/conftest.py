"""A database in memory with Carrel's tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2 as driver

from carrel.store.connect import wrapped
from carrel.store.migrations import STEPS, apply

if TYPE_CHECKING:
    from sqlite_utils import Database


@pytest.fixture(scope="module")
def shared_db() -> Iterator[Database]:
    """One database for all tests of a module."""
    with closing(driver.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("pragma foreign_keys = on")
        apply(connection, STEPS)
        yield wrapped(connection)


@pytest.fixture
def db(shared_db: Database) -> Iterator[Database]:
    """The same, in a transaction that is undone after the test."""
    shared_db.execute("begin")
    yield shared_db
    shared_db.execute("rollback")
