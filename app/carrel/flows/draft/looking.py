"""Looks in the knowledge base and the catalogue of a desk for the sentences that answer what a customer asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.base.matching import function_words
from carrel.base.work import Cancel
from carrel.desk.asked import Asked, content, is_vague, own_words
from carrel.desk.catalogue.recommending import recommend
from carrel.desk.figures import in_digits
from carrel.desk.model import Desk, Product
from carrel.desk.phrases import words
from carrel.flows import retrieve
from carrel.flows.draft.answering import Weights, answers
from carrel.flows.draft.meaning import in_words_of, others
from carrel.flows.draft.model import Case, Found, Searched
from carrel.flows.ground import posed
from carrel.flows.kit import Kit
from carrel.library import search, tables
from carrel.library.asking import Question
from carrel.library.evidence.model import Citation
from carrel.library.matching import stems
from carrel.library.model import Passage, Scope

if TYPE_CHECKING:
    from carrel.store.db import Database

MOST_FOUND = 12
MOST_SENT = 5
MOST_CITED = 2
"""Sentences that are cited for one question: a second one only where it answers nearly as well."""

NEAR_BEST = 0.9
GOES_ON = 0.2
"""How much it tells for a paragraph that its document answered the question before."""

FEWEST_TOLD = 2
"""Words of its own that a message needs which asks nothing, to be answered at all."""

MOST_PRODUCTS, FEWEST_MET = 3, 2
"""Products that are recommended at once, and the attributes that have to meet a wish."""

_LOOKS_FOR = re.compile(
    r"\b(?:looking for|recommend|suggest|which (?:one|of)|do you (?:have|sell|offer|stock|carry|know of)|need an?"
    r"|i['’]m after|searching for|is there an?|are there any)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?<![\w-])\d[\d.,]*(?![\w-])")
_PLACE = re.compile(r"\b(?:to|in|near) ([A-ZÀ-ÖØ-Þ][^\W\d_]+(?: [A-ZÀ-ÖØ-Þ][^\W\d_]+)*)")
_UNIT = re.compile(r"^[\d.,]+ ?([^\W\d_]{1,4})$")

CATALOGUE = "catalogue"
"""What stands in the place of a document's id, with the code of a product, for what the catalogue says."""


Span = tuple[Passage, int, int, float]
"""A passage, where in its text something stands, and how much of a question it holds."""


@dataclass(frozen=True)
class Looked:
    """What was found for all questions, and the passages that a model may be given, best first."""

    questions: tuple[Found, ...]
    passages: tuple[Passage, ...]
    searched: Searched


def look(kit: Kit, case: Case, asked: Sequence[Asked], products: Sequence[Product], cancel: Cancel) -> Looked:
    """Look for what answers each of these questions; raises Stopped."""
    found: list[Found] = []
    sent: list[Passage] = []
    hits = documents = 0
    catalogue = [as_passage(product) for product in products]
    for one in asked:
        with kit.store.reading() as db:
            topic = _topic(db, _plain(db, one.core, case.desk, case.products))
        retrieved = [_retrieved(kit, case, said, cancel) for said in (one.core, one.context)]
        found_here = dict.fromkeys(each.passage for one_ in retrieved for each in one_.found)
        hits, documents = hits + len(found_here), max(documents, retrieved[0].documents)
        passages = [*catalogue, *found_here]
        chosen = [] if products else list(_recommended(one, case.products))
        answering = chosen or list(_attributes(topic, products, case.products))
        before = {each.document for other in found for each in other.found[:1]}
        answering = answering or _answers(kit, topic, one.context, passages, before)
        if not one.is_plain and len(own_words(one.core)) < FEWEST_TOLD:
            answering = []
        cites = tuple(cited(*each) for each in answering[: len(chosen) or MOST_CITED])
        found.append(Found(one.text, topic, cites, len(chosen) or 1))
        sent += (each[0] for each in answering)
    best = tuple(dict.fromkeys(sent))[:MOST_SENT]
    return Looked(tuple(found), best, Searched(" / ".join(one.text for one in asked), hits, documents))


def as_passage(product: Product) -> Passage:
    """What the catalogue says of a product, a line for each thing it says."""
    said = [("Price", product.price), *product.attributes, ("", product.text), ("Page", product.link)]
    lines = [f"{name}: {value}" if name else value for name, value in said if value]
    text = "\n\n".join((f"{product.name} ({product.code})" if product.code else product.name, *lines))
    return Passage(0, f"{CATALOGUE}:{product.code}", product.name, 0, product.code, "", 0, len(text), text)


def is_of_catalogue(document: str | None) -> bool:
    """Whether the id of a document stands for what the catalogue says."""
    return (document or "").startswith(CATALOGUE)


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


def _plain(db: Database, asked: str, desk: Desk, products: Sequence[Product]) -> str:
    """A question without the names of products, which are looked up in the catalogue, without that of the desk, without
    figures, and without places that nothing here names.
    """
    plain = in_digits(asked)
    for name in (*(one.name for one in products), *(one.code for one in products), desk.title):
        if name:
            plain = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", plain, flags=re.IGNORECASE)
    plain = _AMOUNT.sub(" ", plain)
    for place in _PLACE.findall(plain):
        is_known = any(weight < search.UNHEARD for weight in search.weights(db, stems(place)).values())
        plain = plain if is_known or others(place) else plain.replace(place, " ")
    return " ".join(plain.split())


