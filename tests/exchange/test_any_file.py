"""Whatever JSON holds, reading it ends in chats, in named bad ones, or in one sentence."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.exchange.api import Bad, FileRefused, Taken
from tests.exchange.kit import read

NAMES = (
    "carrel v chats id title messages role text created updated head parent state utc zone day attachments name "
    "mapping message author content content_type parts metadata current_node create_time children recipient "
    "chat_messages uuid sender created_at type files file_name extracted_content parent_message_uuid thoughts "
    "chat history currentId parentId timestamp model draft summaries upto timing tokens pinned titled"
)
KEYS = st.sampled_from(NAMES.split())
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 2_000_000_000),
    st.floats(),
    st.sampled_from(
        ["a", "b", "user", "assistant", "human", "text", "chats", "2026-03-02", "complete", "\ud800", "", "1"]
    ),
)
ANY = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6))
THINGS = st.dictionaries(KEYS, ANY, max_size=8)
SHAPES = st.one_of(
    THINGS.map(lambda one: {"carrel": "chats", "v": 1, "chats": [one]}),
    THINGS.map(lambda one: [{**one, "mapping": {"a": one, "b": {"message": one, "parent": "a"}}}]),
    THINGS.map(lambda one: [{**one, "mapping": {"a": {"message": {"author": {"role": "user"}, **one}}}}]),
    THINGS.map(lambda one: [{**one, "chat_messages": [one, one]}]),
    THINGS.map(lambda one: [{"uuid": "u", "chat_messages": [{"sender": "human", "text": "x", **one}]}]),
    THINGS.map(lambda one: [{**one, "chat": {**one, "history": {"messages": {"a": one}}}}]),
    ANY,
)


@settings(max_examples=400)
@given(document=SHAPES)
def test_any_json_is_read_or_refused_in_words(document: Any) -> None:
    with suppress(FileRefused):
        for one in read(json.dumps(document).encode("utf-8", "surrogatepass"))[1]:
            assert isinstance(one, Taken | Bad)
            if isinstance(one, Taken):
                ids = {message.id for message in one.chat.messages}
                assert one.chat.conversation.head in ids | {None}
                one.chat.conversation.title.encode()


@settings(max_examples=300)
@given(content=st.binary(max_size=60), begin=st.sampled_from([b"", b"PK\x03\x04", b"[", b"{", b"## User\n", b"---\n"]))
def test_any_bytes_are_read_or_refused_in_words(content: bytes, begin: bytes) -> None:
    with suppress(FileRefused):
        list(read(begin + content)[1])
