"""Prompts, summaries and comparisons in the store."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from carrel.base.text import clean
from carrel.conversations.context.model import Comparison, SentPrompt, Summary, Try
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_LONGEST_CHAIN = 64
"""Prompts that lean on each other before one is kept whole again: reading one costs the same in the longest chat."""

_SHORTEST_KEPT = 200
"""Characters that two prompts must share for one to be kept as an addition to the other."""


def keep_prompt(db: Database, prompt: SentPrompt) -> None:
    """Keep the text a reply is made from, as what it adds to the prompt of the reply before it on its branch."""
    _let_stand_alone(db, prompt.message)
    text = clean(prompt.text)
    base = _reply_before(db, prompt.message)
    rows = _chain(db, base) if base is not None else []
    kept = _shared(_joined(rows), text)
    if kept < _SHORTEST_KEPT or len(rows) >= _LONGEST_CHAIN:
        base, kept = None, 0
    db["prompt"].insert(
        {
            "message": prompt.message,
            "base": base,
            "kept": kept,
            "rest": text[kept:],
            "dropped": json.dumps(prompt.dropped, ensure_ascii=False),
            "tokens": prompt.tokens,
            "context": prompt.context,
        },
        replace=True,
    )


def sent_prompt(db: Database, message: str) -> SentPrompt:
    """The text this reply was made from; empty when none was kept."""
    rows = _chain(db, message)
    if not rows:
        return SentPrompt(message, "")
    last = rows[-1]
    return SentPrompt(message, _joined(rows), tuple(json.loads(last["dropped"])), last["tokens"], last["context"])


def _chain(db: Database, message: str) -> list[dict[str, Any]]:
    """What a prompt is put together from: the one that stands alone first, its own addition last."""
    return list(
        db.query(
            """with recursive chain (message, base, kept, rest, dropped, tokens, context, depth) as (
                 select *, 0 from (select message, base, kept, rest, dropped, tokens, context
                                   from prompt where message = ?)
                 union all
                 select prompt.message, prompt.base, prompt.kept, prompt.rest, '', 0, 0, depth + 1
                   from chain join prompt on prompt.message = chain.base)
               select * from chain order by depth desc""",
            (message,),
        )
    )


def _joined(rows: Sequence[Mapping[str, Any]]) -> str:
    text = ""
    for row in rows:
        text = text[: row["kept"]] + row["rest"]
    return text


def add_summary(db: Database, summary: Summary) -> None:
    """Keep a summary beside what it stands for."""
    db["summary"].insert(
        {
            "id": summary.id,
            "conversation": summary.conversation,
            "upto": summary.upto,
            "text": clean(summary.text),
            "model": summary.model,
            **moment_row("created", summary.created),
        }
    )


def summaries(db: Database, conversation: str) -> dict[str, Summary]:
    """The summaries of a chat by the id of the last message each stands for; of several the newest."""
    rows = db.query("select * from summary where conversation = ? order by number", (conversation,))
    return {row["upto"]: _summary(row) for row in rows}


def add_comparison(db: Database, comparison: Comparison) -> None:
    """Keep what asking in several ways brought."""
    db["comparison"].insert(
        {
            "message": comparison.message,
            "verdict": comparison.verdict,
            "tries": json.dumps([[clean(one.question), clean(one.answer)] for one in comparison.tries]),
            **moment_row("created", comparison.created),
        }
    )


def comparisons(db: Database, message: str) -> list[Comparison]:
    """How this reply was put to the test, oldest first."""
    rows = db.query("select * from comparison where message = ? order by number", (message,))
    return [
        Comparison(
            row["message"],
            row["verdict"],
            tuple(Try(question, answer) for question, answer in json.loads(row["tries"])),
            moment_from(row),
        )
        for row in rows
    ]


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if other.startswith(one[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def _let_stand_alone(db: Database, message: str) -> None:
    """Give the prompts that lean on this reply's all of their own text: this one is about to change."""
    for row in list(db.query("select message from prompt where base = ?", (message,))):
        whole = sent_prompt(db, row["message"]).text
        db.execute("update prompt set base = null, kept = 0, rest = ? where message = ?", (whole, row["message"]))


def compared(db: Database, conversation: str) -> frozenset[str]:
    """The ids of the replies of this chat that were put to the test."""
    rows = db.execute(
        "select message from comparison join message on message.id = comparison.message where conversation = ?",
        (conversation,),
    )
    return frozenset(row[0] for row in rows)


def _reply_before(db: Database, message: str) -> str | None:
    """The id of the nearest reply above this one on its branch that has a prompt; siblings' prompts are no help."""
    found = db.execute(
        """with recursive above (id, parent, depth) as (
             select id, parent, 0 from message where id = ?
             union all
             select message.id, message.parent, depth + 1 from above join message on message.id = above.parent)
           select above.id from above join prompt on prompt.message = above.id
             where depth > 0 order by depth limit 1""",
        (message,),
    ).fetchone()
    return str(found[0]) if found else None


def _summary(row: Mapping[str, Any]) -> Summary:
    return Summary(row["id"], row["conversation"], row["upto"], row["text"], row["model"], moment_from(row))
