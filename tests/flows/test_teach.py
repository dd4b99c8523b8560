"""What is said is kept: before the model sees it, while it answers, and however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from carrel.base.work import Cancel, Delta
from carrel.conversations.model import Message
from carrel.engine.api import EngineLost, Turn
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import browse, grow, prepare, teach
from carrel.flows.kit import Kit
from carrel.store.db import Store
from carrel.store.faults import DiskFull, disk_full


def told(steps: Iterator[teach.Step]) -> tuple[teach.Said, grow.Replied]:
    """The two ends of a whole turn."""
    kept = list(steps)
    assert isinstance(kept[0], teach.Said)
    assert isinstance(kept[-1], grow.Replied)
    return kept[0], kept[-1]


def texts(kit: Kit, conversation: str) -> list[str]:
    """What the shown branch says."""
    return [message.text for message in browse.thread(kit, conversation)]


def begin(kit: Kit, text: str = "What is a river?") -> tuple[teach.Said, grow.Replied]:
    """A first turn."""
    return told(teach.say(kit, None, text, Cancel()))


def test_a_turn_is_on_the_disk_before_the_engine_is_asked(kit: Kit, scripted: ScriptedEngine) -> None:
    steps = teach.say(kit, None, "What is a river?", Cancel())
    said = next(steps)
    assert isinstance(said, teach.Said)
    assert scripted.asked == []
    assert texts(kit, said.conversation.id) == ["What is a river?", ""]
    steps.close()  # type: ignore[attr-defined]


def test_a_reply_is_kept_whole_with_who_said_it(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies.append("Water that flows.")
    said, replied = begin(kit)
    assert replied.message == browse.thread(kit, said.conversation.id)[-1]
    assert (replied.message.text, replied.message.state) == ("Water that flows.", "complete")
    assert (replied.message.model, replied.message.where) == ("starter", "local")
    assert scripted.asked[0].turns[-1] == Turn("user", "What is a river?")


def test_a_conversation_takes_its_title_from_its_first_line(kit: Kit) -> None:
    said, _replied = begin(kit, "  Why   is the sky blue when the sun is white and the night is black?\nPlease.")
    assert said.conversation.title == "Why is the sky blue when the sun is white and the night is…"


def test_a_stop_keeps_what_was_said_and_can_be_carried_on(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies += ["one two three four", " three four"]
    cancel = Cancel()
    steps: list[teach.Step] = []
    for step in teach.say(kit, None, "Count.", cancel):
        steps.append(step)
        if isinstance(step, Delta) and "two" in step.text:
            cancel.set()
    stopped = steps[-1]
    assert isinstance(stopped, grow.Replied)
    assert (stopped.message.text, stopped.message.state) == ("one two", "stopped")
    _said, whole = told(teach.carry_on(kit, stopped.message.id, Cancel()))
    assert (whole.message.text, whole.message.state) == ("one two three four", "complete")
    assert scripted.asked[-1].continues
    assert scripted.asked[-1].turns[-1] == Turn("assistant", "one two")


def test_an_engine_that_dies_leaves_an_interrupted_reply(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies.append(("Water that", EngineLost("It died.", "Ask again.")))
    steps = teach.say(kit, None, "What is a river?", Cancel())
    said = next(steps)
    assert isinstance(said, teach.Said)
    with pytest.raises(EngineLost):
        list(steps)
    reply = browse.thread(kit, said.conversation.id)[-1]
    assert (reply.text, reply.state) == ("Water that", "interrupted")


def test_a_reply_that_never_got_a_word_gets_another_chance_in_its_place(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies += [EngineLost("It died.", "Ask again."), "Water."]
    steps = teach.say(kit, None, "What is a river?", Cancel())
    said = next(steps)
    assert isinstance(said, teach.Said)
    with pytest.raises(EngineLost):
        list(steps)
    told(teach.retry(kit, said.reply.id, Cancel()))
    assert texts(kit, said.conversation.id) == ["What is a river?", "Water."]
    assert len(browse.siblings(kit, said.reply.id)) == 1


def test_retry_and_edit_make_siblings_that_can_be_chosen(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies += ["first", "second", "third"]
    said, first = begin(kit)
    told(teach.retry(kit, first.message.id, Cancel()))
    assert texts(kit, said.conversation.id) == ["What is a river?", "second"]
    browse.choose(kit, first.message.id)
    assert texts(kit, said.conversation.id) == ["What is a river?", "first"]
    told(teach.edit(kit, said.turn.id, "What is a lake?", Cancel()))
    assert texts(kit, said.conversation.id) == ["What is a lake?", "third"]
    assert [one.text for one in browse.siblings(kit, said.turn.id)] == ["What is a river?", "What is a lake?"]
    assert [turn.text for turn in scripted.asked[-1].turns[1:]] == ["What is a lake?"]


def test_an_abandoned_reply_is_marked_interrupted(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies.append("one two three")
    steps = teach.say(kit, None, "Count.", Cancel())
    said = next(steps)
    assert isinstance(said, teach.Said)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    reply: Message = browse.thread(kit, said.conversation.id)[-1]
    assert (reply.text, reply.state) == ("one", "interrupted")


@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
def test_nothing_is_not_sent(kit: Kit, text: str) -> None:
    with pytest.raises(teach.NothingSaid):
        list(teach.say(kit, None, text, Cancel()))
    assert browse.conversations(kit) == []


def test_a_text_of_more_than_a_megabyte_is_refused_and_one_of_a_megabyte_is_kept(kit: Kit) -> None:
    with pytest.raises(teach.TextTooLong) as caught:
        list(teach.say(kit, None, "é" * 500_001, Cancel()))
    assert "1000 kB" in caught.value.next_step
    said, _replied = begin(kit, "é" * 500_000)
    assert len(said.turn.text) == 500_000


def test_nuls_and_lone_surrogates_are_no_trouble(kit: Kit) -> None:
    said, _replied = begin(kit, "a\x00b\ud800c\r\nd")
    assert said.turn.text == "ab\ufffdc\nd"


def test_a_chat_longer_than_the_context_goes_on_from_a_summary(kit: Kit, scripted: ScriptedEngine) -> None:
    said, _replied = begin(kit, "The first river is the Nile. " + "word " * 150)
    for _turn in range(20):
        _said, replied = told(teach.say(kit, said.conversation.id, "word " * 150, Cancel()))
    turns = scripted.asked[-1].turns
    assert turns[0].role == "system"
    assert "The first river is the Nile." in turns[0].text
    assert scripted.count(turns) <= 4096
    assert replied.dropped == ()


def test_a_full_disk_keeps_the_reply_until_there_is_room(
    kit: Kit, scripted: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted.replies.append("Water that flows.")
    steps = teach.say(kit, None, "What is a river?", Cancel())
    said = next(steps)
    assert isinstance(said, teach.Said)

    @contextmanager
    def full(store: Store) -> Iterator[None]:
        raise disk_full(store.path.parent)
        yield

    with monkeypatch.context() as patched:
        patched.setattr(Store, "writing", full)
        with pytest.raises(DiskFull):
            list(steps)
    assert kit.unsaved
    teach.keep_unsaved(kit)
    reply = browse.thread(kit, said.conversation.id)[-1]
    assert (reply.text, reply.state) == ("Water that flows.", "complete")
    assert not kit.unsaved


def test_reading_ahead_prepares_what_the_next_question_begins_with(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies.append("Water.")
    said, _replied = begin(kit)
    list(prepare.read_ahead(kit, said.conversation.id, Cancel()))
    told(teach.say(kit, said.conversation.id, "And a lake?", Cancel()))
    prepared = scripted.prepared[-1]
    assert scripted.asked[-1].turns[: len(prepared)] == prepared


def test_nothing_is_read_ahead_where_the_settings_say_so(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies.append("Water.")
    said, _replied = begin(kit)
    kit.settings.change(read_ahead=False)
    list(prepare.read_ahead(kit, said.conversation.id, Cancel()))
    assert scripted.prepared == []
