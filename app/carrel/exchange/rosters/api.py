"""What every format of rosters speaks of: pupils in their classes, and what a dry run tells of a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _

LONGEST = 200
"""Characters of a name, a title, a group or an id."""


class RosterRefused(CarrelError):
    """The files are none that a roster can be read from, or nothing of them can."""


@dataclass(frozen=True)
class RosterPupil:
    """A pupil as a roster tells of them; every text stands on one line (``tidy``).

    name: as it is shown, never empty. given, family: its parts, where the roster tells them apart.
    code: what stands in place of the name in the files of a class (``codes``); empty as long as there is none.
    groups: within the class in which the pupil stands here. external_id: what another program knows the pupil by.
    """

    name: str
    given: str = ""
    family: str = ""
    code: str = ""
    groups: tuple[str, ...] = ()
    external_id: str = ""


@dataclass(frozen=True)
class RosterClass:
    """A class with its pupils; the title is empty for those pupils who stand in no class, and for nothing else."""

    title: str
    external_id: str = ""
    pupils: tuple[RosterPupil, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file, and what to do about it, a whole sentence each.

    row: counted as a spreadsheet does, from 1; 0 for the file as a whole. column: its name as it stands there; empty
    for the row as a whole. left_out: whether the row was left out; otherwise it was read all the same.
    """

    file: str
    row: int
    column: str
    what: str
    next_step: str
    left_out: bool = True

    def sentence(self) -> str:
        """Names the place, says what is wrong there, and what to do."""
        if not self.row:
            told = _("{file}: {what} {next_step}")
        elif not self.column:
            told = _("{file}, row {row}: {what} {next_step}")
        else:
            told = _("{file}, row {row}, column “{column}”: {what} {next_step}")
        return told.format(**vars(self))


@dataclass(frozen=True)
class Roster:
    """What stood in the files, read dry: nothing was kept yet, and nothing done.

    classes: no two of one external id, or without ids of one title; a pupil of two classes stands in
    both, with the same id and code.
    tells_groups: whether the files speak of groups at all; otherwise they say nothing against those that are known.
    faults: by file and row; the good rows were read. notes: whole sentences about how the files were read.
    """

    classes: tuple[RosterClass, ...]
    tells_groups: bool = False
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    def pupils(self) -> Iterator[RosterPupil]:
        """Every pupil, once for each class."""
        return (pupil for one in self.classes for pupil in one.pupils)

    def left_out(self) -> int:
        """How many rows could not be read."""
        return len({(fault.file, fault.row) for fault in self.faults if fault.left_out and fault.row})


def tidy(text: str) -> str:
    """The text on one line, each letter written in one way; it stays longer than ``LONGEST`` where it was."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[: 2 * LONGEST]
    return unicodedata.normalize("NFC", one_line(text, 2 * LONGEST))
