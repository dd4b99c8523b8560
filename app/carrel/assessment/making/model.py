"""What questions are made from, and what a made question is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.assessment.model import Item

Kind = Literal["term", "number", "year", "date", "spelled", "name", "day", "month"]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a source, as it is read: on one line, and without signs of Markdown.

    before: the sentence before it, where it leans on that. heading: the one above it. document: the title. locator:
    such as "p. 12". part: the place of the part it stands in; first, last: where, in characters of the part's text.
    quote: these characters. listed: it is one of a list.
    """

    text: str
    document: str
    quote: str
    part: int = 0
    first: int = 0
    last: int = 0
    locator: str = ""
    heading: str = ""
    before: str = ""
    listed: bool = False

    @property
    def shown(self) -> str:
        """What a learner reads: it, with what it leans on."""
        return f"{self.before} {self.text}".strip()


@dataclass(frozen=True)
class Key:
    """What may be left out of a sentence: where it stands in its text, and what it is.

    beside: what tells such keys apart: the unit behind a number, the preposition before a name.
    """

    text: str
    kind: Kind
    first: int
    last: int
    beside: str = ""


@dataclass(frozen=True)
class Definition:
    """A term, what the source says it is, and the sentence that does. first, last: of the term in the sentence."""

    term: str
    says: str
    sentence: Sentence
    first: int
    last: int


@dataclass(frozen=True)
class Made:
    """A question, and the span of the source it stands on. by: who made it."""

    item: Item
    sentence: Sentence
    by: Literal["code", "model"] = "code"
