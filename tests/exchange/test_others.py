"""The exports of other programs: branches stay, pieces are joined, and what cannot be kept is counted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from carrel.exchange.api import Bad, Chat, Lost, Taken
from carrel.exchange.fields import moment_of
from tests.exchange.kit import at, read
from tests.exchange.test_reading import packed

MORNING = 1_772_420_400.5
"""2026-03-02 03:00:00.5 UTC, in seconds since 1970."""


def taken(document: Any) -> list[Taken]:
    """What is found; nothing bad may be there."""
    found = list(read(json.dumps(document).encode())[1])
    assert not [one for one in found if isinstance(one, Bad)], found
    return [one for one in found if isinstance(one, Taken)]


def said(chat: Chat) -> list[tuple[str, str]]:
    """Who said what, on the branch that is shown."""
    return [("you" if one.role == "user" else "tutor", one.text) for one in chat.thread()]


def node(name: str, parent: str | None, role: str, *parts: Any, kind: str = "text", **more: Any) -> dict[str, Any]:
    """A node as it stands in a mapping."""
    message = {
        "id": name,
        "author": {"role": role},
        "create_time": MORNING + len(name),
        "content": {"content_type": kind, "parts": list(parts)},
        "metadata": {"model_slug": "big-4"} if role == "assistant" else {},
        "recipient": "all",
    }
    return {"id": name, "parent": parent, "children": [], "message": message | more}


def mapped(*nodes: dict[str, Any], shown: str | None = None, **more: Any) -> dict[str, Any]:
    """A chat of these nodes."""
    mapping = {one["id"]: one for one in nodes}
    for one in nodes:
        if one["parent"] in mapping:
            mapping[one["parent"]]["children"].append(one["id"])
    chat = {"title": "Leaves", "create_time": MORNING, "update_time": MORNING + 60, "conversation_id": "abc-1"}
    return {**chat, "mapping": mapping, "current_node": shown, **more}


ROOT: dict[str, Any] = {"id": "root", "parent": None, "children": [], "message": None}


def root() -> dict[str, Any]:
    """The node that every mapping begins with."""
    return {**ROOT, "children": []}


def test_a_mapping_becomes_a_tree_with_the_shown_branch() -> None:
    document = [
        mapped(
            root(),
            node("s", "root", "system", ""),
            node("q1", "s", "user", "What is a leaf?"),
            node("a1", "q1", "assistant", "A first answer."),
            node("a2", "q1", "assistant", "A second answer."),
            node("q2", "a1", "user", "Why?"),
            node("q2b", "a1", "user", "Why green?"),
            node("a3", "q2b", "assistant", "Chlorophyll."),
            shown="q2",
        )
    ]
    [one] = taken(document)
    assert said(one.chat) == [("you", "What is a leaf?"), ("tutor", "A first answer."), ("you", "Why?")]
    assert len(one.chat.messages) == 6
    assert one.lost == Lost()
    first, answer = one.chat.messages[:2]
    assert (answer.model, answer.where) == ("big-4", "chatgpt.com")
    assert (first.model, first.where) == (None, None)
    assert first.created.utc == "2026-03-02T03:00:02.500000Z"
    assert (one.chat.conversation.title, one.chat.conversation.titled) == ("Leaves", "person")
    assert one.chat.conversation.updated.utc == "2026-03-02T03:01:00.500000Z"
    assert taken(document) == [one], "ids come out the same each time"


def test_siblings_stand_as_their_parent_lists_them() -> None:
    chat = mapped(
        root(), node("q", "root", "user", "Q"), node("b", "q", "assistant", "B"), node("a", "q", "assistant", "A")
    )
    chat["mapping"]["q"]["children"] = ["a", "b"]
    [one] = taken([chat])
    assert [message.text for message in one.chat.messages] == ["Q", "A", "B"]
    assert said(one.chat)[-1] == ("tutor", "B")


def test_pictures_tools_and_thoughts_are_counted_or_folded_away() -> None:
    picture = {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"}
    thoughts = node("t", "q", "assistant", kind="thoughts")
    thoughts["message"]["content"] = {"content_type": "thoughts", "thoughts": [{"summary": "S", "content": "Hm."}]}
    code = node("c", "t", "assistant", kind="code", recipient="python")
    code["message"]["content"] = {"content_type": "code", "text": "1+1"}
    spoken = {"content_type": "audio_transcription", "text": "spoken"}
    document = [
        mapped(
            root(),
            node(
                "q", "root", "user", picture, "Look", {"content_type": "hologram"}, kind="multimodal_text",
                metadata={"attachments": [{"name": "x.png", "mime_type": "image/png"}, {"name": "n.pdf"}]},
            ),
            thoughts,
            code,
            node("r", "c", "tool", "2", kind="execution_output"),
            node("a", "r", "assistant", "It is"),
            node("b", "a", "assistant", "two.", spoken, {"content_type": "audio_asset_pointer"}),
        )
    ]  # fmt: skip
    [one] = taken(document)
    assert said(one.chat) == [("you", "Look"), ("tutor", "It is\n\ntwo.\n\nspoken")]
    assert one.chat.messages[1].reasoning == "Hm."
    assert one.lost == Lost(pictures=1, files=1, tools=2, others=1, recordings=1)
    assert "One picture could not be carried." in one.lost.sentences()
    assert "2 steps of tools could not be carried." in one.lost.sentences()


def test_a_mapping_that_runs_in_a_circle_ends() -> None:
    [one] = taken([mapped(node("q", None, "user", "Q"), node("a", "b", "user", "A"), node("b", "a", "user", "B"))])
    assert said(one.chat) == [("you", "Q")]
    assert one.lost == Lost(others=2)


def test_a_very_long_mapping_is_read() -> None:
    nodes = [
        node(f"n{at}", f"n{at - 1}" if at else None, "user" if at % 2 else "assistant", str(at)) for at in range(5000)
    ]
    [one] = taken([mapped(*nodes, shown="n4999")])
    assert len(said(one.chat)) == 5000


def test_a_chat_without_times_was_said_when_it_came_in() -> None:
    bare = node("q", None, "user", "Q", create_time=None)
    [one] = taken([mapped(bare, create_time=None, update_time="soon")])
    assert one.chat.conversation.created == at(0)


@pytest.mark.parametrize(
    "spoil",
    [{"mapping": []}, {"mapping": {"a": 3}}, {"mapping": {}}, {"title": 3}, {"mapping": {"a": {"message": {}}}}],
)
def test_a_spoiled_mapping_is_named_and_the_others_go_on(spoil: dict[str, Any]) -> None:
    good = mapped(node("q", None, "user", "Q"))
    found = list(read(json.dumps([good, good | spoil, 7, good]).encode())[1])
    assert [type(one) for one in found] == [Taken, Bad, Bad, Taken]


def flat(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A chat of these messages."""
    times = {"created_at": "2026-03-02T03:00:00.123456Z", "updated_at": "2026-03-02T03:05:00+00:00"}
    return {"uuid": "u-1", "name": "Leaves", **times, "chat_messages": list(messages), **more}


