"""Looks in the knowledge base and the catalogue of a desk for the sentences that answer what a customer asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from carrel.base.matching import function_words, terms
from carrel.base.work import Cancel
from carrel.desk.asked import content, is_vague
from carrel.desk.model import Desk, Product
from carrel.desk.phrases import words
from carrel.flows import retrieve
from carrel.flows.draft.meaning import in_words_of, others
from carrel.flows.draft.model import Case, Found, Searched
from carrel.flows.ground import posed
from carrel.flows.kit import Kit
from carrel.library import search
from carrel.library.asking import ANSWERED, Question, best_line, relevance
from carrel.library.evidence.model import Citation
from carrel.library.matching import senses
from carrel.library.model import Passage, Scope

MOST_FOUND = 12
MOST_SENT = 5
MOST_CITED = 2
"""Sentences that are cited for one question: a second one only where it answers nearly as well."""

NEAR_BEST = 0.9
RELEVANT = 0.5
"""From this share of a question's words on, a passage is given to a model beside those that answer."""

CATALOGUE = "catalogue"
"""What stands in the place of a document's id, with the code of a product, for what the catalogue says."""


@dataclass(frozen=True)
class Looked:
    """What was found for all questions, and the passages that a model may be given, best first."""

    questions: tuple[Found, ...]
    passages: tuple[Passage, ...]
    searched: Searched


def look(kit: Kit, case: Case, asked: Sequence[str], products: Sequence[Product], cancel: Cancel) -> Looked:
    """Look for what answers each of these questions; raises Stopped."""
    found: list[Found] = []
    sent: list[Passage] = []
    hits = documents = 0
    plain = [_plain(one, case.desk, case.products) for one in asked]
    catalogue = [as_passage(product) for product in products]
    for place, one in enumerate(asked):
        before = [*plain[max(0, place - 1) : place]]
        topic = _topic(kit, [*before, plain[place]])
        retrieved = _retrieved(kit, case, topic, cancel)
        hits, documents = hits + len(retrieved.found), max(documents, retrieved.documents)
        passages = [one.passage for one in retrieved.found]
        answers = list(_attributes(topic, products)) or list(_answers(kit, topic, passages))
        found.append(Found(one, topic, tuple(answers[:MOST_CITED])))
        sent += _worth_sending(kit, topic, [*catalogue, *passages], answers)
    best = tuple(dict.fromkeys(sent))[:MOST_SENT]
    return Looked(tuple(found), best, Searched(" / ".join(asked), hits, documents))


def as_passage(product: Product) -> Passage:
    """What the catalogue says of a product, a line for each thing it says."""
    said = [("Price", product.price), *product.attributes, ("", product.text), ("Page", product.link)]
    lines = [f"{name}: {value}" if name else value for name, value in said if value]
    text = "\n\n".join((f"{product.name} ({product.code})" if product.code else product.name, *lines))
    return Passage(0, f"{CATALOGUE}:{product.code}", product.name, 0, product.code, "", 0, len(text), text)


def cited(passage: Passage, first: int, last: int, measure: float, n: int = 1) -> Citation:
    """A span of a passage's text as a citation that code chose."""
    return Citation(
        n=n,
        document=passage.document,
        title=passage.title,
        label=passage.label,
        part=passage.part,
        first=passage.first + first,
        last=passage.first + last,
        quote=passage.text[first:last],
        chosen="code",
        support=round(min(measure, 1.0), 3),
    )


def _plain(asked: str, desk: Desk, products: Sequence[Product]) -> str:
    """A question without the names of products, which are looked up in the catalogue, and without that of the desk."""
    plain = asked
    for name in (*(one.name for one in products), *(one.code for one in products), desk.title):
        if name:
            plain = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", plain, flags=re.IGNORECASE)
    return " ".join(plain.split())


def _topic(kit: Kit, asked: Sequence[str]) -> Question:
    with kit.store.reading() as db:
        return posed(asked, lambda wanted: search.weights(db, wanted))


