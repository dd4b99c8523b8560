"""Whether what a customer writes holds a phrase; word endings, short forms and number words make no difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from carrel.base.matching import WORD, folded, function_words, terms
from carrel.base.sentences import sentences
from carrel.desk.figures import in_digits

GAP = 3
"""So many other words may stand between two words of a phrase: "send my new lamp back" holds "send back"."""

_SHORT = (
    (re.compile(r"\b(ca|wo|sha)n['’]?t\b", re.IGNORECASE), {"ca": "can not", "wo": "will not", "sha": "shall not"}),
    (re.compile(r"\bcannot\b", re.IGNORECASE), "can not"),
    (re.compile(r"(?<=[a-z])n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"\b(do|does|did|is|was|has|have|would|could|should)nt\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\banymore\b", re.IGNORECASE), "any more"),
    (re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE), ""),
    (re.compile(r"(?<=\w)['’](?:ve|d|ll|re|m)\b", re.IGNORECASE), ""),
    (re.compile(r"(?<=\w)-(?=\w)"), " "),
)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared, in their order."""
    for pattern, whole in _SHORT:
        if isinstance(whole, dict):
            text = pattern.sub(lambda found, whole=whole: whole[found[1].casefold()], text)  # type: ignore[misc]
        else:
            text = pattern.sub(whole, text)
    return tuple(terms(in_digits(text)))


def telling(text: str) -> frozenset[str]:
    """The words of a text as they are compared, without those that tell nothing in any language."""
    plain = function_words()
    return frozenset(terms(" ".join(word for word in WORD.findall(folded(text)) if word not in plain)))


def holds(text: str, phrase: str) -> bool:
    """Whether a sentence of the text has the words of the phrase in their order, not far apart."""
    wanted = words(phrase)
    if not wanted:  # a sign, such as "€"
        return bool(phrase.strip()) and phrase.strip() in text
    return any(_stand(wanted, said) for said in _sentences(text))


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(words(text[first:last]) for first, last in sentences(text))


def held(text: str, phrases: Iterable[str]) -> list[str]:
    """Those of the phrases that the text holds."""
    return [phrase for phrase in phrases if holds(text, phrase)]


def _stand(wanted: Sequence[str], there: Sequence[str]) -> bool:
    """Whether the wanted words stand there in order with small gaps, from some place on."""
    return any(_follow(wanted, there, at) for at, word in enumerate(there) if word == wanted[0])


def _follow(wanted: Sequence[str], there: Sequence[str], at: int) -> bool:
    for word in wanted[1:]:
        near = there[at + 1 : at + 2 + GAP]
        if word not in near:
            return False
        at += 1 + near.index(word)
    return True
