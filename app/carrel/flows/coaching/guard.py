"""Holds a reply back sentence by sentence, and lets through what does not tell the answer."""

from __future__ import annotations

from carrel.base.sentences import sentences
from carrel.flows.coaching.leaks import Secret

_LONGEST = 600
"""Characters without an end of a sentence after which they are looked at as one."""


class Guard:
    """Between what a model says and what is shown; held: how many sentences were held back for good."""

    def __init__(self, secret: Secret | None) -> None:
        self._secret = secret
        self._waiting = ""
        self._shown = ""
        self.held = 0

    def let_through(self, piece: str) -> str:
        """What of the reply may be shown now that this piece came: only whole sentences."""
        if self._secret is None:
            return piece
        self._waiting += piece
        starts = [first for first, _last in sentences(self._waiting)]
        if len(starts) < 2 and len(self._waiting) < _LONGEST:
            return ""
        cut = starts[-1] if len(starts) > 1 else len(self._waiting)
        whole, self._waiting = self._waiting[:cut], self._waiting[cut:]
        return self._judged(whole)

    def rest(self) -> str:
        """What of the end may be shown; nothing comes after it."""
        whole, self._waiting = self._waiting, ""
        return self._judged(whole)

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
            else:
                shown += sentence
                self._shown += sentence
        return shown

    def _is_held(self, sentence: str) -> bool:
        secret = self._secret
        return secret is not None and (secret.judges(sentence) or secret.is_told(sentence, self._shown))
