"""What runs in the child: reads the list of a class."""

from __future__ import annotations

import heapq  # noqa: F401 - Counter asks for it when it is first used, and inside the sandbox that is too late
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from carrel.base.encoded import load_encodings
from carrel.base.inside import Refusal, works_apart
from carrel.base.wire import Frame
from carrel.exchange.rosters import columns, reading
from carrel.exchange.rosters.api import RosterRefused

load_encodings()  # inside the sandbox Python could not load them any more
columns.word("")  # which spellings there are is read from a file, too


@works_apart
def read(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """A frame with what holds for the list as a whole, and one for each class, pupil and fault of it, in order.

    files: names and lengths; data: their contents, one after the other. Raises Refusal with the sentence and the next
    step.
    """
    try:
        found = reading.read(_cut(arguments["files"], arguments.get("data", b"")), arguments["title"])
    except RosterRefused as error:
        raise Refusal("refused", what=error.what, next_step=error.next_step, detail=error.detail) from error
    yield Frame({"tells_groups": found.tells_groups, "notes": found.notes})
    for one in found.classes:
        yield Frame({"class": asdict(replace(one, pupils=()))})
        for pupil in one.pupils:
            yield Frame({"pupil": asdict(pupil)})
    for fault in found.faults:
        yield Frame({"fault": asdict(fault)})


def _cut(files: list[tuple[str, int]], data: bytes) -> dict[str, bytes]:
    found, start = {}, 0
    for name, length in files:
        found[name] = data[start : start + length]
        start += length
    return found
