"""Asks a model about the points of an open answer that code left open: it may suggest, with the learner's own words.

What it says changes no verdict. Its prompt holds the question, the point and the answer, and nothing about anybody
(P40).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from carrel.assessment.marking.answers import answer_from, as_text
from carrel.assessment.marking.open import MOST, is_denied, left_open
from carrel.assessment.marking.plain import words
from carrel.assessment.model import Item, Point
from carrel.assessment.word_lists import lines
from carrel.base.work import Cancel
from carrel.engine.api import ChatRequest, Engine, Sampling, Turn, Urgency
from carrel.flows import prompts
from carrel.flows.blind import Blind, blind
from carrel.flows.structured import structured
from carrel.library.matching import stems
from carrel.library.quoting import find

MOST_TOKENS = 160
"""Of one suggestion."""

_FEWEST_WORDS = 2
_FORGED = ("{", "}", "point:", "answer:", "question:")
"""What stands in an answer only to look like a part of the prompt, or like the model's own reply."""


@dataclass(frozen=True)
class Suggested:
    """What a model suggests of a point: present or absent, and the words of the answer that are to show it."""

    id: str
    found: str
    quote: str
    by: str = "model"


def suggestions(
    engine: Engine, item: Item, answer: object, cancel: Cancel, names: Sequence[str] = ()
) -> tuple[Suggested, ...]:
    """What the model suggests for the points of an open answer that code left open.

    There is none for an answer that speaks to whoever marks it: a person has to read that. names: of the learner, to
    be taken out. Raises Stopped, and what `Engine.chat` raises.
    """
    given = answer_from(answer)
    said = as_text(given)[:MOST]
    if item.kind != "open" or is_order(said):
        return ()
    hidden = blind(said, names)
    found = (_suggested(engine, item, point, hidden, said, cancel) for point in left_open(item, given))
    return tuple(one for one in found if one is not None)


def is_order(said: str) -> bool:
    """Whether an answer speaks to whoever marks it, instead of answering."""
    plain = f" {' '.join(words(said))} "
    return any(sign in said.casefold() for sign in _FORGED) or any(f" {phrase} " in plain for phrase in _orders())


def turns(item: Item, point: Point, said: str) -> tuple[Turn, ...]:
    """What the model is asked: the same for everybody, in whatever language the window speaks."""
    asked = "\n\n".join((f"Question:\n{item.prompt}", f"Point:\n{_says(point)}", f"Answer:\n{said}"))
    return (Turn("system", prompts.prose("judge-point")), Turn("user", asked))


def _suggested(engine: Engine, item: Item, point: Point, hidden: Blind, said: str, cancel: Cancel) -> Suggested | None:
    sampling = Sampling(temperature=0, seed=0)
    request = ChatRequest(
        turns(item, point, hidden.text), MOST_TOKENS, sampling, grammar="point", urgency=Urgency.ANSWER
    )
    told = structured(engine, request, cancel)
    if told is None or told["found"] == "unsure":
        return None
    quote = _own_words(told["quote"], hidden, said)
    if quote is None or not _bears(quote, item, point):
        return None
    if told["found"] == "present" and is_denied(quote, said, [*filter(None, (point.says, *point.any_of))]):
        return None
    return Suggested(point.id, told["found"], quote)


def _own_words(quote: str, hidden: Blind, said: str) -> str | None:
    """The learner's words that the quote stands for; None where it is not exactly theirs."""
    span = find(quote, hidden.text) if len(quote.split()) >= _FEWEST_WORDS else None
    place = hidden.origin(*span) if span is not None else None
    return said[place[0] : place[1]] if place is not None else None


def _bears(quote: str, item: Item, point: Point) -> bool:
    """Whether these words speak of the point, and do not only say the question back."""
    told = set(stems(quote))
    about = {stem for text in (point.says, *point.any_of) for stem in stems(text)}
    return bool(told & about) and not told <= set(stems(item.prompt))


def _says(point: Point) -> str:
    return point.says or point.any_of[0]


@cache
def _orders() -> tuple[str, ...]:
    return tuple(" ".join(phrase) for phrase in lines("orders"))
