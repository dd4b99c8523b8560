"""Marks answers to items from files by code; a model may only suggest what code could not tell."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.model import Item, Verdict
from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.flows.second_look import Suggested

LONGEST_LINE = 8_000_000
"""The longest line of pairs that is read, in bytes."""


class PairsUnreadable(CarrelError):
    """A file of items or pairs cannot be read at all."""


class PairRefused(CarrelError):
    """A line is no pair of an item and an answer."""


@dataclass(frozen=True)
class Marked:
    """What came of one line: a verdict, or the error that kept it from one; id: as the line gives it.

    suggested: what a model suggests for points that code left open; the verdict is by code all the same.
    """

    line: int
    id: Any
    verdict: Verdict | None = None
    error: CarrelError | None = None
    suggested: tuple[Suggested, ...] = ()


Suggest = Callable[[Item, object], tuple[Suggested, ...]]
"""Asks for suggestions on an answer."""


def no_suggestions(_item: Item, _answer: object) -> tuple[Suggested, ...]:
    """No model is asked."""
    return ()


def mark_pairs(path: Path, cancel: Cancel, suggest: Suggest = no_suggestions) -> Iterator[Marked]:
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
                yield _marked(number, line, suggest)


def mark_one(path: Path, answer: str, suggest: Suggest = no_suggestions) -> Marked:
    """The answer to the item in the file; raises PairsUnreadable and ItemRefused."""
    with _opened(path) as file:
        text = file.read(LONGEST_LINE)
    try:
        raw = json.loads(text.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise PairsUnreadable(_("The file of the item is no JSON."), _("Correct the file and try again.")) from error
    item = item_from(raw)
    return _judged(1, item.id, item, answer, suggest)


def _judged(number: int, named: Any, item: Item, answer: object, suggest: Suggest) -> Marked:
    verdict = mark(item, answer)
    left = verdict.verdict in {"cant_tell", "partly"} and item.kind == "open"
    return Marked(number, named, verdict, suggested=suggest(item, answer) if left else ())


def _marked(number: int, line: bytes, suggest: Suggest) -> Marked:
    try:
        pair = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Marked(number, None, error=_refused(_("Line {line} is no JSON.").format(line=number)))
    if not isinstance(pair, dict) or "item" not in pair or "answer" not in pair:
        named = pair.get("id") if isinstance(pair, dict) else None
        sentence = _("Line {line} must be an object with “id”, “item” and “answer”.")
        return Marked(number, named, error=_refused(sentence.format(line=number)))
    try:
        item = item_from(pair["item"])
    except CarrelError as error:
        told = _("Line {line}: {what}").format(line=number, what=error.what)
        return Marked(number, pair.get("id"), error=type(error)(told, error.next_step))
    return _judged(number, pair.get("id"), item, pair["answer"], suggest)


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
