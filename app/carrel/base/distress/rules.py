"""The rules of a language, read from resources/distress/rules: phrases, who has to say them, and what denies them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from carrel.base.files import resource

LANGUAGES = ("en", "es", "fr", "ar", "hi")
"""The languages that have rules."""

Who = Literal["me", "person", "anyone"]
"""Of whom a phrase has to be said: of oneself, of a person before it, or of whomever."""


@dataclass(frozen=True)
class Group:
    """Phrases that are asked for the same things. denied: whether a word such as "not" before them takes them back."""

    who: Who
    denied: bool
    phrases: re.Pattern[str]


@dataclass(frozen=True)
class Rules:
    """The rules of one language.

    me, others, persons: words that say of whom a sentence speaks. negations, and not_negating: what may follow one
    that denies nothing ("I don't know if"). fillers: words that may stand before a phrase whose subject is left out.
    groups: the phrases. frames: what makes a sentence one about a story, a word or a lesson.
    """

    me: frozenset[str]
    others: frozenset[str]
    persons: frozenset[str]
    negations: frozenset[str]
    not_negating: frozenset[str]
    fillers: frozenset[str]
    groups: tuple[Group, ...]
    frames: re.Pattern[str]


_KINDS_OF_WORDS = ("me", "others", "persons", "negations", "not_negating", "fillers")


@cache
def rules(language: str) -> Rules:
    """The rules of this language; read once."""
    said = tomllib.loads(resource(f"distress/rules/{language}.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(said["words"].get(name, "").split()) for name in _KINDS_OF_WORDS}
    parts: dict[str, str] = said.get("parts", {})
    groups = tuple(_group(one, parts) for one in said["group"])
    return Rules(**words, groups=groups, frames=re.compile("|".join(said["frames"]["says"])))


def meant(sentence: str) -> str:
    """The sentence with its misspelt words as they are meant."""
    slips = _slips()
    words = sentence.split(" ")
    return sentence if slips.keys().isdisjoint(words) else " ".join(slips.get(word, word) for word in words)


@cache
def _slips() -> dict[str, str]:
    said = tomllib.loads(resource("distress/slips.toml").read_text(encoding="utf-8"))
    return {**dict(_one_slip(said["close_to"])), **said["slips"]}


def _group(said: dict[str, Any], parts: dict[str, str]) -> Group:
    phrases = "|".join(_filled(phrase, parts) for phrase in said["says"])
    if said["who"] not in get_args(Who):
        raise ValueError(said["who"])
    return Group(said["who"], said["denied"], re.compile(f" (?:{phrases})(?= )"))


def _filled(phrase: str, parts: dict[str, str]) -> str:
    """The phrase with its named parts in place."""
    for name, part in parts.items():
        phrase = phrase.replace(f"{{{name}}}", part)
    return phrase


def _one_slip(words: list[str]) -> Iterator[tuple[str, str]]:
    """Spellings with a letter lost, doubled, or changed for its neighbour, each with the word that is meant."""
    for word in words:
        for at in range(1, len(word)):
            for wrong in (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            ):
                if wrong not in words:
                    yield wrong, word
