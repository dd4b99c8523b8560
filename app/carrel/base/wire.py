"""The frames between the window's process and the processes that work for it."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
"""Raised whenever a frame means something else than before; both ends refuse any other."""

PART_BYTES = 4 * 1024 * 1024
"""Longer data travels in parts of this size, so that heartbeats and stops pass in between."""

_HEAD = struct.Struct(">BII")
_MOST_JSON = 64 * 1024 * 1024


class WireBroken(Exception):
    """The other end closed the pipe, or sent something that is not a frame."""


@dataclass(frozen=True)
class Frame:
    """A small JSON object, and bytes that travel beside it."""

    body: dict[str, Any]
    data: bytes = field(default=b"", repr=False)


def pack(frame: Frame) -> bytes:
    """The frame as bytes: version, length of the JSON, length of the data, then both."""
    text = json.dumps(frame.body, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return _HEAD.pack(VERSION, len(text), len(frame.data)) + text + frame.data


def read_frame(read: Callable[[int], bytes]) -> Frame:
    """The next frame from a blocking read function; raises WireBroken."""
    version, text_length, data_length = _HEAD.unpack(_exactly(read, _HEAD.size))
    if version != VERSION or text_length > _MOST_JSON or data_length > PART_BYTES:
        raise WireBroken(f"not a frame of version {VERSION}")
    try:
        body = json.loads(_exactly(read, text_length))
    except (ValueError, RecursionError) as error:
        raise WireBroken("a frame without JSON") from error
    if not isinstance(body, dict):
        raise WireBroken("a frame that is no object")
    return Frame(body, _exactly(read, data_length))


def _exactly(read: Callable[[int], bytes], count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        try:
            part = read(count)
        except (OSError, ValueError) as error:  # a pipe closed under the reader is a ValueError
            raise WireBroken(str(error)) from error
        if not part:
            raise WireBroken("the pipe was closed")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
