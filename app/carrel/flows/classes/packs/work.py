"""What runs in the child: unpacks a pack, and finds out whether what it says in JSON fits into the memory it has."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.inside import Refusal, works_apart
from carrel.base.wire import PART_BYTES, Frame
from carrel.classroom import packing

SPOKEN = ".json"
"""What the names of the files end in that are read as JSON afterwards."""

codecs.lookup("cp437")  # in which old archives have their names; inside the sandbox Python could not load it any more


@works_apart
def unpacked(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """The files of the pack in its bytes: for each a frame with its name and length, and frames with its bytes.

    Raises Refusal with the kind, the sentence and the next step of what is wrong.
    """
    try:
        files = packing.unpacked(arguments.get("data", b""))
    except CarrelError as error:
        facts = {"what": error.what, "next_step": error.next_step, "detail": error.detail}
        raise Refusal(type(error).__name__, **facts) from error
    for name, content in files.items():
        if name.endswith(SPOKEN):
            _fits(content)
        yield Frame({"name": name, "length": len(content)})
        for start in range(0, len(content), PART_BYTES):
            yield Frame({}, content[start : start + PART_BYTES])


def _fits(content: bytes) -> None:
    """Read it and forget it: what is too much for this process must not be tried in the one that asks.

    Whether it is sound JSON is said by whoever reads it for what it says.
    """
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return
