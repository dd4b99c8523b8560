"""Carrel's own format comes back the same, and a bad chat in it does not take the others along."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from carrel.exchange import carrel_json
from carrel.exchange.api import Bad, FileRefused, Taken
from tests.exchange.kit import GOLDEN, chats, everything, read, small


def written() -> bytes:
    return b"".join(carrel_json.write([everything(), small(7)]))


def test_the_file_is_the_golden_one_byte_for_byte() -> None:
    assert written() == (GOLDEN / "chats.json").read_bytes()


def test_what_was_written_reads_back_equal() -> None:
    source, found = read(written())
    assert source is carrel_json.SOURCE
    assert chats(list(found)) == [everything(), small(7)]


def test_a_file_of_no_chats_is_sound() -> None:
    assert list(read(b"".join(carrel_json.write([])))[1]) == []


def test_each_chat_has_a_line_of_its_own() -> None:
    lines = written().decode().splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == ["c1", "d7"]


Spoil = Callable[[dict[str, Any]], object]
SPOILS: dict[str, Spoil] = {
    "no id": lambda chat: chat.pop("id"),
    "an id with a space": lambda chat: chat.update(id="a b"),
    "a number for a title": lambda chat: chat.update(title=7),
    "messages that are no list": lambda chat: chat.update(messages={}),
    "a message that is no object": lambda chat: chat["messages"].append(3),
    "a role nobody has": lambda chat: chat["messages"][0].update(role="system"),
    "a state nobody knows": lambda chat: chat["messages"][1].update(state="streaming"),
    "a message before its parent": lambda chat: chat["messages"].reverse(),
    "the same message twice": lambda chat: chat["messages"].append(chat["messages"][0]),
    "a head that is not there": lambda chat: chat.update(head="m9"),
    "a head in the middle": lambda chat: chat.update(head="m1"),
    "no head": lambda chat: chat.update(head=None),
    "a day that never was": lambda chat: chat["created"].update(day="2026-02-30"),
    "a time that is no time": lambda chat: chat["created"].update(utc="yesterday"),
    "a month that never was": lambda chat: chat["created"].update(utc="2026-13-02T03:15:00.000000Z"),
    "a zone beyond the world": lambda chat: chat["created"].update(zone=100_000),
    "a zone that is true": lambda chat: chat["created"].update(zone=True),
    "a time that never ends": lambda chat: chat["messages"][1]["timing"].update(first_token_s=float("inf")),
    "a text that hangs nowhere": lambda chat: chat["messages"][0].update(attachments=["a9"]),
    "a summary of nothing": lambda chat: chat["summaries"][0].update(upto="m9"),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_a_spoiled_chat_is_named_and_the_others_go_on(spoil: Spoil) -> None:
    document = json.loads(written())
    spoil(document["chats"][0])
    bad, good = list(read(json.dumps(document).encode())[1])
    assert isinstance(bad, Bad)
    assert bad.number == 1
    assert bad.why.endswith((".", "!"))
    assert bad.sentence().startswith(("“Leaves & light” could not be read", "Chat 1 of the file could not be read"))
    assert good == Taken(small(7))


def test_a_newer_version_is_refused_in_a_sentence() -> None:
    document = json.loads(written()) | {"v": 2}
    with pytest.raises(FileRefused, match="newer version"):
        list(read(json.dumps(document).encode())[1])


@pytest.mark.parametrize("change", [{"v": "1"}, {"v": None}, {"v": True}, {"chats": {}}, {"chats": None}])
def test_a_file_without_a_version_or_chats_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(FileRefused, match="damaged"):
        list(read(json.dumps(json.loads(written()) | change).encode())[1])


def test_a_reply_that_is_being_written_leaves_as_one_that_was_cut_off() -> None:
    chat = everything()
    streaming = replace(chat, messages=(*chat.messages[:-1], replace(chat.messages[-1], state="streaming")))
    [only] = chats(list(read(b"".join(carrel_json.write([streaming])))[1]))
    assert only.messages[-1].state == "interrupted"
