"""The entries of a record as lines under the days on which things happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from carrel.base.words import _, counted
from carrel.records import sentences
from carrel.records.model import (
    Answered,
    Asked,
    Begun,
    Entry,
    Event,
    HandedIn,
    HintTaken,
    Pasted,
    PolicySet,
    Revised,
    VisibilityTold,
)


def days(entries: Sequence[Entry]) -> Iterator[tuple[str, list[str]]]:
    """Each day as YYYY-MM-DD, in the zone in which it was written, with its lines; revisions in a row make one."""
    for day, on_it in groupby(entries, lambda entry: _clock(entry).date().isoformat()):
        yield day, [line for _kind, alike in groupby(on_it, _run) for line in _lines(list(alike))]


def _run(entry: Entry) -> int:
    """The same for entries that make one line: for all revisions, and for no two others."""
    return 0 if isinstance(entry.event, Revised) else entry.number


def _lines(alike: list[Entry]) -> Iterator[str]:
    first, last = (f"{_clock(entry):%H:%M}" for entry in (alike[0], alike[-1]))
    time = first if first == last else f"{first}–{last}"
    revisions = [entry.event for entry in alike if isinstance(entry.event, Revised)]
    yield f"{time} {_written(revisions) if revisions else _SAYS[type(alike[0].event)](alike[0].event)}"


def _written(revisions: list[Revised]) -> str:
    came = sum(len(revised.added) for revised in revisions)
    went = sum(revised.removed for revised in revisions)
    said = [sentences.written(len(revisions))]
    if came:
        said.append(counted("One character came in.", "{count} characters came in.", came))
    if went:
        said.append(counted("One character went out.", "{count} characters went out.", went))
    said.append(counted("Then it had one character.", "Then it had {count} characters.", revisions[-1].characters))
    return " ".join(said)


def _asked(event: Asked) -> str:
    said = _("The tutor was asked: {prompt}").format(prompt=sentences.quoted(event.prompt))
    reply = counted("The reply has one character.", "The reply has {count} characters.", event.characters)
    return f"{said} {reply}"


def _visibility(event: VisibilityTold) -> str:
    return _("About who sees the work, this was said: {words}").format(words=sentences.quoted(event.text))


def _handed_in(event: HandedIn) -> str:
    return counted(
        "The work was handed in with one character.",
        "The work was handed in with {count} characters.",
        event.characters,
    )


_SAYS: Mapping[type[Event], Callable[[Any], str]] = {
    Begun: lambda _event: _("The work was begun."),
    Pasted: lambda event: sentences.pasted(event.characters, event.origin, event.source),
    Asked: _asked,
    HintTaken: lambda event: f"{sentences.hints(1)} {sentences.level(event.help)}",
    Answered: lambda event: f"{sentences.ANSWERED[event.verdict](1)} {sentences.level(event.help)}",
    VisibilityTold: _visibility,
    PolicySet: lambda event: sentences.ALLOWED[event.policy](),
    HandedIn: _handed_in,
}


def _clock(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.moment.utc) + timedelta(minutes=entry.moment.zone)
