"""Full-text search over the passages of all documents."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from carrel.base.grams import glued, grams, has_grams, wanted, without
from carrel.base.matching import WORD, folded
from carrel.base.stems import stem
from carrel.base.text import clean
from carrel.library import tables
from carrel.library.chunk import spans
from carrel.library.model import Found, Part, Passage, Scope
from carrel.library.ranking import Sought, rarity, weigh

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST_WORDS = 24
"""How many different words of a query are looked for."""

MOST_RANKED = 40_000
"""How many matches the index ranks: the rarest words of the query are taken until they have so many."""

MOST_RANKED_WORDS = 8

MOST_WEIGHED = 200
"""How many candidates of each kind are read and weighed."""

SMALL = 400
"""Where there are no more passages than this, every one with a word of the query is read and weighed."""

SHORTEST_BEGINNING = 3
"""Letters: what begins with fewer stands nearly everywhere."""

_SAMPLE = 2_000
"""How many matches from either end tell how frequent a word is."""

QUESTION_WORDS = frozenset(
    stem(word)
    for word in WORD.findall(
        "a an and are can could did do does how i in is it of should that the to was were what when where which who "
        "whom whose why will would"
    )
)
"""English words that only ask, as terms; how much the others tell, the library itself knows."""

SCOPED = """
    and document.deleted is null
    and (not document.loose or :documents is not null)
    and (:documents is null or document.id in (select value from json_each(:documents)))
    and (:kinds is null or document.kind in (select value from json_each(:kinds)))
    and (:course is null or exists (
         select 1 from document_course where document_course.document = document.id and course = :course))"""
"""What holds a statement to a scope (scope_values), and to documents that are not removed."""

_MATCHING = (
    """
    select {table}.rowid from {table}
    cross join passage on passage.number = {table}.rowid
    cross join document on document.number = passage.document
    where {table} match :words and {table}.rowid between :first and :last"""
    + SCOPED
)

_RANKED = _MATCHING.format(table="passage_search") + " and rank match 'bm25(3.0, 1.0)' order by rank limit :most"


@dataclass(frozen=True)
class _Word:
    """A word of the query: its term, how the index is asked for it and where, and how many passages have it."""

    term: str
    expression: str
    table: str
    frequency: float = 0.0


def learn(db: Database, document: str, part_row: int, part: Part) -> int:
    """Keep the passages of a part that was just added, so that they are found; returns how many there are.

    part_row: the number of its row, from tables.add_part. Raises DocumentMissing.
    """
    title = tables.get(db, document).title
    heading, text = _heading(title, clean(part.heading)), clean(part.text)
    (whose,) = db.execute("select document from part where number = ?", (part_row,)).fetchone()
    numbered = [(_add(db, (whose, part_row, first, last)), text[first:last]) for first, last in spans(text)]
    for number, words in numbered:  # after all of them: a row between two of these makes the index write what it has
        db.execute("insert into passage_search (rowid, heading, text) values (?, ?, ?)", (number, heading, words))
    for number, words in numbered:
        if has_grams(heading + words):
            pairs = grams(f"{heading}\n{words}")
            db.execute("insert into passage_grams (rowid, grams) values (?, ?)", (number, pairs))
    return len(numbered)


def _add(db: Database, values: tuple[int, int, int, int]) -> int:
    """Keep a passage: its document, part and span; returns the number of its row."""
    row = db.execute(
        "insert into passage (document, part, first, last) values (?, ?, ?, ?) returning number", values
    ).fetchone()
    return int(row[0])


def find(db: Database, query: str, scope: Scope = Scope(), limit: int = 20) -> list[Found]:  # noqa: B008 - frozen
    """The passages that share most with the query, best first: all its words where possible, else fewer.

    Whatever is typed is only ever looked for: nothing in it is an operator. A query without a letter or a digit finds
    nothing; a question is found by what it asks about.
    """
    values = _values(db, scope)
    if values is None:
        return []
    many = values["last"] - values["first"] + 1
    words = _known(db, _asked(clean(query)), values)
    sought = [Sought(one.term.rstrip("*"), rarity(one.frequency, many), one.term.endswith("*")) for one in words]
    numbers = dict.fromkeys(number for one in _candidates(db, words, values) for number in one)
    weighed = [_weighed(passage, sought) for passage in passages(db, tuple(numbers))]
    best = sorted((one for one in weighed if one.score > 0), key=lambda one: (-one.score, one.passage.number))
    return [replace(one, by_words=rank) for rank, one in enumerate(best[:limit], 1)]


UNHEARD = 1.25
"""How much a word tells that stands nowhere in the library."""


def weights(db: Database, stems: Iterable[str]) -> dict[str, float]:
    """How much each of these stems tells here, by how few passages have it.

    From 0.3 for one that is everywhere to 1 for one that is in a single passage; more for one that is nowhere, which a
    question outside the library is full of.
    """
    wanted = sorted(set(stems))
    marks = ", ".join("?" * len(wanted))
    known = dict(db.execute(f"select term, doc from passage_words where term in ({marks})", wanted).fetchall())
    many = db.execute("select count(*) from (select 1 from passage limit 1000000)").fetchone()[0]
    most = math.log(1 + max(many, 1))
    return {one: max(0.3, math.log(1 + many / known[one]) / most) if one in known else UNHEARD for one in wanted}


def scope_values(scope: Scope) -> dict[str, Any]:
    """The scope as the values that SCOPED names."""
    return {
        "documents": json.dumps(scope.documents) if scope.documents else None,
        "kinds": json.dumps(scope.kinds) if scope.kinds else None,
        "course": scope.course,
    }


def searched(db: Database, scope: Scope = Scope()) -> int:  # noqa: B008 - frozen
    """How many documents a search in this scope looks into."""
    statement = f"select count(*) from document where state <> 'refused' {SCOPED}"
    return int(db.execute(statement, scope_values(scope)).fetchone()[0])


def _weighed(passage: Passage, sought: Sequence[Sought]) -> Found:
    score, share = weigh(_heading(passage.title, passage.heading), passage.text, sought)
    return Found(passage, score, share=share)


def passages(db: Database, numbers: Sequence[int]) -> Iterator[Passage]:
    """The passages with these numbers, in the order of their parts; one part's text is in memory at a time."""
    rows = db.query(
        """select passage.number, passage.first, passage.last, passage.part as row, document.id as document,
                  document.title, part.place as part, part.label, part.heading
           from passage join part on part.number = passage.part join document on document.number = passage.document
           where passage.number in (select value from json_each(?)) order by passage.part, passage.first""",
        (json.dumps(list(numbers)),),
    )
    at, text = None, ""
    for values in list(rows):
        row = values.pop("row")
        if row != at:
            at, text = row, db.execute("select text from part where number = ?", (row,)).fetchone()[0]
        yield Passage(**values, text=text[values["first"] : values["last"]])


