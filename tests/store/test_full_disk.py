"""A full disk: writing says so, reading goes on, what was there stays, and there is a way back (P9)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from carrel.base.errors import CarrelError
from carrel.conversations import tables
from carrel.conversations.model import Conversation, Ending, Message
from carrel.store.db import Store
from carrel.store.faults import DiskFull, StoreUnreachable
from carrel.store.space import Limits
from tests.conftest import CountingStamp
from tests.store.kit import NAME, WITH_OPTIONS, groups, problems, write_group

BYTES = 6 << 20
Disk = Callable[[Path], AbstractContextManager[Callable[[], None]]]
pytestmark = [pytest.mark.fault, pytest.mark.skipif(sys.platform == "win32", reason="needs a small disk")]


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[], None]]:
    """Make the folder a disk of 6 MB; gives back what makes room on it."""
    filler = folder / "other people's files"
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={BYTES}", "tmpfs", str(folder)], check=True)
    try:
        filler.write_bytes(bytes(BYTES // 3))
        yield filler.unlink
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def small_files(_folder: Path) -> Iterator[Callable[[], None]]:
    """Let no file of this process grow over 3 MB; gives back what lets them grow again."""
    import resource  # noqa: PLC0415 - Windows has none

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES // 2, before[1]))
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


IS_ROOT = os.name != "nt" and os.getuid() == 0
DISKS = [
    pytest.param(
        small_disk, DiskFull, marks=pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only root mounts")
    ),
    (small_files, StoreUnreachable),  # the driver does not tell this from a broken disk
]


def fill(store: Store, stamp: CountingStamp, kind: type[CarrelError]) -> set[str]:
    """Write groups until the disk takes no more, three times over; returns the names of the acknowledged ones."""
    kept: set[str] = set()

    def write_on() -> None:
        while True:
            name = stamp.new_id()
            with store.writing() as db:
                write_group(db, name, stamp)
            kept.add(name)

    for _attempt in range(3):
        with pytest.raises(kind):
            write_on()
    return kept


@pytest.mark.parametrize(("disk", "kind"), DISKS)
def test_a_full_disk_stops_writing_only_until_there_is_room(
    disk: Disk, kind: type[CarrelError], tmp_path: Path, stamp: CountingStamp
) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with (
        disk(folder) as make_room,
        Store.open(folder / NAME, stamp, steps=WITH_OPTIONS, limits=Limits(0, 0)) as store,
    ):
        with store.writing() as db:
            tables.create_conversation(db, Conversation("chat", stamp.now(), stamp.now()))
            tables.add_message(db, Message("answer", "chat", None, "assistant", "", stamp.now(), state="streaming"))
        kept = fill(store, stamp, kind)
        with store.reading() as db:
            assert groups(db) == (kept, {"chat"})
            assert problems(db) == []
        make_room()
        pending = Ending("The whole of the answer that was waiting. " * 500)
        with store.writing() as db:
            tables.finish_message(db, "answer", pending, stamp.now())
        with store.reading() as db:
            assert tables.get_message(db, "answer").text == pending.text
            assert groups(db) == (kept, {"chat"})
            assert problems(db) == []
