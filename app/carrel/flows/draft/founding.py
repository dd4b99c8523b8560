"""Whether a sentence that a model wrote is borne out by what the sources say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carrel.base.matching import terms
from carrel.base.sentences import sentences
from carrel.desk.claims import names, promised, stated
from carrel.desk.figures import Figure, figures, in_digits
from carrel.desk.model import Product
from carrel.desk.slots import named
from carrel.flows.draft.answering import paragraphs
from carrel.flows.draft.looking import is_of_catalogue
from carrel.flows.draft.meaning import in_words_of
from carrel.library.matching import coverage, is_denied, senses
from carrel.library.model import Passage
from carrel.library.quoting import find, is_enough, quotes_in

BORNE_OUT = 0.8
"""The share of a statement's words that a sentence, with what stands above it, must have."""

WHOLLY, MOSTLY = 0.9, 0.55
"""What the sentences beside it may add: with them so much of the statement must be there, and so much without them."""

_LEADS = re.compile(
    r"^\W*(?:(?P<yes>yes|sure|certainly|of course|absolutely)|(?P<no>no|unfortunately|sorry)|good news|in short|please"
    r"|please note(?: that)?|note that|please be aware that|(?:i am|we are|i['’]m) afraid(?: that)?"
    r"|(?:according to|as stated in|as described in|as explained in) (?:our|the) [\w ]{1,40}?"
    r"|(?:our|the) (?:[\w ]{1,30} )?(?:says?|states?|explains?)(?: that)?)[,:!.]?\s+",
    re.IGNORECASE,
)
_BOUNDS = re.compile(
    r"\b(?:if|unless|only|some|most|many|few|may|might|usually|often|sometimes|probably|almost|nearly|except|before"
    r"|until)\b",
    re.IGNORECASE,
)
"""Words that hold a statement within bounds: a sentence that bears it out has the same of them."""

_WIDE = re.compile(r"\b(?:always|every|all|any|each|anywhere|everywhere|whatever)\b", re.IGNORECASE)
"""Words that widen a statement: one that bears it out is as wide."""

_LIMITS = re.compile(
    r"\b(?:at least|at most|up to|no more|no less|less than|more than|over|under|below|above|about)\b", re.I
)
_CLAUSE = re.compile(r"[;:,]\s+|\s(?:and|but|while|whereas|or)\s", re.IGNORECASE)
_PLAIN_WORDS = frozenset(terms("we you us our your it its they them i please also the a an"))


@dataclass(frozen=True)
class Ground:
    """Where a statement stands: the passage, the span in its text, and how far it bears the statement out, 0 to 1."""

    passage: Passage
    first: int
    last: int
    measure: float


@dataclass(frozen=True)
class _Unit:
    """A sentence of a source, or all that the catalogue says of a product. above: headings and what leads up to it.

    beside: the sentences around it.
    """

    passage: Passage
    first: int
    last: int
    above: str
    beside: str

    @property
    def text(self) -> str:
        return self.passage.text[self.first : self.last]


def ground_of(sentence: str, passages: Sequence[Passage], products: Sequence[Product]) -> Ground | None:
    """The sentence of the passages that bears this one out best; None where none does.

    A quote has to stand word for word. Besides the words, every figure, name, product and promise of the sentence must
    be in the one that bears it out or in what stands above it, and what holds it within bounds is the same in both.
    """
    quoted = [quote.words for quote in quotes_in(sentence) if is_enough(quote.words)]
    if quoted:
        return _said(quoted, sentence, passages)
    plain = in_digits(_bare(sentence))
    best: Ground | None = None
    for unit in _units(passages):
        measure = _measure(plain, unit, products)
        if measure and (best is None or measure > best.measure):
            best = Ground(unit.passage, unit.first, unit.last, measure)
    return best


def _said(quoted: Sequence[str], sentence: str, passages: Sequence[Passage]) -> Ground | None:
    """Where all quotes of a sentence stand; None where one does not, or where it states more than they do."""
    outside = sentence
    for words in quoted:
        outside = outside.replace(words, " ")
    if re.search(r"\w", _bare(f"{outside} ")):
        return None
    for passage in passages:
        spans = [span for words in quoted if (span := find(words, passage.text)) is not None]
        if len(spans) == len(quoted):
            return Ground(passage, *spans[0], 1.0)
    return None


