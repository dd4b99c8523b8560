"""What stands at a database file's place, and how a new one is put there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from carrel.base.files import sync_folder, write_whole
from carrel.store.connect import Connection, connect, looking
from carrel.store.faults import damaged, missing, too_new
from carrel.store.migrations import SET, Step, apply


@dataclass(frozen=True)
class Found:
    """A file that may be opened: whether it holds anything yet, and the names of the steps it still needs."""

    is_new: bool
    pending: tuple[str, ...]


def marker(path: Path) -> Path:
    """The file that says that a profile was begun here; while it stands, an empty database is a loss, not a start."""
    return path.with_suffix(".begun")


def mark_begun(path: Path) -> None:
    """Say that a profile was begun here."""
    if not marker(path).exists():
        write_whole(marker(path), b"Carrel keeps data in this folder.\n")


def examine(path: Path, steps: Sequence[Step]) -> Found:
    """Look at the file without changing a byte of it.

    Raises StoreMissing, StoreDamaged, StoreTooNew. After an unclean end, seen by the log that was left beside the file,
    all of the file is checked first (P7).
    """
    names = [step.__name__ for step in steps]
    if not path.exists() or path.stat().st_size == 0:
        if marker(path).exists() or _ended_uncleanly(path):
            raise missing(path)
        return Found(is_new=True, pending=tuple(names))
    with looking(path) as connection:
        if _ended_uncleanly(path):
            check(connection, path)
        return _examine_steps(connection, path, names)


def create(path: Path, steps: Sequence[Step]) -> None:
    """Make a new file with all steps done; until that, nothing stands under its name."""
    temporary = path.with_name(f".{path.name}.new")
    for left_over in path.parent.glob(f"{temporary.name}*"):
        left_over.unlink()
    with closing(connect(temporary, create=True)) as connection:
        apply(connection, steps)
    os.replace(temporary, path)
    sync_folder(path.parent)


def upgrade(path: Path, steps: Sequence[Step]) -> None:
    """Do the steps that an existing file has not seen; killed anywhere, it has done each step whole or not at all."""
    with closing(connect(path)) as connection:
        apply(connection, steps)


def check(connection: Connection, path: Path) -> None:
    """Look for damage in the whole file; raises StoreDamaged."""
    problems = [row[0] for row in connection.execute("pragma quick_check(3)")]
    if problems != ["ok"]:
        raise damaged(path, "; ".join(problems))


def _ended_uncleanly(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _examine_steps(connection: Connection, path: Path, names: list[str]) -> Found:
    done = _steps_done(connection)
    if unknown := [name for name in done if name not in names]:
        raise too_new(path, unknown)
    if not done:  # a file of ours gets its name with all steps done
        raise missing(path) if marker(path).exists() else damaged(path, "no table of Carrel's")
    return Found(is_new=False, pending=tuple(name for name in names if name not in done))


def _steps_done(connection: Connection) -> list[str]:
    if not connection.execute("select 1 from sqlite_schema where name = '_sqlite_migrations'").fetchone():
        return []
    rows = connection.execute("select name from _sqlite_migrations where migration_set = ? order by id", (SET,))
    return [row[0] for row in rows]
