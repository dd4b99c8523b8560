"""Marks answers to items from files by code alone: no model is loaded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.model import Verdict
from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel

LONGEST_LINE = 8_000_000
"""The longest line of pairs that is read, in bytes."""


class PairsUnreadable(CarrelError):
    """A file of items or pairs cannot be read at all."""


class PairRefused(CarrelError):
    """A line is no pair of an item and an answer."""


@dataclass(frozen=True)
class Marked:
    """What came of one line: a verdict, or the error that kept it from one; id: as the line gives it."""

    line: int
    id: Any
    verdict: Verdict | None = None
    error: CarrelError | None = None


def mark_pairs(path: Path, cancel: Cancel) -> Iterator[Marked]:
    """Each line ``{"id", "item", "answer"}`` of the file, marked, in order; “-” is standard input.

    A line that is no pair is told with its number, and the others go on. Raises PairsUnreadable and Stopped.
    """
    with _opened(path) as file:
        number = 0
        while line := file.readline(LONGEST_LINE):
            cancel.check()
            number += 1
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                _skip_line(file)
                yield Marked(number, None, error=_refused(_("Line {line} is too long.").format(line=number)))
            elif line.strip():
                yield _marked(number, line)


def mark_one(path: Path, answer: str) -> Marked:
    """The answer to the item in the file; raises PairsUnreadable and ItemRefused."""
    with _opened(path) as file:
        text = file.read(LONGEST_LINE)
    try:
        raw = json.loads(text.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise PairsUnreadable(_("The file of the item is no JSON."), _("Correct the file and try again.")) from error
    item = item_from(raw)
    return Marked(1, item.id, mark(item, answer))


def _marked(number: int, line: bytes) -> Marked:
    try:
        pair = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Marked(number, None, error=_refused(_("Line {line} is no JSON.").format(line=number)))
    if not isinstance(pair, dict) or "item" not in pair or "answer" not in pair:
        named = pair.get("id") if isinstance(pair, dict) else None
        sentence = _("Line {line} must be an object with “id”, “item” and “answer”.")
        return Marked(number, named, error=_refused(sentence.format(line=number)))
    try:
        return Marked(number, pair.get("id"), mark(item_from(pair["item"]), pair["answer"]))
    except CarrelError as error:
        told = _("Line {line}: {what}").format(line=number, what=error.what)
        return Marked(number, pair.get("id"), error=type(error)(told, error.next_step))


def _refused(what: str) -> PairRefused:
    return PairRefused(what, _("Correct the line and try again."))


def _skip_line(file: BinaryIO) -> None:
    while (more := file.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
        pass


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise PairsUnreadable(
            _("The file “{name}” cannot be read.").format(name=path.name),
            _("Look whether the file is there and may be read."),
            error.strerror or "",
        ) from error