MOST_JOINED = 3
"""So many neighbours become one passage; more would leave no room for others."""


def joined(db: Database, founds: Sequence[Found]) -> list[Found]:
    """The found passages, best first, those of one part that touch or overlap made one with the best rank of them."""
    groups: list[list[Found]] = []
    for one in sorted(founds, key=lambda found: _place(found.passage)):
        if groups and len(groups[-1]) < MOST_JOINED and _touch(groups[-1][-1].passage, one.passage):
            groups[-1].append(one)
        else:
            groups.append([one])
    order = {one.passage.number: rank for rank, one in enumerate(founds)}
    whole = [_merged(db, group, order) for group in groups]
    return sorted(whole, key=lambda one: order[one.passage.number])


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.document, passage.part, passage.first


def _touch(one: Passage, other: Passage) -> bool:
    """Whether the one follows the other in its part: a part's passages are numbered in a row."""
    return one.document == other.document and one.part == other.part and other.number == one.number + 1


def _merged(db: Database, group: Sequence[Found], order: dict[int, int]) -> Found:
    if len(group) == 1:
        return group[0]
    best = min(group, key=lambda one: order[one.passage.number])
    first, last = group[0].passage.first, max(one.passage.last for one in group)
    (text,) = db.execute(
        "select substr(text, ?, ?) from part where number = (select part from passage where number = ?)",
        (first + 1, last - first, best.passage.number),
    ).fetchone()
    return Found(
        replace(best.passage, first=first, last=last, text=text),
        best.score,
        min((one.by_words for one in group if one.by_words), default=None),
        min((one.by_meaning for one in group if one.by_meaning), default=None),
        best.share,
    )


def _heading(title: str, heading: str) -> str:
    return f"{title} › {heading}" if heading else title


def _values(db: Database, scope: Scope) -> dict[str, Any] | None:
    """The scope as values of the statements, with the span of rows it lies in; None where it is empty."""
    values = scope_values(scope)
    if scope.documents or scope.course:
        inside = f"""select min((select min(number) from passage where passage.document = document.number)) as first,
                            max((select max(number) from passage where passage.document = document.number)) as last
                     from document where true {SCOPED}"""
        first, last = db.execute(inside, values).fetchone()
    else:
        first, last = db.execute(
            "select (select min(number) from passage), (select max(number) from passage)"
        ).fetchone()
    return None if first is None else {**values, "first": first, "last": last, "most": MOST_WEIGHED}


def _asked(query: str) -> list[_Word]:
    """The different words of the query in their order, as each index knows them."""
    found: dict[str, _Word] = {}
    for word in WORD.findall(without(query) if has_grams(query) else query)[: 10 * MOST_WORDS]:
        term = stem(folded(word))
        found.setdefault(term, _Word(term, f'"{word}"', "passage_search"))
    for term in wanted(query).split():
        found.setdefault(term, _Word(term, term, "passage_grams"))
    return list(found.values())[:MOST_WORDS]


