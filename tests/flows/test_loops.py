"""A reply that goes round in circles ends after its first round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.work import Timing
from carrel.conversations import tables
from carrel.conversations.model import Conversation, Message
from carrel.engine.api import Answer, Finish
from carrel.flows.grow import Growing
from carrel.flows.kit import Kit
from carrel.flows.loops import unlooped

CIRCLE = "The tilt causes the seasons. " + "The side of the axis of a body. " * 9


def test_a_circle_is_cut_after_its_first_round() -> None:
    assert unlooped(CIRCLE) == "The tilt causes the seasons. The side of the axis of a body. …"


def test_a_circle_that_was_cut_in_its_midst_is_one_too() -> None:
    assert unlooped(CIRCLE + "The side of") == "The tilt causes the seasons. The side of the axis of a body. …"


@pytest.mark.parametrize(
    "text",
    ["", "one", "no no no", "It is so. It is so.", "a b c d e f g", "- a | b\n- a | c\n- a | d"],
)
def test_what_goes_on_is_left_as_it_is(text: str) -> None:
    assert unlooped(text) == text


@given(st.lists(st.sampled_from(["a", "b", "c d", "e."]), max_size=40).map(" ".join))
def test_nothing_is_put_in_that_was_not_there(text: str) -> None:
    cut = unlooped(text)
    assert text.startswith(cut.removesuffix(" …"))


@pytest.mark.parametrize(("finish", "cut"), [("length", True), ("repetition", True), ("stop", False)])
def test_only_a_reply_that_came_to_no_end_of_its_own_is_cut(kit: Kit, finish: Finish, cut: bool) -> None:
    now = kit.stamp.now()
    reply = Message("reply", "chat", None, "assistant", CIRCLE, now, state="streaming")
    with kit.store.writing() as db:
        tables.create_conversation(db, Conversation("chat", now, now, "Seasons"))
        tables.add_message(db, reply)
    kept = Growing(kit, reply).finish(Answer(CIRCLE, "", finish, Timing())).message.text
    assert kept == (unlooped(CIRCLE) if cut else CIRCLE)
