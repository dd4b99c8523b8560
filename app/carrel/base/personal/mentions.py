"""Finds every further mention of people whose names are known: one name alone, initials, another case, a possessive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from unicodedata import combining, normalize

from carrel.base.personal.letters import AFTER, BEFORE, has_no_case, is_dense
from carrel.base.personal.model import Find, Part
from carrel.base.personal.person import Person, vocabulary

_CYRILLIC = re.compile("[\u0400-\u04ff]+")
_ENDINGS = "(?:[аеёиоуыэюяйь][а-яё]{0,2}|)"
_SENTENCE_END = (".", "!", "?", "\n", ":", "¿", "¡", ">", '"', "“")


def merged(people: Iterable[Person]) -> list[Person]:
    """Each person once, under the fullest name, in order; a short name means the first of those it may mean."""
    kept: list[Person] = []
    for one in people:
        if any(known.includes(one) for known in kept):
            continue
        at = next((index for index, known in enumerate(kept) if one.includes(known)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = one
    return kept


def mentions(text: str, people: Sequence[Person]) -> Iterator[Find]:
    """Where these people are named in the text."""
    meant: dict[str, tuple[Person, Part]] = {}
    patterns: dict[str, None] = {}
    for one in people:
        for form, part in _forms(one):
            pattern, key = _pattern(form), _key(form)
            patterns.setdefault(pattern)
            meant.setdefault(key, (one, part))
    if not patterns:
        return
    any_form = re.compile("|".join(sorted(patterns, key=len, reverse=True)), re.IGNORECASE)
    for match in any_form.finditer(text):
        found = meant.get(_key(match[0])) or _declined(match[0], meant)
        if found is not None and _is_meant(text, match, found[1]):
            who, part = found
            yield Find("person", match.start(), match.end(), match[0], who.name, part)


def _forms(one: Person) -> Iterator[tuple[str, Part]]:
    """The ways to write the name, and the part of it that each is."""
    given, family = " ".join(one.given), " ".join(one.family)
    if given and family:
        yield from (((f"{given} {family}"), ""), (f"{family} {given}", ""), (f"{family}, {given}", ""))
        yield from ((f"{one.given[0]} {family}", ""), (f"{one.given[0]} {one.family[-1]}", ""))
        if is_dense(given) and is_dense(family):
            yield (f"{family}{given}", "")
        elif not has_no_case(given[0]):
            yield from (
                (f"{given[0]}. {family}", ""),
                (f"{given[0]} {family}", ""),
                (f"{one.given[0]} {family[0]}.", ""),
            )
            yield from ((f"{one.given[0]} {family[0]}", ""), (f"{given[0]}.{family[0]}.", "INITIALS"))
            yield from ((f"{given[0]}. {family[0]}.", "INITIALS"), (f"{given[0]}{family[0]}", "INITIALS"))
    yield from ((word, "FIRST") for word in (given, *one.given) if _stands_alone(word))
    yield from ((word, "LAST") for word in (family, *one.family) if _stands_alone(word))


def _stands_alone(word: str) -> bool:
    return len(word.rstrip(".")) > 1 and word.casefold() not in vocabulary("particles")


def _pattern(form: str) -> str:
    """The form as a pattern, with and without its accents; in Cyrillic letters in every case."""
    if is_dense(form):
        return re.escape(form)
    words = [_word(word) for word in form.split()]
    return (
        BEFORE
        + (r"[ \t]{0,3}(?:\n[> \t]*)?" if form[-1] == "." and len(form) < 6 else r"\s(?:[ \t\n>]*)").join(words)
        + (AFTER if form[-1] != "." else "")
    )


def _word(word: str) -> str:
    if _CYRILLIC.fullmatch(word) and len(word) > 3:
        return re.escape(_stem(word)) + _ENDINGS
    if len(word) == 1:
        return re.escape(word) + r"\.?"
    if has_no_case(word):
        return "(?:و|ل|ب)?" + re.escape(word) if "\u0600" <= word[0] <= "\u06ff" else re.escape(word)
    plain = _plain(word)
    spelled = re.sub("['’]", "['’]", re.escape(word))
    return spelled if plain == word else f"(?:{spelled}|{re.escape(plain)})"


def _stem(word: str) -> str:
    return word.rstrip("аеёиоуыэюяйьАЕЁИОУЫЭЮЯЙЬ")


def _plain(word: str) -> str:
    return "".join(sign for sign in normalize("NFD", word) if not combining(sign))


def _key(said: str) -> str:
    return " ".join(_plain(said).casefold().replace("’", "'").replace(">", " ").replace(".", "").split())


def _declined(said: str, meant: dict[str, tuple[Person, Part]]) -> tuple[Person, Part] | None:
    """Whose name this is in another case, or behind a letter that is written to it."""
    if "\u0600" <= said[0] <= "\u06ff":
        return meant.get(_key(said[1:]))
    stems = [_stem(word) for word in _key(said).split()]
    return next((found for key, found in meant.items() if [_stem(word) for word in key.split()] == stems), None)


def _is_meant(text: str, match: re.Match[str], part: Part) -> bool:
    """Whether it is the name, and not a word or a short form that is written alike."""
    said, plain = match[0], match[0].casefold()
    if " " in said or has_no_case(said) or not said.isalpha():
        return True
    if part == "INITIALS":
        return said.isupper() and plain not in vocabulary("no_initials")
    if len(said) < 3 and not said[0].isupper():
        return False
    if plain not in vocabulary("also_words"):
        return True
    before, after = text[: match.start()].rstrip(" \t"), text[match.end() :].split(None, 1)[:1]
    begins = not before or before.endswith(_SENTENCE_END)
    follower = "".join(chain(*after)).casefold().strip(".,!?")
    return said[0].isupper() and not (begins and follower in vocabulary("followers"))
