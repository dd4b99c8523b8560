"""Verified copies of a database file."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from carrel.base.files import sync_folder
from carrel.base.stamp import Moment
from carrel.store.connect import looking
from carrel.store.faults import damaged

KEPT = 3
"""How many copies made before upgrades are kept."""


def copy_before(path: Path, step: str, moment: Moment) -> Path:
    """Copy the file to the folder ``before-upgrades`` beside it, named after the step that is about to be done.

    The newest three are kept. Raises DiskFull, and StoreDamaged when the copy is not sound.
    """
    folder = path.with_name("before-upgrades")
    time = "".join(character for character in moment.utc if character.isalnum())
    target = folder / f"{path.stem}-{time}-before-{step}.db"
    folder.mkdir(exist_ok=True, mode=0o700)
    copy_verified(path, target)
    others = sorted(copy for copy in folder.glob(f"{path.stem}-*.db") if copy != target)
    for old in others[: max(0, len(others) + 1 - KEPT)]:
        old.unlink()
    return target


def copy_verified(source: Path, target: Path) -> None:
    """Copy a database, with what is still in its log, so that the target's name never stands for an unsound file."""
    temporary = target.with_name(".copy.part")  # one name, so that what a kill left is written over
    temporary.unlink(missing_ok=True)
    try:
        _copy(source, temporary)
        with temporary.open("r+b") as file:
            os.fsync(file.fileno())
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _copy(source: Path, target: Path) -> None:
    with looking(source) as connection, closing(driver.connect(str(target), isolation_level=None)) as copy:
        connection.backup(copy)
        copy.execute("pragma journal_mode = delete").fetchone()  # one file, with no log beside it
        problems = copy.execute("pragma integrity_check(3)").fetchall()
    if problems != [("ok",)]:
        raise damaged(source, f"its copy: {problems}")