def _topic(db: Database, asked: str) -> Question:
    return posed([asked], lambda wanted: search.weights(db, wanted))


def _retrieved(kit: Kit, case: Case, asked: str, cancel: Cancel) -> retrieve.Retrieved:
    if not case.documents:
        return retrieve.Retrieved((), False, 0)
    query = " ".join((asked, *others(asked)))
    return retrieve.retrieve(kit, query, Scope(documents=case.documents), MOST_FOUND, cancel)


def _answers(
    kit: Kit, topic: Question, context: str, passages: Sequence[Passage], before: Collection[str | None]
) -> list[Span]:
    """The paragraphs that answer, best first; the second and further ones only where they do nearly as well.

    before: the documents that answer what was asked before in the same message.
    """
    with kit.store.reading() as db:
        heads = {one.document: _about(db, one) for one in passages}
        told = _remembered(lambda wanted: search.weights(db, wanted))
        held = [
            answer for passage in passages for answer in answers(topic, context, passage, heads[passage.document], told)
        ]
    held = [replace(one, rank=one.rank + GOES_ON * (one.passage.document in before)) for one in held]
    held.sort(key=lambda one: -one.rank)
    near = [one for one in held if one.rank >= NEAR_BEST * held[0].rank]
    spans = {(one.passage.document, one.passage.part, one.passage.first + one.first): one for one in reversed(near)}
    return [(one.passage, one.first, one.last, one.held) for one in reversed(spans.values())]


def _remembered(weights: Weights) -> Weights:
    """The same, each stem looked up once."""
    known: dict[str, float] = {}

    def told(wanted: set[str]) -> Mapping[str, float]:
        if strange := wanted - known.keys():
            known.update(weights(strange))
        return {one: known[one] for one in wanted}

    return told


def _about(db: Database, passage: Passage) -> str:
    """What stands above a passage: the title of its document, its heading, and the heading the document begins with."""
    first = next(iter(tables.passages(db, passage.document, 1)), passage)
    line = first.text.split("\n", 1)[0]
    return " ".join((passage.title, passage.heading, line if line.startswith("#") else ""))


def _recommended(asked: Asked, products: Sequence[Product]) -> Iterator[Span]:
    """What the catalogue says of the products that somebody looks for: the price, and what meets the wish.

    None where the question itself has a word that no product has, or where less than two attributes meet it.
    """
    if not _LOOKS_FOR.search(asked.text):
        return
    chosen = recommend(products, f"{asked.text}\n\n{asked.context}", MOST_PRODUCTS)
    if not chosen.meets_all or any(re.search(rf"\b{re.escape(one)}\b", asked.core) for one in chosen.unknown):
        return
    names = [{reason.name for reason in one.fits if reason.value} for one in chosen.found]
    for one, named in zip(chosen.found, names, strict=True):
        if len(named) >= FEWEST_MET and len(named) == len(names[0]):
            yield from _lines_of(one.product, {"Price", *named})


def _lines_of(product: Product, names: Collection[str]) -> Iterator[Span]:
    passage, at = as_passage(product), 0
    for line in passage.text.split("\n\n"):
        if at and line.partition(": ")[0] in names:
            yield passage, at, at + len(line), 1.0
        at += len(line) + 2


def _attributes(topic: Question, products: Sequence[Product], catalogue: Sequence[Product]) -> Iterator[Span]:
    """What the catalogue says of what is asked about a product, and nothing else is: lines by their name or value."""
    common = {word for one in catalogue for word in words(one.name)} if products else set()
    for product in products:
        said = [("Price", product.price), *product.attributes]
        asked = {name for name, value in said if value and _asks_only_for(topic.own, name, value, common)}
        yield from _lines_of(product, asked)


def asks_for_attribute(asked: str, products: Sequence[Product]) -> bool:
    """Whether a question that names no product asks only for what the catalogue says of each: "How bright is it?"."""
    said = {("Price", "")} | {attribute for one in products for attribute in one.attributes}
    kinds = Counter(word for one in products for word in set(words(one.name)))
    common = {word for word, count in kinds.items() if count > 1}
    return any(_asks_only_for(asked, name, value, common) for name, value in said)


def _asks_only_for(asked: str, name: str, value: str, common: Collection[str]) -> bool:
    """Whether a question asks for a line of the catalogue, by its name, its unit, or its value, and for nothing else.

    common: words that may stand in it besides: those of the names of products.
    """
    plain = in_words_of(asked, f"{name} {value}")
    wanted = set(words(plain)) - function_words()
    of_name, said = set(words(name)) - function_words(), words(value)
    unit = _UNIT.search(value)
    by_unit = set(words(unit[1])) if unit is not None else set()
    by_value = {said[0]} if len(said) == 1 and len(said[0]) > 3 else set()
    if not any(each and each <= wanted for each in (of_name, by_unit, by_value)):
        return False
    return is_vague(" ".join(content(plain) - {*of_name, *by_unit, *by_value, *common}))
