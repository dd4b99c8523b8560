"""From the pieces of a prompt to tokens, and how much of a prompt the context already holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Protocol

from carrel.engine.template import Piece

_LSTRIP, _RSTRIP, _CONTROL = 1 << 6, 1 << 7, 1 << 3
_CHUNK = 16_384
"""Characters tokenised at a time, so that a megabyte of text can be stopped in between."""


class Vocabulary(Protocol):
    """What is asked of a model's vocabulary."""

    bos: int
    begins_with_bos: bool

    def tokenize(self, text: str) -> list[int]:
        """The tokens of plain text."""

    def piece(self, token: int) -> bytes:
        """The bytes of a token; none for a control token."""

    def marked(self) -> list[tuple[int, str, int]]:
        """Control and user-defined tokens: id, how each is written, attribute bits."""


class Tokenizer:
    """Turns pieces into tokens: markers come from the template's own text alone."""

    def __init__(self, vocabulary: Vocabulary, template_text: str) -> None:
        """template_text: the source of the template and what it writes: it may put its markers together from parts."""
        self._vocabulary = vocabulary
        marked = [(token, text, attributes) for token, text, attributes in vocabulary.marked() if text.strip()]
        self._ids = {text: (token, attributes) for token, text, attributes in marked}
        self._marker = _any_of(self._ids)
        # llama.cpp recognises user-defined tokens even in plain text: those the template uses as markers must be split.
        self._forgeable = _any_of(
            [text for _, text, attributes in marked if not attributes & _CONTROL and text in template_text], "(?={})"
        )

    def tokens(self, pieces: Sequence[Piece], check: Callable[[], None] = lambda: None) -> list[int]:
        """All tokens of a prompt; `check` is called now and then and may raise to stop."""
        made: list[int] = []
        if self._vocabulary.begins_with_bos and self._vocabulary.bos >= 0:
            made.append(self._vocabulary.bos)
        pending: list[str] = []
        strip_next = False
        for text, marker in self._atoms(pieces):
            if marker is None:
                pending.append(text.lstrip() if strip_next and not pending else text)
                continue
            token, attributes = marker
            plain = "".join(pending)
            made += self._plain(plain.rstrip() if attributes & _LSTRIP else plain, check)
            pending = []
            if not (token == self._vocabulary.bos and made == [token]):
                made.append(token)
            strip_next = bool(attributes & _RSTRIP)
        return made + self._plain("".join(pending), check)

    def _atoms(self, pieces: Sequence[Piece]) -> list[tuple[str, tuple[int, int] | None]]:
        atoms: list[tuple[str, tuple[int, int] | None]] = []
        for piece in pieces:
            if piece.own and self._marker is not None:
                atoms += [(part, self._ids.get(part)) for part in self._marker.split(piece.text) if part]
            else:
                atoms.append((piece.text, None))
        return atoms

    def _plain(self, text: str, check: Callable[[], None]) -> list[int]:
        made: list[int] = []
        for part in self._disarmed(text):
            at = 0
            while at < len(part):
                check()
                end = at + _CHUNK
                if end < len(part) and (space := part.rfind(" ", at + 1, end)) > 0:
                    end = space
                made += self._vocabulary.tokenize(part[at:end])
                at = end
        return made

    def _disarmed(self, text: str) -> list[str]:
        """The text cut in the middle of anything that looks like one of the template's markers."""
        if self._forgeable is None:
            return [text]
        parts, last = [], 0
        for match in self._forgeable.finditer(text):
            middle = match.start() + 1
            parts.append(text[last:middle])
            last = middle
        return [*parts, text[last:]]


def _any_of(texts: Sequence[str] | dict[str, tuple[int, int]], form: str = "({})") -> re.Pattern[str] | None:
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile(form.format("|".join(map(re.escape, longest_first)))) if longest_first else None


class Alignment:
    """Compares what the context holds with a new prompt by the bytes they stand for.

    A reply is kept as the tokens the model chose; written into the next prompt, the same text may be cut into other
    tokens. Comparing bytes, with control tokens as themselves, finds that nothing has to be read again (S2).
    """

    def __init__(self, vocabulary: Vocabulary, adapter: str = "") -> None:
        """adapter: the identity of the adapter that is used; states read with another have other digests."""
        self._vocabulary = vocabulary
        self._adapter = adapter

    def _unit(self, token: int) -> bytes:
        piece = self._vocabulary.piece(token)
        return piece if piece else b"\xff\xfe%d\xff" % token  # no UTF-8 text holds these bytes

    def shared(self, held: Sequence[int], wanted: Sequence[int]) -> tuple[int, int]:
        """How many tokens of each stand for the longest beginning that both have in common."""
        best = i = j = 0
        best_j = 0
        left = right = b""
        while True:
            if left == right:
                best, best_j, left, right = i, j, b"", b""
                while i < len(held) and j < len(wanted) and held[i] == wanted[j]:
                    i, j = i + 1, j + 1
                best, best_j = i, j
            if len(left) <= len(right):
                if i == len(held):
                    return best, best_j
                left, i = left + self._unit(held[i]), i + 1
            else:
                if j == len(wanted):
                    return best, best_j
                right, j = right + self._unit(wanted[j]), j + 1
            if not (left.startswith(right) or right.startswith(left)):
                return best, best_j

    def digests(self, tokens: Sequence[int], lengths: set[int] | None = None) -> dict[str, int]:
        """A digest of the bytes of the first n tokens → n, for each n (or for the byte lengths asked for)."""
        running, length, found = hashlib.sha256(self._adapter.encode()), 0, {}
        for count, token in enumerate(tokens, 1):
            unit = self._unit(token)
            running.update(unit)
            length += len(unit)
            if lengths is None or length in lengths:
                found[running.hexdigest()[:32]] = count
        return found

    def byte_length(self, tokens: Sequence[int]) -> int:
        """How many bytes `digests` hashes for these tokens."""
        return sum(len(self._unit(token)) for token in tokens)
