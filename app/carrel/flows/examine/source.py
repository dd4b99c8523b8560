"""What a quiz is made from: a document or a reply, and the sentences of it that can be asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from carrel.assessment.making.model import Sentence
from carrel.base.blocks import blocks
from carrel.base.sentences import of_block
from carrel.base.show import unmarked
from carrel.base.words import _
from carrel.conversations import tables as conversations
from carrel.conversations.model import MessageMissing
from carrel.library import tables as library
from carrel.library.evidence import tables as evidence
from carrel.library.model import Document, DocumentMissing, Part
from carrel.library.packs.model import HEADINGS
from carrel.library.quoting import one_line

if TYPE_CHECKING:
    from carrel.store.db import Database

FEWEST_WORDS, MOST_WORDS = 5, 34
"""A shorter sentence says too little to be asked about, a longer one too much at once."""

MOST_SHOWN = 48
"""Words of a sentence with the one before it."""

MOST_PARTS = 400
"""Parts of one document that are looked at; of a longer one the rest is not asked about."""

_LEANS = re.compile(
    r"(?:It|Its|They|Their|He|His|She|Her|This|That|These|Those|Such|Both|Here|There|Then|So|But|And|Or|Otherwise|"
    r"However|Therefore|Thus|Hence|Also|Instead|Yet|Still|Again|Another|Others?|One|Each|Neither|Afterwards?|Later|"
    r"Now|Only then|For this|In this|At each|On it|From it|Because of (?:this|that|it)|As a result|In the same|"
    r"For example|For instance|Similarly|Conversely|What|All (?:three|four|of)|Going|"
    r"The (?:other|same|first|second|third|two|three|former|latter))(?!\w)"
)
_LABELLED = re.compile(r"[^\W\d_]+:\s")
"""“Present: nineteen members” is a note about what stands there, and no statement."""

_POINTS = re.compile(
    r"\b(?:above|below|following|figure|table|diagram|picture|example|chapter|this (?:section|lesson|page|book)|"
    r"previous(?:ly)?|earlier|"
    r"this (?:began|begins|is|was|means|can|had|has|will)|see p|we have seen|let us|you (?:saw|have seen|met))\b",
    re.IGNORECASE,
)
_BELIEVED = re.compile(
    r"\b(?:seem\w*|appear(?:s|ed)? to|claim(?:s|ed)? (?:that|to)|supposed(?:ly)?|imagine|suppose|"
    r"(?:people|some|many|you|one) (?:may |might |often )?(?:think|believe|say|said)|is said)\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"[$=×÷√{}\\|<>_^~]|https?:|\d\s?[+*/−]\s?\d|\?")
_QUOTED = re.compile(r"^[\"“«„'‘]|[\"”»]\s*(?:he|she|they|said|asked)\b")
_MARK = re.compile(r"[ \t]*(?:[-*+•][ \t]+|\d{1,3}[.)][ \t]+)")
_ENDS = re.compile(r"[.!。！।][\"”’)\]»]*$")
_CASE = re.compile(
    r"(?:Think|Look|Take|Cut|Tear|Count|Write|Add|Divide|Multiply|Put|Draw|Try|Roll|Throw|Start|Begin|Ask|Fold|Imagine|"
    r"Picture|In our|On the (?:left|right)|If you|(?:An?|[A-Z]\w+) \w+ in [A-Z]\w+)\b"
)
"""How a lesson begins to tell of a case with made-up figures; in a manual such sentences are what it says."""

_UNTOLD = frozenset({"examples", "misconceptions"})
"""Sections of a lesson that are no statements of it: cases with made-up figures, and what is not so."""


@dataclass(frozen=True)
class Matter:
    """A source to be asked about.

    id: of the document or the reply; document, reply: which of the two. title: of it, or of its chat. content: tells
    whether a document is still the same. sentences: those that can be asked about. told: every sentence.
    texts: of its parts, by their places.
    """

    id: str
    title: str
    sentences: tuple[Sentence, ...]
    told: tuple[Sentence, ...]
    document: str | None = None
    reply: str | None = None
    content: str = ""
    texts: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Every sentence as it is read, each once."""
        return tuple(dict.fromkeys(one.text for one in self.told))


