"""Reads the text of a set, and names what is wrong in it by its line; whatever it holds, nothing is run."""

from __future__ import annotations

from carrel.base.text import clean
from carrel.base.words import _
from carrel.evaluations.model import Fault, Kind, Written
from carrel.evaluations.reading import json_lines, markdown

MOST_BYTES = 2_000_000
"""Bytes of UTF-8 in a file; a longer one is not looked into."""

READERS = {"md": markdown.read, "jsonl": json_lines.read}
"""The ways a set is written, each with what reads it."""

ENDINGS: dict[str, Kind] = {
    ".md": "md",
    ".markdown": "md",
    ".txt": "md",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
}
"""The endings of files."""


def read(kind: Kind, text: str) -> Written:
    """What the text of a set says, with all that is wrong in it."""
    text = clean(text).removeprefix("\ufeff")
    if len(text.encode()) > MOST_BYTES:
        what = _("The file is longer than {size} kB.").format(size=f"{MOST_BYTES // 1_000:,}")
        return Written("", faults=(Fault(1, what, _("Make two sets of it.")),))
    return READERS[kind](text)


__all__ = ["ENDINGS", "MOST_BYTES", "read"]
