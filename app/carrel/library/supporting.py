"""How far a sentence of a source bears out a claim that does not quote it, by words alone and without any model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from carrel.library.matching import coverage, is_denied, numbers, stems

WHOLE = 0.75
"""A claim whose words stand in several clauses of a sentence holds so much of that sentence: words that are picked from
here and there make another claim."""

HOPELESS = 0.5
"""With fewer words in common, nobody looks closer."""

_CLAUSE = re.compile(
    r"[;:,]\s+(?:but|and|while|whereas|although|so that|or)\s+|;\s+|\s(?:and|but|while|whereas|so that|because)\s",
    re.IGNORECASE,
)

_MUST_STAY = re.compile(
    r"\b(?:some|most|many|few|several|may|might|could|can|nearly|almost|about|roughly|probably|perhaps|usually|often"
    r"|sometimes|mainly|mostly|typically|likely|unlikely|less|more|fewer|before|after|than|above|below|over|under|until"
    r"|without|up to|at least|at most|unless|if|half)\b",
    re.IGNORECASE,
)
"""Without these a claim says more, or another thing, than its source."""

_MUST_NOT_COME = re.compile(
    r"\b(?:only|all|every|each|any|always|must|certainly|exactly|everybody|everywhere|even)\b", re.IGNORECASE
)
"""With these a claim says more than its source."""

_SAME = {"may": "can", "every": "each", "all": "each", "might": "could"}

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELLED = re.compile(rf"\b(?:{'|'.join(_SMALL[2:])})\b", re.IGNORECASE)


_PASSIVE = re.compile(
    r"^(?P<whom>[^.;:,]*?)\b(?:is|are|was|were|been|be)\b(?P<verb>\s+(?:\w+\s+){1,3}?)by\b"
    r"(?P<by>.*?)(?P<rest>(?:\s(?:in|at|on|during|with|from|to|for|after|before)\s.*)?[.!]?)$",
    re.IGNORECASE,
)


def support(claim: str, sentence: str) -> float:
    """How far a sentence of a source bears out what is claimed, 0 to 1: the share of the claim's words that it has.

    There is no support at all where like words say unlike things: a number that the sentence lacks, a "not" in only one
    of them, another order of the words (but for a part that changed its place to the front), words picked from several
    clauses, and a word like "some", "before" or "only" that went or came.
    """
    claim, claimed = _read(claim)
    sentence, there = _read(sentence)
    if len(set(claimed)) < 2 or coverage(claimed, there) < HOPELESS:
        return 0.0
    return max((_by(claim, claimed, part, sentence) for part in _parts(sentence)), default=0.0)


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with its numbers in digits and no passive, and its stems."""
    plain = _active(_in_digits(text))
    return plain, tuple(stems(plain))


def _parts(sentence: str) -> Iterator[str]:
    """The sentence, and each of its clauses."""
    yield sentence
    clauses = _CLAUSE.split(sentence)
    if len(clauses) > 1:
        yield from clauses


def _by(claim: str, claimed: Sequence[str], part: str, sentence: str) -> float:
    there = stems(part)
    share = coverage(claimed, there)
    if not share or not numbers(claim) <= numbers(part) or is_denied(claim) != is_denied(part):
        return 0.0
    if not _keeps_bounds(claim, part) or not _in_order(_told(claim), _told(part)):
        return 0.0
    picked = part == sentence and len(_CLAUSE.split(sentence)) > 1 and len(claimed) < WHOLE * len(there)
    return 0.0 if picked else share


def _told(text: str) -> list[str]:
    """The stems of a text in their order, with what holds them within bounds between them."""
    found: list[str] = []
    at = 0
    for bound in _MUST_STAY.finditer(text):
        found += [*stems(text[at : bound.start()]), f"({bound[0].casefold()})"]
        at = bound.end()
    return found + stems(text[at:])


def _in_digits(text: str) -> str:
    """The text with its small numbers in digits."""
    return _SPELLED.sub(lambda found: str(_SMALL.index(found[0].casefold())), text)


def _active(text: str) -> str:
    """The text with a passive turned: "The gate was built by Ana in May" becomes "Ana built The gate in May"."""
    return _PASSIVE.sub(r"\g<by> \g<verb> \g<whom> \g<rest>", text)


def _keeps_bounds(claim: str, part: str) -> bool:
    """Whether all that holds a statement within bounds is the same in both."""
    if _words(_MUST_STAY, claim) != _words(_MUST_STAY, part):
        return False
    return _words(_MUST_NOT_COME, claim) <= _words(_MUST_NOT_COME, part)


def _words(pattern: re.Pattern[str], text: str) -> set[str]:
    return {_SAME.get(word, word) for word in (found.casefold() for found in pattern.findall(text))}


def _in_order(claimed: Sequence[str], there: Sequence[str]) -> bool:
    """Whether the words that a text has stand in this order in it, or do once the last ones of them are put first."""
    held = set(there)
    claimed = [one for one in claimed if one in held]
    return any(_follows([*claimed[at:], *claimed[:at]], there) for at in range(max(1, len(claimed))))


def _follows(words: Sequence[str], there: Sequence[str]) -> bool:
    left = iter(there)
    return all(word in left for word in words)
