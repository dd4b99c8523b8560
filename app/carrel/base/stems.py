"""Takes the endings off words, so that "dividing" and "divides" are one word to a search and to a comparison."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import snowballstemmer

_KEPT = threading.local()
_SHORTEST, _LONGEST = 3, 64
"""Letters: shorter and longer words are left alone, as SQLite leaves them."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the porter tokenizer of SQLite's full-text search keeps of a word in small letters without accents."""
    if not (word.isascii() and word.isalpha() and _SHORTEST <= len(word) <= _LONGEST):
        return word
    word = re.sub(r"(?<=\w)bl(?:y|ies)\Z", "ble", word)  # SQLite takes "possibly" for "possible", as Porter did later
    if found := re.fullmatch("(.*[aeiouy][^aeiouy].*log)(?:y|ies|i)", word):  # and "technology" for "technolog"
        word = found[1]
    return str(stemmer("porter").stemWord(word))


def stemmer(language: str) -> snowballstemmer.stemmer:
    """The stemmer for a language, by its English name in small letters; each thread has its own: they hold a word."""
    mine: dict[str, snowballstemmer.stemmer] = _KEPT.__dict__
    if language not in mine:
        mine[language] = snowballstemmer.stemmer(language)
    return mine[language]
