"""The keys of a text question, and how near the words of an answer come to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from carrel.assessment.marking.plain import FOLDED, Manner, squeezed, words
from carrel.assessment.marking.slips import is_slip, one_spelling, same_but_for_number
from carrel.assessment.word_lists import meanings

_TO_THE_LETTER = re.compile(
    r"\b(?:spell|spelling|spelled|spelt|plural|singular|tense|participle|conjugat\w*|apostrophe|punctuat\w*"
    r"|capital letters?|capitali[sz]\w*"
    r"|verb form|correct form|homophones?|letter by letter)\b",
    re.IGNORECASE,
)
_BEGINNINGS = frozenset({"because", "it", "its", "they", "theyre", "is", "are"})
_NUMBERS = meanings("numerals")
_ROMAN = meanings("roman_numerals")


@dataclass(frozen=True)
class Terms:
    """What an answer is compared with: the keys, the terms that are refused, the question, and the manner."""

    keys: tuple[str, ...]
    reject: tuple[str, ...] = ()
    prompt: str = ""
    manner: Manner = FOLDED

    def is_key(self, text: str) -> bool:
        """Whether the text is a key, but for spelling that is none and one slip."""
        return any(self.same(key, text) for key in self.keys)

    def same(self, key: str, text: str) -> bool:
        """Whether the text is this key."""
        wanted, given = words(key, self.manner), words(text, self.manner)
        if not wanted or not given:
            return squeezed(key, self.manner) == squeezed(text, self.manner) != ""
        return self.same_words(wanted, given)

    def same_words(self, wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
        """Whether the words say the key; one word may have one slip, and spaces may be missing or too many."""
        if wanted == given:
            return True
        wanted, given = _usual(wanted), _usual(given)
        if wanted == given or _core(wanted) == _core(given):
            return True
        if len(wanted) != len(given):
            return self._joined(wanted, given)
        if self.to_the_letter:
            return False
        differing = [(a, b) for a, b in zip(wanted, given, strict=True) if a != b]
        differing = [(a, b) for a, b in differing if not same_but_for_number(a, b)]
        return not differing or (len(differing) == 1 and self._is_slip(*differing[0]))

    def places(self, key: str, given: tuple[str, ...]) -> list[tuple[int, int]]:
        """Where in the words the key stands whole: begin and end."""
        wanted = words(key, self.manner)
        if not wanted:
            return []
        starts = range(min(len(given) - len(wanted), 200) + 1)
        return [(at, at + len(wanted)) for at in starts if self.same_words(wanted, given[at : at + len(wanted)])]

    def names_reject(self, given: tuple[str, ...]) -> bool:
        """Whether a term that is refused stands in the words."""
        exactly = Terms((), (), "spelling", self.manner)
        usual = _usual(given)
        return any(exactly.places(term, usual) or exactly.places(_singular(term), usual) for term in self.reject)

    @property
    def to_the_letter(self) -> bool:
        """Whether the question is about the form of the word, so that no slip and no other number is forgiven."""
        return _is_about_form(self.prompt)

    def _is_slip(self, key: str, typed: str) -> bool:
        if (self.manner.case or self.manner.accents) and words(key) == words(typed):
            return False  # the very thing that matters here
        others = {word for term in (*self.keys, *self.reject) for word in _usual(words(term, self.manner))} - {key}
        if typed in others or typed in _usual(words(self.prompt, self.manner)):
            return False
        return is_slip(typed, key) and not any(
            is_slip(typed, other) for other in others if not same_but_for_number(other, key)
        )

    def _joined(self, wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
        one, other = "".join(wanted), "".join(given)
        return (
            one == other
            and len(one) > 5
            and not self.to_the_letter
            and not any(part.isdigit() for part in (*wanted, *given))
        )


def _core(given: tuple[str, ...]) -> tuple[str, ...]:
    """The words without “because it is” at their beginning, unless there is nothing else."""
    start = 0
    while start < len(given) - 1 and given[start].casefold() in _BEGINNINGS:
        start += 1
    return given[start:]


def _usual(given: tuple[str, ...]) -> tuple[str, ...]:
    """The words in one spelling, numbers in digits."""
    return tuple(_usual_word(word, alone=len(given) == 1) for word in given)


@lru_cache(maxsize=8192)
def _usual_word(word: str, *, alone: bool) -> str:
    if not word.isalpha():
        return word
    found = _NUMBERS.get(word) or (None if alone else _ROMAN.get(word))
    return found or one_spelling(word)


def _singular(term: str) -> str:
    return term[:-1] if term.endswith("s") else f"{term}s"


@lru_cache(maxsize=1024)
def _is_about_form(prompt: str) -> bool:
    return _TO_THE_LETTER.search(prompt) is not None
