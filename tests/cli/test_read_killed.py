"""Reading in that is killed at any moment goes on where it was, and ends as if nothing had happened (P1)."""

from __future__ import annotations

import random
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from carrel.flows import library
from carrel.flows.read_trial import paper
from carrel.library import tables
from tests.cli.reading import carrel_read, opened, start, wait_for_parts

ROUNDS, PAGES = 4, 300
Held = tuple[list[tuple[int, str, str, int]], list[tuple[int, int, int, str]]]


def held(home: Path) -> Held:
    """The parts and the passages of the one document, and that the store is sound."""
    with opened(home) as kit, kit.store.reading() as db:
        assert [row[0] for row in db.execute("pragma integrity_check")] == ["ok"]
        assert list(db.execute("pragma foreign_key_check")) == []
        found = library.documents(kit)
        parts = [(one.place, one.label, one.text, one.page) for each in found for one in library.parts(kit, each.id)]
        passages = [one for each in found for one in tables.passages(db, each.id, 10 * PAGES)]
        indexed = db.execute("select count(*) from passage_search").fetchone()[0]
    assert len(found) <= 1
    assert indexed == len(passages)
    return parts, [(one.part, one.first, one.last, one.text) for one in passages]


@pytest.mark.fault
def test_a_kill_loses_no_page_and_brings_none_in_twice(tmp_path: Path) -> None:
    file, chance = tmp_path / "paper.pdf", random.Random(4)
    file.write_bytes(paper(PAGES))
    began = time.monotonic()
    assert carrel_read(tmp_path / "whole", str(file)).code == 0
    lasts = time.monotonic() - began
    parts, passages = held(tmp_path / "whole")
    assert [part[3] for part in parts] == list(range(PAGES))
    half_way = 0
    for number in range(ROUNDS):
        home = tmp_path / str(number)
        child = start(home, "read", str(file))
        if number % 2:
            wait_for_parts(home, child, chance.randrange(1, PAGES // 2))
        else:
            with suppress(subprocess.TimeoutExpired):
                child.wait(chance.uniform(0.2, 0.95) * lasts)
        child.kill()
        child.communicate()
        first = held(home)
        assert first == (parts[: len(first[0])], passages[: len(first[1])])
        half_way += 0 < len(first[0]) < PAGES
        assert carrel_read(home, *([] if first[0] and number % 3 else [str(file)])).code == 0
        assert held(home) == (parts, passages)
    assert half_way >= 1
