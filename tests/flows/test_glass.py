"""The prompt glass shows the exact text, and claims to know where a turn stands only where that is certain."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.base.stamp import Moment
from carrel.base.work import Cancel
from carrel.conversations.model import Message
from carrel.engine.api import Turn
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import glass, grow, teach
from carrel.flows.kit import Kit

NOW = Moment("2026-03-02T09:00:00.000000Z", 0, "2026-03-02")


def chatml(turns: list[Turn]) -> str:
    """A template as many models have it."""
    said = "".join(f"<|im_start|>{turn.role}\n{turn.text}<|im_end|>\n" for turn in turns)
    return f"{said}<|im_start|>assistant\n"


def thread(*texts: str) -> list[Message]:
    """Turns of the two, the person's first."""
    return [
        Message(f"m{index}", "c", None, "assistant" if index % 2 else "user", text, NOW)
        for index, text in enumerate(texts)
    ]


def said(text: str, messages: list[Message]) -> list[tuple[str, str]]:
    """Who is said to have said what."""
    return [(part.role, text[part.start : part.end]) for part in glass.parts(text, messages)]


def test_the_glass_shows_what_the_engine_was_given_with_its_turns(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies.extend(["A river is water that flows.", "From the mountains."])
    first = list(teach.say(kit, None, "What is a river?", Cancel()))
    assert isinstance(first[0], teach.Said)
    second = list(teach.say(kit, first[0].conversation.id, "Where does it come from?", Cancel()))
    assert isinstance(second[-1], grow.Replied)
    seen = glass.look(kit, second[-1].message.id)
    assert seen.prompt.text == scripted.render(scripted.asked[-1].turns)
    assert [seen.prompt.text[part.start : part.end] for part in seen.parts] == [
        "What is a river?",
        "A river is water that flows.",
        "Where does it come from?",
    ]


def test_a_turn_that_stands_there_twice_is_not_guessed_at() -> None:
    messages = thread("assistant")
    assert said(chatml([Turn("system", "Be kind."), Turn("user", "assistant")]), messages) == []
    assert said(chatml([Turn("system", "Be kind."), Turn("user", "a river?")]), thread("a river?")) == [
        ("user", "a river?")
    ]


def test_turns_that_were_left_out_are_not_missed() -> None:
    messages = thread("old question", "old answer", "a river?", "water", "and a lake?")
    text = chatml([Turn("system", "s"), *(Turn(one.role, one.text) for one in messages[2:])])
    assert said(text, messages) == [("user", "a river?"), ("assistant", "water"), ("user", "and a lake?")]


def test_a_template_that_opens_its_answer_differently_is_understood() -> None:
    messages = thread("a river?", "water", "and a lake?")
    text = chatml([Turn("system", "s"), *(Turn(one.role, one.text) for one in messages)]) + "<think>\n\n</think>\n\n"
    assert len(said(text, messages)) == 3


WORDS = st.text("as \nust<|im_end>", min_size=1, max_size=9) | st.text("ab ", min_size=12, max_size=20)


@settings(max_examples=1500, deadline=None)
@given(texts=st.lists(WORDS, min_size=1, max_size=7), left=st.integers(0, 4))
def test_whatever_was_said_a_part_is_where_it_truly_stands_or_nowhere(texts: list[str], left: int) -> None:
    texts = texts if len(texts) % 2 else texts[1:] or ["a"]
    messages = thread(*texts)
    kept = messages[2 * min(left, len(messages) // 2) :]
    text, true = "<|im_start|>system\nassist<|im_end|>\n", []
    for message in kept:
        text += f"<|im_start|>{message.role}\n"
        true.append((message.role, len(text), len(text) + len(message.text)))
        text += f"{message.text}<|im_end|>\n"
    text += "<|im_start|>assistant\n"
    found = [(part.role, part.start, part.end) for part in glass.parts(text, messages)]
    assert found == true[len(true) - len(found) :]


def test_an_older_reply_has_no_text_and_no_parts(kit: Kit) -> None:
    steps = list(teach.say(kit, None, "hello", Cancel()))
    assert isinstance(steps[-1], grow.Replied)
    reply = steps[-1].message.id
    with kit.store.writing() as db:
        db.execute("delete from prompt")
    seen = glass.look(kit, reply)
    assert (seen.prompt.text, seen.parts, seen.reply.id) == ("", (), reply)


def test_a_text_is_saved_whole_and_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    glass.save(tmp_path / "prompt.txt", "line\nnext\n")
    assert (tmp_path / "prompt.txt").read_bytes() == b"line\nnext\n"
    with pytest.raises(glass.NotSaved, match="could not be written"):
        glass.save(tmp_path / "nowhere" / "prompt.txt", "x")