def _bare(sentence: str) -> str:
    """A sentence without what only leads up to it; a "yes" or "no" that says another thing than the rest stays."""
    plain = re.sub(r"\[\d{1,2}\]", " ", sentence).strip(" \t\n*_-•>")
    for _time in range(2):
        lead = _LEADS.match(plain)
        if lead is None or (lead["no"] and lead["no"].casefold() == "no" and not is_denied(plain[lead.end() :])):
            break
        if lead["yes"] and is_denied(plain[lead.end() :]):
            break
        plain = plain[lead.end() :]
    return plain


def _units(passages: Sequence[Passage]) -> Iterator[_Unit]:
    for passage in passages:
        above = f"{passage.title} {passage.heading}"
        if is_of_catalogue(passage.document):
            yield _Unit(passage, 0, len(passage.text), above, "")
            continue
        for first, last, lead in paragraphs(passage.text):
            inside = sentences(passage.text[first:last])
            spans = [(first, last)] if lead else [(first + begin, first + end) for begin, end in inside]
            for at, (begin, end) in enumerate(spans):
                beside = passage.text[spans[max(0, at - 1)][0] : spans[min(len(spans) - 1, at + 2)][1]]
                yield _Unit(passage, begin, end, f"{above} {lead}", beside)


def _measure(plain: str, unit: _Unit, products: Sequence[Product]) -> float:
    """How far a unit bears a statement out, 0 to 1; 0 where it does not."""
    text = in_digits(unit.text)
    whole = f"{unit.above} {text}"
    said = in_words_of(plain, text, unit.above, unit.passage.text)
    if not _figures_stand(said, text, unit) or not _names_stand(said, whole, products):
        return 0.0
    if is_denied(said) != is_denied(text) and not is_of_catalogue(unit.passage.document):
        return 0.0
    if not promised(said) <= promised(whole) or not _within_bounds(said, text):
        return 0.0
    wanted = frozenset(senses(said))
    if len(wanted) < 2:
        return 1.0 if set(terms(said)) <= set(terms(whole)) | _PLAIN_WORDS and wanted else 0.0
    held = coverage(wanted, senses(whole))
    if held >= BORNE_OUT:
        return held
    beside = coverage(wanted, senses(f"{whole} {in_digits(unit.beside)}"))
    return held if held >= MOSTLY and beside >= WHOLLY else 0.0


def _figures_stand(said: str, text: str, unit: _Unit) -> bool:
    """Whether all figures of a statement stand in the text, each beside what it is said of, with the same limit."""
    told, there = stated(said), figures(text)
    if not {one.key for one in told} <= {one.key for one in there}:
        return False
    if any(_limit(said, one) != _limit(text, other) for one in told for other in there[:40] if other.key == one.key):
        return False
    kinds = Counter(one.kind for one in there)
    claimed = Counter(one.kind for one in told)
    if is_of_catalogue(unit.passage.document) or all(kinds[kind] <= claimed[kind] for kind in claimed):
        return True
    return all(_beside(one, said, text, there) for one in told)


def _limit(text: str, figure: Figure) -> frozenset[str]:
    """What limits a figure: "at least" and the like, close before it."""
    at = text.find(figure.text)
    before = text[max(0, at - 24) : at] if at >= 0 else ""
    return frozenset(found.casefold() for found in _LIMITS.findall(before))


def _beside(figure: Figure, said: str, text: str, there: Sequence[Figure]) -> bool:
    """Whether the clause of a figure, with what comes before the first figure, has what the statement says of it."""
    own = next((part for part in _CLAUSE.split(said) if figure.text in part), said)
    place = next((one for one in there if one.key == figure.key), None)
    clause = next((part for part in _CLAUSE.split(text) if place is not None and place.text in part), "")
    first = text.find(there[0].text)
    shared = text[: max(first, 0)]
    return frozenset(senses(own)) <= frozenset(senses(f"{clause} {shared}"))


def _names_stand(said: str, whole: str, products: Sequence[Product]) -> bool:
    plain = whole.casefold()
    if any(name.casefold() not in plain for name in names(said)):
        return False
    told = {one.code for one in named(said, products)}
    return not told or told <= {one.code for one in named(whole, products)}


def _within_bounds(said: str, text: str) -> bool:
    """Whether what holds a statement within bounds is the same in both, and it is not the wider one."""
    return _words(_BOUNDS, said) == _words(_BOUNDS, text) and not (_WIDE.search(said) and not _WIDE.search(text))


def _words(pattern: re.Pattern[str], text: str) -> set[str]:
    return {found.casefold() for found in pattern.findall(text)}
