"""Whether a sentence that a model wrote is borne out by a sentence of the sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from carrel.base.sentences import sentences
from carrel.desk.claims import names, promises, stated
from carrel.desk.figures import figures, in_digits
from carrel.desk.model import Product
from carrel.desk.slots import named
from carrel.flows.draft.meaning import in_words_of
from carrel.library.asking import is_said
from carrel.library.matching import is_denied, stems
from carrel.library.model import Passage
from carrel.library.quoting import find, is_enough, quotes_in
from carrel.library.supporting import support

BORNE_OUT = 0.9
"""So much support a sentence with a figure or a promise needs, as a citation does (library.checking.SUPPORTED)."""

PLAIN = 0.8
"""So much one without either needs."""

_LEADS = re.compile(
    r"^\W*(?:(?P<yes>yes|sure|certainly|of course|absolutely)|(?P<no>no|unfortunately|sorry)|good news|in short"
    r"|please note(?: that)?|note that|please be aware that"
    r"|(?:according to|as stated in|as described in|as explained in) (?:our|the) [\w ]{1,40}?"
    r"|(?:our|the) (?:[\w ]{1,30} )?(?:says?|states?|explains?)(?: that)?)[,:!.]?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Ground:
    """Where a statement stands: the passage, the span in its text, and how far it bears the statement out, 0 to 1."""

    passage: Passage
    first: int
    last: int
    measure: float


def ground_of(sentence: str, passages: Sequence[Passage], products: Sequence[Product]) -> Ground | None:
    """The sentence of the passages that bears this one out best; None where none does.

    A quote has to stand word for word. Besides the words, every figure, every name and every product of the sentence
    must be in the one that bears it out or in what stands above it.
    """
    quoted = [quote.words for quote in quotes_in(sentence) if is_enough(quote.words)]
    if quoted:
        return _said(quoted, sentence, passages)
    plain = _bare(sentence)
    if len(set(stems(plain))) < 2:
        return None
    best: Ground | None = None
    for passage in passages:
        said = in_words_of(in_digits(plain), f"{passage.title} {passage.heading} {passage.text}")
        for first, last in _sentences(passage.text):
            measure = _measure(plain, said, passage, passage.text[first:last], products)
            if measure and is_said(passage.text, first) and (best is None or measure > best.measure):
                best = Ground(passage, first, last, measure)
    return best


def _said(quoted: Sequence[str], sentence: str, passages: Sequence[Passage]) -> Ground | None:
    """Where all quotes of a sentence stand; None where one does not, or where it states more than they do."""
    for passage in passages:
        spans = [span for words in quoted if (span := find(words, passage.text)) is not None]
        if len(spans) == len(quoted):
            rest = {one.key for one in stated(sentence)} - {one.key for words in quoted for one in figures(words)}
            outside = sentence
            for words in quoted:
                outside = outside.replace(words, " ")
            return None if rest or re.search(r"\w", _bare(f"{outside} ")) else Ground(passage, *spans[0], 1.0)
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


def _measure(plain: str, said: str, passage: Passage, source: str, products: Sequence[Product]) -> float:
    above = " ".join(filter(None, (passage.title, passage.heading)))
    whole = f"{above} {source}"
    told = {one.key for one in figures(whole)}
    if any(one.key not in told for one in stated(plain)):
        return 0.0
    if any(name.casefold() not in whole.casefold() for name in names(plain)):
        return 0.0
    if not {one.code for one in named(plain, products)} <= {one.code for one in named(whole, products)}:
        return 0.0
    needed = BORNE_OUT if stated(plain) or promises(plain) else PLAIN
    best = max(support(said, in_digits(one)) for one in (source, f"{above} {source}"))
    return best if best >= needed else 0.0


@lru_cache(maxsize=128)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text))