def turn(name: str, sender: str, text: str, **more: Any) -> dict[str, Any]:
    """A message of a flat list."""
    return {"uuid": name, "sender": sender, "text": text, "created_at": "2026-03-02T03:01:00Z", **more}


def test_a_flat_list_becomes_a_chat() -> None:
    [one] = taken([flat(turn("a", "human", "Q"), turn("b", "assistant", "A"))])
    assert said(one.chat) == [("you", "Q"), ("tutor", "A")]
    assert one.chat.messages[1].where == "claude.ai"
    assert one.chat.conversation.created.utc == "2026-03-02T03:00:00.123456Z"


def test_blocks_say_more_than_the_text_and_what_is_not_text_is_counted() -> None:
    blocks = [
        {"type": "thinking", "thinking": "Hm."},
        {"type": "text", "text": "One."},
        {"type": "tool_use", "name": "search"},
        {"type": "tool_result", "content": []},
        {"type": "text", "text": "Two."},
        {"type": "hologram"},
    ]
    question = turn(
        "a", "human", "Q",
        attachments=[{"file_name": "n.txt", "extracted_content": "notes"}, {"file_name": "empty.bin"}],
        files=[{"file_name": "photo.JPG"}, {"file_name": "n.pdf"}],
    )  # fmt: skip
    [one] = taken([flat(question, turn("b", "assistant", "flat text", content=blocks))])
    assert said(one.chat) == [("you", "Q"), ("tutor", "One.\n\nTwo.")]
    assert one.chat.messages[1].reasoning == "Hm."
    [attached] = one.chat.attached[one.chat.messages[0].id]
    assert (attached.name, attached.text) == ("n.txt", "notes")
    assert one.lost == Lost(pictures=1, files=2, tools=2, others=1)


