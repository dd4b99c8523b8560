"""Keeps the figures and names of a text that is said in other words: hidden from a model, put back, and compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from carrel.base.files import resource
from carrel.base.matching import folded
from carrel.base.sentences import sentences
from carrel.desk.claims import names
from carrel.desk.figures import exact, figures, in_digits, spans

_VARIABLE = re.compile(r"\{\{[^{}\n]*\}\}|\[\d{1,2}\]")
_MARKS = (("{", "}"), ("<", ">"), ("⟦", "⟧"))


@dataclass(frozen=True)
class Hidden:
    """A text with placeholders for what has to stay. pieces: what each of them stands for, the first for number 1.

    begin, end: what a placeholder is written between. whole: the text as it was.
    """

    text: str
    pieces: tuple[str, ...]
    begin: str
    end: str
    whole: str

    def placeholder(self, number: int) -> str:
        """How the placeholder with this number, from 1, is written."""
        return f"{self.begin}{number}{self.end}"


def hide(text: str, known: Iterable[str] = (), *, is_translated: bool = False) -> Hidden:
    """The text with a placeholder for each figure, link, address, code, name, variable and number of a source.

    known: names that stay besides those with a capital inside a sentence: of products, of people. is_translated: the
    words of a figure, such as "days" or "May", are not hidden, and number words become digits.
    """
    text = in_digits(text) if is_translated else text
    begin, end = next((pair for pair in _MARKS if not any(mark in text for mark in pair)), _MARKS[-1])
    found = {*exact(text)} if is_translated else {*spans(text), *exact(text)}
    found.update(match.span() for match in _VARIABLE.finditer(text))
    found.update(_names(text, known))
    shown, pieces, at = [], [], 0
    for first, last in _apart(sorted(found, key=lambda span: (span[0], -span[1]))):
        pieces.append(text[first:last])
        shown += [text[at:first], f"{begin}{len(pieces)}{end}"]
        at = last
    return Hidden("".join((*shown, text[at:])), tuple(pieces), begin, end, text)


def restore(hidden: Hidden, said: str) -> str:
    """A model's text with what the placeholders stand for; one that does not exist stays as it is."""
    pattern = re.compile(rf"{re.escape(hidden.begin)} ?(\d+) ?{re.escape(hidden.end)}")

    def piece(found: re.Match[str]) -> str:
        number = int(found[1])
        return hidden.pieces[number - 1] if 1 <= number <= len(hidden.pieces) else found[0]

    return pattern.sub(piece, said)


def is_kept(hidden: Hidden, said: str, *, is_translated: bool = False) -> bool:
    """Whether a model's text, still with placeholders, has each of them once, each in its sentence, and states nothing
    besides: no further figure in digits or in words.

    Placeholders of a sentence keep their order. In a translation they may change it where none can be mistaken for the
    other: they stand for different kinds of things.
    """
    numbers = _numbers(hidden, said)
    if Counter(numbers) != Counter(range(1, len(hidden.pieces) + 1)):
        return False
    bare = re.sub(rf"{re.escape(hidden.begin)} ?\d+ ?{re.escape(hidden.end)}", " ", said)
    if hidden.begin in bare or hidden.end in bare or exact(bare) or _number_words() & set(folded(bare).split()):
        return False
    in_place = _kinds_in_place if is_translated else _in_order
    return in_place(hidden, said) and _exact(restore(hidden, said)) == _exact(hidden.whole)


def _exact(text: str) -> Counter[str]:
    return Counter(text[first:last] for first, last in exact(text))


@cache
def _number_words() -> frozenset[str]:
    lines = resource("desks/words/numbers.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(folded(word) for line in lines if not line.startswith("#") for word in line.split())


def _in_order(hidden: Hidden, said: str) -> bool:
    before, after = _by_sentence(hidden, hidden.text), _by_sentence(hidden, said)
    return sorted(before) == sorted(after) or _numbers(hidden, said) == list(range(1, len(hidden.pieces) + 1))


def _kinds_in_place(hidden: Hidden, said: str) -> bool:
    before, after = _by_sentence(hidden, hidden.text), _by_sentence(hidden, said)
    if [sorted(one) for one in before] != [sorted(one) for one in after]:
        return _numbers(hidden, said) == list(range(1, len(hidden.pieces) + 1))
    kinds = {number: _kind(piece) for number, piece in enumerate(hidden.pieces, 1)}
    return all(
        [one for one in old if kinds[one] == kind] == [one for one in new if kinds[one] == kind]
        for old, new in zip(before, after, strict=True)
        for kind in {kinds[one] for one in old}
    )


def _kind(piece: str) -> str:
    """What a piece is, roughly: two of one kind could be mistaken for each other."""
    kinds = [one.kind for one in figures(piece)]
    if not kinds:
        return "source" if _VARIABLE.fullmatch(piece) else "name"
    return "amount" if kinds[0] in ("price", "percent", "number", "span", "code") else kinds[0]


def _by_sentence(hidden: Hidden, text: str) -> list[list[int]]:
    """The placeholders of each sentence that has some."""
    held = (_numbers(hidden, text[first:last]) for first, last in sentences(text))
    return [one for one in held if one]


def _numbers(hidden: Hidden, text: str) -> list[int]:
    return [int(one) for one in re.findall(rf"{re.escape(hidden.begin)} ?(\d+) ?{re.escape(hidden.end)}", text)]


def _names(text: str, known: Iterable[str]) -> Iterator[tuple[int, int]]:
    inner = {name for first, last in sentences(text) for name in names(text[first:last])}
    for name in {*inner, *filter(None, known)}:
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield found.span()


def _apart(found_: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, those that overlap, and names that follow each other, made one."""
    found: list[tuple[int, int]] = []
    for first, last in found_:
        if found and first < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found
