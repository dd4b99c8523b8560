"""Times searches and the list on a store of make_chats: ``python -m tests.bench.search HOME``."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from carrel.base.places import Places
from carrel.base.stamp import SystemStamp
from carrel.conversations.listing import tables as listing
from carrel.conversations.search import find
from carrel.flows.search_trial import QUERIES
from carrel.store.db import Store

ROUNDS = 7


def main(home: Path) -> None:
    """Print a line for each kind of query, and for the pages of the list."""
    store = Store.open(Places.find({"CARREL_HOME": str(home)}).data / "carrel.db", SystemStamp())
    for kind, queries in QUERIES.items():
        for query in queries:
            found: list[int] = []
            took = _times(store, lambda db, query=query, found=found: found.append(len(find(db, query, 50))))
            print(f"{kind:12} {query:16} {found[-1]:3} hits  p50 {_ms(took)} ms  worst {max(took) * 1000:6.1f} ms")
    for limit in (100, 1600):
        took = _times(store, lambda db, limit=limit: listing.listed(db, limit))
        print(f"first {limit} lines   p50 {_ms(took)} ms")
    last = None
    with store.reading() as db:
        last = listing.listed(db, 9000)[-1]
    took = _times(store, lambda db: listing.listed(db, 400, None, last))
    print(f"400 lines behind 9,000   p50 {_ms(took)} ms")
    print(f"counts of courses   p50 {_ms(_times(store, listing.counts))} ms")
    store.close()


def _times(store: Store, work: Callable[..., object]) -> list[float]:
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        with store.reading() as db:
            work(db)
        took.append(time.perf_counter() - began)
    return took


def _ms(took: list[float]) -> str:
    return f"{statistics.median(took) * 1000:6.1f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
