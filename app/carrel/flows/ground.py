"""What a reply is to stand on: passages found for a question, and afterwards what of the reply stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carrel.attachments.model import Attachment
from carrel.base.modes import Mode
from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.conversations.model import Message
from carrel.flows import retrieve
from carrel.flows.courses import Binding
from carrel.flows.kit import Kit
from carrel.library import tables
from carrel.library.checking import Checked, answer_from, check, relevance
from carrel.library.evidence.model import Considered, Evidence, State
from carrel.library.matching import stems
from carrel.library.model import Found, Passage, Scope

_ENDS = (".", "!", "?", "]", '"', "”", "»", "\n", "。", "؟", "।")

MOST_FOUND = 12
"""Passages that a search brings; the best of them are given to the model."""

MOST_SENT = 5

RELEVANT = 0.6
"""From this share of a question's words on, a passage is about what is asked: measured on the questions in
tests/library/retrieval, and on the outside questions in tests/flows/outside."""

_NEAR_BEST = 0.6
"""Passages that hold less of the question than this share of what the best one holds are not given to the model."""

FEWEST_OWN = 2
"""A question with fewer words of its own asks about what was said before."""

_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|he|she|him|his|her|one|ones|there|then|former|latter"
    r"|esto|eso|ella|ellos|lo|cela|ça|elle|ils|elles|das|dies|sie|ihn)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Grounds:
    """What was looked for and found before a reply was made.

    query: what was looked for: the question, with what it leans on. documents: how many were searched. found: best
    first. sent: those of them that the model is given, numbered from 1 in this order.
    """

    mode: Mode = "open"
    query: str = ""
    documents: int = 0
    found: tuple[Found, ...] = ()
    sent: tuple[Passage, ...] = ()
    by_meaning: bool = False

    @property
    def suffice(self) -> bool:
        """Whether a model is asked at all: with sources only, it is when there is something to answer from."""
        return self.mode == "open" or bool(self.sent)

    @property
    def is_needed(self) -> bool:
        """Whether there was something to look into, or somebody asked for it."""
        return self.mode == "sources" or self.documents > 0


def look_up(
    kit: Kit, thread: Sequence[Message], binding: Binding, attached: Mapping[str, Sequence[Attachment]], cancel: Cancel
) -> Grounds:
    """Look for what the last turn of the thread asks, in what is attached to the chat, its course, or the library."""
    asked = [message.text for message in thread if message.role == "user" and message.text.strip()]
    if not asked:
        return Grounds(binding.mode)
    question = leaning(asked)
    found: list[tuple[float, Found]] = []
    documents, by_meaning = 0, False
    for scope in _scopes(kit, binding, attached):
        retrieved = retrieve.retrieve(kit, question, scope, MOST_FOUND, cancel)
        found += [(_relevance(asked[-1], question, one.passage), one) for one in retrieved.found]
        documents += retrieved.documents
        by_meaning = by_meaning or retrieved.by_meaning
    found.sort(key=lambda one: -one[0])  # what is attached came first, and stays so among equals
    best = found[0][0] if found else 0.0
    sent = [one.passage for measure, one in found if measure >= best * _NEAR_BEST] if best >= RELEVANT else []
    new = [one.document for one in attached.get(thread[-1].id, ()) if one.document is not None]
    if new:
        sent = _of_attached(kit, new, sent)
    return Grounds(
        binding.mode,
        question,
        documents,
        tuple(one for _measure, one in found[:MOST_FOUND]),
        tuple(sent[:MOST_SENT]),
        by_meaning,
    )


def leaning(asked: Sequence[str]) -> str:
    """The last question together with the one before it, where it cannot be understood alone."""
    last = asked[-1]
    if len(asked) > 1 and (len(set(stems(last))) < FEWEST_OWN or _POINTS_BACK.search(last)):
        return f"{asked[-2]} {last}"
    return last


def _relevance(own: str, question: str, passage: Passage) -> float:
    """How far a passage is about the question, and about what is new in it."""
    whole = relevance(question, passage)
    return min(whole, relevance(own, passage)) if stems(own) else whole


def _of_attached(kit: Kit, documents: Sequence[str], relevant: Sequence[Passage]) -> list[Passage]:
    """What of the documents that come with this very question is given to the model: all of short ones, and of others
    what is relevant, or else their beginning: "What is this about?" shares no word with them.
    """
    with kit.store.reading() as db:
        first = [passage for one in documents for passage in tables.passages(db, one, MOST_SENT + 1)]
    return first if len(first) <= MOST_SENT else list(relevant) or first


def _scopes(kit: Kit, binding: Binding, attached: Mapping[str, Sequence[Attachment]]) -> list[Scope]:
    """Where to look: first in what is attached to the chat, then in the course, or in all the library."""
    here = [one.document for texts in attached.values() for one in texts if one.document is not None]
    with kit.store.reading() as db:
        in_course = binding.course.id if binding.course is not None and tables.count(db, binding.course.id) else None
    return [*([Scope(documents=tuple(here))] if here else ()), Scope(course=in_course)]


@dataclass(frozen=True)
class Judged:
    """A reply as it may be shown, and what stands behind it."""

    text: str
    evidence: Evidence


def judge(reply: str, text: str, grounds: Grounds) -> Judged:
    """Hold a reply (its id, and what the model said) against its grounds.

    With sources only, what the model said is not shown when nothing of it stands in them: the sentence that answers is
    shown instead, or that there is none.
    """
    checked = check(text, grounds.sent) if grounds.sent else Checked(text)
    if not checked.citations and grounds.mode == "sources":
        checked = _without_model(grounds)
    if checked.citations:
        state: State = "from_sources"
    else:
        state = "not_found" if grounds.mode == "sources" else "unchecked"
    return Judged(checked.text, _evidence(reply, state, grounds, checked))


def _without_model(grounds: Grounds) -> Checked:
    """The sentence of the sources that answers, or that there is none."""
    found = answer_from(grounds.query, grounds.sent)
    if found is None:
        return Checked(not_found(grounds))
    return Checked(_("Your sources say: “{quote}” [1]").format(quote=" ".join(found.quote.split())), (found,))


def not_found(grounds: Grounds) -> str:
    """What is said when the sources hold no answer, and what was searched."""
    if not grounds.documents:
        return _("There are no sources to look into yet. Bring in a document, then ask again.")
    if not stems(grounds.query):
        return _("There is nothing to look for in this question. Ask about something that your sources may hold.")
    documents = counted("{count} document", "{count} documents", grounds.documents)
    return _("I did not find this in your sources. I looked through {documents} for “{query}”.").format(
        documents=documents, query=" ".join(grounds.query.split())
    )


def _evidence(reply: str, state: State, grounds: Grounds, checked: Checked) -> Evidence:
    sent = {passage.number: place for place, passage in enumerate(grounds.sent)}
    ranked = sorted(grounds.found, key=lambda found: sent.get(found.passage.number, len(sent)))
    return Evidence(
        message=reply,
        state=state,
        mode=grounds.mode,
        query=grounds.query,
        hits=len(grounds.found),
        documents=grounds.documents,
        by_meaning=grounds.by_meaning,
        doubts=checked.doubts if checked.citations else (),
        considered=tuple(_considered(found, found.passage.number in sent) for found in ranked),
        citations=checked.citations,
    )


def _considered(found: Found, sent: bool) -> Considered:
    passage = found.passage
    return Considered(
        document=passage.document,
        title=passage.title,
        label=passage.label,
        heading=passage.heading,
        part=passage.part,
        first=passage.first,
        last=passage.last,
        text=passage.text,
        score=found.score,
        by_words=found.by_words,
        by_meaning=found.by_meaning,
        sent=sent,
    )


class Gate:
    """Holds back what a model says with sources only, until a sentence of it is found in them."""

    def __init__(self, grounds: Grounds, *, is_open: bool = False) -> None:
        self._passages = grounds.sent
        self._held = ""
        self._is_open = is_open or grounds.mode == "open"

    def let_through(self, text: str) -> str:
        """What may be shown now that the model said this as well."""
        if self._is_open:
            return text
        self._held += text
        if not self._held.rstrip().endswith(_ENDS) or not check(self._held, self._passages).citations:
            return ""
        self._is_open = True
        return self._held
