"""Chats to learn from, one a line: what was said, and the better reply as the last turn.

`{"messages": [{"role": "user", "content": …}, {"role": "assistant", "content": …}]}`, as most programs that fine-tune
read it (TRL's "conversational language modeling", OpenAI's files).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from carrel.base.words import _
from carrel.exchange.datasets.api import (
    DatasetFormat,
    Losses,
    Object,
    Row,
    Turn,
    Written,
    as_objects,
    turns_in,
    unknown,
)


def write(rows: Sequence[Row]) -> Written:
    """The lines."""
    lines = [
        json.dumps({"messages": as_objects((*row.turns, Turn("assistant", row.better)))}, ensure_ascii=False)
        for row in rows
    ]
    lost = Losses(said=sum(bool(row.said) for row in rows), why=sum(bool(row.why) for row in rows))
    return Written("".join(f"{line}\n" for line in lines).encode(), len(rows), lost.any())


def read(held: Object, lost: Losses) -> Row:
    """The last reply of such a chat, and what was said before it; raises ValueError."""
    turns = turns_in(held, "messages")
    while turns and turns[-1].role != "assistant":
        turns = turns[:-1]
    if not turns:
        raise ValueError(_("No turn of it is a reply."))
    lost["others"] += unknown(held, "messages")
    return Row("", turns[:-1], turns[-1].text)


FORMAT = DatasetFormat(
    "chat", lambda: _("Chats, one a line (JSONL)"), ".jsonl", True, write, lambda held: "messages" in held, read
)
