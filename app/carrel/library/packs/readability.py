"""How hard a text is to read: LIX, or the length of its sentences where LIX means nothing.

LIX = words / sentences + 100 × long words / words, a long word having more than six letters (C.-H. Björnsson,
"Läsbarhet", Stockholm 1968). Björnsson ends a sentence at a full stop, a colon or a capital letter that begins one;
here it ends at . ! ? … and at the end of a paragraph or a list item, because a colon often stands before a list of
words. Up to 30 is very easy, 30 to 40 easy, 40 to 50 medium, 50 to 60 hard, above very hard.

LIX counts letters of words, which says nothing in scripts whose words are short by nature or are not set apart. There
the mean length of sentences is taken: in words, or in letters where no spaces are written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from carrel.base.grams import has_grams

LONG = 6
"""A word with more letters than this is a long one."""

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？؟।]+|\n")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
_LIX_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")

Scale = Literal["lix", "words", "letters"]


@dataclass(frozen=True)
class Hardness:
    """How hard texts are: one value each, on a scale; a higher value is harder."""

    scale: Scale
    values: tuple[float, ...]


def hardness(texts: Sequence[str]) -> Hardness:
    """How hard each of these texts in one language is, all on the scale that fits them together."""
    scale = _scale("".join(texts))
    measure = {"lix": lix, "words": words_in_sentence, "letters": letters_in_sentence}[scale]
    return Hardness(scale, tuple(measure(text) for text in texts))


def lix(text: str) -> float:
    """Björnsson's LIX of a text; 0 for one without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    long = sum(sum(map(str.isalpha, word)) > LONG for word in words)
    return len(words) / len(sentences(text)) + 100 * long / len(words)


def words_in_sentence(text: str) -> float:
    """The mean number of words in a sentence."""
    found = sentences(text)
    return sum(len(_WORD.findall(one)) for one in found) / len(found) if found else 0.0


def letters_in_sentence(text: str) -> float:
    """The mean number of letters in a sentence."""
    found = sentences(text)
    return sum(sum(map(str.isalpha, one)) for one in found) / len(found) if found else 0.0


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line is never part of two. What holds no word is none."""
    return [one for one in _SENTENCE_END.split(text) if _WORD.search(one)]


def _scale(text: str) -> Scale:
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or 2 * sum(_is_lix(letter) for letter in letters) > len(letters):
        return "lix"
    spaces = sum(map(str.isspace, text))
    return "letters" if has_grams(text) and 20 * spaces < len(letters) else "words"


def _is_lix(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith(_LIX_SCRIPTS)
