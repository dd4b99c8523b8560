"""Which language a text is in, as far as its letters alone tell: enough to choose another voice than the usual one."""

from __future__ import annotations

from collections import Counter

_SCRIPTS = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "ru"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0B80, 0x0BFF, "ta"),
    (0x3040, 0x30FF, "ja"),
    (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7A3, "ko"),
)
"""Blocks of Unicode, and the language most read in each."""

_LOOKED_AT = 2_000


def language_of(text: str) -> str:
    """A code such as ``ar`` when most letters belong to its script; empty where the usual voice will do."""
    letters = [ord(letter) for letter in text[:_LOOKED_AT] if letter.isalpha()]
    found = Counter(code for letter in letters for low, high, code in _SCRIPTS if low <= letter <= high)
    if found["ja"]:
        found["ja"] += found.pop("zh", 0)  # Japanese is written with both
    code, count = found.most_common(1)[0] if found else ("", 0)
    return code if 2 * count > len(letters) else ""
