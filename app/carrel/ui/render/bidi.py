"""Which way a text runs, and the characters that would make it look like another text."""

from __future__ import annotations

import re
import unicodedata

ISOLATE, RELEASE = "\u2066", "\u2069"
"""What we put around code in text that runs from right to left; taken out again when text is copied."""

_OVERRIDES = re.compile("[\u202d\u202e]")
_STEERING = re.compile("[\u202a\u202b\u202c\u2066-\u2069]")
_SUSPECT = re.compile("[\u202a-\u202e\u2066-\u2069\u2029\ufffc]")
_MEANT_FOR_QT = str.maketrans({"\u2029": "\u2028", "\ufffc": "\ufffd"})  # the end of a block, and an object


def harmless(text: str) -> str:
    """The text without characters that steer its direction; overrides, which turn letters round, are named.

    Nor does it hold the characters that mean something to Qt: the end of a block, and an object.
    """
    if not _SUSPECT.search(text):
        return text
    named = _OVERRIDES.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)
    return _STEERING.sub("", named).translate(_MEANT_FOR_QT)


def runs_right_to_left(text: str) -> bool | None:
    """What the first letter with a direction says; None when there is no such letter."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return False
        if kind in {"R", "AL"}:
            return True
    return None
