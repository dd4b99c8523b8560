"""Words as a search compares them: without capitals, accents and endings."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache

from carrel.base.files import resource
from carrel.base.grams import has_grams, pairs, without
from carrel.base.stems import stem

MARK_BEGIN, MARK_END = "\x02", "\x03"
"""What stands around each found word in a snippet; a face replaces them with its own way of marking."""

SIGNS = "".join(chr(code) for code in range(0x300, 0x1B00) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
"""Signs that hang on letters: vowel signs of Indic scripts stand inside words."""

WORD = re.compile(rf"[^\W_](?:[^\W_]|[{SIGNS}])*")
"""A run of letters, digits and the signs that hang on them."""


def folded(text: str) -> str:
    """The text without accents and capitals."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def terms(text: str) -> list[str]:
    """What the text is found by: the stems of its words in their order, then the pairs of letters (base.grams)."""
    if not has_grams(text):
        return [stem(word) for word in WORD.findall(folded(text))]
    return [*(stem(word) for word in WORD.findall(folded(without(text)))), *pairs(text)]


@cache
def function_words() -> frozenset[str]:
    """The words that tell little, of all languages we have lists of."""
    lists = tomllib.loads(resource("words/function_words.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words.split())
