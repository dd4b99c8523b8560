"""Which paragraphs of a knowledge base answer a customer's question: its words, its names, and the kind of answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from itertools import pairwise

from carrel.base.matching import function_words, terms
from carrel.base.sentences import sentences
from carrel.desk.asked import general_words
from carrel.desk.figures import figures
from carrel.flows.draft.meaning import in_words_of
from carrel.library.asking import ANSWERED, Question
from carrel.library.demanding import meets
from carrel.library.matching import coverage, senses
from carrel.library.model import Passage

Weights = Callable[[set[str]], Mapping[str, float]]
"""How much each of these stems tells in the library."""

OWN, OWN_BELOW, ABOVE, PLAINLY = 0.5, 0.15, 0.2, 0.2
"""How much it tells for a paragraph that it holds the question by itself, so much of that even below headings that
hold all of it, that its headings do, and that it has a figure of the kind that is asked for, and not only a word."""

TOPICAL, NEAR = 0.3, 0.2
"""How much it tells for one that all the customer writes holds its headings, and that it has an expression of what the
customer writes around the question."""

TOGETHER = 0.3
"""How much it tells that one sentence has of it all."""

DENIED, WIDER = 0.3, 0.5
"""How much it tells against it that only one of the two says "not", and that it names the whole and not the part."""

LIGHT = 0.1
"""How much a word tells that customers use of anything."""

_KINDS = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(has, re.IGNORECASE), kinds)
    for asks, has, kinds in (
        (
            r"\b(?:what(?:['’]s| is) the postage"
            r"|how much|cost\w*|pric\w*|fees?|expensive|pay for)\b",
            r"\b(?:free|gratis|nothing|no (?:charge|cost|fee)|without (?:a )?charge|included)\b",
            {"price", "percent"},
        ),
        (
            r"\bhow (?:long|tall|high|wide|big|deep|large) (?:is|are)\b"
            r"(?!.*\b(?:warranty|guarantee|wait|delivery|valid)\b)",
            r"\d ?(?:mm|cm|m|km|in|ft)\b",
            set(),
        ),
        (r"\bhow heavy\b", r"\d ?k?g\b", set()),
        (r"\bhow bright\b", r"\d ?lm\b|\blumens?\b", set()),
        (
            r"\b(?:how (?:long|soon|many (?:hours|days|weeks|months|years)|quick\w*|fast)|by when|until when"
            r"|when (?:will|do|does|can|is|are|should)|what day|deadline|time limit|opening (?:hours|times))\b",
            r"\b(?:as soon as|same day|next working day|when|until|after|before|at once|immediately|never|no longer)\b"
            r"|\b\d{1,2}:\d{2}\b|\b\d{1,2} ?[ap]m\b",
            {"span", "date", "day"},
        ),
    )
)
"""What asks for a kind of answer, and what such an answer has: one of these words, or a figure of these kinds."""


_ASKS_HOW = re.compile(r"\W*(?:how|what|when|where|which|who|why)\b", re.IGNORECASE)
SHORT = 200
"""Characters of a paragraph that is cited as a whole: its other sentences are conditions of the one that answers."""

_DENIES = re.compile(r"\b(?:not|never|cannot|no longer)\b|n['’]t\b", re.IGNORECASE)
_BACK = re.compile(r"(?:It|They|This|That|These|Those|Then|So|But|He|She|Otherwise|In (?:that|this) case)\b")
_SAME = re.compile(
    r"(?:It|They|This|These|Then|But|Otherwise|In (?:that|this) case)\b|[^.,;]{0,60}\b(?:it|they|them)\b"
)
_BLOCK = re.compile(r"(?:(?!\n[ \t]*\n).)+", re.DOTALL)
_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+(\S.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_ITEM_MARK = re.compile(r"(?:[-*+•]|\d{1,2}[.)])[ \t]+\Z")


@dataclass(frozen=True)
class Answer:
    """A span of a passage's text that answers. rank: how well, among others; held: how much of the question, 0 to 1."""

    passage: Passage
    first: int
    last: int
    rank: float
    held: float


@dataclass(frozen=True)
class Place:
    """A paragraph with what stands above it, and the passage it is of."""

    text: str
    above: str
    around: str


def answers(question: Question, context: str, passage: Passage, about: str, weights: Weights) -> Iterator[Answer]:
    """The paragraphs of a passage that answer. about: the title and the headings above it. context: what else the
    customer writes; by itself it makes no answer, but tells which of several is meant.
    """
    above, light = frozenset(senses(about)), _light()
    topical = coverage(above - light, frozenset(senses(in_words_of(f"{question.own} {context}", about))))
    for first, last, lead in paragraphs(passage.text):
        text = passage.text[first:last]
        wanted, plainly = _without_kind(question, text)
        if wanted is None or not meets(wanted.asked, text):
            continue
        place = Place(text, f"{about} {lead}", passage.text)
        plain = in_their_words(wanted, place, weights)
        own, upon = frozenset(senses(text)), above | frozenset(senses(lead))
        held = _held(plain, own, upon, topical, plainly)
        if held < ANSWERED:
            continue
        full = in_their_words(question, place, weights)
        said = full.held(own)
        direct = OWN - OWN_BELOW + OWN_BELOW * said if plain.all <= upon else OWN * said
        rank = held + direct + ABOVE * plain.held(above) + PLAINLY * plainly + TOPICAL * topical
        rank += NEAR * _is_near(context, f"{lead} {text}")
        is_unlike = bool(_DENIES.search(plain.own)) != bool(_DENIES.search(text))
        rank -= DENIED * (is_unlike and _ASKS_HOW.match(question.own) is not None)
        rank -= WIDER * (not question.names <= plain.all)
        tells = partial(_tells, plain, question, context)
        begin, end, told = (first, last, tells(text)) if lead else _span(passage.text, first, last, tells)
        if not told:
            continue
        yield Answer(passage, begin, end, rank + TOGETHER * told, held)


