"""A store in the test's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.store.kit import NAME, WITH_OPTIONS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database file of this test is, or will be."""
    return tmp_path / NAME


@pytest.fixture
def store(path: Path, stamp: CountingStamp) -> Iterator[Store]:
    """An open store with the tests' own table beside Carrel's."""
    with Store.open(path, stamp, steps=WITH_OPTIONS) as opened:
        yield opened
