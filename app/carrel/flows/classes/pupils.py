"""What is kept of a pupil is changed: the name, the groups, and whether somebody is still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carrel.base.show import one_line
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import LONGEST_NAME, Pupil, checked_name
from carrel.flows.kit import Kit


def change(kit: Kit, pupil: str, name: str, groups: Sequence[str]) -> Pupil:
    """Call a pupil by this name from now on, and put them into these groups; the code stays.

    Raises ClassMissing and NotSaid.
    """
    said = {"name": checked_name(name), "groups": tidy_groups(groups)}
    with kit.store.writing() as db:
        changed = replace(tables.pupil(db, pupil), **said)  # type: ignore[arg-type]
        tables.keep_pupil(db, changed)
    return changed


def leave(kit: Kit, pupil: str, *, left: bool = True) -> Pupil:
    """Note that a pupil is no longer in the class, or is there again; what was done is kept. Raises ClassMissing."""
    with kit.store.writing() as db:
        changed = replace(tables.pupil(db, pupil), left=left)
        tables.keep_pupil(db, changed)
    return changed


def tidy_groups(groups: Sequence[str]) -> tuple[str, ...]:
    """The names of groups on one line each, every one once, without empty ones."""
    return tuple(dict.fromkeys(name for group in groups if (name := one_line(group)[:LONGEST_NAME].strip())))
