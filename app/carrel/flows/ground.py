"""What a reply is to stand on: passages found for a question, and afterwards what of the reply stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from carrel.attachments.model import Attachment
from carrel.base.modes import Mode
from carrel.base.sentences import sentences
from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.conversations.model import Message
from carrel.flows import levels, retrieve
from carrel.flows.courses import Binding
from carrel.flows.kit import Kit
from carrel.flows.small_talk import is_small_talk
from carrel.learner.model import Reading
from carrel.library import search, tables
from carrel.library.asking import ADDS, ANSWERED, NOTHING, Question, bare, best_line, relevance
from carrel.library.checking import Checked, answer_from, check, is_answer
from carrel.library.evidence.model import Citation, Considered, Evidence, State
from carrel.library.matching import sense, stems
from carrel.library.model import Found, Passage, Scope
from carrel.library.quoting import one_line

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
    r"|both|the two|the other|the (?:first|second|last)(?= *[?.!]?$)"
    r"|esto|eso|ella|ellos|lo|cela|ça|elle|ils|elles|das|dies|sie|ihn)\b",
    re.IGNORECASE,
)


_ORDER = re.compile(r"\s*why\b(?=.*\bthe\b)", re.IGNORECASE)
"""What asks on without a word that points back: "Why does the order matter?"."""

_ABOUT_ALL = re.compile(
    r"\b(?:this|these|summar\w*|overview|outline|(?:main|key) (?:point|idea)s?|resum\w*|zusammen\w*|résum\w*)\b",
    re.IGNORECASE,
)

_QUOTE_ALONE = re.compile(r"[-*>\s]*[\"“„«][^“”„«»]+[\"“”»]?[\s.]*")
"""A text that says nothing in words of its own, be its quote ended or not."""


@dataclass(frozen=True)
class Grounds:
    """What was looked for and found before a reply was made.

    query: what was looked for: the question, with what it leans on. documents: how many were searched. found: best
    first. sent: those of them that the model is given, numbered from 1 in this order. is_loose: the question is about
    a file that came with it as a whole, so that whatever is cited from it answers.
    """

    mode: Mode = "open"
    query: str = ""
    documents: int = 0
    found: tuple[Found, ...] = ()
    sent: tuple[Passage, ...] = ()
    by_meaning: bool = False
    question: Question = NOTHING
    is_loose: bool = False

    @property
    def suffice(self) -> bool:
        """Whether a model is asked at all: with sources only, it is when there is something to answer from."""
        return self.mode == "open" or bool(self.sent)

    @property
    def answering(self) -> tuple[Passage, ...]:
        """What is sent, in the order of finding: so code answers with the same sentence at every reading level."""
        place = {one.passage: at for at, one in enumerate(self.found)}
        return tuple(sorted(self.sent, key=lambda passage: place.get(passage, len(place))))

    @property
    def is_needed(self) -> bool:
        """Whether there was something to look into, or somebody asked for it."""
        return self.mode == "sources" or self.documents > 0


def look_up(
    kit: Kit, thread: Sequence[Message], binding: Binding, attached: Mapping[str, Sequence[Attachment]], cancel: Cancel
) -> Grounds:
    """Look for what the last turn of the thread asks, in what is attached to the chat, its course, or the library."""
    asked = [message.text for message in thread if message.role == "user" and message.text.strip()]
    new = [one.document for one in attached.get(thread[-1].id, ()) if one.document is not None]
    if not asked or (binding.mode == "open" and not new and _is_talk(asked[-1])):
        return Grounds(binding.mode)
    question = _question(kit, asked)
    found: list[_Held] = []
    documents, by_meaning = 0, False
    for scope in _scopes(kit, binding, attached):
        retrieved = retrieve.retrieve(kit, question.whole, scope, MOST_FOUND, cancel)
        found += [_held(question, one) for one in retrieved.found]
        documents += retrieved.documents
        by_meaning = by_meaning or retrieved.by_meaning
    found.sort(key=lambda one: -one.rank)  # what is attached came first, and stays so among equals
    sent = _worth_sending(found, binding.mode)
    sent = _for_reader(kit, question, found, sent, binding.told.reading)
    if new:
        sent = _of_attached(kit, new, sent)
    return Grounds(
        binding.mode,
        leaning(asked),
        documents,
        tuple(one.found for one in found[:MOST_FOUND]),
        tuple(sent[:MOST_SENT]),
        by_meaning,
        question,
        is_loose=bool(new) and is_about_all(question),
    )


@dataclass(frozen=True)
class _Held:
    """A found passage. relevance: how much of the question it holds. answer: how much of it its best sentence does, 0
    to 1. rank: by these, and by how plainly that sentence says it.
    """

    found: Found
    relevance: float
    answer: float
    rank: float


def _held(question: Question, found: Found) -> _Held:
    measure = relevance(question, found.passage)
    best = best_line(question, found.passage)
    rank, answer = (best[0], best[1]) if best is not None else (0.0, 0.0)
    return _Held(found, measure, answer, measure + rank)


def _for_reader(
    kit: Kit, question: Question, found: Sequence[_Held], sent: list[Passage], reading: Reading
) -> list[Passage]:
    """What is sent, with the lesson texts of the learner's reading level."""
    if not (reading and sent):
        return sent
    answers = sorted((one for one in found if one.answer >= ANSWERED), key=lambda one: one.relevance - one.rank)
    with kit.store.reading() as db:
        return levels.for_reader(
            db,
            sent,
            reading,
            lambda passage: relevance(question, passage),
            [one.found.passage for one in answers],
        )


