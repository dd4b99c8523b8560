"""Holds a reply back sentence by sentence, and lets through what is about the item and does not tell its answer."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.assessment.word_lists import lines, listed
from carrel.base.matching import terms
from carrel.base.sentences import sentences
from carrel.flows.coaching.leaks import Secret
from carrel.library.packs.plain import folded

_LONGEST = 600
"""Characters without an end of a sentence after which they are looked at as one."""

_SHORTEST_WORD = 4

_SHARE = 3
"""A reply is about its subject when one of so many of its words is a word of that."""


class Guard:
    """Between what a model says and what is shown.

    secret: what must not be told; None once nothing is secret. subject: what the reply should be about: nothing is
    shown before enough words of it have come, since a small model that knows no better speaks of itself.
    held: how many sentences were held back because they tell or judge an answer. is_about: whether it came to that.
    """

    def __init__(self, secret: Secret | None, subject: Sequence[str] = ()) -> None:
        self._secret = secret
        self._subject = _content(" ".join(subject))
        self._waiting = ""
        self._pending = ""
        self._shown = ""
        self.held = 0
        self.is_about = not self._subject

    def let_through(self, piece: str) -> str:
        """What of the reply may be shown now that this piece came: only whole sentences."""
        if self._secret is None and self.is_about:
            return piece
        self._waiting += piece
        starts = [first for first, _last in sentences(self._waiting)]
        if len(starts) < 2 and len(self._waiting) < _LONGEST:
            return ""
        cut = starts[-1] if len(starts) > 1 else len(self._waiting)
        whole, self._waiting = self._waiting[:cut], self._waiting[cut:]
        return self._to_the_point(self._judged(whole))

    def rest(self) -> str:
        """What of the end may be shown; nothing comes after it."""
        whole, self._waiting = self._waiting, ""
        return self._to_the_point(self._judged(whole))

    def _to_the_point(self, text: str) -> str:
        """The text with what was said before it, once the reply is about the item."""
        self._pending += text
        words = _content(self._pending)
        self.is_about = self.is_about or _SHARE * len(words & self._subject) >= max(1, len(words))
        if not self.is_about:
            return ""
        shown, self._pending = self._pending, ""
        return shown

    def _judged(self, text: str) -> str:
        """The sentences of a text that may be shown, each with the blanks behind it."""
        spans = sentences(text)
        ends = [first for first, _last in spans[1:]] + [len(text)]
        begin, shown = 0, ""
        for end in ends if spans else []:
            sentence = text[begin:end]
            begin = end
            if self._is_held(sentence.strip()):
                self.held += 1
            elif not _is_of_itself(sentence):
                shown += sentence
                self._shown += sentence
        return shown

    def _is_held(self, sentence: str) -> bool:
        secret = self._secret
        return secret is not None and (secret.judges(sentence) or secret.is_told(sentence, self._shown))


def _is_of_itself(sentence: str) -> bool:
    """Whether a model speaks of itself here: beside an item that helps nobody."""
    plain = f" {folded(sentence)} "
    return any(f" {' '.join(phrase)} " in plain for phrase in lines("self_talk"))


def _content(text: str) -> set[str]:
    """The words of a text that say something, by their stems."""
    small = listed("small_words")
    said = (one for one in terms(text) if one not in small)
    return {one for one in said if len(one) >= _SHORTEST_WORD or one.isdigit() or not one.isascii()}
