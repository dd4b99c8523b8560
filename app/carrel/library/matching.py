"""How much of what is asked or said stands in a text, word by word, without any model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import pairwise

from carrel.base.files import resource
from carrel.base.matching import folded, function_words
from carrel.base.stems import stem, stemmer

_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7ff]+")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nor|neither|without|cannot|nothing|nobody|hardly)\b|n['’]t\b"
    r"|\b(?:ne|pas|jamais|sans|nunca|ningun[oa]?|sin|nicht|kein(?:e[rsnm]?)?|nie|ohne|não|nem|sem|non|mai|senza)\b",
    re.IGNORECASE,
)

_CONTRACTED = re.compile(
    r"\b(?:(?:is|are|was|were|do|does|did|has|have|had|ca|wo|would|should|could|must|need|might)n['’]t"
    r"|(?<=\w)['’](?:re|ve|ll))\b",
    re.IGNORECASE,
)
"""Function words written in one with "not" and the like: else "doesn't" would hold "doesn", which tells much."""

Weight = Callable[[str], float]
"""How much a stem tells: rare ones tell more."""


def even(_stem: str) -> float:
    """Every word tells the same."""
    return 1.0


def stems(text: str) -> list[str]:
    """The words of a text that tell what it is about, in order, each reduced to its stem.

    Where a script writes no spaces, every pair of neighbouring letters counts as a word.
    """
    found: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFKC", _CONTRACTED.sub(" ", text)).casefold()):
        if _UNSPACED.fullmatch(word):
            found += [first + second for first, second in pairwise(word)] or [word]
        elif word not in function_words() and (len(word) > 1 or word.isdigit() or not word.isascii()):
            found.append(_stemmed(word))
    return found


def senses(text: str) -> list[str]:
    """The stems of a text, those that mean the same made one: who asks about a ball is told about a sphere."""
    return [sense(one) for one in stems(text)]


def sense(stem: str) -> str:
    """The stem that stands for all that mean the same as this one."""
    return same_meaning().get(stem, stem)


def coverage(wanted: Iterable[str], text: Iterable[str], weight: Weight = even) -> float:
    """Which share of the wanted stems, by weight, is among those of a text: 0 to 1; nothing wanted is 0."""
    asked, there = set(wanted), set(text)
    total = sum(map(weight, asked))
    return sum(weight(one) for one in asked if one in there) / total if total else 0.0


def numbers(text: str) -> set[str]:
    """The numbers of a text as they are written, with a point for a comma."""
    plain = unicodedata.normalize("NFKC", text)
    return {number.replace(",", ".") for number in _NUMBER.findall(plain)}


def is_denied(text: str) -> bool:
    """Whether the text says that something is not so."""
    return len(_NEGATION.findall(text)) % 2 == 1


@lru_cache(maxsize=50_000)
def _stemmed(word: str) -> str:
    """The stem of a word in small letters; where a script has a stemmer of its own, by that one."""
    plain = irregular_forms().get(word, folded(word))
    language = None if plain.isascii() else _LANGUAGES.get(unicodedata.name(word[0], "").split(" ", 1)[0])
    return str(stemmer(language).stemWord(word)) if language else stem(plain)


_LANGUAGES = {
    "ARABIC": "arabic",
    "CYRILLIC": "russian",
    "DEVANAGARI": "hindi",
    "GREEK": "greek",
    "ARMENIAN": "armenian",
}


@cache
def irregular_forms() -> dict[str, str]:
    """Forms of English words that no rule leads back to the word, each with it: "began" is of "begin"."""
    lines = resource("words/irregular_forms.txt").read_text(encoding="utf-8").splitlines()
    forms = (line.split() for line in lines if line and not line.startswith("#"))
    return {form: words[0] for words in forms for form in words[1:]}


@cache
def same_meaning() -> dict[str, str]:
    """Stems of English words that mean the same as another one, each with it: "ball" is of "sphere"."""
    lines = resource("words/same_meaning.txt").read_text(encoding="utf-8").splitlines()
    groups = ([_stemmed(word) for word in line.split()] for line in lines if line and not line.startswith("#"))
    return {other: group[0] for group in groups for other in group[1:] if other != group[0]}
