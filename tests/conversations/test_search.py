"""Search finds what is there, whatever is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as driver

from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.conversations import search, tables
from carrel.conversations.model import Ending, Hit
from carrel.conversations.search import find, match_expression
from carrel.courses import tables as courses
from carrel.courses.model import Course
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, say

if TYPE_CHECKING:
    from sqlite_utils import Database

RAISING = [
    "C++",
    "it's",
    "what is 2+2?",
    "a AND",
    '"',
    "*",
    "NEAR(",
    "col:x",
    "-x",
    "(",
    "^a",
    'a"b',
    "a\x00b",
    "😀",
    "",
]
RAISING += ["{a}:"]


@pytest.mark.parametrize("query", RAISING)
def test_every_search_a_person_types_answers(db: Database, stamp: CountingStamp, query: str) -> None:
    say(db, stamp, chat(db, stamp, "About x"), None, "C++ says it's 2+2, what is a AND b? col:x -x ab")
    assert isinstance(find(db, query), list)


def test_most_of_those_searches_raise_when_they_are_not_quoted(db: Database) -> None:
    raised = 0
    for query in RAISING:
        try:
            db.execute("select rowid from message_search where message_search match ?", (query,)).fetchall()
        except driver.OperationalError:
            raised += 1
    assert raised >= 10


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5_000)
@given(st.text(st.characters(codec=None), max_size=30))
@example("\ud800")
@example("\x00")
def test_five_thousand_random_strings_answer(db: Database, query: str) -> None:
    assert find(db, query) == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Zoë ate a crème brûlée", "zoe creme brulee"),
        ("plain creme", "crème"),
        ("The cells were dividing", "cell divide"),
        ("photosynthesis in plants", "photosynthesis pla"),
        ("it's C++ and what is 2+2?", "C++"),
        ("it's C++ and what is 2+2?", "what is 2+2?"),
        ("say AND or NOT", "NOT AND"),
        ("ΑΘΗΝΑ", "αθηνα"),
    ],
)
def test_words_are_found_in_any_order_case_accent_and_form(
    db: Database, stamp: CountingStamp, text: str, query: str
) -> None:
    message = say(db, stamp, chat(db, stamp), None, text)
    assert [hit.id for hit in find(db, query)] == [message]


def test_all_words_must_be_there_and_only_the_last_may_be_a_beginning(db: Database, stamp: CountingStamp) -> None:
    say(db, stamp, chat(db, stamp), None, "mitosis and meiosis")
    assert len(find(db, "mitosis mei")) == 1
    assert find(db, "mei mitosis") == []
    assert find(db, "mitosis fission") == []


def test_a_hit_says_where_it_is_and_marks_what_was_found(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp, "Cells")
    message = say(db, stamp, c, None, "Then mitosis begins. " + "More. " * 50)
    (hit,) = find(db, "mitosis")
    assert (hit.kind, hit.title, hit.locator, hit.id) == ("chat", "Cells", f"{c}/{message}", message)
    assert f"Then {MARK_BEGIN}mitosis{MARK_END} begins" in hit.snippet
    assert len(hit.snippet) < 200
    assert hit.score > 0


def test_a_title_is_found_and_counts_more_than_a_message(db: Database, stamp: CountingStamp) -> None:
    other = chat(db, stamp, "Something else")
    for _filler in range(5):
        say(db, stamp, other, None, "Nothing of the kind in this one")
        chat(db, stamp, "Nothing here")
    say(db, stamp, other, None, "A word on osmosis")
    named = chat(db, stamp, "Osmosis")
    first, second = find(db, "osmosis")
    assert first == Hit("Osmosis", named, f"{MARK_BEGIN}Osmosis{MARK_END}", first.score, named)
    assert (second.title, second.score < first.score) == ("Something else", True)


def test_the_message_that_says_most_about_it_comes_first_and_the_limit_holds(
    db: Database, stamp: CountingStamp
) -> None:
    c = chat(db, stamp)
    for number in range(30):
        say(db, stamp, c, None, f"Filler {number}")
        say(db, stamp, c, None, "A long way round to the word enzyme at last, among many other words of no matter")
    best = say(db, stamp, c, None, "Enzyme! Enzyme!")
    hits = find(db, "enzyme", limit=5)
    assert (hits[0].id, len(hits)) == (best, 5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_of_a_word_that_is_everywhere_the_newest_are_ranked(
    db: Database, stamp: CountingStamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_RANKED", 3)
    c = chat(db, stamp)
    messages = [say(db, stamp, c, None, "everywhere " * (9 - number)) for number in range(9)]
    assert {hit.id for hit in find(db, "everywhere", limit=3)} == set(messages[-3:])
    assert [hit.id for hit in find(db, "everywhere")][3:] == messages[5::-1]


def test_what_a_course_says_of_a_common_word_is_found_however_old_it_is(
    db: Database, stamp: CountingStamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_RANKED", 3)
    courses.create(db, Course("biology", stamp.now(), "Biology"))
    here, there = chat(db, stamp), chat(db, stamp)
    tables.move(db, here, "biology")
    old = say(db, stamp, here, None, "everywhere")
    for _each in range(9):
        say(db, stamp, there, None, "everywhere")
    assert [hit.id for hit in find(db, "everywhere", course="biology")] == [old]


def test_what_is_deleted_is_not_found_and_what_is_undone_is(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp, "Enzymes")
    question = say(db, stamp, c, None, "enzyme?")
    answer = say(db, stamp, c, question, "enzyme!")
    tables.delete_message(db, question, stamp.now())
    assert {hit.id for hit in find(db, "enzyme")} == {c}
    tables.undelete_message(db, question)
    assert {hit.id for hit in find(db, "enzyme")} == {c, question, answer}
    tables.delete_conversation(db, c, stamp.now())
    assert find(db, "enzyme") == []
    tables.undelete_conversation(db, c)
    assert {hit.id for hit in find(db, "enzyme")} == {c, question, answer}


def test_what_is_renamed_and_rewritten_is_found_as_it_is_now(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp, "Before")
    message = say(db, stamp, c, None, "draft", state="streaming")
    tables.rename(db, c, "After")
    tables.write_stream(db, message, "streamed")
    tables.finish_message(db, message, Ending("finished"), stamp.now())
    assert [find(db, gone) for gone in ("before", "draft", "streamed")] == [[], [], []]
    assert [hit.id for now in ("after", "finished") for hit in find(db, now)] == [c, message]


def test_words_are_quoted_one_by_one() -> None:
    assert match_expression('  say "hi" AND * C++ ') == '"say" """hi""" "AND" "C++"*'
    assert (match_expression("vitamin c"), match_expression("水")) == ('"vitamin" "c"', '"水"*')
