"""What every reader of a desk's files speaks of: what is wrong in a file, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.words import _


class DeskRefused(CarrelError):
    """A file is none that a desk can be made of, or nothing of it can be read."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file, and what to do about it, a whole sentence each.

    line: counted from 1, as an editor does; 0 for the file as a whole, and in tables. row: of a table, counted from 1
    as a spreadsheet does; column: the heading of a cell. left_out: whether what stands there was left out; otherwise it
    was read all the same.
    """

    file: str
    line: int
    what: str
    next_step: str
    row: int = 0
    column: str = ""
    left_out: bool = True

    def sentence(self) -> str:
        """Names the place, says what is wrong there, and what to do."""
        if self.line:
            told = _("{file}, line {line}: {what} {next_step}")
        elif self.column:
            told = _("{file}, row {row}, column “{column}”: {what} {next_step}")
        elif self.row:
            told = _("{file}, row {row}: {what} {next_step}")
        else:
            told = _("{file}: {what} {next_step}")
        return told.format(**vars(self))

    def as_json(self) -> dict[str, Any]:
        """The object that a command prints with ``--json``."""
        return {
            "file": self.file,
            "line": self.line or None,
            "row": self.row or None,
            "column": self.column or None,
            "what": self.what,
            "next": self.next_step,
            "left_out": self.left_out,
        }
