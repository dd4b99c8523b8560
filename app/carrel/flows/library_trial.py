"""A library with very many passages, made to time searches in it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.base.stamp import SystemStamp
from carrel.flows.search_trial import ROUNDS, Searches, Writer, timed
from carrel.library import tables
from carrel.library.model import Document, Part
from carrel.library.search import find, learn
from carrel.store.db import Store

if TYPE_CHECKING:
    from carrel.store.db import Database

MANY, WANTED = 1_000_000, 20
IN_ONE_PART, PARTS, TOGETHER = 50, 20, 25
"""Passages in a part, parts in a document, and documents in a transaction."""

SENTENCES, WORDS, IN_ONE_PASSAGE = 20_000, 36, 3
"""Different sentences, words in each, and sentences in a passage."""

QUERIES = (
    *("the", "water", "energy cell", "quokka", "nothinglikethis", "quok", "the quokka", "a", "light plant river"),
    *(
        "What do plants give off at night?",
        "Why is the quokka the answer to a question of energy?",
        "光合作用",
        "植物 细胞",
    ),
    *("植物为什么在水的旁边？", "ضوئي", "السؤال", "water 水", "how does light give energy to the cell of a plant"),
)


def trial(scratch: Path, passages: int = MANY) -> Searches:
    """Fill a library in the scratch folder, and time searches there, a few times over; the library is removed again."""
    scratch.mkdir(parents=True, exist_ok=True)
    path = scratch / "passages.db"
    try:
        with Store.open(path, SystemStamp()) as store:
            began = time.perf_counter()
            count = fill(store, passages)
            filling = time.perf_counter() - began
            queries = [query for query in (*QUERIES, *rarer()) for _round in range(ROUNDS)]
            return Searches(count, timed(store, queries, lambda db, query: find(db, query, limit=WANTED)), filling)
    finally:
        for left in scratch.glob("passages.*"):
            left.unlink()


def fill(store: Store, passages: int) -> int:
    """Write about so many passages, some documents in each transaction; returns how many there are."""
    writer, stamp = _Pages(), SystemStamp()
    count = document = 0
    while count < passages:
        with store.writing() as db:
            for _each in range(TOGETHER):
                parts = min(PARTS, -(-(passages - count) // IN_ONE_PART))
                count += _document(db, writer, stamp, document, max(0, parts))
                document += 1
    return count


def rarer() -> list[str]:
    """Queries of two words each, from the frequent to the rare ones."""
    words = _Pages().words
    return [f"{words[place]} {words[place * 2]}" for place in (40, 100, 300, 1_000, 3_000, 9_000)]


def _document(db: Database, writer: _Pages, stamp: SystemStamp, number: int, parts: int) -> int:
    document = Document(f"d{number}", stamp.now(), writer.title(), "pdf", f"{number}.pdf", str(number), state="ready")
    tables.create(db, document)
    count = 0
    for place in range(parts):
        part = Part(place, f"p. {place + 1}", "", "\n\n".join(writer.passages(IN_ONE_PART)))
        count += learn(db, document.id, tables.add_part(db, document.id, part), part)
    return count


class _Pages(Writer):
    """Makes paragraphs of sentences that are made once: a million of them in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._made = [self._sentence(number) for number in range(SENTENCES)]

    @property
    def words(self) -> list[str]:
        """The words there are, the most frequent first."""
        return self._words

    def title(self) -> str:
        """Three words."""
        return " ".join(self._chance.choices(self._words, k=3))

    def passages(self, count: int) -> Iterator[str]:
        """So many paragraphs, each a passage; one in fifty is Chinese, and one in fifty Arabic."""
        for _each in range(count):
            kind = self._chance.random()
            if kind < 0.04:
                yield self.text(3 if kind < 0.02 else 7, 100)
            else:
                yield " ".join(self._chance.choices(self._made, k=IN_ONE_PASSAGE))

    def _sentence(self, number: int) -> str:
        said = self.text(10 * number + 2, WORDS)
        return f"{said[0].upper()}{said[1:]}{' quokka' if number % 4_000 == 0 else ''}."
