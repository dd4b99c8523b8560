"""Chats and messages as they are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carrel.base.stamp import Moment, SystemStamp
from carrel.base.text import clean
from carrel.base.work import Timing
from carrel.conversations import tables
from carrel.conversations.model import Conversation, ConversationMissing, Ending, Message, MessageMissing
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, everything, say, shown

if TYPE_CHECKING:
    from sqlite_utils import Database


def test_a_chat_comes_back_as_it_was_kept(db: Database, stamp: CountingStamp) -> None:
    kept = Conversation("c", stamp.now(), stamp.now(), "Cells", pinned=True, draft="And", model="qwen")
    tables.create_conversation(db, kept)
    assert tables.get_conversation(db, "c") == kept


def test_a_message_comes_back_as_it_was_kept(db: Database, stamp: CountingStamp) -> None:
    conversation = chat(db, stamp)
    timing = Timing(first_token_s=0.25, tokens=12, tokens_per_s=31.5, prompt_tokens=40, reused_tokens=28)
    kept = Message(
        "m", conversation, None, "assistant", "Hello", stamp.now(), "Hm", "stopped", "qwen", "local", "stop", timing
    )
    tables.add_message(db, kept)
    assert tables.get_message(db, "m") == kept
    assert tables.get_conversation(db, conversation).head == "m"
    assert tables.get_conversation(db, conversation).updated == kept.created


def test_pinned_chats_come_first_and_then_the_one_last_written_in(db: Database, stamp: CountingStamp) -> None:
    old, pinned, new = chat(db, stamp), chat(db, stamp), chat(db, stamp)
    tables.pin(db, pinned, pinned=True)
    assert [c.id for c in tables.conversations(db)] == [pinned, new, old]
    say(db, stamp, old, None)
    assert [c.id for c in tables.conversations(db)] == [pinned, old, new]
    assert [c.id for c in tables.conversations(db, limit=1, offset=1)] == [old]
    tables.pin(db, pinned, pinned=False)
    assert [c.id for c in tables.conversations(db)] == [old, new, pinned]


def test_what_is_changed_of_a_chat_is_kept_and_moves_it_nowhere(db: Database, stamp: CountingStamp) -> None:
    conversation = chat(db, stamp)
    before = tables.get_conversation(db, conversation).updated
    tables.rename(db, conversation, "New")
    tables.set_draft(db, conversation, "half a thou")
    tables.set_model(db, conversation, "qwen")
    after = tables.get_conversation(db, conversation)
    assert (after.title, after.draft, after.model, after.updated) == ("New", "half a thou", "qwen", before)


def test_a_deleted_chat_is_not_listed_and_an_undo_brings_it_back_as_it_was(db: Database, stamp: CountingStamp) -> None:
    conversation = chat(db, stamp, "Cells")
    say(db, stamp, conversation, None, "Hello")
    before = everything(db)
    tables.delete_conversation(db, conversation, stamp.now())
    assert (tables.conversations(db), tables.conversation_count(db)) == ([], 0)
    assert tables.get_conversation(db, conversation).deleted
    with pytest.raises(ConversationMissing):
        say(db, stamp, conversation, None)
    tables.undelete_conversation(db, conversation)
    assert everything(db) == before


def test_what_is_not_there_is_said_to_be_missing(db: Database, stamp: CountingStamp) -> None:
    conversation, other = chat(db, stamp), chat(db, stamp)
    elsewhere = say(db, stamp, other, None)
    moment = stamp.now()
    for ask in (
        lambda: tables.get_conversation(db, "nowhere"),
        lambda: tables.get_conversation(db, "\udc80"),
        lambda: tables.rename(db, "nowhere", "x"),
        lambda: say(db, stamp, "nowhere", None),
    ):
        with pytest.raises(ConversationMissing):
            ask()
    for ask_message in (
        lambda: tables.get_message(db, "nowhere"),
        lambda: tables.add_message(db, Message("x", conversation, "nowhere", "user", "", moment)),
        lambda: tables.add_message(db, Message("x", conversation, elsewhere, "user", "", moment)),
        lambda: tables.choose(db, "nowhere"),
        lambda: tables.finish_message(db, "nowhere", Ending(""), moment),
        lambda: tables.resume_message(db, "nowhere"),
        lambda: tables.delete_message(db, "nowhere", moment),
        lambda: tables.undelete_message(db, "nowhere"),
    ):
        with pytest.raises(MessageMissing):
            ask_message()


def test_an_answer_grows_and_is_finished(db: Database, stamp: CountingStamp) -> None:
    conversation = chat(db, stamp)
    answer = say(db, stamp, conversation, say(db, stamp, conversation, None), state="streaming")
    assert tables.write_stream(db, answer, "It scat", "Hm")
    assert (tables.get_message(db, answer).text, tables.get_message(db, answer).reasoning) == ("It scat", "Hm")
    ending = Ending("It scatters.", "Hm.", "complete", "stop", Timing(tokens=3))
    moment = stamp.now()
    tables.finish_message(db, answer, ending, moment)
    kept = tables.get_message(db, answer)
    assert (kept.text, kept.reasoning, kept.state, kept.finish) == ("It scatters.", "Hm.", "complete", "stop")
    assert (kept.timing.tokens, tables.get_conversation(db, conversation).updated) == (3, moment)


def test_a_late_flush_does_not_overwrite_a_finished_answer(db: Database, stamp: CountingStamp) -> None:
    answer = say(db, stamp, chat(db, stamp), None, state="streaming")
    tables.finish_message(db, answer, Ending("whole"), stamp.now())
    assert not tables.write_stream(db, answer, "hal")
    assert tables.get_message(db, answer).text == "whole"


def test_what_was_being_written_at_a_crash_is_interrupted_and_can_go_on(db: Database, stamp: CountingStamp) -> None:
    conversation = chat(db, stamp)
    whole = say(db, stamp, conversation, None, "whole")
    cut = say(db, stamp, conversation, whole, "hal", state="streaming")
    assert (tables.interrupt_streaming(db), tables.interrupt_streaming(db)) == (1, 0)
    assert [tables.get_message(db, message).state for message in (whole, cut)] == ["complete", "interrupted"]
    tables.resume_message(db, cut)
    assert tables.write_stream(db, cut, "half and all")


SURROUNDINGS = [
    datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/Berlin")),
    datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=ZoneInfo("Europe/Berlin")),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
    datetime(2026, 7, 4, 3, 59, tzinfo=ZoneInfo("Asia/Kathmandu")),
    datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo("Pacific/Kiritimati")),
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    datetime(2025, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=-11))),
]


def test_a_moment_keeps_its_zone_and_day_and_a_clock_that_jumps_loses_no_message(
    db: Database, stamp: CountingStamp
) -> None:
    conversation = chat(db, stamp)
    moments, parent = [Moment.of(local) for local in SURROUNDINGS], None
    for number, moment in enumerate(moments):  # each clock jumps to another year or hour
        tables.add_message(db, Message(f"m{number}", conversation, parent, "user", "", moment))
        parent = f"m{number}"
    assert [message.created for message in tables.thread(db, conversation)] == moments
    assert shown(db, conversation) == [f"m{number}" for number in range(len(moments))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    text=st.text(st.characters(codec=None), max_size=60) | st.sampled_from(["\x00", "a\x00b", "\ud800", "\U0001f600"])
)
def test_no_text_can_crash_the_store(db: Database, text: str) -> None:
    stamp = SystemStamp()
    conversation = chat(db, stamp, text)
    tables.set_draft(db, conversation, text)
    message = Message(stamp.new_id(), conversation, None, "user", text, stamp.now(), reasoning=text)
    tables.add_message(db, message)
    kept = tables.get_message(db, message.id)
    assert (kept.text, kept.reasoning) == (clean(text), clean(text))
    assert tables.get_conversation(db, conversation).title == clean(text)
