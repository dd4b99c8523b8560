"""A person of a thread: the words of a name, read from a header, a salutation, a signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from carrel.base.personal.letters import has_no_case, is_dense, is_word_of_name
from carrel.base.personal.rules import read

MOST_WORDS, MOST_UNCASED_WORDS = 6, 3
_ENDS = re.compile("[，。：；、！？،؛।;:!?\n]")
_BRACKETED = re.compile(r"\([^()]{0,80}\)|<[^<>]{0,200}>|\[[^\[\]]{0,120}\]")


@dataclass(frozen=True)
class Person:
    """given, family: the words of the name as they stand there; one of the two may be empty."""

    given: tuple[str, ...]
    family: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All of them in order."""
        return self.given + self.family

    @property
    def name(self) -> str:
        """In one spelling."""
        return " ".join(self.words).casefold()

    def includes(self, other: Person) -> bool:
        """Whether the other may be a shorter name of this one."""
        mine = [word.casefold() for word in self.words]
        return all(word.casefold() in mine for word in other.words)


def person(said: str, *, small: bool = False, title: bool = False) -> Person | None:
    """The person whose name the text begins with; None where it does not begin with one.

    small: a single word may do without a capital. title: one stood before it, so that a single word is a family name.
    """
    said = _ENDS.split(_BRACKETED.sub(" ", said).strip(), maxsplit=1)[0].strip(" \t\"'“”„«».,;:!*_-–—|")
    family_first = re.fullmatch(r"([^,]{2,40}),\s*([^,]{2,40})", said)
    if family_first is not None and _all_words(family_first[1]) and _all_words(family_first[2]):
        return Person(tuple(family_first[2].split()), tuple(family_first[1].split()))
    words, titled = _words(said.split(), titled=title)
    if not words and small and said.isalpha() and said.casefold() not in vocabulary("no_names"):
        words = [said]
    return _of_words(words, titled=titled) if words else None


def _of_words(words: list[str], *, titled: bool) -> Person | None:
    """Which words are given and which the family's; titled: a title stood before them."""
    if len(words) == 1 and is_dense(words[0]):
        return _dense(words[0])
    if titled and (len(words) == 1 or words[0].casefold() in vocabulary("particles")):
        return Person((), tuple(words))
    if len(words) == 2 and all(map(is_dense, words)):
        return Person((words[1],), (words[0],)) if len(words[0]) <= 2 else Person((words[0],), (words[1],))
    particles = (at for at, word in enumerate(words) if at and word.casefold() in vocabulary("particles"))
    family = next(particles, max(1, len(words) - 1))
    return Person(tuple(words[:family]), tuple(words[family:]))


def _words(said: list[str], *, titled: bool) -> tuple[list[str], bool]:
    """The words up to the first that belongs to no name, and whether a title stood before them."""
    words: list[str] = []
    for raw in said:
        word = raw.strip("\"'“”„«»,;:!?*_()")
        plain = word.casefold().rstrip(".")
        if not words and is_title(plain):
            titled = True
            continue
        if not word or plain in vocabulary("no_names"):
            break
        if plain in vocabulary("honorifics"):
            break
        if not is_word_of_name(word.rstrip(".") or word) and not (
            plain in vocabulary("particles") and (words or titled)
        ):
            break
        words.append(_bare(word))
        if raw[-1] in ",;:!?" or (raw[-1] == "." and len(plain) > 2) or len(words) == MOST_WORDS:
            break
        if len(words) == MOST_UNCASED_WORDS and has_no_case(word):
            break
    while (
        words and words[-1].casefold() in vocabulary("particles") and not has_no_case(words[-1]) and words[-1].islower()
    ):
        words.pop()
    return words, titled


def _bare(word: str) -> str:
    """Without a full stop behind it, a possessive, and the honorific that is written to it."""
    word = re.sub(r"['’]s$", "", word.rstrip("."))
    if is_dense(word):
        for honorific in sorted(vocabulary("honorifics"), key=len, reverse=True):
            if len(word) > len(honorific) + 1 and word.endswith(honorific):
                return word.removesuffix(honorific)
            if len(word) == len(honorific) + 1 and word.endswith(honorific):
                return word[0]
    return word


def _dense(word: str) -> Person | None:
    if len(word) > 8:
        return None
    two = len(word) > 2 and (word[:2] in vocabulary("surnames_of_two") or len(word) == 4)
    first = 2 if two else 1
    return Person((word[first:],) if word[first:] else (), (word[:first],)) if len(word) > 1 else Person((), (word,))


def _all_words(said: str) -> bool:
    words = said.split()
    return 0 < len(words) <= 4 and all(
        is_word_of_name(word) and word.casefold() not in vocabulary("no_names") for word in words
    )


@cache
def vocabulary(name: str) -> frozenset[str]:
    """The words of a list in resources/personal/names.toml."""
    return frozenset(word.casefold() for word in read("names")[name])


@cache
def _titles() -> re.Pattern[str]:
    return re.compile("|".join(read("names")["titles"]), re.IGNORECASE)


def is_title(word: str) -> bool:
    """Whether this is a title, without its full stop."""
    return _titles().fullmatch(word) is not None
