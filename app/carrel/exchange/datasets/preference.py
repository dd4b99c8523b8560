"""Pairs of replies, the better one and the one that was given, one pair a line, in the two forms that TRL documents.

Conversational: `{"prompt": [{"role": "user", "content": …}], "chosen": [{"role": "assistant", …}], "rejected": […]}`.
Standard: `{"prompt": …, "chosen": …, "rejected": …}`.
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
    text_in,
    turns_in,
    unknown,
)


def write(rows: Sequence[Row]) -> Written:
    """The pairs, with turns as they were."""
    pairs = _pairs(rows)
    lines = [
        {
            "prompt": as_objects(row.turns),
            "chosen": as_objects([Turn("assistant", row.better)]),
            "rejected": as_objects([Turn("assistant", row.said)]),
        }
        for row in pairs
    ]
    return _written(rows, pairs, lines, Losses())


def write_plain(rows: Sequence[Row]) -> Written:
    """The pairs, with the turns before each as one text."""
    pairs = _pairs(rows)
    lines = [
        {"prompt": "\n\n".join(turn.text for turn in row.turns), "chosen": row.better, "rejected": row.said}
        for row in pairs
    ]
    return _written(rows, pairs, lines, Losses(layout=sum(len(row.turns) > 1 for row in pairs)))


def read(held: Object, lost: Losses) -> Row:
    """A pair in either form; raises ValueError."""
    lost["others"] += unknown(held, "prompt", "chosen", "rejected")
    if isinstance(held.get("prompt"), str):
        return Row("", (Turn("user", text_in(held, "prompt")),), text_in(held, "chosen"), text_in(held, "rejected"))
    prompt, chosen, rejected = (turns_in(held, name) for name in ("prompt", "chosen", "rejected"))
    if chosen[-1].role != "assistant" or rejected[-1].role != "assistant":
        raise ValueError(_("“chosen” and “rejected” do not both end with a reply."))
    lost["turns"] += len(chosen) > 1 or len(rejected) > 1
    return Row("", prompt, chosen[-1].text, rejected[-1].text)


def _pairs(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.said]


def _written(rows: Sequence[Row], pairs: Sequence[Row], lines: Sequence[object], lost: Losses) -> Written:
    lost.update(rows=len(rows) - len(pairs), why=sum(bool(row.why) for row in pairs))
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    return Written(text.encode(), len(pairs), lost.any())


def _is_pair(held: Object) -> bool:
    return {"prompt", "chosen", "rejected"} <= set(held)


FORMAT = DatasetFormat(
    "preference", lambda: _("Pairs of replies, as turns (JSONL)"), ".jsonl", True, write, _is_pair, read
)
PLAIN = DatasetFormat(
    "preference-plain", lambda: _("Pairs of replies, as texts (JSONL)"), ".jsonl", True, write_plain, _is_pair, read
)
