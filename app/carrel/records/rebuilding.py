"""The text of a piece of work as it was after each entry of its record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from carrel.base.work import Cancel
from carrel.records.diffs import applied, words
from carrel.records.model import MOST_CHARACTERS, Begun, Entry, HandedIn, Revised


class DoesNotFit(ValueError):
    """An entry cannot have come after those before it. number: which."""

    def __init__(self, number: int) -> None:
        super().__init__(f"entry {number} does not fit the text before it")
        self.number = number


def versions(entries: Iterable[Entry]) -> Iterator[str]:
    """The text after each entry, of those that were appended in this order; raises DoesNotFit."""
    text = ""
    for number, entry in enumerate(entries, 1):
        if isinstance(entry.event, Begun) != (number == 1):
            raise DoesNotFit(number)
        if isinstance(entry.event, Revised):
            text = _after(text, entry.event, number)
        elif isinstance(entry.event, HandedIn) and entry.event != handed_in(text):
            raise DoesNotFit(number)
        yield text


def handed_in(text: str) -> HandedIn:
    """What to record when this text is handed in."""
    return HandedIn(digest(text), len(text), words(text))


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def first_misfit(entries: Iterable[Entry], cancel: Cancel) -> int | None:
    """The number of the first entry that cannot have come after those before it; None when all can."""
    try:
        for _text in versions(entries):
            cancel.check()
    except DoesNotFit as misfit:
        return misfit.number
    return None


def _after(text: str, revised: Revised, number: int) -> str:
    try:
        text = applied(text, revised)
    except ValueError as error:
        raise DoesNotFit(number) from error
    if len(text) != revised.characters or len(text) > MOST_CHARACTERS:
        raise DoesNotFit(number)
    return text
