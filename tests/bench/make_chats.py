"""Makes a home with many chats to try things in: ``python -m tests.bench.make_chats HOME [MESSAGES]``."""

from __future__ import annotations

import sys
from pathlib import Path

from carrel.base.places import Places
from carrel.base.stamp import SystemStamp
from carrel.flows.search_trial import MANY, fill
from carrel.store.db import Store


def make_home(home: Path, messages: int) -> Path:
    """A home as CARREL_HOME wants it, with so many messages in its store; returns the store's file."""
    places = Places.find({"CARREL_HOME": str(home)}).make()
    (places.settings / "settings.json").write_text('{"welcomed": true}', encoding="utf-8")
    file = places.data / "carrel.db"
    with Store.open(file, SystemStamp()) as store, store.writing() as db:
        fill(db, messages)
    return file


if __name__ == "__main__":
    print(make_home(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else MANY))
