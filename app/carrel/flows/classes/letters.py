"""What a class pack tells each pupil, closed to the pupil's own devices: nobody else in the class can read it.

Every pack says all of it anew, so that a lost one costs nothing, and the latest one is the whole truth. There is a
letter for each device that is known, also where nothing is said to its pupil, and its length is filled up: who was told
how much cannot be seen from the outside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.deciding import tables as deciding
from carrel.assessment.deciding.model import DECIDED, Decision
from carrel.assessment.fields import Fields, ItemRefused
from carrel.base.errors import CarrelError
from carrel.base.stamp import derived_id
from carrel.base.words import _
from carrel.classroom import sealing
from carrel.classroom.classes.model import Pupil, learner_of
from carrel.classroom.devices import tables as devices
from carrel.classroom.feedback import tables
from carrel.classroom.feedback.model import ABOUT, Feedback, Told
from carrel.flows.classes.contents import parsed, refusing
from carrel.flows.classes.moments import moment_in

if TYPE_CHECKING:
    from carrel.store.db import Database

FOLDER = "letters/"
MOST = 2_000
"""The newest things that are told to one pupil."""

_BLOCK = 4_096
"""The bytes of a letter are a multiple of these."""


@dataclass(frozen=True)
class Letters:
    """The letters of a class pack, by their names in it.

    carried: the feedback that is in one and was approved since the last pack. waiting: how many approved ones are for
    a pupil of whom no device is known: they wait until the pupil has handed something in.
    """

    entries: Mapping[str, bytes]
    carried: tuple[Feedback, ...]
    waiting: int


@dataclass(frozen=True)
class Letter:
    """What one pupil is told. pupil: what stands for the pupil in the ids of the tries there."""

    pupil: str
    told: tuple[Told, ...]


def letters(db: Database, pupils: list[Pupil], classroom: str) -> Letters:
    """The letters to these pupils of a class; none at all where nothing is said to anybody."""
    keys = devices.seals(db, classroom)
    kept = tables.feedback(db, classroom)
    said = {pupil.id: _told(db, pupil, [one for one in kept if one.pupil == pupil.id]) for pupil in pupils}
    approved = [one for one in kept if one.state == "approved" and one.pupil in said]
    carried = tuple(one for one in approved if one.pupil in keys)
    if not any(said.values()):
        return Letters({}, (), 0)
    closed = [
        sealing.seal(_written(classroom, pupil.id, said[pupil.id]), key)
        for pupil in pupils
        for key in keys.get(pupil.id, ())
    ]
    # In the order of their bytes, which are those of chance: it says nothing of the pupils.
    entries = {f"{FOLDER}{number:04}": content for number, content in enumerate(sorted(closed), 1)}
    return Letters(entries, carried, len(approved) - len(carried))


def opened(entries: Mapping[str, bytes], private_key: bytes, classroom: str) -> Letter | None:
    """The letter that is closed to this device; None where there is none. Raises PackUnreadable for one of no sense."""
    for name, content in entries.items():
        if not name.startswith(FOLDER) or not sealing.is_sealed(content):
            continue
        try:
            said = sealing.unseal(content, private_key)
        except CarrelError:
            continue  # it is for somebody else
        return _opened(said, classroom)
    return None


def receive(db: Database, letter: Letter, classroom: str, learner: str) -> None:
    """Keep what the pupil at this computer is told, and let decisions count in the pupil's own progress."""
    own = {derived_id("try", letter.pupil, one.id): one.id for one in attempts.attempts(db, learner)}
    _before, had = tables.told(db, classroom)
    deciding.drop(db, [own[one.about] for one in had if one.verdict and one.about in own])
    for one in letter.told:
        if one.verdict and one.about in own:
            deciding.keep(db, Decision(own[one.about], one.verdict, one.because, one.created))  # type: ignore[arg-type]
    tables.tell(db, classroom, letter.pupil, letter.told)


def _told(db: Database, pupil: Pupil, kept: list[Feedback]) -> list[Told]:
    """All that is said to a pupil, the newest last: what was approved, and what was decided."""
    decided = {one.attempt: one for one in deciding.of_learner(db, learner_of(pupil))}
    found = []
    for one in kept:
        text, moment = (one.text, one.settled) if one.state == "approved" else (one.sent, one.said)
        if text is not None and moment is not None:
            decision = decided.pop(one.about, None) if one.kind == "try" else None
            found.append(_with(Told(one.kind, one.about, text, moment), decision))
    found += [_with(Told("try", one.attempt, "", one.created), one) for one in decided.values()]
    return sorted(found, key=lambda one: (one.created.utc, one.about))[-MOST:]


def _with(told: Told, decision: Decision | None) -> Told:
    if decision is None:
        return told
    moment = max(told.created, decision.created, key=lambda one: one.utc)
    return Told(told.kind, told.about, told.text, moment, decision.verdict, decision.because)


def _written(classroom: str, pupil: str, told: list[Told]) -> bytes:
    said = {"class": classroom, "pupil": pupil, "told": [_out(one) for one in told]}
    content = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    return content + b" " * (-len(content) % _BLOCK)


def _out(one: Told) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("kind", "about", "text", "verdict", "because")}
    return {**{name: value for name, value in said.items() if value}, "at": vars(one.created)}


def _opened(said: bytes, classroom: str) -> Letter:
    told = Fields(parsed(said))
    return refusing(lambda: _read(told, classroom))


def _read(fields: Fields, classroom: str) -> Letter:
    if fields.text("class", required=True) != classroom:
        raise ItemRefused.because(_("A letter in this pack is for another class."))
    told = tuple(_in(one) for one in fields.objects("told", empty=True, most=MOST))
    return Letter(fields.text("pupil", required=True), told)


def _in(fields: Fields) -> Told:
    kind, verdict = fields.text("kind", required=True), fields.text("verdict")
    if kind not in ABOUT or verdict not in {"", *DECIDED}:
        raise ItemRefused.because(_("A letter in this pack says something that this Carrel does not know."))
    about, text, because = fields.text("about", required=True), fields.text("text"), fields.text("because")
    return Told(kind, about, text, moment_in(fields.inner("at")), verdict, because)
