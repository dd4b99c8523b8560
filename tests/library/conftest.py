"""A store with Carrel's tables, open for writing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carrel.store.db import Store
from tests.conftest import CountingStamp

if TYPE_CHECKING:
    from sqlite_utils import Database


@pytest.fixture
def db(tmp_path: Path, stamp: CountingStamp) -> Iterator[Database]:
    """A store of its own, open for writing."""
    with Store.open(tmp_path / "carrel.db", stamp) as store, store.writing() as db:
        yield db
