"""Full-text search over the titles and texts of all chats."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from carrel.base.grams import fold, glued, grams, has_grams, pattern, wanted
from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.base.text import clean
from carrel.conversations.model import Hit

if TYPE_CHECKING:
    from sqlite_utils import Database

TITLE_WEIGHT = 2.0
"""How much more a word counts in a title, which says what the whole chat is about, than in one message."""

MOST_RANKED = 20_000
"""How many matches are weighed against each other, the newest ones: for a word in more messages, rank says little."""

MOST_CHECKED = 3_000
"""How many texts that hold the pairs of letters that are wanted are looked into, the newest ones."""

_LAST = (1 << 63) - 1

BEFORE, AFTER = 24, 64
"""Characters of a snippet around what was found."""

_SNIPPET = f"'{MARK_BEGIN}', '{MARK_END}', '…', 16"

_IN_TITLES = f"""
    select conversation.id as id, conversation.id as locator, conversation.title as title,
           snippet(conversation_search, 0, {_SNIPPET}) as snippet, -rank * {TITLE_WEIGHT} as score
    from conversation_search join conversation on conversation.number = conversation_search.rowid
    where conversation_search match :words and conversation.deleted is null
      and (:course is null or conversation.course = :course)
    order by rank limit :limit"""

_EDGE = """coalesce((select rowid from message_search where message_search match :words
                       and rowid between :first and :last order by rowid desc limit 1 offset :most), 0)"""

_SPAN = """
    select min(message.number), max(message.number)
    from conversation join message on message.conversation = conversation.id where conversation.course = ?"""

_IN_TEXTS = f"""
    select message.id as id, conversation.id || '/' || message.id as locator, conversation.title as title,
           snippet(message_search, 0, {_SNIPPET}) as snippet, -rank as score
    from message_search join message on message.number = message_search.rowid
    join conversation on conversation.id = message.conversation
    where message_search match :words and not message.hidden and conversation.deleted is null
      and (:course is null or conversation.course = :course)
      and message_search.rowid between max({_EDGE} + 1, :first) and :last
    order by rank limit :limit"""

_IN_OLDER_TEXTS = f"""
    select message.id as id, conversation.id || '/' || message.id as locator, conversation.title as title,
           snippet(message_search, 0, {_SNIPPET}) as snippet, 0.0 as score
    from message_search join message on message.number = message_search.rowid
    join conversation on conversation.id = message.conversation
    where message_search match :words and not message.hidden and conversation.deleted is null
      and (:course is null or conversation.course = :course)
      and message_search.rowid between :first and {_EDGE}
    order by message_search.rowid desc limit :limit"""


_GRAMS_IN_TITLES = """
    select conversation.id as id, conversation.id as locator, conversation.title as title, conversation.title as text
    from conversation_grams join conversation on conversation.number = conversation_grams.rowid
    where conversation_grams match :grams and conversation.deleted is null
      and (:words = '' or conversation.number in
           (select rowid from conversation_search where conversation_search match nullif(:words, '')
            union all select rowid from conversation_grams where conversation_grams match nullif(:glued, '')))
      and (:course is null or conversation.course = :course)
    order by conversation_grams.rowid desc limit :most"""

_GRAMS_IN_TEXTS = """
    select message.id as id, conversation.id || '/' || message.id as locator, conversation.title as title,
           message.text as text
    from message_grams join message on message.number = message_grams.rowid
    join conversation on conversation.id = message.conversation
    where message_grams match :grams and not message.hidden and conversation.deleted is null
      and (:words = '' or message.number in
           (select rowid from message_search where message_search match nullif(:words, '')
            union all select rowid from message_grams where message_grams match nullif(:glued, '')))
      and (:course is null or conversation.course = :course)
    order by message_grams.rowid desc limit :most"""


def learn(db: Database, table: Literal["message", "conversation"], id_: str, text: str) -> None:
    """Keep the pairs of letters of a text that was just written, if it has any (base.grams)."""
    if has_grams(text):
        db.execute(
            f"insert or replace into {table}_grams (rowid, grams) select number, ? from {table} where id = ?",
            (grams(text), id_),
        )


def find(db: Database, query: str, limit: int = 20, course: str | None = None) -> list[Hit]:
    """The places that hold every word of the query, best first; the last word may be the beginning of a longer one.

    course: look only into the chats of this one. Whatever is typed is only ever looked for: nothing in it is an
    operator. A query without a letter or a digit finds nothing.
    """
    query = clean(query)
    if wanted(query):
        return _best(_find_pairs(db, query, wanted(query), limit, course), limit)
    words = match_expression(query)
    if not words:
        return []
    first, last = _span(db, course)
    values = {"words": words, "limit": limit, "most": MOST_RANKED, "course": course, "first": first, "last": last}
    hits = [Hit(**row) for sql in (_IN_TITLES, _IN_TEXTS) for row in db.query(sql, values)]
    if len(hits) < limit:  # the word is everywhere, but hardly here
        values["limit"] = limit - len(hits)
        hits += [Hit(**row) for row in db.query(_IN_OLDER_TEXTS, values)]
    known = {hit.locator for hit in hits}
    hits += [hit for hit in _find_pairs(db, query, glued(query), limit, course) if hit.locator not in known]
    return _best(hits, limit)


def _span(db: Database, course: str | None) -> tuple[int, int]:
    """Between which messages those of a course stand: what is outside need not be weighed."""
    if course is None:
        return 0, _LAST
    first, last = db.execute(_SPAN, (course,)).fetchone()
    return (first, last) if first is not None else (1, 0)


def match_expression(query: str) -> str:
    """The query in FTS5's language: each word quoted, the last one as a beginning; empty when there is no word.

    A single letter of our alphabet is a word of its own: half of all messages hold a word that begins with it.
    """
    words = [word.replace('"', '""') for word in clean(query).split() if any(map(_is_indexed, word))]
    if not words:
        return ""
    begins = len(words[-1]) > 1 or not words[-1].isascii()
    return " ".join(f'"{word}"' for word in words) + ("*" if begins else "")


def _find_pairs(db: Database, query: str, terms: str, limit: int, course: str | None) -> list[Hit]:
    """The newest texts that hold these terms of base.grams and all words of the query."""
    if not terms:
        return []
    words = [word for word in query.split() if match_expression(word)]
    paired = [word for word in words if wanted(word)]
    others = [word for word in words if not wanted(word)]
    rest = " ".join(others) if paired else ""
    values = {"grams": terms, "words": match_expression(rest), "glued": glued(rest), "course": course}
    marks = [*map(pattern, paired), *(re.compile(re.escape(word), re.IGNORECASE) for word in others)]
    folded = [fold(word) for word in paired]
    hits: list[Hit] = []
    for sql, weight in ((_GRAMS_IN_TITLES, TITLE_WEIGHT), (_GRAMS_IN_TEXTS, 1.0)):
        found = db.query(sql, {**values, "most": MOST_CHECKED})
        rows = (row for row in found if _holds(row["text"], folded, marks))
        hits += [_hit(row, marks, weight) for row in islice(rows, limit)]
    return hits


def _best(hits: list[Hit], limit: int) -> list[Hit]:
    return sorted(hits, key=lambda hit: hit.score, reverse=True)[:limit]


def _holds(text: str, folded: Sequence[str], marks: Sequence[re.Pattern[str]]) -> bool:
    """Whether the letters stand beside each other as in the query; the pairs alone do not tell."""
    if all(mark.search(text) for mark in marks[: len(folded)]):
        return True
    plain = fold(text)
    return all(word in plain for word in folded)


def _hit(row: dict[str, Any], marks: Sequence[re.Pattern[str]], weight: float) -> Hit:
    text = row.pop("text")
    first = next(marks[0].finditer(text), None)
    middle = first.start() if first is not None else 0
    begin, end = max(0, middle - BEFORE), middle + AFTER
    places = sorted(place.span() for mark in marks for place in mark.finditer(text, begin, end))
    snippet, at = "…" if begin else "", begin
    for start, stop in places:
        if start >= at:
            snippet += f"{text[at:start]}{MARK_BEGIN}{text[start:stop]}{MARK_END}"
            at = stop
    snippet += text[at:end] + ("…" if end < len(text) else "")
    return Hit(snippet=snippet, score=weight * (1 + min(len(places), 9) / 10), **row)


def _is_indexed(character: str) -> bool:
    """Whether the tokenizer unicode61 keeps this character: letters, digits, and private use."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
