"""Pairs of letters, for looking into scripts that full-text search cannot cut into words by itself.

Chinese, Japanese, Thai and their neighbours write no spaces; Korean, Arabic and Hebrew hang small words onto the next
one, and Arabic and Hebrew may leave out their vowels. In these scripts every pair of neighbouring letters is a term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_SCRIPTS = (
    "\u0590-\u06ff\u0750-\u077f\u08a0-\u08ff"  # Hebrew, Arabic
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_SCRIPTS}]+")
_GLUED = re.compile(rf"(?:(?<=[{_SCRIPTS}])[^\W_{_SCRIPTS}]+|[^\W_{_SCRIPTS}]+(?=[{_SCRIPTS}]))")
_WORD = re.compile(rf"[^\W_{_SCRIPTS}]+")
_FORMS = re.compile(f"[{_SCRIPTS}\ufb1d-\ufdff\ufe70-\ufefe\uff66-\uffdc]")
_MARKS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_MARK = re.compile(f"[{_MARKS}]")
_ALIKE = {"ا": "أإآٱ", "ي": "ىئ", "و": "ؤ", "ه": "ة"}
"""Arabic letters that people write for one another."""

_TO_ONE = str.maketrans({other: one for one, others in _ALIKE.items() for other in others})
_PUNCTUATION = re.compile("[\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4]")


def has_grams(text: str) -> bool:
    """Whether there is a letter of these scripts in the text."""
    return _FORMS.search(text) is not None


def fold(text: str) -> str:
    """The text as it is compared: one form of each letter, without vowel marks, in small letters."""
    plain = _MARK.sub("", unicodedata.normalize("NFKC", text)).translate(_TO_ONE)
    return _PUNCTUATION.sub(" ", plain).casefold()


def grams(text: str) -> str:
    """The terms of a text as they are kept, with a space between; a letter at the end of a run is a term of its own.

    So is a word of another script that stands right beside one of these: "DNA" inside Chinese. Each letter of a pair
    is written as its number, so that no tokenizer has an opinion of it.
    """
    if not has_grams(text):
        return ""
    seen = set(pairs(text))
    seen.update(f"x{word}" for word in _GLUED.findall(fold(text)))
    return " ".join(sorted(seen))


def pairs(text: str) -> list[str]:
    """The pairs of letters in their order, with the terms for the letters at the ends of runs among them."""
    return [term for run in _RUN.findall(fold(text)) for term in _terms(run)]


def without(text: str) -> str:
    """The text with a space in the place of each run of letters of these scripts."""
    return _RUN.sub(" ", text)


def wanted(words: str) -> str:
    """What a text must hold in which these words stand, as an FTS5 expression; empty without such letters."""
    terms: list[str] = []
    for run in _RUN.findall(fold(words)) if has_grams(words) else ():
        terms += list(_terms(run))[:-1] or [f"{_number(run)}*"]
    return " ".join(dict.fromkeys(terms))


def glued(words: str) -> str:
    """The same for words of other scripts, where they stand inside these; a longer word may begin with each."""
    terms = (f'"x{word}"{"*" if len(word) > 1 else ""}' for word in _WORD.findall(fold(words)))
    return " ".join(dict.fromkeys(terms))


def pattern(word: str) -> re.Pattern[str]:
    """Finds the word in a text as it was written: whatever its vowel marks are, and in any case."""
    between = f"[{_MARKS}]*"
    letters = (f"[{letter}{_ALIKE[letter]}]" if letter in _ALIKE else re.escape(letter) for letter in fold(word))
    return re.compile(between.join(letters), re.IGNORECASE)


def _terms(run: str) -> Iterator[str]:
    for first, second in pairwise(run):
        yield f"{_number(first)}{_number(second)}"
    yield f"{_number(run[-1])}z"


@lru_cache(maxsize=20_000)
def _number(letter: str) -> str:
    return f"{ord(letter):06x}"
