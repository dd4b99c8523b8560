"""Killed at any moment, nothing acknowledged is lost and nothing is half there (P1, P2, P4, P8)."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carrel.base.stamp import SystemStamp
from carrel.conversations import tables
from carrel.store.db import Store
from tests.store.kit import MORE_STEPS, NAME, WITH_OPTIONS, groups, problems, write_group
from tests.store.victim import ACKNOWLEDGED

Kill = Callable[[str, Path, float | None], int]
pytestmark = [pytest.mark.fault, pytest.mark.skipif(os.name == "nt", reason="Windows has no fork and no SIGKILL")]


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    """Have a deed done in a process of its own, and that process killed after some seconds; returns how it ended."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.victim"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        orders, answers = program.stdin, program.stdout

        def order(deed: str, folder: Path, kill_after: float | None) -> int:
            print(json.dumps({"do": deed, "folder": str(folder), "kill_after": kill_after}), file=orders, flush=True)
            return int(answers.readline())

        yield order
        orders.close()


def acknowledged(folder: Path) -> list[str]:
    """What the killed programs had promised to keep."""
    note = folder / ACKNOWLEDGED
    return note.read_text().splitlines() if note.exists() else []


def test_a_hundred_kills_lose_no_acknowledged_group_and_leave_no_half(kill: Kill, tmp_path: Path) -> None:
    moments, reach = random.Random(20260302), 0.08
    for done in range(1, 101):
        assert kill("write_groups", tmp_path, moments.uniform(0.0, reach)) == signal.SIGKILL
        if len(acknowledged(tmp_path)) < 2 * done:
            reach = min(2.0, 1.2 * reach)  # a slow computer has written too little by then to lose any of it
        if not (tmp_path / NAME).exists():
            assert acknowledged(tmp_path) == []
            continue
        with Store.open(tmp_path / NAME, SystemStamp(), steps=WITH_OPTIONS) as store, store.reading() as db:
            whole, broken = groups(db)
            assert broken == set()
            assert set(acknowledged(tmp_path)) - whole == set()
            assert problems(db) == []
    assert len(acknowledged(tmp_path)) > 100


def test_a_killed_stream_keeps_its_last_flush_and_comes_back_interrupted(kill: Kill, tmp_path: Path) -> None:
    moments = random.Random(7)
    interrupted, flushed = 0, dict[str, int]()
    for number in range(100):
        if number >= 20 and len(flushed) > 10:  # a busy computer may not come to its first flush in every round
            break
        assert kill("stream", tmp_path, moments.uniform(0.01, 0.12)) == signal.SIGKILL
        with Store.open(tmp_path / NAME, SystemStamp(), steps=WITH_OPTIONS) as store:
            with store.writing() as db:
                interrupted += tables.interrupt_streaming(db)
            with store.reading() as db:
                flushed = {line.split()[0]: int(line.split()[1]) for line in acknowledged(tmp_path)}
                for answer, length in flushed.items():
                    message = tables.get_message(db, answer)
                    assert (message.state, len(message.text) >= length) == ("interrupted", True)
                    assert tables.thread(db, message.conversation)[-1] == message
    assert interrupted >= len(flushed) > 10


@pytest.mark.parametrize("number", range(1, len(MORE_STEPS)))
def test_killed_in_a_step_the_file_is_old_or_new_and_the_next_start_finishes(
    kill: Kill, tmp_path: Path, number: int
) -> None:
    stamp = SystemStamp()
    Store.open(tmp_path / NAME, stamp, steps=MORE_STEPS[:1]).close()
    assert kill(f"upgrade_and_die_within_{number}", tmp_path, None) == signal.SIGKILL
    with Store.open(
        tmp_path / NAME, stamp, steps=MORE_STEPS[:number]
    ):  # it knows no later step: StoreTooNew if one is done
        pass
    with Store.open(tmp_path / NAME, stamp, steps=MORE_STEPS) as store, store.reading() as db:
        assert problems(db) == []
        assert db.execute("select value, note from filled").fetchall() == [(1, "new")]


def test_killed_in_the_first_step_there_is_no_file_yet(kill: Kill, tmp_path: Path) -> None:
    assert kill("upgrade_and_die_within_0", tmp_path, None) == signal.SIGKILL
    assert not (tmp_path / NAME).exists()
    Store.open(tmp_path / NAME, SystemStamp()).close()


def test_killed_anywhere_in_an_upgrade_the_data_are_there_and_every_copy_is_sound(kill: Kill, tmp_path: Path) -> None:
    stamp, moments = SystemStamp(), random.Random(11)
    original = tmp_path / "original"
    original.mkdir()
    with Store.open(original / NAME, stamp, steps=WITH_OPTIONS) as store, store.writing() as db:
        for number in range(300):
            write_group(db, f"g{number}", stamp)
    for attempt in range(20):
        folder = shutil.copytree(original, tmp_path / str(attempt))
        kill("upgrade", folder, moments.uniform(0.0, 0.06))
        files = [folder / NAME, *folder.glob("before-upgrades/carrel-*.db")]
        for file in files:
            with Store.open(file, stamp, steps=MORE_STEPS) as store, store.reading() as db:
                assert (len(groups(db)[0]), problems(db)) == (300, [])
                assert db.execute("select value, note from filled").fetchall() == [(1, "new")]


def test_a_lock_is_free_again_when_its_owner_is_killed(kill: Kill, tmp_path: Path) -> None:
    for _round in range(5):  # each round takes over what the one before left
        assert kill("hold", tmp_path, 0.1) == signal.SIGKILL
    assert len(acknowledged(tmp_path)) > 0
