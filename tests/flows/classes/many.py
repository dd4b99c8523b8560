"""Many results packs of a class, made and signed without a home for each pupil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from carrel.assessment.attempts.model import Attempt
from carrel.assessment.model import Item
from carrel.assessment.version import version_of
from carrel.base.stamp import Moment, derived_id
from carrel.classroom import packing, sealing, signing
from carrel.classroom.devices import tables as devices
from carrel.classroom.model import Heading, Issuer
from carrel.flows.classes import rooms
from carrel.flows.classes.hand_back import SUFFIX
from carrel.flows.classes.keys import private_key
from carrel.flows.classes.returns import RESULTS_FILE, Results, written
from carrel.flows.kit import Kit

_BEGAN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Amount:
    """So many packs of each of so many pupils, each with so many tries that no pack before it held.

    whole: each pack also says again all that the ones before it said, as a pupil's do. asked: the items that are tried,
    one after the other, of a pack that is installed; without any they are of one that is not there.
    """

    pupils: int
    packs: int
    tries: int
    whole: bool = False
    asked: tuple[Item, ...] = ()


def write_packs(kit: Kit, classroom: str, folder: Path, amount: Amount) -> list[Path]:
    """Put the pupils into the class, their devices among the known ones, and their packs into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with kit.store.writing() as db:
        seal_to = sealing.public_key(private_key(db, "sealing"))
    paths = []
    for number in range(amount.pupils):
        secret = signing.new_private_key()
        pupil = rooms.add_pupil(kit, classroom, f"Pupil {number:04}", f"CODE-{number:04}")
        with kit.store.writing() as db:
            devices.know(db, signing.public_key(secret), pupil.id, kit.stamp.now())
        done: list[Attempt] = []
        for sequence in range(1, amount.packs + 1):
            fresh = [_at(_attempt(number, sequence, nth), amount.asked, number, nth) for nth in range(amount.tries)]
            done = [*done, *fresh] if amount.whole else fresh
            path = folder / f"{pupil.code}-{sequence:04}{SUFFIX}"
            path.write_bytes(sealing.seal(_pack(secret, classroom, pupil.code, sequence, done), seal_to))
            paths.append(path)
    return paths


def _pack(secret: bytes, classroom: str, code: str, sequence: int, tries: Sequence[Attempt]) -> bytes:
    made = Moment.of(_BEGAN + timedelta(days=sequence))
    issuer = Issuer("", signing.public_key(secret))
    heading = Heading(derived_id(code, str(sequence)), "results", made, issuer, classroom, sequence)
    return packing.write(heading, {RESULTS_FILE: written(Results(code, "0" * 64, tuple(tries)))}, secret)


def _attempt(pupil: int, sequence: int, nth: int) -> Attempt:
    right = (pupil + nth) % 3 != 0
    return Attempt(
        id=derived_id(str(pupil), str(sequence), str(nth)),
        created=Moment.of(_BEGAN + timedelta(days=sequence, minutes=nth)),
        item=f"sums.adding.{nth:02}",
        kind="numeric",
        topic="sums.adding",
        skills=("sums.adding",),
        answer=str(nth),
        verdict="right" if right else "wrong",
        score=1.0 if right else 0.0,
        why="The sum is right." if right else "The sum is another one.",
        by="code",
        nth=1,
        help=0,
        hints=0,
        unaided=True,
        seconds=21.5,
        assignment="adding",
    )


def _at(attempt: Attempt, asked: Sequence[Item], pupil: int, nth: int) -> Attempt:
    """The try at one of these items: its key where it is said to be right, and an answer of this pupil where not."""
    if not asked:
        return attempt
    item = asked[(pupil + nth) % len(asked)]
    said = item.answers[0] if attempt.verdict == "right" else f"{pupil} {item.answers[0]} {nth}"
    return replace(attempt, item=item.id, kind=item.kind, answer=said, version=version_of(item))
