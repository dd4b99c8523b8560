"""Takes a text apart into what its writer wrote and what it quotes of others."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.desk.reading.post.heads import NOBODY, Head, attribution, block

MOST_DEEP = 30
"""A thread that went to and fro more often is cut there."""


@dataclass(frozen=True)
class Piece:
    """What one person wrote; head: what stood above it."""

    head: Head
    text: str


def pieces(text: str, head: Head = NOBODY) -> tuple[Piece, ...]:
    """What the writer wrote first, then what that quotes, then what the quotation quotes: each older than the one
    before.

    Answers between quoted lines are the writer's own words. What was quoted without a word on whose it is has an empty
    head.
    """
    found: list[Piece] = []
    lines = text.split("\n")
    while len(found) < MOST_DEEP:
        own, quoted, inner = _parted(lines)
        found.append(Piece(head, "\n".join(own).strip()))
        if not any(line.strip() for line in quoted):
            break
        lines, head = quoted, inner
    return tuple(found)


def _parted(lines: list[str]) -> tuple[list[str], list[str], Head]:
    """The lines of the writer, the quoted ones without their mark, and what is said of whose those are."""
    own: list[str] = []
    quoted: list[str] = []
    inner = NOBODY
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith(">"):
            quoted.append(line[1:].removeprefix(" "))
            at += 1
            continue
        told = attribution(lines, at)
        if told is not None and _is_followed(lines, told[1]):
            inner = inner if quoted else told[0]
            at = told[1]
            if not any(one.startswith(">") for one in lines[at : at + 3]):
                return own, quoted + lines[at:], inner
            continue
        below = block(lines, at) if not quoted else None
        if below is not None:
            return own, lines[below[1] :], below[0]
        own.append(line)
        at += 1
    return own, quoted, inner


def _is_followed(lines: list[str], at: int) -> bool:
    """Whether anything stands below that could be quoted."""
    return any(line.strip() for line in lines[at:])
