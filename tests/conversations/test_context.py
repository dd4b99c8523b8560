"""What the model was given, as it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from carrel.conversations.context import tables
from carrel.conversations.context.model import Comparison, SentPrompt, Summary, Try
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, say

if TYPE_CHECKING:
    from sqlite_utils import Database

INSTRUCTIONS = "You are a tutor. " * 40


def size(db: Database) -> int:
    """The characters of all prompts as they lie on the disk."""
    return int(db.execute("select sum(length(rest)) from prompt").fetchone()[0])


def test_every_prompt_of_a_long_chat_comes_back_exactly_and_is_kept_as_what_it_adds(
    db: Database, stamp: CountingStamp
) -> None:
    c, parent, text = chat(db, stamp), None, INSTRUCTIONS
    sent: dict[str, str] = {}
    for number in range(30):
        turn = say(db, stamp, c, parent, f"question {number}")
        parent = say(db, stamp, c, turn, "answer")
        text += f"<user>question {number} 😀</user><assistant>"
        sent[parent] = text
        tables.keep_prompt(db, SentPrompt(parent, text, ("left out",) if number == 7 else (), number, 4096))
        text += "answer"
    assert {message: tables.sent_prompt(db, message).text for message in sent} == sent
    assert tables.sent_prompt(db, list(sent)[7]) == SentPrompt(
        list(sent)[7], sent[list(sent)[7]], ("left out",), 7, 4096
    )
    assert size(db) < 2 * len(text)


def test_a_prompt_that_is_replaced_leaves_those_that_leaned_on_it_as_they_were(
    db: Database, stamp: CountingStamp
) -> None:
    c = chat(db, stamp)
    first = say(db, stamp, c, say(db, stamp, c, None, "q"), "a")
    second = say(db, stamp, c, say(db, stamp, c, first, "q"), "a")
    tables.keep_prompt(db, SentPrompt(first, INSTRUCTIONS + "one"))
    tables.keep_prompt(db, SentPrompt(second, INSTRUCTIONS + "one and two"))
    tables.keep_prompt(db, SentPrompt(first, "another beginning"))
    assert tables.sent_prompt(db, second).text == INSTRUCTIONS + "one and two"
    assert tables.sent_prompt(db, first).text == "another beginning"


def test_a_reply_of_which_nothing_was_kept_has_an_empty_prompt(db: Database, stamp: CountingStamp) -> None:
    assert tables.sent_prompt(db, "nowhere") == SentPrompt("nowhere", "")


def test_the_newest_summary_up_to_a_message_counts(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp)
    message = say(db, stamp, c, None, "q")
    old = Summary("s1", c, message, "Short.", None, stamp.now())
    new = Summary("s2", c, message, "Shorter.", "qwen", stamp.now())
    tables.add_summary(db, old)
    assert tables.summaries(db, c) == {message: old}
    tables.add_summary(db, new)
    assert tables.summaries(db, c) == {message: new}


def test_a_comparison_comes_back_as_it_was_kept(db: Database, stamp: CountingStamp) -> None:
    message = say(db, stamp, chat(db, stamp), None, "q")
    kept = Comparison(message, "unstable", (Try("Why?", "42"), Try("How so?", "43")), stamp.now())
    tables.add_comparison(db, kept)
    assert tables.comparisons(db, message) == [kept]


def test_a_prompt_of_a_very_long_chat_leans_on_few_others(db: Database, stamp: CountingStamp) -> None:
    c, parent, text = chat(db, stamp), None, INSTRUCTIONS
    sent: dict[str, str] = {}
    for number in range(200):
        parent = say(db, stamp, c, say(db, stamp, c, parent), "answer")
        text += f"<user>question {number}</user>"
        sent[parent] = text
        tables.keep_prompt(db, SentPrompt(parent, text))
    assert {message: tables.sent_prompt(db, message).text for message in sent} == sent
    alone = db.execute("select count(*) from prompt where base is null").fetchone()[0]
    assert alone == 200 // 64 + 1


@given(st.text(), st.text(), st.text())
def test_two_texts_share_exactly_their_common_beginning(same: str, one: str, other: str) -> None:
    shared = tables._shared(same + one, same + other)
    assert shared >= len(same)
    assert (same + one)[:shared] == (same + other)[:shared]
    assert (same + one)[shared : shared + 1] != (same + other)[shared : shared + 1] or same + one == same + other
