"""Puts a placeholder in the place of all personal data, the same for the same over a whole conversation."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from carrel.base.personal.finding import apart, everybody, finds
from carrel.base.personal.model import Find
from carrel.base.personal.person import Person, person
from carrel.base.personal.placeholders import LITERAL, LOOKS_LIKE_ONE, Restored, Restoring, restored


@dataclass(frozen=True)
class Masked:
    """texts: without personal data. said: what each placeholder, without its brackets, stands for. count: of finds."""

    texts: tuple[str, ...]
    said: Mapping[str, str] = field(repr=False)
    count: int = 0

    def restore(self, text: str) -> Restored:
        """The text with everything in its place again, also where a model bent a placeholder a little."""
        return restored(text, self.said)

    def restoring(self, quote: Callable[[str], str] = str) -> Restoring:
        """The same for a text that comes in pieces. quote: how a piece is written in a form such as JSON."""
        return Restoring(self.said, quote)


def mask(texts: Sequence[str], names: Sequence[str] = ()) -> Masked:
    """The texts of one conversation, masked; names: of people who are known besides."""
    return Masker(names).mask(texts)


class Masker:
    """Masks the texts of one conversation as it grows; remembers in memory alone. Safe from any thread."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        """names: of people who are known besides those the texts name."""
        self._lock = threading.Lock()
        self._people: list[Person] = [one for name in names if (one := person(name)) is not None]
        self._numbers: dict[tuple[str, str], int] = {}
        self._counts: Counter[str] = Counter()
        self._placeholders: dict[tuple[str, str], str] = {}
        self._said: dict[str, str] = {}

    def mask(self, texts: Sequence[str]) -> Masked:
        """The texts without personal data, and how it is put back."""
        with self._lock:
            self._people = everybody(texts, self._people)
            found = [_with_literals(text, of) for text, of in zip(texts, finds(texts, self._people), strict=True)]
            masked = tuple(self._masked(text, of) for text, of in zip(texts, found, strict=True))
            return Masked(masked, dict(self._said), sum(map(len, found)))

    def _masked(self, text: str, found: Sequence[Find]) -> str:
        return "".join(self._pieces(text, found))

    def _pieces(self, text: str, found: Sequence[Find]) -> Iterator[str]:
        at = 0
        for find in found:
            yield text[at : find.first]
            yield f"[{self._placeholder(find)}]"
            at = find.last
        yield text[at:]

    def _placeholder(self, find: Find) -> str:
        word = LITERAL if find.of.startswith(LITERAL) else find.kind.upper()
        stem = f"{word}_{self._number(word, find.of)}"
        known = self._placeholders.get((stem, find.text))
        return known or self._name(stem, f"_{find.part}" if find.part else "", find.text)

    def _number(self, word: str, of: str) -> int:
        number = self._numbers.get((word, of)) or (self._number_of_person(of) if word == "PERSON" else 0)
        if not number:
            self._counts[word] += 1
            number = self._counts[word]
        if (word, of) not in self._numbers:
            self._numbers[word, of] = number
            if word == "PERSON":
                self._introduce(of, f"{word}_{number}")
        return number

    def _number_of_person(self, of: str) -> int:
        """The number of somebody who was known by a shorter name, or a longer one."""
        words = set(of.split())
        known = ((set(other.split()), number) for (word, other), number in self._numbers.items() if word == "PERSON")
        return next((number for theirs, number in known if theirs <= words or words <= theirs), 0)

    def _introduce(self, of: str, stem: str) -> None:
        """Give the name as it is written in full its placeholders first, so that a model which writes one is right."""
        who = next((one for one in self._people if one.name == of), None)
        if who is None:
            return
        given, family = " ".join(who.given), " ".join(who.family)
        for part, said in (("_FIRST", given), ("_LAST", family), ("", f"{given} {family}" if given and family else "")):
            if said and (stem, said) not in self._placeholders:
                self._name(stem, part, said)

    def _name(self, stem: str, part: str, said: str) -> str:
        """A new placeholder for this way of writing it."""
        name, count = f"{stem}{part}", 1
        while name in self._said:
            count += 1
            name = f"{stem}{part}_{count}"
        self._placeholders[stem, said] = name
        self._said[name] = said
        return name


def _with_literals(text: str, found: Sequence[Find]) -> tuple[Find, ...]:
    """The finds, and what looks like a placeholder already: it gets one of its own, so that nothing is confused."""
    alike = [
        Find("number", match.start(), match.end(), match[0], f"{LITERAL} {match[0]}")
        for match in LOOKS_LIKE_ONE.finditer(text)
    ]
    return apart(text, [*found, *alike])
