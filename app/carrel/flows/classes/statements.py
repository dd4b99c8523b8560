"""What a class did as statements for a record store that the school has (F7.9)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from carrel.assessment.attempts import tables as attempts
from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.classroom.classes.model import learner_of
from carrel.exchange.xapi import Teller, lines, statements
from carrel.flows.classes.rooms import room
from carrel.flows.kit import Kit
from carrel.flows.take_out import write_new


class NothingTaken(CarrelError):
    """No work of this class was taken in yet."""


@dataclass(frozen=True)
class Told:
    """A file of statements that was written: where, how many, and of how many pupils."""

    path: Path
    statements: int
    pupils: int


@dataclass(frozen=True)
class Statements:
    """What a class did, ready to be told. lines: each statement as JSON with its newline; ids: theirs, in order."""

    lines: tuple[bytes, ...]
    ids: tuple[str, ...]
    pupils: int


def made(kit: Kit, named: str, home: str, *, answers: bool) -> Statements:
    """A statement for each try of the class; a code stands for each pupil, and never a name.

    home: the address under which the school's codes are given out. answers: whether what was answered is told.
    Raises ClassMissing, NothingTaken and StatementsRefused.
    """
    here = room(kit, named)
    codes = {learner_of(pupil): pupil.code for pupil in here.pupils}
    with kit.store.reading() as db:
        tries = [one for learner in codes for one in attempts.attempts(db, learner)]
    if not tries:
        raise NothingTaken(
            _("No work of “{title}” was taken in yet.").format(title=here.classroom.title),
            _("Take in what the pupils gave back first: “carrel class take”."),
        )
    told = list(statements(tries, Teller(home, codes, answers=answers)))
    ids = tuple(str(one["id"]) for one in told)
    return Statements(tuple(lines(told)), ids, len({one.learner for one in tries}))


def write(kit: Kit, named: str, home: str, path: Path, *, answers: bool, replace: bool = False) -> Told:
    """Write the statements of a class as JSON lines; raises as `made` does, and FileExists and FileUnwritable."""
    told = made(kit, named, home, answers=answers)
    write_new(path, b"".join(told.lines), replace=replace)
    return Told(path, len(told.lines), told.pupils)
