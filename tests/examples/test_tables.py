"""Better replies, and wishes for a quiz, as they are kept."""

from __future__ import annotations

from pathlib import Path

from carrel.assessment import tables as assessment
from carrel.assessment.model import QuizWish
from carrel.examples import tables
from carrel.examples.model import Correction
from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, say


def test_what_somebody_would_have_said_is_kept_and_can_be_taken_back(tmp_path: Path, stamp: CountingStamp) -> None:
    with Store.open(tmp_path / "carrel.db", stamp) as store, store.writing() as db:
        reply = say(db, stamp, chat(db, stamp), None, "Said")
        correction = Correction("c", reply, "the prompt", "Said", "Better", stamp.now())
        tables.keep(db, correction)
        assert tables.of_message(db, reply) == [correction]
        tables.forget(db, "c")
        assert tables.of_message(db, reply) == []


def test_a_wish_for_a_quiz_is_kept_once_and_can_be_taken_back(tmp_path: Path, stamp: CountingStamp) -> None:
    with Store.open(tmp_path / "carrel.db", stamp) as store, store.writing() as db:
        reply = say(db, stamp, chat(db, stamp), None, "Said")
        first = QuizWish(reply, stamp.now())
        assessment.wish(db, first)
        assessment.wish(db, QuizWish(reply, stamp.now()))
        assert assessment.wishes(db) == [first]
        assessment.unwish(db, reply)
        assert assessment.wishes(db) == []
