"""Vectors are kept in half precision, compared, and fused with the search by words."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from carrel.library import tables
from carrel.library.meaning import tables as meanings
from carrel.library.meaning import vectors
from carrel.library.meaning.fusing import fuse
from carrel.library.meaning.vectors import Vectors
from carrel.library.model import Found, Passage, Scope
from tests.conftest import CountingStamp
from tests.library.kit import kept, titles

if TYPE_CHECKING:
    from sqlite_utils import Database

WIDTH = 8


def direction(place: int, leaning: float = 0.0) -> list[float]:
    """A vector of unit length along one axis, leaning to the next."""
    vector = [0.0] * WIDTH
    vector[place % WIDTH] = (1 - leaning**2) ** 0.5
    vector[(place + 1) % WIDTH] = leaning
    return vector


def numbers(founds: list[Found]) -> list[int]:
    """Which passages they are."""
    return [one.passage.number for one in founds]


@pytest.fixture
def three(db: Database, stamp: CountingStamp) -> list[str]:
    """Three documents of one passage each, whose vectors stand at right angles."""
    documents = [kept(db, stamp, name, f"About {name}.") for name in ("salt", "iron", "zinc")]
    meanings.keep(db, "m", [(number, direction(number)) for number in (1, 2, 3)])
    return documents


def test_the_nearest_come_first_and_what_is_unlike_is_not_found(db: Database, three: list[str]) -> None:
    best = Vectors().nearest(db, "m", direction(2, 0.4), Scope(), 9)
    assert [(one.passage.title, one.by_meaning, one.by_words) for one in best] == [("iron", 1, None), ("zinc", 2, None)]
    assert best[0].score == pytest.approx(0.9165, abs=1e-3)
    assert titles(Vectors().nearest(db, "m", direction(2, 0.4), Scope(), 1)) == ["iron"]
    assert Vectors().nearest(db, "other", direction(2), Scope(), 9) == []


def test_only_the_scope_is_compared_and_nothing_removed(db: Database, three: list[str], stamp: CountingStamp) -> None:
    known = Vectors()
    assert titles(known.nearest(db, "m", direction(2, 0.4), Scope(documents=(three[2],)), 9)) == ["zinc"]
    assert known.nearest(db, "m", direction(2), Scope(kinds=("pdf",)), 9) == []
    tables.remove(db, [three[1]], stamp.now())
    assert titles(known.nearest(db, "m", direction(2, 0.4), Scope(), 9)) == ["zinc"]


def test_what_is_in_memory_follows_what_is_kept(db: Database, three: list[str]) -> None:
    known = Vectors()
    assert titles(known.nearest(db, "m", direction(3), Scope(), 1)) == ["zinc"]
    tables.forget_parts(db, three[2])
    assert known.nearest(db, "m", direction(3), Scope(), 1) == []
    meanings.keep(db, "m", [(1, direction(3)), (99, direction(3))])
    assert known.nearest(db, "m", direction(4), Scope(), 1) == []


def test_in_blocks_from_the_disk_it_is_the_same_as_in_memory(
    db: Database, stamp: CountingStamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(3)
    kept(db, stamp, "Pages", *(f"Page {number}." for number in range(50)))
    made = [[chance.gauss(0, 1) for _ in range(WIDTH)] for _ in range(50)]
    unit = [[number / sum(one * one for one in row) ** 0.5 for number in row] for row in made]
    meanings.keep(db, "m", list(enumerate(unit, 1)))
    plain = sorted(range(50), key=lambda place: -sum(a * b for a, b in zip(unit[7], unit[place], strict=True)))[:10]
    assert numbers(Vectors().nearest(db, "m", unit[7], Scope(), 10)) == [place + 1 for place in plain]
    monkeypatch.setattr(vectors, "_BLOCK", 7)
    monkeypatch.setattr(vectors, "MOST_IN_MEMORY", 100)
    assert numbers(Vectors().nearest(db, "m", unit[7], Scope(), 10)) == [place + 1 for place in plain]
    monkeypatch.setattr(vectors, "MOST_COMPARED", 10)
    among = [plain[3] + 1, plain[1] + 1]
    assert numbers(Vectors().nearest(db, "m", unit[7], Scope(), 10, among)) == among[::-1]


def test_vectors_of_another_model_or_width_are_not_compared(db: Database, three: list[str]) -> None:
    meanings.keep(db, "m", [(2, [1.0, 0.0])])
    assert titles(Vectors().nearest(db, "m", direction(1), Scope(), 9)) == ["salt"]
    meanings.keep(db, "n", [(1, direction(1))])
    assert meanings.indexed(db, "m") == (2, 3)
    meanings.forget_others(db, "n")
    assert (meanings.indexed(db, "m"), meanings.indexed(db, "n")) == ((0, 3), (1, 3))
    assert [one.number for one in meanings.without_vector(db, "n", 9)] == [2, 3]
    assert [one.number for one in meanings.without_vector(db, "n", 9, 3)] == [2]


def found(number: int, by_words: int | None = None, by_meaning: int | None = None, share: float = 1.0) -> Found:
    """A passage that a search found at this rank."""
    return Found(Passage(number, "d", "D", 0, "", "", 0, 1, "x"), 1.0, by_words, by_meaning, share)


def test_what_both_searches_found_comes_before_what_one_found() -> None:
    fused = fuse([found(1, 1), found(2, 2), found(3, 3)], [found(3, None, 1), found(4, None, 2)])
    assert [(one.passage.number, one.by_words, one.by_meaning) for one in fused] == [
        (3, 3, 1),
        (1, 1, None),
        (2, 2, None),
        (4, None, 2),
    ]
    assert fused[0].score == pytest.approx(1 / 63 + 1 / 61)
    assert fuse([], []) == []


def test_a_rank_by_words_counts_less_where_few_of_the_words_are_there() -> None:
    few = [found(number, number, share=0.3) for number in range(1, 9)]
    meant = [found(20, None, 1), found(8, None, 9)]
    assert fuse(few, meant)[0].passage.number == 20
    whole = [found(number, number) for number in range(1, 9)]
    assert fuse(whole, meant)[0].passage.number == 8
