"""Reads the list of a class through a limited child, and says of one that cannot be read what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from carrel.base.apart import Ended, Limits, Refused, run
from carrel.base.text import clean
from carrel.base.wire import Frame
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.exchange.rosters.api import Fault, Roster, RosterClass, RosterPupil, RosterRefused

LIMITS = Limits(memory=1_200_000_000, cpu_s=120.0, wait_s=120.0)
_READ = "carrel.exchange.rosters.work:read"


def read(files: Mapping[str, bytes], title: str, cancel: Cancel) -> Roster:
    """The roster in the files, as `reading.read` tells it; raises RosterRefused and Stopped."""
    asked = {"files": [(name, len(content)) for name, content in files.items()], "title": title}
    try:
        return _roster(run(_READ, asked, LIMITS, cancel, data=b"".join(files.values())))
    except Refused as refused:
        told = (clean(str(refused.facts.get(name, ""))) for name in ("what", "next_step", "detail"))
        raise RosterRefused(*told) from refused
    except Ended as ended:
        raise _died(ended) from ended
    except (LookupError, TypeError, ValueError) as error:
        raise _died(Ended("garbage", type(error).__name__)) from error


def _roster(frames: Iterator[Frame]) -> Roster:
    first = next(frames).body
    classes: list[tuple[RosterClass, list[RosterPupil]]] = []
    faults: list[Fault] = []
    for frame in frames:
        if "class" in frame.body:
            said = _texts(frame.body["class"], "title", "external_id")
            classes.append((RosterClass(**said), []))
        elif "pupil" in frame.body:
            said = _texts(frame.body["pupil"], "name", "given", "family", "code", "external_id")
            classes[-1][1].append(RosterPupil(**said, groups=_list(frame.body["pupil"]["groups"])))
        else:
            told = frame.body["fault"]
            said = _texts(told, "file", "column", "what", "next_step")
            faults.append(Fault(row=int(told["row"]), left_out=bool(told["left_out"]), **said))
    found = tuple(replace(one, pupils=tuple(pupils)) for one, pupils in classes)
    return Roster(found, bool(first["tells_groups"]), tuple(faults), _list(first["notes"]))


def _texts(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: clean(str(told[name])) for name in names}


def _list(told: object) -> tuple[str, ...]:
    if not isinstance(told, list):
        raise TypeError("no list")
    return tuple(clean(str(one)) for one in told)


def _died(ended: Ended) -> RosterRefused:
    what = {
        "memory": _("This list takes more memory than the list of a school may."),
        "time": _("This list takes longer to read than the list of a school may."),
    }.get(ended.why, _("This list is damaged, or is no list of a class."))
    return RosterRefused(what, _("Divide it, and read the parts one after the other."), f"{ended.why}: {ended.detail}")
