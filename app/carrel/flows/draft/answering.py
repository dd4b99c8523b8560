"""Which paragraphs of a knowledge base answer a customer's question: its words, its names, and the kind of answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from carrel.base.matching import terms
from carrel.base.sentences import sentences
from carrel.desk.asked import general_words
from carrel.desk.figures import figures
from carrel.flows.draft.meaning import in_words_of
from carrel.library.asking import ANSWERED, Question
from carrel.library.demanding import meets
from carrel.library.matching import coverage, is_denied, senses
from carrel.library.model import Passage

Weights = Callable[[set[str]], Mapping[str, float]]
"""How much each of these stems tells in the library."""

OWN, ABOVE, PLAINLY = 0.5, 0.2, 0.2
"""How much it tells for a paragraph that it holds the question by itself, that its headings do, and that it has a
figure of the kind that is asked for, and not only a word."""

TOPICAL, NEAR = 0.3, 0.3
"""How much it tells for one that all the customer writes holds its headings, and that it holds what the customer writes
around the question."""

DENIED = 0.3
"""How much it tells against it that only one of the two says "not"."""

LIGHT = 0.25
"""How much a word tells that customers use of anything."""

LONGEST = 320
"""Characters of a paragraph that is cited as a whole; of a longer one the sentence that answers, and what follows."""

_KINDS = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(has, re.IGNORECASE), kinds)
    for asks, has, kinds in (
        (
            r"\b(?:how much|cost\w*|pric\w*|fees?|expensive|pay for)\b",
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
            r"\b(?:how (?:long|soon|many days|quick\w*|fast)|when (?:will|do|does|can|is|are|should)|by when|until when"
            r"|what day|deadline|time limit|opening (?:hours|times))\b",
            r"\b(?:as soon as|same day|next working day|when|until|after|before|at once|immediately|never|no longer)\b"
            r"|\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?[ap]m\b",
            {"span", "date", "day"},
        ),
    )
)
"""What asks for a kind of answer, and what such an answer has: one of these words, or a figure of these kinds."""


@dataclass(frozen=True)
class Answer:
    """A span of a passage's text that answers. rank: how well, among others; held: how much of the question, 0 to 1."""

    passage: Passage
    first: int
    last: int
    rank: float
    held: float


def answers(question: Question, context: str, passage: Passage, about: str, weights: Weights) -> Iterator[Answer]:
    """The paragraphs of a passage that answer. about: the title and the headings above it. context: what else the
    customer writes; by itself it makes no answer, but tells which of several is meant.
    """
    whole = f"{about} {passage.text}"
    above = frozenset(senses(about))
    around = frozenset(senses(in_words_of(f"{question.own} {context}", whole)))
    topical = coverage(above - _light(), around)
    for first, last in paragraphs(passage.text):
        text = passage.text[first:last]
        own = frozenset(senses(text))
        wanted, plainly = _without_kind(question, text)
        if wanted is None or not meets(wanted.asked, text):
            continue
        plain = in_their_words(wanted, whole, weights)
        held = _held(plain, own, above, topical, plainly)
        if held < ANSWERED:
            continue
        rank = held + OWN * plain.held(own) + ABOVE * plain.held(above) + PLAINLY * plainly
        rank += TOPICAL * topical + NEAR * coverage(own - _light(), around)
        rank -= DENIED * (is_denied(plain.own) != is_denied(text))
        yield Answer(passage, *_span(passage.text, first, last, plain), rank, held)


def _held(question: Question, own: frozenset[str], above: frozenset[str], topical: float, is_figured: bool) -> float:
    """How much of a question a paragraph holds with what stands above it. Of one without words of its own, such as "How
    long do they last?", all where the customer writes of what the headings say, and the kind of figure is there.
    """
    if question.new - _light():
        return question.held(own | above) if own & question.all else 0.0
    return 1.0 if topical == 1.0 and is_figured else 0.0


def in_their_words(question: Question, whole: str, weights: Weights) -> Question:
    """A question in the words of a text; words that customers use of anything tell little."""
    own, all_ = in_words_of(question.own, whole), in_words_of(question.whole, whole)
    known = dict(weights({*senses(own), *senses(all_)}))
    for word in known:
        if word in _light():
            known[word] = LIGHT
    return Question(own, all_, known)


@cache
def _light() -> frozenset[str]:
    return frozenset(one for word in general_words() for one in senses(word))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text that say something; a line that ends with a colon belongs to what follows it."""
    return _paragraphs(text)


@lru_cache(maxsize=512)
def _paragraphs(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"(?:(?!\n[ \t]*\n).)+", text, re.DOTALL):
        first, last = match.start() + len(match[0]) - len(match[0].lstrip()), match.start() + len(match[0].rstrip())
        if first >= last or text[first] == "#":
            continue
        if found and text[found[-1][0] : found[-1][1]].rstrip().endswith(":"):
            found[-1] = found[-1][0], last
        else:
            found.append((first, last))
    return found


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


def _span(text: str, first: int, last: int, question: Question) -> tuple[int, int]:
    """What of a paragraph is cited: a short one whole; else the sentence with most of the question and what follows."""
    if last - first <= LONGEST:
        return first, last
    spans = [(first + begin, first + end) for begin, end in sentences(text[first:last])]
    best = max(spans, key=lambda span: question.held(frozenset(senses(text[slice(*span)]))))
    end = best[1]
    for _begin, after in spans[spans.index(best) + 1 :]:
        if after - best[0] > LONGEST:
            break
        end = after
    return best[0], end
