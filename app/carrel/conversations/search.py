"""Full-text search over the titles and texts of all chats."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from carrel.base.text import clean
from carrel.conversations.model import MARK_BEGIN, MARK_END, Hit

if TYPE_CHECKING:
    from sqlite_utils import Database

TITLE_WEIGHT = 2.0
"""How much more a word counts in a title, which says what the whole chat is about, than in one message."""

MOST_RANKED = 20_000
"""How many matches are weighed against each other, the newest ones: for a word in more messages, rank says little."""

_SNIPPET = f"'{MARK_BEGIN}', '{MARK_END}', '…', 16"

_IN_TITLES = f"""
    select conversation.id as id, conversation.id as locator, conversation.title as title,
           snippet(conversation_search, 0, {_SNIPPET}) as snippet, -rank * {TITLE_WEIGHT} as score
    from conversation_search join conversation on conversation.number = conversation_search.rowid
    where conversation_search match :words and conversation.deleted is null
    order by rank limit :limit"""

_IN_TEXTS = f"""
    select message.id as id, conversation.id || '/' || message.id as locator, conversation.title as title,
           snippet(message_search, 0, {_SNIPPET}) as snippet, -rank as score
    from message_search join message on message.number = message_search.rowid
    join conversation on conversation.id = message.conversation
    where message_search match :words and not message.hidden and conversation.deleted is null
      and message_search.rowid > coalesce((select rowid from message_search where message_search match :words
                                           order by rowid desc limit 1 offset :most), 0)
    order by rank limit :limit"""


def find(db: Database, query: str, limit: int = 20) -> list[Hit]:
    """The places that hold every word of the query, best first; the last word may be the beginning of a longer one.

    Whatever is typed is only ever looked for: nothing in it is an operator. A query without a letter or a digit finds
    nothing.
    """
    words = match_expression(query)
    if not words:
        return []
    values = {"words": words, "limit": limit, "most": MOST_RANKED}
    rows = [row for sql in (_IN_TITLES, _IN_TEXTS) for row in db.query(sql, values)]
    rows.sort(key=_score, reverse=True)
    return [Hit(**row) for row in rows[:limit]]


def match_expression(query: str) -> str:
    """The query in FTS5's language: each word quoted, the last one as a beginning; empty when there is no word.

    A single letter of our alphabet is a word of its own: half of all messages hold a word that begins with it.
    """
    words = [word.replace('"', '""') for word in clean(query).split() if any(map(_is_indexed, word))]
    if not words:
        return ""
    begins = len(words[-1]) > 1 or not words[-1].isascii()
    return " ".join(f'"{word}"' for word in words) + ("*" if begins else "")


def _is_indexed(character: str) -> bool:
    """Whether the tokenizer unicode61 keeps this character: letters, digits, and private use."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"


def _score(row: dict[str, Any]) -> float:
    return float(row["score"])