def _worth_sending(found: Sequence[_Held], mode: Mode) -> list[Passage]:
    """What of the found, best first, a model is given: nothing when none is about the question, nor, with sources only,
    when none of their sentences could answer it.
    """
    best = max((one.relevance for one in found), default=0.0)
    could = mode == "open" or any(one.answer >= ANSWERED for one in found)
    if best < RELEVANT or not could:
        return []
    return [one.found.passage for one in found if one.relevance >= best * _NEAR_BEST]


def leaning(asked: Sequence[str]) -> str:
    """The last question together with the one before it, where it cannot be understood alone."""
    last = asked[-1]
    leans = len(set(stems(last))) < FEWEST_OWN or _POINTS_BACK.search(last) or ADDS.match(last) or _ORDER.match(last)
    if len(asked) > 1 and leans:
        return f"{asked[-2]} {last}"
    return last


def _is_talk(text: str) -> bool:
    """Whether this is said to the tutor, of itself; what points back may be about anything."""
    return is_small_talk(text) and _POINTS_BACK.search(text) is None


def is_about_all(question: Question) -> bool:
    """Whether a question is about a text as a whole, like "What is this about?", and shares no words with it."""
    return len(question.new) < FEWEST_OWN or _ABOUT_ALL.search(question.own) is not None


def _question(kit: Kit, asked: Sequence[str]) -> Question:
    """The last question, and what each word of it tells here."""
    with kit.store.reading() as db:
        return posed(asked, lambda wanted: search.weights(db, wanted))


def posed(asked: Sequence[str], weights: Callable[[Iterable[str]], Mapping[str, float]]) -> Question:
    """The last of these questions. weights: what each stem tells; of words that mean the same, the commonest counts."""
    plain = [bare(one) for one in asked[-2:]]
    whole = leaning(plain)
    spoken = stems(whole)
    known = weights({*spoken, *map(sense, spoken)})
    telling: dict[str, float] = {}
    for one in spoken:
        telling[sense(one)] = min(known[one], known[sense(one)], telling.get(sense(one), known[one]))
    return Question(plain[-1], whole, telling)


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


def judge(reply: str, text: str, grounds: Grounds, *, is_whole: bool = True) -> Judged:
    """Hold a reply (its id, and what the model said) against its grounds.

    With sources only, what the model said is not shown when nothing of it stands in them: the sentence that answers is
    shown instead, or that there is none. Openly it stays, and that sentence is set below it once the reply is whole, or
    in the place of a quote that stands nowhere.
    """
    checked = check(text, grounds.sent)
    if grounds.mode == "sources" and not _is_answer(checked, grounds):
        checked = _without_model(grounds)
    elif is_whole and not checked.citations and (found := answer_from(grounds.question, grounds.answering)) is not None:
        checked = _with_sources(checked, found)
    if checked.citations:
        state: State = "from_sources"
    else:
        state = "not_found" if grounds.mode == "sources" else "unchecked"
    return Judged(checked.text, _evidence(reply, state, grounds, checked))


def _is_answer(checked: Checked, grounds: Grounds) -> bool:
    """Whether something that is cited answers the question: a true quote about another thing does not."""
    return any(grounds.is_loose or is_answer(grounds.question, one, grounds.sent) for one in checked.citations)


def _without_model(grounds: Grounds) -> Checked:
    """The sentence of the sources that answers, or that there is none."""
    found = answer_from(grounds.question, grounds.answering)
    return Checked(not_found(grounds)) if found is None else Checked(_said_by_sources(found), (found,))


def _with_sources(checked: Checked, found: Citation) -> Checked:
    """What the model said by itself, and below it the sentence of the sources that answers.

    A reply that is nothing but a quote, and stands nowhere, said nothing: the sentence takes its place.
    """
    if not checked.text.strip() or _QUOTE_ALONE.fullmatch(checked.text.strip()):
        return Checked(_said_by_sources(found), (found,))
    own = _("Carrel found this in your sources: “{quote}” [1]").format(quote=one_line(found.quote))
    return replace(checked, text=f"{checked.text.rstrip()}\n\n{own}", citations=(found,))


def _said_by_sources(found: Citation) -> str:
    return _("Your sources say: “{quote}” [1]").format(quote=one_line(found.quote))


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
    sent = {passage: place for place, passage in enumerate(grounds.sent)}
    found = {one.passage for one in grounds.found}
    along = [Found(passage, 0.0) for passage in grounds.sent if passage not in found]
    ranked = sorted((*grounds.found, *along), key=lambda found: sent.get(found.passage, len(sent)))
    return Evidence(
        message=reply,
        state=state,
        mode=grounds.mode,
        query=grounds.query,
        hits=len(grounds.found),
        documents=grounds.documents,
        by_meaning=grounds.by_meaning,
        doubts=checked.doubts if checked.citations else (),
        considered=tuple(_considered(found, found.passage in sent) for found in ranked),
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
        self._grounds = grounds
        self._held = ""
        self._looked = 0
        self._is_open = is_open or grounds.mode == "open"

    def let_through(self, text: str) -> str:
        """What may be shown now that the model said this as well."""
        if self._is_open:
            return text
        self._held += text
        if not self._held.rstrip().endswith(_ENDS):
            return ""
        latest = self._held[self._looked :]
        if not _is_answer(check(latest, self._grounds.sent), self._grounds):
            self._looked += _last_two(latest)
            return ""
        self._is_open = True
        return self._held


def _last_two(text: str) -> int:
    """Where the last sentence but one begins: a quote that is not at its end yet may have begun there."""
    spans = sentences(text)
    return spans[-2][0] if len(spans) > 1 else 0
