"""Whether a pack is new here, in whatever order packs come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from carrel.classroom.model import Arrived, Kind

Standing = Literal["new", "older", "duplicate"]
"""Never seen and the latest; never seen, but a later one of its line is here; seen before."""

Line = tuple[bytes, str, Kind]
"""The issuer's key, the class and the kind: packs of one line follow each other."""

Rank = tuple[int, str, str]
"""Orders the packs of a line: the sequence, then, where a restored backup counted twice, the moment and the digest."""


@dataclass(frozen=True)
class Ledger:
    """What was taken in so far. digests: of each pack. latest: the highest rank of each line."""

    digests: frozenset[str] = frozenset()
    latest: Mapping[Line, Rank] = field(default_factory=dict)


def line(pack: Arrived) -> Line:
    """The line to which the pack belongs."""
    return pack.heading.issuer.key, pack.heading.classroom, pack.heading.kind


def rank(pack: Arrived) -> Rank:
    """Its place in the line."""
    return pack.heading.sequence, pack.heading.created.utc, pack.digest


def standing(pack: Arrived, ledger: Ledger) -> Standing:
    """Whether the pack is new, older than what is here, or here already."""
    if pack.digest in ledger.digests:
        return "duplicate"
    latest = ledger.latest.get(line(pack))
    return "new" if latest is None or rank(pack) > latest else "older"


def entered(pack: Arrived, ledger: Ledger) -> Ledger:
    """The ledger with this pack; the same whichever order packs are entered in, and however often.

    Raises ValueError for a pack that is not ok: it could carry the digest of another, which would then count as seen.
    """
    if pack.state != "ok":
        raise ValueError(pack.state)
    latest = max(rank(pack), ledger.latest.get(line(pack), rank(pack)))
    return Ledger(ledger.digests | {pack.digest}, {**ledger.latest, line(pack): latest})
