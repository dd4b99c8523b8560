"""Whether a word is another one with a single slip of the fingers, and no word of its own."""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from importlib.resources import files
from itertools import product

from carrel.assessment.word_lists import lines, listed, meanings

SHORTEST = 5
"""The shortest word, in letters, in which a slip is forgiven."""

LONG = 7
"""How many letters a word must have for doubling the wrong one of them to be a slip."""

_DOUBLED = re.compile(r"(\w)\1")
_LANGUAGES = ("en", "es", "fr")
_SUFFIXES = listed("endings")
_PREFIXES = lines("beginnings")


def is_slip(typed: str, key: str) -> bool:
    """Whether typed is the key with one letter left out, added, changed or swapped, and means nothing else.

    In long words the wrong letter may be doubled: parralel for parallel.
    """
    if min(len(typed), len(key)) < SHORTEST or not (typed.isalpha() and key.isalpha()):
        return False
    if not one_edit(typed, key) and not _doubled_elsewhere(typed, key):
        return False
    if typed[0] != key[0] and sorted(typed[:2]) != sorted(key[:2]):
        return False
    typed, key = typed.casefold(), key.casefold()
    return not (_changes_meaning(typed, key) or typed in _confusable().get(key, ()) or is_word(typed, key))


def one_edit(one: str, other: str) -> bool:
    """Whether one change of a letter, or one swap of neighbours, makes the two the same."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    return swapped or one[start + 1 :] == other[start + 1 :]


def _doubled_elsewhere(typed: str, key: str) -> bool:
    """Whether two long words differ only in which of their letters are doubled."""
    return min(len(typed), len(key)) >= LONG and _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", key)


def is_word(typed: str, key: str) -> bool:
    """Whether a dictionary has the typed word: the English one, or that of the language in which the key is a word."""
    if typed in _dictionary("en"):
        return True
    if key in _dictionary("en"):
        return False
    home = next((language for language in _LANGUAGES[1:] if key in _dictionary(language)), None)
    return home is not None and typed in _dictionary(home)


def _changes_meaning(typed: str, key: str) -> bool:
    """Whether the two are one stem with two endings, or one ending with two beginnings, that tell things apart."""
    ends = any(
        typed.endswith(a) and key.endswith(b) and typed[: -len(a)] == key[: -len(b)]
        for a, b in product(_SUFFIXES, repeat=2)
        if a != b
    )
    return ends or any(
        typed.startswith(a) and key.startswith(b) and typed[len(a) :] == key[len(b) :]
        for group in _PREFIXES
        for a, b in product(group, repeat=2)
        if a != b
    )


@lru_cache(maxsize=1)
def _confusable() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in lines("confusable"):
        for word in group:
            found[word] = found.get(word, frozenset()) | (frozenset(group) - {word})
    return found


@lru_cache(maxsize=len(_LANGUAGES))
def _dictionary(language: str) -> frozenset[str]:
    """The words of a language as pyspellchecker ships them; 0.07 s, and only when a slip is in question."""
    packed = files("spellchecker").joinpath(f"resources/{language}.json.gz").read_bytes()
    return frozenset(json.loads(gzip.decompress(packed)))


_IRREGULAR = (
    ("ices", "ex"),
    ("ices", "ix"),
    ("ae", "a"),
    ("i", "us"),
    ("ses", "sis"),
    ("xes", "xis"),
    ("men", "man"),
    ("ves", "f"),
    ("ves", "fe"),
    ("children", "child"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
)
_OWN_PLURALS = listed("own_plurals")
"""Words in -s that mean something else than the word without it."""


def same_but_for_number(one: str, other: str) -> bool:
    """Whether the two are singular and plural of a word."""
    if len(one) > len(other):
        one, other = other, one
    latin = meanings("latin_plurals")
    if latin.get(one) == other or latin.get(other) == one:
        return True
    if len(one) < 3 or other in _OWN_PLURALS or not (one.isalpha() and other.isalpha()):
        return False
    if other in {f"{one}s", f"{one}es"}:
        return not one.endswith("s") or other.endswith("es")
    if one.endswith("y") and other == f"{one[:-1]}ies":
        return True
    return len(one) > 4 and any(
        (b.endswith(plural) and a.endswith(singular) and b[: -len(plural)] == a[: -len(singular)])
        for plural, singular in _IRREGULAR
        for a, b in ((one, other), (other, one))
    )


_BRITISH = (
    (re.compile(r"(?<=\w{2})our(?=s?$|ed$|ing$|ful$|less$|al$|able$|ite$)"), "or"),
    (re.compile(r"(?<=\w{3})is(?=e[sdr]?$|ing$|ations?$)"), "iz"),
    (re.compile(r"(?<=\w{3})ys(?=e[sdr]?$|ing$)"), "yz"),
    (re.compile(r"(?<=\w{2})(?<=[tb])re(?=s?$)"), "er"),
    (re.compile(r"ae(?=\w{4})|oe(?=\w{4})"), "e"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"^aluminium"), "aluminum"),
    (re.compile(r"^caesium"), "cesium"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"ll(?=ed$|ing$|er$)"), "l"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"^mould"), "mold"),
    (re.compile(r"^plough"), "plow"),
    (re.compile(r"(?<=fulfi)ll?(?=$|ment)"), "ll"),
)


@lru_cache(maxsize=4096)
def one_spelling(word: str) -> str:
    """The American spelling of a word that is spelled in two ways."""
    for pattern, spelled in _BRITISH if len(word) > 3 else ():
        word = pattern.sub(spelled, word)
    return word
