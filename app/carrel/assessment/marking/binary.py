"""Binary numbers as people group and mark them: 10 0101, 0b100101, 100101₂."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KEY = re.compile(r"[01]{2,64}")
_GROUPED = re.compile(r"[01]{1,4}(?:[ _][01]{4})+|[01]{1,8}(?:[ _][01]{8})+")
_MARKED = re.compile(
    r"(?:0[bB])?\(?(?P<digits>[01](?:[ _]?[01]){1,80})\)?"
    r"(?:\s*(?:₂|_2|_\{2\}|\(?base (?:2|two)\)?|\(?(?:in )?binary\)?))?"
)
_ASKED = re.compile(r"\bbinary\b|\bbase (?:2|two)\b|\bbits?\b", re.IGNORECASE)


def ungrouped(said: str, keys: Iterable[str], prompt: str) -> str:
    """The digits alone, if every key is a number of zeros and ones and so is the answer; otherwise the answer.

    A mark of the base is taken off only where the question speaks of binary numbers: 0b100 is no hundred.
    """
    if not all(_KEY.fullmatch(key.strip()) for key in keys):
        return said
    bare = said.strip().rstrip(".!")
    found = _MARKED.fullmatch(bare)
    if found is None or not (_GROUPED.fullmatch(found["digits"]) or found["digits"].isdigit()):
        return said
    if found["digits"] != bare and not _ASKED.search(prompt):
        return said
    return re.sub(r"[ _]", "", found["digits"])
