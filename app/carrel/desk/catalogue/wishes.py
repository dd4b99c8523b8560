"""What somebody looks for in a catalogue, taken from their words: amounts that are compared, classes, and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from carrel.base.matching import WORD, folded, function_words
from carrel.base.stems import stem
from carrel.desk.catalogue.amounts import Amount, Grade, amounts, grades, is_money
from carrel.desk.catalogue.wish_words import wish_words

MOST_CHARACTERS = 4_000
MOST_WISHES = 30
"""Amounts, classes, or words of one wish; who writes more of them tells a story."""

_AROUND = 40
"""Characters before and behind an amount in which it is said how it is compared."""

_NEAR = 0.2
"""What is "about" an amount differs by so much of it at most."""

Way = Literal["below", "at_most", "above", "at_least", "about", "equal"]


@dataclass(frozen=True)
class Compared:
    """An amount that is wished for. said: the words of the wish. kind: as of an Amount.

    least, most: None where there is no such end. is_open: neither end itself will do. of: the stem of what it is an
    amount of, such as "length"; empty where that is not said.
    """

    said: str
    kind: str
    least: float | None
    most: float | None
    is_open: bool = False
    of: str = ""

    def fits(self, amount: Amount) -> bool:
        """Whether some value of this amount is one that is wished for."""
        if self.least is not None and (amount.most < self.least or (self.is_open and amount.most == self.least)):
            return False
        return not (
            self.most is not None and (amount.least > self.most or (self.is_open and amount.least == self.most))
        )


@dataclass(frozen=True)
class Graded:
    """A class that is wished for, or a better one."""

    said: str
    grade: Grade


@dataclass(frozen=True)
class Word:
    """A word that is wished for, with its stem. is_unwanted: it was said to be left out."""

    said: str
    stem: str
    is_unwanted: bool = False


@dataclass(frozen=True)
class Wish:
    """All that could be told from what somebody said."""

    compared: tuple[Compared, ...] = ()
    graded: tuple[Graded, ...] = ()
    words: tuple[Word, ...] = ()


def wish(text: str) -> Wish:
    """What is wished for in this text."""
    text = " ".join(text[:MOST_CHARACTERS].split())
    plain = folded(text)
    if len(plain) != len(text):
        text = plain  # folding a rare letter made two of it: then the words are told as they were compared
    taken: list[tuple[int, int]] = []
    compared = [*_between(text, plain, taken), *_meant(text, plain, taken), *_compared(text, plain, taken)]
    graded = []
    for grade in islice(grades(plain), MOST_WISHES):
        last = _behind(plain, grade.last)[1]
        taken.append((grade.first, last))
        graded.append(Graded(text[grade.first : last].strip(), grade))
    told = tuple(dict.fromkeys(compared))[:MOST_WISHES]
    return Wish(told, tuple(graded), tuple(islice(_words(text, plain, taken), MOST_WISHES)))


def _between(text: str, plain: str, taken: list[tuple[int, int]]) -> Iterator[Compared]:
    """Amounts of which two stand together: "between 30 and 50 €"."""
    words = wish_words()
    for last in islice(amounts(plain), MOST_WISHES):
        begin = max(0, last.first - _AROUND)
        for first in amounts(plain[begin : last.first] + "\0", _unit_at(plain, last)):
            before = words.between.search(plain[: begin + first.first])
            parted = words.parts.fullmatch(plain[begin + first.last : last.first])
            if first.kind == last.kind and before is not None and parted is not None:
                start = before.start() + (not plain[before.start()].isalnum())
                taken.append((start, last.last))
                yield Compared(text[start : last.last].strip(), last.kind, first.least, last.most)


def _unit_at(plain: str, amount: Amount) -> str:
    """The unit as it is written there: the amount before has the same where it has none of its own."""
    words = wish_words()
    said = plain[amount.first : amount.last].strip("0123456789 .,'\u00a0\u202f-–")
    return said if said in words.units or said in words.currencies else ""


def _meant(text: str, plain: str, taken: list[tuple[int, int]]) -> Iterator[Compared]:
    for meaning in wish_words().meanings:
        for found in meaning.pattern.finditer(plain):
            taken.append(found.span())
            yield Compared(text[slice(*found.span())], meaning.kind, meaning.least, meaning.most)


def _compared(text: str, plain: str, taken: list[tuple[int, int]]) -> Iterator[Compared]:
    for amount in islice(amounts(plain), MOST_WISHES):
        if any(first <= amount.first < last for first, last in taken):
            continue
        way, first = _before(plain, amount.first)
        last = amount.last
        if not way:
            way, last = _behind(plain, amount.last)
        if not way:
            # A price without a word of comparison is what somebody would pay at most.
            way = "at_most" if is_money(amount.kind) and amount.least == amount.most else "equal"
        taken.append((first, last))
        least = amount.least if way in ("above", "at_least", "equal") else None
        most = amount.most if way in ("below", "at_most", "equal") else None
        if way == "about":
            least, most = amount.least * (1 - _NEAR), amount.most * (1 + _NEAR)
        yield Compared(
            text[first:last].strip(), amount.kind, least, most, way in ("below", "above"), _of(plain, first, last)
        )


def _before(plain: str, at: int) -> tuple[Way | Literal[""], int]:
    """How the amount that begins here is compared by what stands before it, and where that begins."""
    start = max(0, at - _AROUND)
    best: tuple[Way | Literal[""], int] = ("", at)
    for way in _WAYS:
        found = wish_words().before[way].search(plain[start:at])
        if found is not None:
            begin = start + found.start()
            begin += not plain[begin].isalnum()
            if begin < best[1]:
                best = (way, begin)
    return best


def _behind(plain: str, at: int) -> tuple[Way | Literal[""], int]:
    """How it is compared by what stands behind it, and where that ends."""
    for way in _WAYS:
        found = wish_words().behind[way].match(plain[at : at + _AROUND]) if way in wish_words().behind else None
        if found is not None:
            return way, at + found.end()
    return "", at


_WAYS: tuple[Way, ...] = ("below", "at_most", "above", "at_least", "about")


def _of(plain: str, first: int, last: int) -> str:
    """What it is an amount of, by the words of the comparison and the one behind: "60 cm long"."""
    beside = wish_words().beside
    near = WORD.findall(plain[first:last])
    near += WORD.findall(plain[last : last + _AROUND])[:1] + WORD.findall(plain[max(0, first - _AROUND) : first])[-2:]
    return next((beside[word] for word in near if word in beside), next((stem(word) for word in near[::-1]), ""))


def _words(text: str, plain: str, taken: list[tuple[int, int]]) -> Iterator[Word]:
    """The words that say what it is to be like, each once."""
    words = wish_words()
    seen: set[str] = set()
    unwanted = False
    for found in WORD.finditer(plain):
        if any(first <= found.start() < last for first, last in taken):
            unwanted = False
            continue
        said, root = found[0], stem(found[0])
        if said in words.without:
            unwanted = True
            continue
        if said in function_words() or said in words.beside or root in words.asks or said.isdigit() or len(said) == 1:
            continue
        if root not in seen:
            seen.add(root)
            yield Word(text[slice(*found.span())], root, unwanted)
        unwanted = False
