"""What a sentence of a draft states, and whether it is only a courtesy or gives back what the customer asked.

The rule is a short list of what may stand without a source. Everything else needs one, in whatever words and language
it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from carrel.base.files import resource
from carrel.base.matching import folded, function_words, terms
from carrel.base.sentences import sentences
from carrel.desk.asked import general_words
from carrel.desk.figures import Figure, FigureKind, figures
from carrel.desk.phrases import telling, words

Stated = Literal[
    "price", "percent", "span", "date", "number", "link", "mail", "phone", "code", "promise", "name", "claim"
]
"""What was stated; "claim" is any other statement."""

_COMMITS = re.compile(
    r"^\W*(?:yes|no|sure|certainly|of course|absolutely|definitely)\b"
    r"|\b(?:we|i|they|it|you|our \w+|the \w+)(?:['’]ll|(?: \w+)? (?:will|shall|can|could|may|might|would|gets?|have"
    r"|has|do|does|are|is|was|were|give|make|take|put|keep|need))\b",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\b(?:we|i)(?:['’]ll| will|['’]d| would) be (?:very |more than )?(?:happy|glad|pleased) to (?:help|answer)\b"
    r"|\b(?:we|i)(?:['’]re|['’]m| are| am) (?:very |so |really |truly )?(?:sorry|glad|happy|pleased|grateful"
    r"|here)\b(?! to (?!hear|help|answer|read))"
    r"|\bif you (?:have|need|would like|are)\b|\b(?:this|that|it) (?:helps|is helpful|answers)\b"
    r"|\bplease (?:do not|don['’]t) hesitate\b|\b(?:here|below) (?:is|are)\b"
    r"|\byou(?:['’]re| are) (?:very )?welcome\b(?! to)|\bhave a\b|\bfor your patience\b"
    r"|\b(?:we|i) (?:do )?(?:hope|understand|appreciate|apologi[sz]e|thank|wish)\b",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"\b(?:thanks?|sorry|apolog\w*|hop(?:e|ing)|glad|happy|pleased|welcome|let (?:us|me) know|hesitate|understand"
    r"|regret|appreciate|have a (?:nice|good|lovely|great|pleasant)|regards|wish(?:es)?|below|here (?:is|are)"
    r"|further questions|any (?:other |more )?questions|inconvenience|frustrating|dear|hello)\b",
    re.IGNORECASE,
)
_ECHOES = re.compile(
    r"^\W*(?:(?:i|we) (?:understand|see|read|gather|note|hear)(?: that| from your (?:message|mail))?,? (?:you|your)\b"
    r"|you (?:wrote|write|asked?|are asking|mention(?:ed)?|would like|want(?:ed)?|say|said|told|tell|describe[sd]?"
    r"|report(?:ed)?|ordered|bought|have (?:ordered|bought|asked|written))\b"
    r"|(?:thank you|thanks)(?: very much| so much)? for (?:your (?:message|mail|email|question|order|note|interest"
    r"|patience|enquiry|report|reply)|asking|writing|telling|letting|contacting|sending|ordering|getting)\b"
    r"|(?:i am|i['’]m|we are|we['’]re)? ?(?:very |so |really |truly )?sorry (?:that|to (?:hear|read)|about|for)\b"
    r"|(?:we|i) (?:apologi[sz]e|regret) (?:that|for)\b|about your (?:question|order|message)\b)",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:asked?|asking|would like|want(?:ed)?|request(?:ed)?|wonder\w*|question|hoping|looking for|writing about"
    r"|wrote|write|said|say|told|tell|mention(?:ed)?|report(?:ed)?|describe[sd]?)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:[,;:–—-]|\b(?:and|but|so|therefore|which means)\b)[^,;:]*?"
    r"\b(?:we|i|our|it|this|they|you (?:will|can|may|get|are))\b",
    re.IGNORECASE,
)
_WE_DO = re.compile(
    r"(?<!\bif )(?<!\bwhether )(?<!\bhow )(?<!\bwhen )(?<!\bthat )(?<!\bwhat )(?<!\bwhere )\bwe\b", re.IGNORECASE
)
_CAPITAL = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ][^\W\d_]+(?![\d-])")
_MARKS = " \t\n\"'“‘«([*_#>-"


def stated(sentence: str) -> tuple[Figure, ...]:
    """The figures that a sentence states, without the numbers of sources behind it."""
    return figures(re.sub(r"\[\d{1,2}\]", " ", sentence))


def kind_of(sentence: str, known: Iterable[str]) -> Stated:
    """What is worst in a sentence that stands in no source, for whoever reads why it was cut.

    known: the keys of the figures that do stand somewhere.
    """
    there = set(known)
    strange = [one.kind for one in stated(sentence) if one.key not in there]
    if strange:
        return _STATED[strange[0]]
    if promises(sentence):
        return "promise"
    return "name" if names(sentence) else "claim"


_STATED: dict[FigureKind, Stated] = {
    "link": "link",
    "mail": "mail",
    "phone": "phone",
    "code": "code",
    "price": "price",
    "percent": "percent",
    "span": "span",
    "date": "date",
    "day": "date",
    "number": "number",
}


def promises(sentence: str) -> bool:
    """Whether a sentence has a word of a policy, an offer or an undertaking, in English."""
    return bool(promised(sentence))


def promised(text: str) -> frozenset[tuple[str, ...]]:
    """The words and expressions of policies, offers and undertakings in a text, as they are compared."""
    said = words(text)
    runs = {said[at : at + size] for size in range(1, 5) for at in range(len(said))}
    return frozenset(runs & _promises())


def names(sentence: str) -> list[str]:
    """Words with a capital inside a sentence."""
    begin = len(sentence) - len(sentence.lstrip(_MARKS))
    return [
        found[0]
        for found in _CAPITAL.finditer(sentence)
        if found.start() > begin and found[0].casefold() not in function_words()
    ]


def is_courtesy(sentence: str) -> bool:
    """Whether a sentence is polite and says nothing else."""
    if stated(sentence) or promises(sentence) or not _POLITE.search(sentence):
        return False
    if _COMMITS.search(_HARMLESS.sub(" ", sentence)):
        return False
    return _content(sentence) <= _polite()


def gives_back(sentence: str, asked: str) -> bool:
    """Whether a sentence only gives back what the customer wrote: "You would like to return the lamp."

    Its figures and its words stand in one sentence of the customer's, or in two that follow each other.
    """
    begun = _ECHOES.match(sentence)
    if begun is None or any(one.search(sentence, begun.end()) for one in (_GOES_ON, _WE_DO)):
        return False
    if promises(sentence) and not _WISHED.search(sentence):
        return False
    content = _content(sentence) - _polite() - general_words()
    told = {one.key for one in stated(sentence)}
    return any(content <= _content(part) and told <= {one.key for one in figures(part)} for part in _pairs(asked))


def _pairs(text: str) -> list[str]:
    spans = sentences(text)
    return [text[first : spans[min(at + 1, len(spans) - 1)][1]] for at, (first, _last) in enumerate(spans)] or [""]


def _content(text: str) -> frozenset[str]:
    return frozenset(one for one in telling(text) if len(one) > 1)


@cache
def _promises() -> frozenset[tuple[str, ...]]:
    lines = resource("desks/words/promises.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(words(one) for line in lines if not line.startswith("#") for one in line.split(","))


@cache
def _polite() -> frozenset[str]:
    lines = resource("desks/words/polite.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(one for line in lines if not line.startswith("#") for one in terms(folded(line)))
