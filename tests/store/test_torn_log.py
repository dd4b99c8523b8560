"""A log torn anywhere by a power cut opens as an exact prefix of the transactions (P3)."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.store.kit import NAME, WITH_OPTIONS, groups, problems, write_group

TRANSACTIONS = 12


def tear(whole: bytes, cut: int, kind: int, chance: random.Random) -> bytes:
    """The log as it may look after a power cut: it ends, or goes on with zeros, or with what the disk held before."""
    rest = len(whole) - cut
    return whole[:cut] + (b"", bytes(rest), chance.randbytes(rest))[kind]


@pytest.mark.fault
def test_a_log_torn_at_three_hundred_places_is_an_exact_prefix(tmp_path: Path, stamp: CountingStamp) -> None:
    chance, source, torn = random.Random(3), tmp_path / "source", tmp_path / "torn"
    source.mkdir()
    ends = []
    with Store.open(source / NAME, stamp, steps=WITH_OPTIONS) as store:
        log = source / f"{NAME}-wal"
        for number in range(TRANSACTIONS):
            with store.writing() as db:
                write_group(db, f"g{number}", stamp)
            ends.append(log.stat().st_size)
        main, whole = (source / NAME).read_bytes(), log.read_bytes()
    assert ends[-1] == len(whole)
    for place in range(300):
        cut = chance.randrange(len(whole))
        torn.mkdir()
        (torn / NAME).write_bytes(main)
        (torn / f"{NAME}-wal").write_bytes(tear(whole, cut, place % 3, chance))
        with Store.open(torn / NAME, stamp, steps=WITH_OPTIONS) as store, store.reading() as db:
            kept = sum(end <= cut for end in ends)
            assert groups(db) == ({f"g{number}" for number in range(kept)}, set())
            assert problems(db) == []
        shutil.rmtree(torn)
