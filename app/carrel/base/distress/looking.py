"""Looks in what somebody wrote for self-harm, thoughts of suicide, abuse, and danger now."""

from __future__ import annotations

import re
from functools import lru_cache

from carrel.base.distress.rules import LANGUAGES, Group, Rules, meant, rules
from carrel.base.distress.spelling import sentences

_FAR = 12
"""How many words before a phrase say of whom it speaks."""

_NEAR = 6
"""How many words before a phrase may deny it."""

_NAMES_ME = re.compile(r" my(?: ?self)?(?: |$)")

_OWN_CLAUSE = re.compile(r" (?:and|but|because|cause|so) (?=(?:i|im|ive|id|my) )")


@lru_cache(maxsize=256)
def distress(text: str) -> str:
    """The language of the first phrase that shows distress; empty for a text that has none.

    It reads words and knows nothing: a person who sees the text knows better. No model is asked, nothing is kept
    but the last texts in memory, and the time it takes grows with the text and no faster.
    """
    read = [meant(sentence) for sentence in sentences(text)]
    return next((language for language in LANGUAGES if any(_shows(one, rules(language)) for one in read)), "")


def _shows(sentence: str, of: Rules) -> bool:
    return any(_says(sentence, group, of) for group in of.groups)


def _says(sentence: str, group: Group, of: Rules) -> bool:
    """Whether the sentence has a phrase of the group that is meant."""
    found = group.phrases.search(sentence)
    while found is not None:
        if _is_meant(sentence, found, group, of):
            return True
        found = group.phrases.search(sentence, found.start() + 1)
    return False


def _is_meant(sentence: str, found: re.Match[str], group: Group, of: Rules) -> bool:
    before = sentence[max(0, found.start() - 160) : found.start()].split()
    if group.who == "me" and not _is_mine(before, of, names_me=_NAMES_ME.search(found[0]) is not None):
        return False
    if group.who == "person" and not _is_by_a_person(before, of):
        return False
    if group.denied and _is_denied(before, of):
        return False
    return not _is_framed(sentence, found, of)


def _is_mine(before: list[str], of: Rules, *, names_me: bool) -> bool:
    """Whether the nearest subject is oneself; or nobody is named, and only small words stand before.

    names_me: the phrase itself says whom it is about.
    """
    for at in range(len(before) - 1, max(-1, len(before) - 1 - _FAR), -1):
        word, following = before[at], before[at + 1] if at + 1 < len(before) else ""
        if word in of.me:
            return True
        if word in of.others or (word in of.persons and following):
            return False
    return names_me or all(word in of.fillers or word in of.negations or word == "," for word in before[-_FAR:])


def _is_by_a_person(before: list[str], of: Rules) -> bool:
    near = before[-_NEAR:]
    return any(word in of.persons for word in near)


def _is_denied(before: list[str], of: Rules) -> bool:
    """Whether a negation stands before it, after its subject."""
    near = before[-_NEAR:]
    for at in range(len(near) - 1, -1, -1):
        word, following = near[at], near[at + 1] if at + 1 < len(near) else ""
        if word == ",":
            return False
        if word in of.negations:
            return following not in of.not_negating
    return False


def _is_framed(sentence: str, found: re.Match[str], of: Rules) -> bool:
    """Whether it stands in a sentence about a story, a word or a lesson; a clause of one's own is not."""
    first = max((one.end() - 1 for one in _OWN_CLAUSE.finditer(sentence, 0, found.start() + 1)), default=0)
    return of.frames.search(sentence[first:]) is not None
