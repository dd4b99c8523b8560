"""The frames on the pipe: whole ones come through as they were, and anything else is told as one error."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some

from carrel.base.wire import PART_BYTES, VERSION, Frame, WireBroken, pack, read_frame

values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(), inner, max_size=4),
    max_leaves=12,
)
frames = some.builds(Frame, some.dictionaries(some.text(), values, max_size=5), some.binary(max_size=64))


def reader(content: bytes, most: int = 1 << 30) -> Callable[[int], bytes]:
    """Reads like a pipe, which gives less than asked for when it likes."""
    stream = io.BytesIO(content)
    return lambda count: stream.read(min(count, most))


@given(some.lists(frames, max_size=4), some.integers(1, 9))
def test_frames_come_through_as_they_were(sent: list[Frame], most: int) -> None:
    read = reader(b"".join(map(pack, sent)), most)
    assert [read_frame(read) for _ in sent] == sent
    with pytest.raises(WireBroken):
        read_frame(read)


@given(frames)
def test_a_frame_that_is_cut_short_anywhere_is_broken(frame: Frame) -> None:
    whole = pack(frame)
    for length in range(len(whole)):
        with pytest.raises(WireBroken):
            read_frame(reader(whole[:length]))


@given(some.binary(max_size=300))
def test_garbage_is_a_frame_or_broken_and_nothing_else(content: bytes) -> None:
    for noise in (content, struct.pack(">BII", VERSION, len(content), 0) + content):
        try:
            frame = read_frame(reader(noise))
        except WireBroken:
            continue
        assert isinstance(frame.body, dict)


@pytest.mark.parametrize(
    "text",
    [b"[]", b"1", b"null", b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe", b"{", b"9" * 10_000, b'"\xed\xa0\x80"', b""],
)
def test_json_that_is_no_object_is_broken(text: bytes) -> None:
    with pytest.raises(WireBroken):
        read_frame(reader(struct.pack(">BII", VERSION, len(text), 0) + text))


@pytest.mark.parametrize(
    "head",
    [
        struct.pack(">BII", VERSION + 1, 2, 0),
        struct.pack(">BII", VERSION, 2, PART_BYTES + 1),
        struct.pack(">BII", VERSION, 2**32 - 1, 0),
    ],
)
def test_a_head_that_promises_too_much_is_refused_before_anything_is_read_for_it(head: bytes) -> None:
    asked = []

    def read(count: int) -> bytes:
        asked.append(count)
        return head[:count] if len(asked) == 1 else b"{}"

    with pytest.raises(WireBroken):
        read_frame(read)
    assert asked == [len(head)]


@pytest.mark.parametrize("error", [OSError("gone"), ValueError("read of closed file")])
def test_a_pipe_that_fails_is_broken(error: Exception) -> None:
    def read(_count: int) -> bytes:
        raise error

    with pytest.raises(WireBroken):
        read_frame(read)


def test_the_words_of_a_person_are_not_in_what_a_frame_says_of_itself() -> None:
    assert "secret" not in repr(Frame({}, b"secret"))
