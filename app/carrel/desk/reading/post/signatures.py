"""Takes off what stands below a message: the signature, whose name is told, and what a program puts there."""

from __future__ import annotations

import re

from carrel.base.matching import folded
from carrel.base.show import one_line
from carrel.desk.reading.post.words import mail_words

_LAST = 15
"""Lines at the end in which a mail takes leave."""

_LONGEST_LEAVE = 60
_MOST_OF_NAME = 5
_POSTSCRIPT = re.compile(r"\s*p\.?\s?s\b\.?", re.IGNORECASE)
_PHONE = re.compile(r"[+(]?\d[\d\s()/.-]{5,}\d")


def unsigned(text: str) -> tuple[str, str]:
    """The text without its signature, and the name in it; an empty one where there is none.

    A line of a signature that holds more than a way to reach somebody, such as the number of an order, stays, and so
    does a postscript. A text that would be empty without its signature stays as it is.
    """
    lines = [line.rstrip() for line in text.strip().split("\n")]
    lines, below = _divided(lines)
    lines = [line for line in lines if not folded(line.strip()).startswith(mail_words().put_there)]
    lines, left = _left(lines)
    kept = "\n".join(lines).strip()
    if not kept:
        return text.strip(), ""
    return kept, _name(left) or _name(below)


def without_name(text: str, name: str) -> str:
    """The text without the last line where that is only the name of whoever wrote it, or a part or initials of it."""
    above, _line, last = text.rpartition("\n")
    words = [word.strip(".,-–~") for word in folded(last).split()]
    parts = folded(name).split()
    is_name = bool(words) and all(word in parts or any(word == part[:1] for part in parts) for word in words)
    return above.rstrip() if is_name and above.strip() else text


def _divided(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines above the dashes that begin a signature, and those below."""
    for at, line in enumerate(lines):
        if line.strip() == "--" and at >= len(lines) - _LAST:
            return lines[:at], lines[at + 1 :]
    return lines, []


def _left(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without those in which the mail takes leave, and those that were taken off, the name first."""
    for at in range(max(0, len(lines) - _LAST), len(lines)):
        name = _after_leave(lines[at])
        if name is None:
            continue
        kept: list[str] = []
        gone = [name]
        for number, line in enumerate(lines[at + 1 :], at + 1):
            if _POSTSCRIPT.match(line):
                return [*lines[:at], *kept, *lines[number:]], gone
            (gone if _is_of_signature(line) else kept).append(line)
        return [*lines[:at], *kept], gone
    return lines, []


def _after_leave(line: str) -> str | None:
    """What stands behind a farewell on its line, as in "Thanks, Ana"; None for a line that is none."""
    plain = folded(line).strip(" \t,.!–-*_")
    if not plain or len(plain) > _LONGEST_LEAVE or "?" in plain:
        return None
    for phrase in mail_words().takes_leave:
        if plain == phrase:
            return ""
        if plain.startswith(phrase) and plain[len(phrase)] in ",.!–-" and len(plain[len(phrase) :].split()) <= 3:
            return re.split(r"[,.!–-]", line.strip(" \t,.!–-*_"), maxsplit=1)[1]
    return None


def _is_of_signature(line: str) -> bool:
    """Whether a line below the farewell says who somebody is or how to reach them, and nothing of the case."""
    plain = folded(line)
    if "?" in plain or len(plain.split()) > 8:
        return False
    if set(re.findall(r"[^\W\d_]+", plain)) & mail_words().reaches or "@" in plain:
        return True
    return not any(letter.isdigit() for letter in plain) or _PHONE.fullmatch(plain.strip()) is not None


def _name(lines: list[str]) -> str:
    """The first of these lines, if it can be a name."""
    for line in lines:
        words = one_line(line).strip(" ,.*_–-").split()
        if words:
            plain = len(words) <= _MOST_OF_NAME and not any(letter.isdigit() or letter in "@:/" for letter in line)
            return " ".join(words) if plain else ""
    return ""