def test_a_flat_list_that_tells_parents_keeps_its_branches() -> None:
    messages = (
        turn("a", "human", "Q", parent_message_uuid="00000000-0000-4000-8000-000000000000"),
        turn("b", "assistant", "A", parent_message_uuid="a"),
        turn("c", "assistant", "B", parent_message_uuid="a"),
    )
    [one] = taken([flat(*messages, current_leaf_message_uuid="b")])
    assert said(one.chat) == [("you", "Q"), ("tutor", "A")]
    assert [message.parent for message in one.chat.messages[1:]] == [one.chat.messages[0].id] * 2


def test_an_empty_chat_is_named() -> None:
    found = list(read(json.dumps([flat(name=""), flat(turn("a", "human", "Q"))]).encode())[1])
    assert isinstance(found[0], Bad)
    assert "nothing in it" in found[0].why


def test_a_history_becomes_a_tree() -> None:
    messages = {
        "m1": {"id": "m1", "parentId": None, "role": "user", "content": "Q", "timestamp": 1_772_420_400,
               "files": [{"type": "image", "url": "x"}, {"type": "file"}]},
        "m2": {"id": "m2", "parentId": "m1", "role": "assistant", "content": "A", "model": "small:1b"},
        "m3": {"id": "m3", "parentId": "m1", "role": "assistant", "content": "B", "model": "big:7b"},
    }  # fmt: skip
    document = [
        {"id": "o1", "title": "Leaves", "pinned": True, "created_at": 1_772_420_400, "updated_at": 1_772_420_460,
         "chat": {"title": "Leaves", "history": {"messages": messages, "currentId": "m2"}}}
    ]  # fmt: skip
    [one] = taken(document)
    assert said(one.chat) == [("you", "Q"), ("tutor", "A")]
    assert one.chat.messages[1].model == "small:1b"
    assert one.chat.conversation.pinned
    assert one.lost == Lost(pictures=1, files=1)


def test_they_are_read_out_of_their_archives() -> None:
    exported = json.dumps([flat(turn("a", "human", "Q"))]).encode()
    content = packed(("users.json", b"[{}]"), ("projects.json", b"[]"), ("conversations.json", exported))
    source, found = read(content)
    assert source.name == "claude"
    assert len(list(found)) == 1


@pytest.mark.parametrize(
    ("value", "utc"),
    [
        (MORNING, "2026-03-02T03:00:00.500000Z"),
        (1_772_420_400_500, "2026-03-02T03:00:00.500000Z"),
        ("2026-03-02T08:45:00+05:45", "2026-03-02T03:00:00.000000Z"),
        ("2026-03-02T03:00:00", "2026-03-02T03:00:00.000000Z"),
    ],
)
def test_times_are_understood_as_other_programs_write_them(value: object, utc: str) -> None:
    moment = moment_of(value)
    assert moment is not None
    assert moment.utc == utc


@pytest.mark.parametrize("value", [None, True, -1, 0, float("nan"), float("inf"), 1e300, "noon", [], {}])
def test_what_is_no_time_is_none(value: object) -> None:
    assert moment_of(value) is None
