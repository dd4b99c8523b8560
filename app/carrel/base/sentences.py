"""Finds where sentences begin and end, in the scripts people write here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carrel.base.blocks import Block, blocks

_CLOSERS = "\"'”’)\\]»›」』）】*_"
_END = re.compile(rf"[.!?…。！？｡؟۔।॥։።။។]++[{_CLOSERS}]*+(?:[ \t]?\[\d{{1,3}}\])*+")
"""Where a sentence may end, with the quotes and brackets that close there, and the number of a source behind it."""

_NUMBER_OF_ITEM = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])$")
_OPENERS = " \t\n\"'“‘«([*_¿¡"
_LOOK_AROUND = 60
_LONGEST_SHORT_FORM = 6
_BEFORE_BLANKS = ".!?…"
_NARROW = 40

NEVER_LAST = re.compile(
    r"mr|mrs|ms|dr|prof|st|mt|rev|hon|gen|col|capt|lt|sgt|sra?|srta|jr|vs|cf|ca|e\.g|i\.e|viz|al|eds|z\.b|d\.h|u\.a|"
    r"bzw|ggf|mme|mlle|dept",
    re.IGNORECASE,
)
"""Short forms after which a sentence goes on, without their last full stop."""

BEFORE_NUMBERS = re.compile(
    r"etc|[ap]\.m|inc|ltd|co|corp|u\.s|u\.k|ph\.d|usw|nos?|figs?|vol|ch|sec|eq|ref|pp?|pg|approx|nr|abb|bd|art",
    re.IGNORECASE,
)
"""Short forms after which it goes on only before a number, or a small letter."""

BEGINNERS = re.compile(
    "an?|and|as|at|but|by|each|every|for|he|her|his|how|i|if|in|its?|no|not|on|one|she|so|that|the|their|then|there|"
    "these|they|this|those|to|we|what|when|where|which|who|why|with|your?",
    re.IGNORECASE,
)
"""Words that a sentence begins with more often than a name: "vitamin C. It" ends, "by C. Darwin" does not."""


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences in order, each as (first, last) in characters, without the blanks around it.

    A heading, a list item, a line of a table and a line of code are not joined to what follows. Lines that are only
    wrapped are. What has no end, like a megabyte without a space, is one sentence. The time it takes grows with the
    text and no faster.
    """
    return [span for block in blocks(text) for span in of_block(text, block)]


def of_block(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The sentences of one block."""
    if block.kind in ("heading", "row", "code"):
        yield block.first, block.last
        return
    for first, last in _lines(text, block):
        yield from _of_span(text, first, last)


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The block cut where a line ends on purpose: it is short, and the next one begins with a capital or a number."""
    body = text[block.first : block.last]
    lengths = [len(line) for line in body.split("\n")]
    widest = max(lengths)
    first, at = 0, 0
    for length in lengths[:-1]:
        at += length + 1
        ends = length < (widest if widest < _NARROW else widest * 0.6) + 1
        following = body[at:].lstrip()[:1] if len(body) - at < 200 else body[at : at + 200].lstrip()[:1]
        if ends and (following.isupper() or following.isdigit()):
            yield block.first + first, block.first + at
            first = at
    yield block.first + first, block.last


def _of_span(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    begin = first
    for found in _END.finditer(text, first, last):
        if _ends_here(text, begin, found, last):
            yield from _trimmed(text, begin, found.end())
            begin = found.end()
    yield from _trimmed(text, begin, last)


def _ends_here(text: str, begin: int, found: re.Match[str], last: int) -> bool:
    """Whether a sentence ends here, and not only a short form, an initial, or something said in it."""
    if found[0][0] in _BEFORE_BLANKS and found.end() < last and not text[found.end()].isspace():
        return False
    following = text[found.end() : min(last, found.end() + _LOOK_AROUND)].lstrip(_OPENERS)
    if following[:1].islower():
        return False
    if found[0][0] != "." or found[0].startswith(".."):
        return True
    before = text[max(begin, found.start() - _LOOK_AROUND) : found.start()]
    if len(before) < 8 and _NUMBER_OF_ITEM.fullmatch(before.strip(" \t\n#*")):
        return False
    word = before.split()[-1].lstrip(_OPENERS) if before and not before[-1].isspace() else ""
    return len(word) > _LONGEST_SHORT_FORM or not _goes_on(word, following)


def _goes_on(word: str, following: str) -> bool:
    """Whether the sentence goes on after this word and its full stop."""
    if NEVER_LAST.fullmatch(word):
        return bool(following)
    if BEFORE_NUMBERS.fullmatch(word):
        return following[:1].isdigit()
    if len(word) > 1 or not word.isupper():
        return False
    return bool(following) and not BEGINNERS.fullmatch(re.split(r"\W", following, maxsplit=1)[0])


def _trimmed(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    inside = text[first:last]
    begin = last - len(inside.lstrip())
    end = first + len(inside.rstrip())
    if begin < end:
        yield begin, end
