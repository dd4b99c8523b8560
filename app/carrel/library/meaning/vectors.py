"""Which passages are nearest in meaning: their vectors in memory, compared one by one."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from carrel.library.meaning import tables
from carrel.library.model import Found, Scope
from carrel.library.search import passages

if TYPE_CHECKING:
    from carrel.store.db import Database

MOST_IN_MEMORY = 48 << 20
"""Bytes of vectors that are kept; with more of them each search reads them from the disk, a block at a time."""

MOST_COMPARED = 200_000
"""With more vectors than this, only those of the passages that share words with the question are compared."""

LEAST_LIKE = 0.2
"""The cosine below which two texts have nothing to do with each other, whatever their rank."""

_BLOCK = 8_192


@dataclass(frozen=True)
class _Block:
    """Passages by number, and their vectors as rows of half-precision numbers."""

    numbers: Any
    rows: Any


class Vectors:
    """The vectors of one model, as far as there is room for them. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[tuple[object, ...], list[_Block]] | None = None

    def nearest(
        self, db: Database, model: str, vector: Sequence[float], scope: Scope, limit: int, among: Sequence[int] = ()
    ) -> list[Found]:
        """The passages whose meaning is nearest to this vector of unit length, best first.

        among: the passages that a search by words brought; only they are compared in a very large library.
        """
        version = tables.version(db, model)
        if not version[0]:
            return []
        if version[0] > MOST_COMPARED:
            blocks: Iterable[_Block] = _blocks(tables.vectors(db, model, list(among)))
        else:
            blocks = self._all(db, model, (model, *version))
        best = _best(blocks, vector, tables.inside(db, scope), limit)
        held = {one.number: one for one in passages(db, [number for _alike, number in best])}
        ranked = [(alike, held[number]) for alike, number in best if number in held]
        return [Found(passage, alike, by_meaning=rank) for rank, (alike, passage) in enumerate(ranked, 1)]

    def _all(self, db: Database, model: str, version: tuple[object, ...]) -> Iterable[_Block]:
        """The blocks in memory, or a reading of them where there are too many."""
        with self._lock:
            if self._kept is not None and self._kept[0] == version:
                return self._kept[1]
            kept: list[_Block] = []
            for block in _blocks(tables.vectors(db, model)):
                kept.append(block)
                if sum(one.rows.nbytes for one in kept) > MOST_IN_MEMORY:
                    self._kept = None
                    return _blocks(tables.vectors(db, model))
            self._kept = (version, kept)
            return kept


def _blocks(rows: Iterable[tuple[int, bytes]]) -> Iterator[_Block]:
    """The vectors in blocks; one of another width than the first is left out."""
    import numpy  # noqa: PLC0415 - 0.1 s, when the first question is compared

    reading = iter(rows)
    width = 0
    while some := list(islice(reading, _BLOCK)):
        width = width or len(some[0][1])
        sound = [(number, row) for number, row in some if len(row) == width]
        joined = b"".join(row for _number, row in sound)
        numbers = numpy.array([number for number, _row in sound])
        yield _Block(numbers, numpy.frombuffer(joined, "<f2").reshape(len(sound), width // 2))


def _best(
    blocks: Iterable[_Block], vector: Sequence[float], allowed: Sequence[int] | None, limit: int
) -> list[tuple[float, int]]:
    """The likeness and number of the passages that are most like the vector, best first; allowed: among these only."""
    import numpy  # noqa: PLC0415 - as above

    wanted = numpy.array(vector, numpy.float32)
    inside = None if allowed is None else numpy.array(allowed)
    found: list[tuple[float, int]] = []
    for block in blocks:
        if block.rows.shape[1] != len(wanted):
            continue
        alike = block.rows.astype(numpy.float32) @ wanted
        if inside is not None:
            alike[~numpy.isin(block.numbers, inside)] = -1.0
        first = numpy.argsort(-alike)[:limit]
        found += [(float(alike[place]), int(block.numbers[place])) for place in first if alike[place] >= LEAST_LIKE]
    return sorted(found, key=lambda one: (-one[0], one[1]))[:limit]
