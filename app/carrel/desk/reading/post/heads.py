"""The lines above a message in a text: "On … wrote:", "From: …", "-----Original Message-----"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from carrel.base.matching import folded
from carrel.base.show import one_line
from carrel.desk.reading.post.words import mail_words

LONGEST_NAME = 120
_LONGEST_LINE = 1_000
_LONGEST_ATTRIBUTION = 300
_MOST_LINES = 3
"""An attribution is broken over so many lines at most."""

_ADDRESS = re.compile(r"[^\s<>@,;:\"'()\[\]]{1,64}@[^\s<>@,;:\"'()\[\]]{1,255}")
_WHEN = re.compile(
    r"(?P<when>.*\d(?:\s?[ap]\.?m\b\.?)?(?:\s?\(?(?:utc|gmt|cet|cest|[+-]\d{4})\)?)?(?:\s(?:uhr|h))?)[,;]?\s*"
    r"(?P<who>[^\d]*)",
    re.IGNORECASE,
)
_MARKS = " \t*_"
_LEAST_DASHES = 3


@dataclass(frozen=True)
class Head:
    """What is known of a message from the lines above it; empty where they do not say it."""

    sender: str = ""
    address: str = ""
    when: str = ""
    subject: str = ""


NOBODY = Head()


def attribution(lines: Sequence[str], at: int) -> tuple[Head, int] | None:
    """The head that a line such as "On … wrote:" tells, and the number of the line after it; None for any other."""
    first = folded(lines[at][:_LONGEST_LINE]).strip(_MARKS)
    for begins, says in mail_words().attributions:
        if not first.startswith(f"{begins} "):
            continue
        told = ""
        for end in range(at, min(at + _MOST_LINES, len(lines))):
            told = f"{told} {lines[end][:_LONGEST_LINE].strip(_MARKS)}".strip()
            if len(told) > _LONGEST_ATTRIBUTION:
                break
            if told.endswith(":") and says in folded(told):
                # Without a date or an address somebody only tells that somebody wrote.
                return (_told(told, begins, says), end + 1) if _is_dated(told) else None
    return None


def block(lines: Sequence[str], at: int) -> tuple[Head, int] | None:
    """The head of lines such as "From: …" and "Sent: …", and the number of the line after them.

    They begin with who it is from, or with a line of dashes above that; None where there are none.
    """
    start = at
    while start < len(lines) and start < at + _MOST_LINES and (is_divider(lines[start]) or not lines[start].strip()):
        start += 1
    divided = start > at and any(is_divider(line) for line in lines[at:start])
    found: dict[str, str] = {}
    end = start
    while end < len(lines):
        kind, value = labelled(lines[end])
        if not kind or (kind in found and kind != "to"):
            break
        found.setdefault(kind, value)
        end += 1
    if "from" not in found or not ({"date", "subject"} & found.keys() or (len(found) > 1 and "@" in found["from"])):
        return (NOBODY, start) if divided else None  # "From: 3 May" and "To: 5 May" are no message
    if start > at and not divided:
        return None  # blank lines above belong to what stands before
    sender, address = parted(found["from"])
    return Head(sender, address, one_line(found.get("date", "")), one_line(found.get("subject", ""))), end


def labelled(line: str) -> tuple[str, str]:
    """Which of the labels stands before the colon of this line, and what stands behind it; empty for none."""
    label, colon, value = line[:_LONGEST_LINE].strip(_MARKS).partition(":")
    kind = mail_words().labels.get(folded(label).strip(_MARKS), "") if colon and len(label) <= 30 else ""
    return kind, value.strip(_MARKS) if kind else ""


def is_divider(line: str) -> bool:
    """Whether the line parts a message from one that is quoted below: words between dashes, or a rule."""
    text = line[:_LONGEST_LINE].strip()
    inner = text.strip("-_=* \t:")
    if not inner:
        return len(text) >= 10 and set(text) <= {"_"}
    dashes = text.startswith("-" * _LEAST_DASHES) or folded(inner).startswith("begin")
    return dashes and folded(inner) in mail_words().divides


def parted(text: str) -> tuple[str, str]:
    """The name and the address of somebody, as in "Ana Pérez <ana@mail.example>"; each may be empty."""
    text = one_line(text)
    found = _ADDRESS.search(text)
    address = found[0].rstrip(".") if found else ""
    name = _ADDRESS.sub(" ", text)
    name = re.sub(r"\[?mailto:|[<>\[\]()\"]", " ", name)
    name = " ".join(name.split()).strip(" ,;'")
    return name[:LONGEST_NAME], address


def _is_dated(told: str) -> bool:
    return any(letter.isdigit() for letter in told) or "@" in told


def _told(told: str, begins: str, says: str) -> Head:
    """What an attribution tells: when, and who; the verb may stand between the two or behind both."""
    plain = folded(told)
    # Folding may change the length; then the words are looked for in the folded text alone.
    source = told if len(plain) == len(told) else plain
    before, _says, behind = source[len(begins) :].partition(source[plain.index(says) : plain.index(says) + len(says)])
    behind = behind.strip(" :")
    sender, address = parted(behind)
    without = _ADDRESS.sub(" ", before)
    found = _WHEN.match(" ".join(re.sub(r"[<>\[\]]|mailto:", " ", without).split()))
    when, who = (found["when"], found["who"]) if found else ("", without)
    sender = sender or parted(who)[0]
    address = address or parted(before)[1]
    return Head(sender, address, one_line(when).strip(" ,"))
