"""Endings are taken off words, by several threads at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from carrel.base.stems import stem, stemmer

WORDS = [f"{head}{middle}{end}" for head, middle, end in product("bcdfgl", ("rat", "lend", "ovel", "umin"), (
    "ing", "ational", "iveness", "ously", "alization", "es",
))]  # fmt: skip


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns all the time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_do_not_get_into_each_others_words(hurried: None) -> None:
    alone = [stemmer("porter").stemWord(word) for word in WORDS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _turn: [stemmer("porter").stemWord(word) for word in WORDS], range(40)))
    assert all(stems == alone for stems in together)


def test_words_that_sqlite_leaves_alone_are_left_alone() -> None:
    assert [stem(word) for word in ("is", "x" * 65, "größer", "co2")] == ["is", "x" * 65, "größer", "co2"]