def of_document(db: Database, document: Document) -> Matter:
    """A document of the library with its sentences."""
    parts = library.parts(db, document.id)[:MOST_PARTS]
    told = [part for part in parts if _is_told(document, part, len(parts))]
    found = [one for part in told for one in _of_part(document.title, part)]
    asked = [one for one in _askable(found) if document.kind != "lesson" or not _CASE.match(one.shown)]
    return Matter(
        document.id,
        document.title,
        tuple(asked),
        tuple(found),
        document=document.id,
        content=document.sha256,
        texts={part.place: part.text for part in told},
    )


def of_reply(db: Database, message: str) -> Matter:
    """A reply with its sentences, but for those that its sources do not bear out; raises MessageMissing."""
    said = conversations.get_message(db, message)
    title = conversations.get_conversation(db, said.conversation).title
    stands = evidence.of_message(db, message)
    doubts = stands.doubts if stands is not None and stands.state == "from_sources" else ()
    found = [
        one
        for one in _of_part(title, Part(0, _("a reply in this chat"), "", said.text))
        if not any(first < one.last and one.first < last for first, last in doubts)
    ]
    return Matter(message, title, tuple(_askable(found)), tuple(found), reply=message, texts={0: said.text})


def of_text(title: str, text: str) -> Matter:
    """A text that stands in no document and no reply; it is its own id."""
    found = list(_of_part(title, Part(0, "", "", text)))
    return Matter(text, title, tuple(_askable(found)), tuple(found), texts={0: text})


def titles(db: Database, sources: Sequence[str]) -> dict[str, str]:
    """The titles of documents, and of the chats that replies stand in, by their ids; what is gone has none."""
    found: dict[str, str] = {}
    for one in sources:
        try:
            found[one] = library.get(db, one).title
        except DocumentMissing:
            with suppress(MessageMissing):
                said = conversations.get_message(db, one)
                found[one] = conversations.get_conversation(db, said.conversation).title
    return found


def _is_told(document: Document, part: Part, parts: int) -> bool:
    if document.kind != "lesson" or parts != len(HEADINGS):
        return document.kind != "code"
    return list(HEADINGS)[part.place] not in _UNTOLD


def _of_part(title: str, part: Part) -> Iterator[Sentence]:
    """All sentences of a part that are said, and no heading, table or code; each knows the one before it."""
    for block in blocks(part.text):
        if block.kind not in ("prose", "item"):
            continue
        before = ""
        for first, last in of_block(part.text, block):
            mark = _MARK.match(part.text, first, last) if block.kind == "item" and first == block.first else None
            begin = mark.end() if mark else first
            quote = part.text[begin:last]
            text = unmarked(one_line(quote))
            yield Sentence(
                text, title, quote, part.place, begin, last, part.label, part.heading, before, block.kind == "item"
            )
            before = text


def _askable(found: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences that say something by themselves, or with the one before them."""
    for one in found:
        if not _is_sound(one.text, listed=one.listed):
            continue
        if not one.listed and _LABELLED.match(one.text):
            continue
        if not _LEANS.match(one.text):
            yield replace(one, before="")
        elif one.before and not _LEANS.match(one.before) and _is_sound(one.before) and _fits(one):
            yield one


def _fits(one: Sentence) -> bool:
    return len(one.shown.split()) <= MOST_SHOWN


def _is_sound(text: str, *, listed: bool = False) -> bool:
    """Whether it is a statement of a good length that needs nothing to look at."""
    if not FEWEST_WORDS <= len(text.split()) <= MOST_WORDS or not (text[:1].isalpha() or text[:1].isdigit()):
        return False
    if text[:1].islower() and not listed:
        return False
    signs = (_BELIEVED, _FORMULA, _QUOTED, *(() if listed else (_POINTS,)))
    spoiled = any(sign.search(text) for sign in signs)
    return not spoiled and _ENDS.search(text) is not None and text.count("(") == text.count(")")
