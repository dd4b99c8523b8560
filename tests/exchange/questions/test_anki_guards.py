"""A stranger's collection is only looked at: nothing in it runs, and the damaged or too large is refused in words."""

from __future__ import annotations

import json
import random
import sqlite3

import pytest

from carrel.base.errors import CarrelError
from carrel.exchange.questions import anki, anki_collection
from carrel.exchange.questions.api import QuestionsRefused
from tests.exchange.questions.anki_kit import DECKS, NINE, TYPES, collection, package, unpacked

NOTE = ("Q", "A", "", "", "")
CIRCLE = (
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000) select i, '', 7, '', 'Q' from n"
)

STRANGE = {
    "a view": ["create view more as select * from notes"],
    "a view that takes long": ["drop table notes", f"create view notes as {CIRCLE}"],
    "a trigger": ["create trigger t after update on notes begin delete from notes; end"],
    "a table of a program": ["create table other (a)"],
    "a table that is code": ["drop table notes", "create virtual table notes using fts5(guid)"],
    "a column that is worked out": [
        "drop table notes",
        "create table notes (id integer primary key, guid, mid, tags, flds as (upper('a')))",
    ],
    "no notes": ["drop table notes"],
    "no cards": ["drop table cards"],
}


@pytest.mark.parametrize("more", STRANGE.values(), ids=STRANGE)
def test_a_collection_that_anki_did_not_write_is_refused(more: list[str]) -> None:
    with pytest.raises(QuestionsRefused, match="other things than Anki writes"):
        anki.read(package(collection(more=more)), "")


@pytest.mark.parametrize(
    "statement",
    [
        "select upper('a')",
        "select * from revlog",
        "delete from notes",
        "attach ':memory:' as other",
        "pragma query_only = off",
        "create table t (a)",
    ],
)
def test_a_guarded_connection_does_nothing_but_read_what_it_needs(statement: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(collection(NOTE, more=["create table revlog (id)"]))
    anki_collection._guard(connection)
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
        connection.execute(statement)
    assert connection.execute("select guid from notes").fetchall() == [("guid1",)]
    connection.close()


def test_a_guarded_connection_stops_what_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_collection, "MOST_STEPS", 300_000)
    monkeypatch.setattr(anki_collection, "_permission", lambda *_: sqlite3.SQLITE_OK)
    connection = sqlite3.connect(":memory:")
    anki_collection._guard(connection)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        connection.execute(f"select count(*) from ({CIRCLE})").fetchall()
    connection.close()


@pytest.mark.parametrize(("name", "most"), [("NOTES", 2), ("CARDS", 2), ("TEXT", 20), ("BYTES", 1_000)])
def test_more_notes_cards_or_words_than_fit_are_refused(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    content = package(collection(NOTE, NOTE, NOTE))
    monkeypatch.setattr(anki_collection, f"MOST_{name}", most)
    with pytest.raises(QuestionsRefused, match="more cards than"):
        anki.read(content, "")


def test_as_many_as_fit_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_collection, "MOST_NOTES", 3)
    assert len(anki.read(package(collection(NOTE, NOTE, NOTE)), "").items) == 3


def test_a_note_longer_than_any_is_refused_without_taking_the_memory() -> None:
    more = ["update notes set flds = zeroblob(30000000)"]
    with pytest.raises(CarrelError):
        anki.read(package(collection(NOTE, more=more)), "")


@pytest.mark.parametrize(
    "col",
    [
        ("", ""),
        ("{}", "{}"),
        ("[1]", json.dumps(DECKS)),
        ("[" * 100_000, json.dumps(DECKS)),
        (7, json.dumps(DECKS)),
        (json.dumps(TYPES)[:-1], json.dumps(DECKS)),
    ],
)
def test_a_collection_without_types_of_notes_is_refused(col: tuple[object, ...]) -> None:
    with pytest.raises(QuestionsRefused, match="damaged"):
        anki.read(package(collection(NOTE, col=col)), "")


@pytest.mark.parametrize("kind", [7, None, {"flds": 3, "tmpls": {}}, {"flds": [4], "tmpls": [None]}, {"flds": []}])
def test_a_type_that_makes_no_sense_does_not_lose_the_note(kind: object) -> None:
    content = collection(("Q", "A"), col=(json.dumps({"7": kind}), json.dumps({"2": 5})))
    found = anki.read(package(content), "")
    assert [(item.prompt, item.answers) for item in found.items] == [("Q", ("A",))]


def test_rows_of_the_wrong_kind_are_named_or_read() -> None:
    more = [
        "update notes set guid = x'ff00', tags = 5, mid = 'seven', flds = cast(x'51ff1f41' as text)",
        "update cards set nid = 'a', did = null, reps = 'x'",
    ]
    found = anki.read(package(collection(NOTE, more=more)), "")
    assert [item.prompt for item in found.items] == ["Q\ufffd"]


def test_a_collection_that_expects_a_log_beside_it_is_read() -> None:
    content = bytearray(collection(NOTE))
    content[18:20] = b"\x02\x02"
    assert len(anki.read(package(bytes(content)), "").items) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "damaged"),
        (b"PK\x05\x06" + b"\x00" * 18, "no collection"),
        (package(b""), "damaged"),
        (package(b"a text"), "damaged"),
        (package(collection(NOTE)[:3_000]), "damaged"),
        (package(b"SQLite format 3\x00" + b"\x00" * 3_000_000), "more than it should"),
    ],
)
def test_a_file_that_is_no_package_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(QuestionsRefused, match=said) as refused:
        anki.read(content, "a.apkg")
    assert refused.value.next_step.endswith(".")


def test_whatever_is_damaged_is_read_or_refused_in_words() -> None:
    chance = random.Random(7)
    whole = unpacked(anki.write(NINE).content)
    told = 0
    for _round in range(150):
        damaged = bytearray(whole)
        for _flip in range(chance.choice((1, 4, 40))):
            damaged[chance.randrange(16, len(whole))] = chance.randrange(256)
        try:
            anki_collection.read(bytes(damaged[: chance.choice((len(whole), len(whole) * 2 // 3))]))
        except QuestionsRefused as refused:
            told += bool(refused.what and refused.next_step)
        else:
            told += 1
    assert told == 150