def _is_near(context: str, text: str) -> bool:
    """Whether the text has an expression of the context: two words that tell something, or three of which one does."""
    return bool(_expressions(context) & _expressions(text))


@lru_cache(maxsize=512)
def _expressions(text: str) -> frozenset[tuple[str, ...]]:
    said = terms(text)
    dull = _dull() | {one for one in said if one.isdigit()}
    twos = {pair for pair in pairwise(said) if not dull & set(pair)}
    threes = {three for three in zip(said, said[1:], said[2:], strict=False) if not dull >= set(three)}
    return frozenset(twos | threes)


def _held(question: Question, own: frozenset[str], above: frozenset[str], topical: float, is_figured: bool) -> float:
    """How much of a question a paragraph holds with what stands above it. Of one without words of its own, such as "How
    long do they last?", all where the customer writes of what the headings say, and the kind of figure is there.
    """
    if question.new - _light():
        return question.held(own | above) if own & question.all else 0.0
    return 1.0 if topical == 1.0 and is_figured else 0.0


def in_their_words(question: Question, place: Place, weights: Weights) -> Question:
    """A question in the words of a paragraph; words that customers use of anything tell little."""
    own, all_ = (in_words_of(one, place.text, place.above, place.around) for one in (question.own, question.whole))
    known = dict(weights({*senses(own), *senses(all_)}))
    for word in known:
        if word in _light():
            known[word] = LIGHT
    return Question(own, all_, known)


@cache
def _dull() -> frozenset[str]:
    return frozenset(one for word in function_words() for one in terms(word)) | general_words()


@cache
def _light() -> frozenset[str]:
    return frozenset(one for word in general_words() for one in senses(word))


def paragraphs(text: str) -> list[tuple[int, int, str]]:
    """The paragraphs of a text that say something, and the items of its lists; with what leads up to a list."""
    return _paragraphs(text)


@lru_cache(maxsize=512)
def _paragraphs(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    lead = ""
    for match in _BLOCK.finditer(text):
        items = [item.span(1) for item in _ITEM.finditer(text, match.start(), match.end())]
        end = items[0][0] if items else match.end()
        said = _ITEM_MARK.sub("", text[match.start() : end]).strip()
        if items:
            lead = said or lead
            found += [(first, last, lead) for first, last in items]
        elif said and not said.startswith("#"):
            first = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append((first, first + len(match[0].strip()), ""))
            lead = said if said.endswith(":") else ""
    return [one for one in found if not text[one[0] : one[1]].endswith(":")]


def _without_kind(question: Question, text: str) -> tuple[Question | None, bool]:
    """The question without the words that say which kind of answer is wanted, where the text has one of that kind: who
    asks what it costs is told a price. None where it has none. And whether it has a figure of that kind.
    """
    kinds = {one.kind for one in figures(text)}
    for asks, has, figured in _KINDS:
        found = asks.search(question.own)
        if found is None:
            continue
        is_figured = bool(kinds & figured)
        if not is_figured and not has.search(text):
            return None, False
        own = asks.sub(" ", question.own)
        if terms(own):
            question = replace(question, own=own, whole=question.whole.replace(question.own, own))
        return question, is_figured
    return question, False


def _tells(question: Question, wanted: Question, context: str, sentence: str) -> float:
    """How much one sentence of a paragraph has to do with the answer."""
    kind, is_figured = _without_kind(wanted, sentence)
    if kind is None:
        return 0.0
    return question.held(frozenset(senses(sentence))) + PLAINLY * is_figured + NEAR * _is_near(context, sentence)


def _span(text: str, first: int, last: int, tells: Callable[[str], float]) -> tuple[int, int, float]:
    """What of a paragraph is cited, and how much its best sentence tells: that sentence, the one before it where it
    points back, and those behind it that speak of the same.
    """
    spans = [(first + begin, first + end) for begin, end in sentences(text[first:last])]
    told = [tells(text[slice(*span)]) for span in spans]
    best = told.index(max(told))
    if last - first <= SHORT:
        return first, last, told[best]
    begin = end = best
    while begin > 0 and _BACK.match(text[slice(*spans[begin])]):
        begin -= 1
    while end + 1 < len(spans) and _SAME.match(text[slice(*spans[end + 1])]):
        end += 1
    return spans[begin][0], spans[end][1], told[best]
