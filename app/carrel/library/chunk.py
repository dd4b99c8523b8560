"""Cuts the text of a part into passages: short enough for a model, long enough to be understood alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from carrel.base.blocks import blocks
from carrel.base.sentences import of_block

LEAST, ENOUGH, MOST = 40, 100, 160
"""Words: what is shorter is joined to its neighbour; where a paragraph ends it is enough; no passage grows beyond."""

WHOLE_ROW = 400
"""Words: a line of a table or of code is cut only when it is longer."""

LONGEST_REPEATED = 40
"""Words: a longer sentence is not repeated at the beginning of the next passage."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\s{_UNSPACED}]{{1,20}}")
"""What counts as a word: up to twenty letters, or two of a script that writes no spaces."""

_LETTER_ALONE = re.compile(f"[{_UNSPACED}]")


@dataclass(frozen=True)
class _Sentence:
    """A span with its length in words. begins: a block begins here. heading, row: what the block is."""

    first: int
    last: int
    words: int
    begins: bool
    heading: bool
    row: bool


def spans(text: str) -> list[tuple[int, int]]:
    """The passages of the text in order, each as (first, last) in characters.

    Every letter is in one. They are cut at headings, paragraphs and sentences, in this order of preference; where a
    paragraph is cut, its last sentence stands in both passages. A heading belongs to what follows it.
    """
    passages: list[list[_Sentence]] = []
    current: list[_Sentence] = []
    words = 0
    for one in _sentences(text):
        if current and _is_over(current[-1], words, one):
            passages.append(current)
            current = _repeated(current, one)
            words = sum(each.words for each in current)
        current.append(one)
        words += one.words
    if current:
        passages.append(current)
    return [(passage[0].first, passage[-1].last) for passage in _without_remnant(passages)]


def _is_over(last: _Sentence, words: int, following: _Sentence) -> bool:
    """Whether a passage of so many words that ends with the last sentence ends before the following one."""
    if words + following.words > MOST:
        return True
    if not following.begins or last.heading:
        return False
    return words >= (LEAST if following.heading else ENOUGH)


def _repeated(current: list[_Sentence], following: _Sentence) -> list[_Sentence]:
    """What the next passage begins with: headings that stand at the end of this one, or its last sentence."""
    headings = len(current)
    while headings and current[headings - 1].heading:
        headings -= 1
    if 0 < headings < len(current):
        moved = current[headings:]
        del current[headings:]
        return moved
    last = current[-1]
    if following.begins or last.row or len(current) < 2 or last.words > LONGEST_REPEATED:
        return []
    return [last] if last.words + following.words <= MOST else []


def _without_remnant(passages: list[list[_Sentence]]) -> list[list[_Sentence]]:
    """The passages; a few words at the end join the one before, unless they have a heading of their own."""
    if len(passages) > 1 and not passages[-1][0].heading:
        new = [one for one in passages[-1] if one.first >= passages[-2][-1].last]
        if sum(one.words for one in new) < LEAST and sum(one.words for one in passages[-2]) <= MOST:
            return [*passages[:-2], passages[-2] + new]
    return passages


def _sentences(text: str) -> Iterator[_Sentence]:
    for block in blocks(text):
        row = block.kind in ("row", "code")
        begins = True
        for first, last in of_block(text, block):
            for start, end in _bounded(text, first, last, WHOLE_ROW if row else MOST):
                words = _count(text, start, end)
                yield _Sentence(start, end, words, begins, block.kind == "heading", row)
                begins = False


def _bounded(text: str, first: int, last: int, most: int) -> Iterator[tuple[int, int]]:
    """The sentence, or pieces of it where it is too long, cut between words if there are any."""
    if last - first <= most or _count(text, first, last) <= most:
        yield first, last
        return
    begin = gap = first
    words = behind = 0
    for found in _WORD.finditer(text, first, last):
        at = found.start()
        if text[at - 1].isspace() or _LETTER_ALONE.match(found[0]):
            gap, behind = at, 0
        if words == ENOUGH:
            end, words = (gap, behind) if gap > begin else (at, 0)
            yield begin, begin + len(text[begin:end].rstrip())
            begin = end
        words += 1
        behind += 1
    yield begin, last


def _count(text: str, first: int, last: int) -> int:
    piece = text[first:last]
    if piece.isascii():  # most texts, and several times as fast
        return max(len(piece.split()), len(piece) // 20)
    return len(_WORD.findall(piece))
