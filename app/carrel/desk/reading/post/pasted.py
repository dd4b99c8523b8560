"""Reads text that somebody pasted: a message with or without the lines above it, or several below each other."""

from __future__ import annotations

from carrel.base.text import clean
from carrel.desk.model import Thread
from carrel.desk.reading.post.heads import NOBODY, Head, block, labelled, parted
from carrel.desk.reading.post.threads import Message, Us, threads

MOST_CHARACTERS = 500_000


def read(text: str, us: Us) -> Thread | None:
    """The thread in the text; None where there is nothing in it.

    It goes as a mail does: what stands below lines such as "From: …" is older than what stands above them.
    """
    lines = clean(text)[:MOST_CHARACTERS].strip().split("\n")
    head, body = _headed(lines)
    found = threads([Message(head, "\n".join(body))], us)[0]
    return found if found.mails else None


def _headed(lines: list[str]) -> tuple[Head, list[str]]:
    """What stands above the text, and the text; a subject or a name alone is enough."""
    told = block(lines, 0)
    if told is not None and told[0] != NOBODY:
        return told[0], lines[told[1] :]
    found: dict[str, str] = {}
    at = 0
    while at < len(lines) and lines[at].strip():
        kind, value = labelled(lines[at])
        if not kind or kind in found:
            break
        found[kind] = value
        at += 1
    if not found.keys() & {"from", "subject"} or (at < len(lines) and lines[at].strip()):
        return NOBODY, lines
    sender, address = parted(found.get("from", ""))
    return Head(sender, address, found.get("date", ""), found.get("subject", "")), lines[at:]
