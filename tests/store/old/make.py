"""Make the small database of the present schema, once for each release: ``python -m tests.store.old.make 1``."""

from __future__ import annotations

import sys
from pathlib import Path

from carrel.conversations import tables
from carrel.conversations.model import Conversation, Message
from carrel.store.db import Store
from tests.conftest import CountingStamp


def make(path: Path) -> None:
    """Write a chat with an edited question, a pin and a draft, and leave the file alone in its folder."""
    stamp = CountingStamp()
    with Store.open(path, stamp) as store, store.writing() as db:
        now = stamp.now()
        tables.create_conversation(db, Conversation("chat", now, now, "Photosynthesis", draft="And at night?"))
        tables.pin(db, "chat", pinned=True)
        for name, parent, text in (
            ("first", None, "How do plants make sugr?"),
            ("second", None, "How do plants make sugar?"),
            ("reply", "second", "Light splits water; the hydrogen then turns carbon dioxide into sugar."),
        ):
            tables.add_message(db, Message(name, "chat", parent, "assistant" if parent else "user", text, stamp.now()))
    path.with_suffix(".begun").unlink()


if __name__ == "__main__":
    make(Path(__file__).with_name(f"schema-{sys.argv[1]}.db"))
