"""From a model's tokens to the text of a reply: characters, stop strings, reasoning, and running in circles."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from carrel.base.work import Delta

OPEN, CLOSE = "<think>", "</think>"
LONGEST_PERIOD = 96
"""Tokens; a model in a loop repeats a phrase, a line or a paragraph of about this length at most."""


class StopStrings:
    """Lets text through up to the first stop string, which may be spread over many tokens.

    found: whether it has come; rest: what came after it in the same piece of text.
    """

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = [stop for stop in stops if stop]
        self._held = ""
        self.found = False
        self.rest = ""

    def feed(self, text: str) -> str:
        """The text that can be shown now."""
        if self.found:
            return ""
        self._held += text
        places = [(at + len(stop), at) for stop in self._stops if (at := self._held.find(stop)) >= 0]
        if places:
            ends, begins = min(places)  # the first to be complete, however the text was cut
            self.found, self.rest = True, self._held[ends:]
            return self._release(begins)
        return self._release(len(self._held) - self._possible_beginning())

    def flush(self) -> str:
        """What was held back, when the reply has ended."""
        return "" if self.found else self._release(len(self._held))

    def _release(self, count: int) -> str:
        text, self._held = self._held[:count], self._held[count:]
        return text

    def _possible_beginning(self) -> int:
        longest = min(len(self._held), max((len(stop) for stop in self._stops), default=1) - 1)
        for count in range(longest, 0, -1):
            tail = self._held[-count:]
            if any(stop.startswith(tail) for stop in self._stops):
                return count
        return 0


class Reasoning:
    """Parts what the model thinks between its marks, at the start of a reply, from what it answers."""

    def __init__(self, already_open: bool) -> None:
        self._inside = already_open
        self._outside_for_good = False
        self._before_answer = False
        self._mark = StopStrings((CLOSE,) if already_open else (OPEN,))
        self._blank = ""

    def feed(self, text: str) -> Iterator[Delta]:
        """The deltas of this text."""
        if self._outside_for_good:
            yield from self._answering(text)
            return
        if not self._inside:
            self._blank += text
            waiting = self._blank.lstrip()
            if OPEN.startswith(waiting):
                return
            if not waiting.startswith(OPEN):
                self._outside_for_good = True
                yield from _delta(self._blank, reasoning=False)
                return
            self._inside, text, self._blank = True, waiting[len(OPEN) :], ""
            self._mark = StopStrings((CLOSE,))
        yield from self._thinking(text)

    def _thinking(self, text: str) -> Iterator[Delta]:
        shown = self._mark.feed(text)
        yield from _delta(shown, reasoning=True)
        if self._mark.found:
            self._outside_for_good = self._before_answer = True
            yield from self._answering(self._mark.rest)

    def _answering(self, text: str) -> Iterator[Delta]:
        if self._before_answer:
            text = text.lstrip("\n")
            self._before_answer = not text
        yield from _delta(text, reasoning=False)

    def flush(self) -> Iterator[Delta]:
        """What was held back, when the reply has ended."""
        if self._inside and not self._outside_for_good:
            yield from _delta(self._mark.flush(), reasoning=True)
        elif not self._outside_for_good:
            yield from _delta(self._blank, reasoning=False)


class ReplyText:
    """All of it in order: bytes to characters, stop strings, reasoning."""

    def __init__(self, stops: Sequence[str], thinking: bool) -> None:
        # A split character waits, an invalid byte is replaced at once, and the cost stays flat (P20).
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stops = StopStrings(stops)
        self._reasoning = Reasoning(thinking)
        self._said: list[str] = []
        self._thought: list[str] = []

    @property
    def text(self) -> str:
        """What was answered so far."""
        return "".join(self._said)

    @property
    def reasoning(self) -> str:
        """What was thought so far."""
        return "".join(self._thought)

    @property
    def stopped(self) -> bool:
        """Whether a stop string has ended the reply."""
        return self._stops.found

    def feed(self, piece: bytes) -> list[Delta]:
        """The deltas that these bytes make."""
        return self._keep(self._reasoning.feed(self._stops.feed(self._decoder.decode(piece))))

    def flush(self) -> list[Delta]:
        """The last deltas, when the reply has ended."""
        tail = self._stops.feed(self._decoder.decode(b"", final=True)) + self._stops.flush()
        return self._keep(self._reasoning.feed(tail)) + self._keep(self._reasoning.flush())

    def _keep(self, deltas: Iterator[Delta]) -> list[Delta]:
        kept = list(deltas)
        for delta in kept:
            (self._thought if delta.reasoning else self._said).append(delta.text)
        return kept


def _delta(text: str, *, reasoning: bool) -> Iterator[Delta]:
    if text:
        yield Delta(text, reasoning)


def runs_in_circles(tokens: Sequence[int]) -> bool:
    """Whether the end of the tokens is one period said over and over: at least six times and 64 tokens."""
    last = len(tokens)
    for period in range(1, LONGEST_PERIOD + 1):
        needed = max(64, 6 * period)
        if last < needed:
            break
        if all(tokens[last - 1 - step] == tokens[last - 1 - step - period] for step in range(needed - period)):
            return True
    return False
