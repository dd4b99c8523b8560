"""What stands behind a reply: what was looked for, what was found, and which sentences it cites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.modes import Mode
from carrel.library.model import Passage

State = Literal["from_sources", "unchecked", "not_found"]
"""What a reply is: it cites what stands in the sources; it is the model's own words; it says "not in your sources"."""

Chosen = Literal["model", "code"]
"""Who chose a cited sentence: the model quoted it, or code found it beneath a sentence of the reply."""


@dataclass(frozen=True)
class Considered:
    """A passage that the search brought, or that was taken along with one that it did, as it was then.

    document: the id; None once it is gone. part, first, last: where it stands. by_words, by_meaning: its ranks.
    sent: whether the model received it.
    """

    document: str | None
    title: str
    label: str
    heading: str
    part: int
    first: int
    last: int
    text: str
    score: float
    by_words: int | None
    by_meaning: int | None
    sent: bool


@dataclass(frozen=True)
class Citation:
    """A sentence that stands word for word in a document.

    n: its number in the reply. document: the id; None once it is gone. label: the locator, such as "p. 12". part: the
    place of the part; first, last: the span of the quote in its text. support: how much of what the reply says it
    covers, 0 to 1.
    """

    n: int
    document: str | None
    title: str
    label: str
    part: int
    first: int
    last: int
    quote: str
    chosen: Chosen
    support: float


@dataclass(frozen=True)
class Evidence:
    """Everything behind one reply.

    message: the id of the reply. query: what was looked for. hits: how many passages were found. documents: how many
    were searched. by_meaning: whether meanings were compared, and not only words. doubts: the spans of the reply's
    sentences that nothing was found for.
    """

    message: str
    state: State
    mode: Mode
    query: str
    hits: int
    documents: int
    by_meaning: bool = False
    doubts: tuple[tuple[int, int], ...] = ()
    considered: tuple[Considered, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def sent(self) -> tuple[Passage, ...]:
        """The passages that the model received, in their order; where their document is gone, without it."""
        return tuple(
            Passage(0, one.document or "", one.title, one.part, one.label, one.heading, one.first, one.last, one.text)
            for one in self.considered
            if one.sent
        )
