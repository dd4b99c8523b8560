"""Instructions with their answers in one JSON list, as the dataset of Stanford Alpaca has them.

`[{"instruction": …, "input": "", "output": …}]`; `input` is what the instruction is about and may be empty.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from carrel.base.words import _
from carrel.exchange.datasets.api import DatasetFormat, Losses, Object, Row, Turn, Written, text_in, unknown


def write(rows: Sequence[Row]) -> Written:
    """The list: the last question, and the better reply."""
    held = [{"instruction": row.turns[-1].text, "input": "", "output": row.better} for row in rows]
    lost = Losses(
        said=sum(bool(row.said) for row in rows),
        why=sum(bool(row.why) for row in rows),
        system=sum(row.turns[0].role == "system" for row in rows),
        turns=sum(any(turn.role != "system" for turn in row.turns[:-1]) for row in rows),
    )
    return Written(f"{json.dumps(held, ensure_ascii=False, indent=1)}\n".encode(), len(rows), lost.any())


def read(held: Object, lost: Losses) -> Row:
    """An instruction with what it is about, and its answer; raises ValueError."""
    given = held.get("input", "")
    if not isinstance(given, str):
        raise ValueError(_("“{name}” is no text, or an empty one.").format(name="input"))
    asked = "\n\n".join(part for part in (text_in(held, "instruction"), given.strip()) if part)
    lost["others"] += unknown(held, "instruction", "input", "output")
    return Row("", (Turn("user", asked),), text_in(held, "output"))


FORMAT = DatasetFormat(
    "alpaca", lambda: _("Instructions (Alpaca, JSON)"), ".json", False, write, lambda held: "instruction" in held, read
)
