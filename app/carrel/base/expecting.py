"""What is expected of a reply, and whether it is so: judged by code alone, with the words that show it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from carrel.base.grams import has_grams
from carrel.base.languages import guessed
from carrel.base.matching import SIGNS
from carrel.base.sentences import sentences
from carrel.base.words import _, counted

Check = Literal["contains", "lacks", "most_words", "fewest_words", "asks", "language"]
"""What can be expected of a reply, by the names of the fields of an expectation."""

LONGEST_WORDING = 300
"""Characters of a wording."""

_ASKS_WITHIN = 3
"""How many of the last sentences may hold the question that a reply asks back."""

_TELLING = 2
"""Words by which the language of a reply is told: a reply is shorter than a document."""

_ALIKE = str.maketrans(
    {**dict.fromkeys("‘’‛ʼ＇", "'"), **dict.fromkeys("“”„«»＂", '"'), **dict.fromkeys("‐‑‒–—−－", "-")}
)
_BLANK = re.compile(r"\s+")
_UNREAD = re.compile(r"\*\*|__|`")
"""Signs of Markdown that nobody reads as part of a wording."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts that put no spaces between words: Thai and its neighbours, Japanese, Chinese."""

_ASKED = re.compile(r"[?？؟]\W*$")


@dataclass(frozen=True)
class Expectation:
    """What a reply is to be like; what is left out is not looked at.

    contains: for each, one of its wordings stands in the reply. lacks: wordings that do not stand in it. most_words,
    fewest_words: how long it is. asks: whether it asks something back near its end. language: the code of the
    language it is in.

    A wording is found whatever its capitals, accents, quotes, dashes and blanks are, but as whole words: "half" does
    not stand in "behalf". With a star at its end it is the beginning of a word: "fraction*".
    """

    contains: tuple[tuple[str, ...], ...] = ()
    lacks: tuple[str, ...] = ()
    most_words: int | None = None
    fewest_words: int | None = None
    asks: bool | None = None
    language: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is expected."""
        return self == Expectation()


@dataclass(frozen=True)
class Failing:
    """One thing that is not as it was expected.

    what: in a sentence. evidence: the words of the reply that show it, or how many they are; empty where something is
    missing from it.
    sure: False where there was too little to tell by.
    """

    check: Check
    what: str
    evidence: str = ""
    sure: bool = True


def judge(expectation: Expectation, text: str) -> tuple[Failing, ...]:
    """What of the expectation the text does not meet, in the order of its fields; nothing when it meets it."""
    return tuple(_failing(expectation, text))


def standing(text: str, wordings: Sequence[str]) -> str:
    """The words of the text in which one of the wordings stands, as they stand there; "" where none does."""
    plain, places = _plain(text)
    for wording in wordings:
        found = _pattern(wording).search(plain)
        if found is not None and found.end() > found.start():
            return text[places[found.start()] : places[found.end() - 1] + 1]
    return ""


def words_of(text: str) -> int:
    """How many words the text has; where words stand without spaces between, two letters count as one."""
    count = 0
    for piece in text.split():
        letters = len(_UNSPACED.findall(piece))
        count += -(-letters // 2) if letters else any(map(str.isalnum, piece))
    return count


def question_in(text: str) -> str:
    """The last question that the text ends with, or nearly; "" where it asks nothing back."""
    last = [text[first:end] for first, end in sentences(text)][-_ASKS_WITHIN:]
    return next((one for one in reversed(last) if _ASKED.search(one)), "")


def _failing(expected: Expectation, text: str) -> Iterator[Failing]:
    for wordings in expected.contains:
        if not standing(text, wordings):
            yield Failing("contains", _contains(wordings))
    for wording in expected.lacks:
        if found := standing(text, (wording,)):
            yield Failing("lacks", _("It says “{wording}”.").format(wording=wording), found)
    yield from _length(expected, text)
    yield from _asking(expected, text)
    yield from _language(expected, text)


def _contains(wordings: Sequence[str]) -> str:
    if len(wordings) == 1:
        return _("It does not say “{wording}”.").format(wording=wordings[0])
    return _("It says none of these: {wordings}.").format(wordings=", ".join(f"“{one}”" for one in wordings))


def _length(expected: Expectation, text: str) -> Iterator[Failing]:
    count = words_of(text)
    long = counted("one word", "{count} words", count)
    if expected.most_words is not None and count > expected.most_words:
        most = counted("It is longer than one word.", "It is longer than {count} words.", expected.most_words)
        yield Failing("most_words", most, long)
    if expected.fewest_words is not None and count < expected.fewest_words:
        fewest = counted("It is shorter than one word.", "It is shorter than {count} words.", expected.fewest_words)
        yield Failing("fewest_words", fewest, long)


def _asking(expected: Expectation, text: str) -> Iterator[Failing]:
    found = question_in(text)
    if expected.asks is True and not found:
        yield Failing("asks", _("It asks nothing back."))
    if expected.asks is False and found:
        yield Failing("asks", _("It asks something back."), found)


def _language(expected: Expectation, text: str) -> Iterator[Failing]:
    if not expected.language:
        return
    told = guessed(text, _TELLING)
    if not told:
        yield Failing("language", _("There is too little in it to tell its language."), sure=False)
    elif told != expected.language:
        is_in = _("It seems to be in the language “{told}”, not in “{wanted}”.")
        yield Failing("language", is_in.format(told=told, wanted=expected.language))


@lru_cache(maxsize=2_000)
def _pattern(wording: str) -> re.Pattern[str]:
    """Finds the wording in a plain text, as whole words where it begins and ends with a letter of spaced writing."""
    open_end = wording.endswith("*")
    plain = _plain(wording[:LONGEST_WORDING].removesuffix("*"))[0].strip()
    begins = r"(?<!\w)" if _in_a_word(plain[:1]) else ""
    ends = rf"[\w{SIGNS}]*" if open_end else rf"(?![\w{SIGNS}])" if _in_a_word(plain[-1:]) else ""
    return re.compile(begins + re.escape(plain) + ends if plain else r"(?!)")


def _in_a_word(letter: str) -> bool:
    return letter.isalnum() and not has_grams(letter)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as wordings are compared, and for each of its characters where it stood."""
    letters: list[str] = []
    places: list[int] = []
    unread = {at for found in _UNREAD.finditer(text) for at in range(*found.span())}
    for at, letter in enumerate(text):
        if at in unread:
            continue
        for one in _folded(letter):
            if one == " " and letters[-1:] == [" "]:
                continue
            letters.append(one)
            places.append(at)
    return "".join(letters), places


@lru_cache(maxsize=5_000)
def _folded(letter: str) -> str:
    """A character without capitals and accents; blanks, quotes and dashes are each one of their kind."""
    if _BLANK.match(letter):
        return " "
    apart = unicodedata.normalize("NFKD", letter.translate(_ALIKE).casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).translate(_ALIKE)