def _known(db: Database, words: Sequence[_Word], values: dict[str, Any]) -> list[_Word]:
    """The words with their frequencies, without those that only ask; the last one may be a beginning."""
    counted = [_counted(db, one, values) for one in words]
    last = words[-1] if words else None
    if last and last.table == "passage_search" and not counted[-1].frequency and len(last.term) >= SHORTEST_BEGINNING:
        counted[-1] = _counted(db, replace(last, term=f"{last.term}*", expression=f"{last.expression}*"), values)
    telling = [one for one in counted if one.term not in QUESTION_WORDS]
    return telling if any(one.frequency for one in telling) else counted


def _counted(db: Database, word: _Word, values: dict[str, Any]) -> _Word:
    """The word with its frequency; one that stands only inside a script without spaces is looked for there."""
    found = replace(word, frequency=_frequency(db, word.table, word.expression, values))
    inside = glued(word.term.rstrip("*"))
    if found.frequency or word.table == "passage_grams" or not inside:
        return found
    return replace(
        word, expression=inside, table="passage_grams", frequency=_frequency(db, "passage_grams", inside, values)
    )


def _frequency(db: Database, table: str, expression: str, values: dict[str, Any]) -> float:
    """In about how many passages of the span this stands: counted, or told by how densely it stands at both ends."""
    first, last = values["first"], values["last"]
    found = f"from {table} where {table} match ? and rowid between ? and ?"
    asked = (expression, first, last)
    low = db.execute(f"select rowid {found} order by rowid limit 1 offset {_SAMPLE}", asked).fetchone()
    if low is not None:
        high = db.execute(f"select rowid {found} order by rowid desc limit 1 offset {_SAMPLE}", asked).fetchone()
        if high[0] > low[0]:
            share = 2 * _SAMPLE / (low[0] - first + last - high[0] + 1)
            return float(share * (last - first + 1))
    return float(db.execute(f"select count(*) {found}", asked).fetchone()[0])


def _candidates(db: Database, words: Sequence[_Word], values: dict[str, Any]) -> Iterator[list[int]]:
    """The rows worth weighing, by the index of words and by the one of pairs of letters."""
    there = sorted((one for one in words if one.frequency), key=lambda one: one.frequency)
    plain = [one for one in there if one.table == "passage_search"]
    paired = [one for one in there if one.table == "passage_grams"]
    if values["last"] - values["first"] < SMALL:
        values = {**values, "most": SMALL}
        for table, some in (("passage_search", plain), ("passage_grams", paired)):
            yield _rows(db, table, " OR ".join(one.expression for one in some), values)
    else:
        yield _ranked(db, plain, values)
        for table, some in (("passage_search", plain), ("passage_grams", paired)):
            yield from _with_all(db, table, some, values)
        yield _with_pairs(db, paired, values)
    inside = " OR ".join(glued(one.term.rstrip("*")) for one in plain)
    yield _rows(db, "passage_grams", inside, values)


def _ranked(db: Database, words: Sequence[_Word], values: dict[str, Any]) -> list[int]:
    """The best by the ranking of the index, which looks at every match of the rarest words."""
    chosen = _rarest(words)
    if not chosen:
        return []
    rows = db.execute(_RANKED, {**values, "words": " OR ".join(one.expression for one in chosen)})
    return [row[0] for row in rows]


def _rarest(words: Sequence[_Word]) -> list[_Word]:
    chosen: list[_Word] = []
    for one in words[:MOST_RANKED_WORDS]:
        if sum(each.frequency for each in chosen) + one.frequency <= MOST_RANKED:
            chosen.append(one)
    return chosen


def _with_all(db: Database, table: str, words: Sequence[_Word], values: dict[str, Any]) -> Iterator[list[int]]:
    """Some that hold all the words; where these are few, some that hold all but the most frequent ones."""
    found = 0
    for count in range(len(words), 0, -1):
        if found >= MOST_WEIGHED or (count == 1 and found):
            return
        rows = _rows(db, table, " AND ".join(one.expression for one in words[:count]), values)
        found += len(rows)
        yield rows


def _with_pairs(db: Database, words: Sequence[_Word], values: dict[str, Any]) -> list[int]:
    """Those that hold the most and the rarest of these pairs of letters."""
    weights: dict[int, float] = {}
    for one in _rarest(words):
        weight = 1 / (1 + one.frequency)
        for row in _rows(db, one.table, one.expression, {**values, "most": MOST_RANKED}):
            weights[row] = weights.get(row, 0.0) + weight
    return sorted(weights, key=lambda row: -weights[row])[:MOST_WEIGHED]


def _rows(db: Database, table: str, expression: str, values: dict[str, Any]) -> list[int]:
    if not expression:
        return []
    rows = db.execute(_MATCHING.format(table=table) + " limit :most", {**values, "words": expression})
    return [row[0] for row in rows]
