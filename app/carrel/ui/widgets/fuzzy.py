"""How well a few typed letters fit the words of a thing, whatever their accents."""

from __future__ import annotations

import unicodedata

_STARTS, _WORD_STARTS, _INITIALS, _INSIDE, _SCATTERED, _ELSEWHERE = 100, 80, 70, 60, 40, 20


def fold(text: str) -> str:
    """The text as it is compared: small letters, without accents."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def fits(asked: str, words: str, more: str = "") -> int | None:
    """How well what was asked fits: more is better, None is not at all; nothing asked fits everything.

    Each word that was asked has to be found: at the beginning, at the beginning of a word, as first letters, anywhere,
    with other letters in between, or in what else there is to say (more).
    """
    named, described = fold(words), fold(more)
    total = 0
    for term in fold(asked).split():
        found = _fit(term, named)
        if found is None and term in described:
            found = _ELSEWHERE
        if found is None:
            return None
        total += found
    return total


def _fit(term: str, words: str) -> int | None:
    parts = words.split()
    if words.startswith(term):
        return _STARTS
    if any(part.startswith(term) for part in parts):
        return _WORD_STARTS
    if len(term) > 1 and "".join(part[0] for part in parts).startswith(term):
        return _INITIALS
    if term in words:
        return _INSIDE
    spread = _spread(term, words)
    return None if spread is None else max(_ELSEWHERE + 1, _SCATTERED - spread)


def _spread(term: str, words: str) -> int | None:
    """How many letters stand between the letters of the term where they are closest; None where they are too far."""
    best = len(term) + 3
    for start in (place for place, letter in enumerate(words) if letter == term[0]):
        at = start
        for wanted in term[1:]:
            at = words.find(wanted, at + 1)
            if at < 0:
                break
        else:
            best = min(best, at - start + 1 - len(term))
    return best if best <= len(term) + 2 else None
