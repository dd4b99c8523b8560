"""Asking, asking about an inner reply, retrying, editing, going on, deleting and undoing, in any order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carrel.base.work import Cancel, Delta
from carrel.conversations.model import Message
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import browse, teach
from carrel.flows.kit import Kit

EXAMPLES = 500 if os.environ.get("CI") or os.environ.get("NIGHTLY") else 60
ACTS = ("say", "about", "retry", "edit", "carry_on", "delete", "undelete", "choose")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 30), st.booleans()), max_size=14)


def run(steps: Iterator[teach.Step], cancel: Cancel, *, stopped: bool) -> None:
    """A whole turn, or one that is stopped after the first word."""
    for step in steps:
        if stopped and isinstance(step, Delta):
            cancel.set()


def act(kit: Kit, chat: str, gone: list[str], step: tuple[str, int, bool]) -> str | None:
    """Do one thing to the chat; the id of what the new turn or reply hangs on, where the flow names it."""
    name, number, stopped = step
    cancel = Cancel()
    thread = browse.thread(kit, chat)
    turns, replies = ([one.id for one in thread if one.role == role] for role in ("user", "assistant"))
    mine = turns[number % len(turns)] if turns else None
    reply = replies[number % len(replies)] if replies else None
    if name == "say":
        run(teach.say(kit, chat, f"turn {number}", cancel), cancel, stopped=stopped)
        return None
    if name == "undelete":
        if gone:
            browse.undelete_message(kit, gone.pop())
        return None
    if name in {"about", "retry", "carry_on"} and reply is not None:
        steps = (
            teach.ask_about(kit, reply, "simpler", cancel)
            if name == "about"
            else (teach.retry if name == "retry" else teach.carry_on)(kit, reply, cancel)
        )
        run(steps, cancel, stopped=stopped)
        return reply if name == "about" else None
    if name == "edit" and mine is not None:
        run(teach.edit(kit, mine, f"edited {number}", cancel), cancel, stopped=stopped)
    if name == "delete" and thread:
        gone.append(thread[number % len(thread)].id)
        browse.delete_message(kit, gone[-1])
    if name == "choose" and thread:
        several = browse.alternatives(kit, chat).get(thread[number % len(thread)].id, ())
        if several:
            browse.choose(kit, several[number % len(several)])
    return None


def check(kit: Kit, chat: str, known: dict[str, Message]) -> None:
    """The shown branch hangs together, siblings know each other, and nothing that was said is lost."""
    thread = browse.thread(kit, chat)
    assert [one.parent for one in thread] == [None, *(one.id for one in thread)][: len(thread)]
    roles = [one.role for one in thread]
    assert ("assistant", "assistant") not in pairwise(roles), "a reply answers a turn"
    assert roles[:1] in ([], ["user"])
    assert all(one.state != "streaming" for one in thread)
    several = browse.alternatives(kit, chat)
    for one in thread:
        assert tuple(other.id for other in browse.siblings(kit, one.id)) == several.get(one.id, (one.id,))
        assert one.text.startswith(known[one.id].text if one.id in known else "")
        known[one.id] = one


@pytest.mark.timeout(1_200)  # so many examples take minutes on a slow computer
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=EXAMPLES)
@given(steps=STEPS)
def test_turns_in_any_order_leave_a_branch_that_hangs_together(
    kit: Kit, scripted: ScriptedEngine, steps: list[tuple[str, int, bool]]
) -> None:
    begun = next(one for one in list(teach.say(kit, None, "first", Cancel())) if isinstance(one, teach.Said))
    chat, known, gone = begun.conversation.id, dict[str, Message](), list[str]()
    for step in steps:
        about = act(kit, chat, gone, step)
        check(kit, chat, known)
        if about is not None:
            thread = [one.id for one in browse.thread(kit, chat)]
            assert thread.index(about) == len(thread) - 3, "the new turn and its reply come right after it"
    for message in reversed(gone):
        browse.undelete_message(kit, message)
    check(kit, chat, known)
    with kit.store.reading() as db:
        held = {row[0] for row in db.execute("select id from message where conversation = ?", (chat,))}
        assert set(known) <= held
        assert db.execute("pragma foreign_key_check").fetchall() == []