def _retrieved(kit: Kit, case: Case, topic: Question, cancel: Cancel) -> retrieve.Retrieved:
    if not case.documents:
        return retrieve.Retrieved((), False, 0)
    query = " ".join((topic.whole, *others(topic.whole)))
    return retrieve.retrieve(kit, query, Scope(documents=case.documents), MOST_FOUND, cancel)


def _answers(kit: Kit, topic: Question, passages: Iterable[Passage]) -> Iterator[Citation]:
    """The sentences that answer, best first, each asked for in the words of its own passage."""
    held = []
    for passage in passages:
        best = best_line(in_their_words(kit, topic, passage), passage)
        if best is not None and best[1] >= ANSWERED:
            held.append(best)
    held.sort(key=lambda one: -one[0])
    for rank, measure, line in held:
        if rank >= NEAR_BEST * held[0][0]:
            yield cited(line.passage, line.first, line.last, measure)


def in_their_words(kit: Kit, topic: Question, passage: Passage) -> Question:
    """A question in the words of a passage."""
    whole = f"{passage.title} {passage.heading} {passage.text}"
    own, all_ = in_words_of(topic.own, whole), in_words_of(topic.whole, whole)
    if (own, all_) == (topic.own, topic.whole):
        return topic
    with kit.store.reading() as db:
        known = search.weights(db, {*senses(own), *senses(all_)})
    return Question(own, all_, known)


def _attributes(topic: Question, products: Sequence[Product]) -> Iterator[Citation]:
    """What the catalogue says of what is asked about a product: lines whose name, or whose value, the question has."""
    for product in products:
        passage = as_passage(product)
        at = 0
        for line in passage.text.split("\n\n"):
            name, _colon, value = line.partition(": ")
            if at and value and _asks_for(topic.own, name, value):
                yield cited(passage, at, at + len(line), 1.0)
            at += len(line) + 2


def asks_for_attribute(asked: str, products: Sequence[Product]) -> bool:
    """Whether a question that names no product asks only for what the catalogue says of each: "How long is it?"."""
    names = {name for one in products for name, _value in one.attributes} | {"Price"}
    kinds = Counter(word for one in products for word in set(words(one.name)))
    common = {word for word, count in kinds.items() if count > 1}
    for name in names:
        if _asks_for(asked, name, ""):
            rest = content(in_words_of(asked, name)) - set(terms(name)) - common
            if is_vague(" ".join(rest)):
                return True
    return False


def _asks_for(asked: str, name: str, value: str) -> bool:
    plain = function_words()
    wanted = [one for one in words(in_words_of(asked, f"{name} {value}")) if one not in plain]
    of_name = [one for one in words(name) if one not in plain]
    return bool(of_name) and (set(of_name) <= set(wanted) or _asks_by_value(wanted, value))


def _asks_by_value(wanted: Sequence[str], value: str) -> bool:
    """Whether the question has the whole value, which is a word: "outdoor", not "6 W"."""
    said = terms(value)
    return len(said) == 1 and said[0].isalpha() and len(said[0]) > 3 and said[0] in wanted


def _worth_sending(
    kit: Kit, topic: Question, passages: Sequence[Passage], answers: Sequence[Citation]
) -> Iterator[Passage]:
    """The passages with the answers, and those that are about what is asked, where anything answers."""
    if not answers:
        return
    of_answers = {one.document for one in answers}
    yield from (one for one in passages if one.document in of_answers and _has(one, answers))
    told = ((relevance(in_their_words(kit, topic, one), one), one) for one in passages)
    yield from (one for measure, one in sorted(told, key=lambda each: -each[0]) if measure >= RELEVANT)


def _has(passage: Passage, answers: Sequence[Citation]) -> bool:
    return any(
        (passage.document, passage.part) == (one.document, one.part) and passage.first <= one.first < passage.last
        for one in answers
    )
