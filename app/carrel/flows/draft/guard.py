"""Lets of a model's words only those sentences stand in a draft that are borne out, polite, or the customer's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from carrel.base.sentences import sentences
from carrel.base.words import _
from carrel.desk.claims import Stated, gives_back, is_courtesy, kind_of
from carrel.desk.figures import figures
from carrel.flows.draft.founding import ground_of
from carrel.flows.draft.looking import cited
from carrel.flows.draft.model import Case, Cut
from carrel.library.evidence.model import Citation
from carrel.library.model import Passage

LONGEST = 4_000
"""Characters of what a model wrote that are looked at."""

_NUMBER = re.compile(r"[ \t]*[\[(]\d{1,2}[\])]")
_GREETING = re.compile(
    r"\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day))\b[^.!?\n]{0,60}?[,!.:\n]\s*", re.I
)
_CLOSING = re.compile(
    r"^\s*(?:(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|sincerely|yours \w+|all the best"
    r"|cheers)\b.*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Guarded:
    """What is left of a model's words. paragraphs: of kept sentences, numbered as the citations are."""

    text: str
    citations: tuple[Citation, ...]
    cut: tuple[Cut, ...]


def guard(text: str, case: Case, passages: Sequence[Passage], *, is_whole: bool = True) -> Guarded:
    """Hold every sentence against the ticket, the passages (numbered from 1 as the model received them) and the
    catalogue. Its greeting and its signature are taken off: code writes both. The last sentence of what is not whole is
    left out.
    """
    plain = without_frame(text[:LONGEST])
    if not is_whole or len(text) > LONGEST:
        spans = sentences(plain)
        plain = plain[: spans[-1][0]] if spans else ""
    known = _known(case, passages)
    citations: list[Citation] = []
    cut: list[Cut] = []
    paragraphs: list[str] = []
    for paragraph in re.split(r"\n\s*\n", plain):
        kept = []
        for first, last in sentences(paragraph):
            sentence = paragraph[first:last]
            shown = _kept(sentence, case, passages, citations)
            if shown is None:
                cut.append(Cut(sentence.strip(), _why(kind_of(sentence, known))))
            else:
                kept.append(shown)
        if kept:
            paragraphs.append(" ".join(kept))
    return Guarded("\n\n".join(paragraphs), tuple(citations), tuple(cut))


def without_frame(text: str) -> str:
    """What a model wrote between its greeting and its signature."""
    plain = text.strip()
    begun = _GREETING.match(plain)
    plain = _CLOSING.sub("", plain[begun.end() :] if begun else plain).strip()
    return plain[:1].upper() + plain[1:] if begun else plain


def _kept(sentence: str, case: Case, passages: Sequence[Passage], citations: list[Citation]) -> str | None:
    """The sentence as it may be shown, with the number of what bears it out; None where it may not."""
    plain = " ".join(_NUMBER.sub("", sentence).split())
    if is_courtesy(plain) or gives_back(plain, case.thread.asked):
        return plain
    found = ground_of(plain, passages, case.products)
    if found is None:
        return None
    n = _cite(citations, cited(found.passage, found.first, found.last, found.measure))
    body = plain.rstrip(".!")
    return f"{body} [{n}]{plain[len(body) :]}"


def _cite(citations: list[Citation], made: Citation) -> int:
    """The number of this citation, which is the same each time it is cited."""
    for held in citations:
        if (held.document, held.part, held.first) == (made.document, made.part, made.first):
            return held.n
    citations.append(replace(made, n=len(citations) + 1))
    return len(citations)


def _known(case: Case, passages: Sequence[Passage]) -> set[str]:
    """The figures that stand somewhere: in the ticket, in the passages, in the catalogue."""
    said = [case.thread.asked, *(one.text for one in passages)]
    said += [one.price for one in case.products]
    return {figure.key for text in said for figure in figures(text)}


_WHY: Mapping[Stated, Callable[[], str]] = {
    "price": lambda: _("It states a price that stands in no source."),
    "percent": lambda: _("It states a percentage that stands in no source."),
    "span": lambda: _("It states a span of time that stands in no source."),
    "date": lambda: _("It states a date that stands in no source."),
    "number": lambda: _("It states a number that stands in no source."),
    "link": lambda: _("It gives a link that stands in no source."),
    "mail": lambda: _("It gives an address that stands in no source."),
    "phone": lambda: _("It gives a phone number that stands in no source."),
    "code": lambda: _("It gives a code that stands in no source."),
    "promise": lambda: _("It promises, allows or refuses something that no source says."),
    "name": lambda: _("It gives a name, and no source says the same."),
    "claim": lambda: _("No source says the same."),
}


def _why(kind: Stated) -> str:
    return _WHY[kind]()
