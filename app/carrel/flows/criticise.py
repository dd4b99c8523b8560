"""Feedback on a text by criteria: what it does, with its own words, and one next action; advice, never a mark.

The same text and criteria give the same feedback: temperature 0, a fixed seed, and a prompt that holds the criterion
and the text and nothing about anybody (P40). A remark without an exact quote is not shown; code says instead what it
can count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carrel.assessment.criteria import Criterion, usual
from carrel.assessment.observing import Text, observe
from carrel.base.errors import CarrelError
from carrel.base.text import clean
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.api import (
    ChatRequest,
    Engine,
    EngineLost,
    EngineQuarantined,
    ModelRefused,
    RequestRefused,
    Sampling,
    Turn,
    Urgency,
)
from carrel.flows import prompts
from carrel.flows.blind import MASK, Blind, blind
from carrel.flows.second_look import is_order
from carrel.flows.structured import structured
from carrel.library.matching import numbers, stems
from carrel.library.quoting import find, is_enough

FEWEST_WORDS = 30
"""Of a shorter text there is nothing to say yet."""

LONGEST = 60_000
"""Characters of a text that are looked at: about thirty pages."""

_MOST_TOKENS = 320
_SPARE = 64
_MARKS = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:/|out of|of)\s*\d+\b|\b\d+\s*%|\b[A-F][+-](?!\w)|"
    r"\b(?:grade[sd]?|scores?|marks?|points?|stars?|nota|puntos|note|punkte?|zensur)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:excellent\w*|perfect\w*|outstanding\w*|brilliant\w*|amazing\w*|awesome|flawless\w*|superb\w*|fantastic\w*|"
    r"wonderful\w*|masterful\w*|impeccabl\w*|great|(?:very|really|so) good|well done|good job|bravo|"
    r"excelente\w*|perfecto|parfait\w*|magnifique\w*|ausgezeichnet\w*|hervorragend\w*|perfekt\w*)\b",
    re.IGNORECASE,
)


class TooShort(CarrelError):
    """A text is too short for feedback."""


@dataclass(frozen=True)
class Remark:
    """What is said about one criterion. first, last: the words of the text that show it; the same without any.

    does: what the text does. next: one action. by: code, which counts, or model.
    """

    criterion: Criterion
    does: str
    quote: str
    first: int
    last: int
    next: str
    by: str


@dataclass(frozen=True)
class Feedback:
    """All remarks, in the order of the criteria. words: of the text. read: how much of it a model was shown, in
    characters; 0 without one.
    """

    remarks: tuple[Remark, ...]
    words: int
    read: int


def criticise(
    engine: Engine | None,
    text: str,
    cancel: Cancel,
    criteria: Sequence[Criterion] = (),
    names: Sequence[str] = (),
) -> Iterator[Progress | Remark | Feedback]:
    """A remark for each criterion as it is made, and at last all of them.

    engine: None where code is to say what it can. criteria: the usual ones without any. names: of whoever wrote it, to
    be taken out before a model sees it. Raises TooShort and Stopped; a model that fails leaves the rest to code.
    """
    told = Text(clean(text)[:LONGEST])
    if told.words < FEWEST_WORDS or not told.sentences:
        raise TooShort(
            _("This text is too short for feedback."),
            _("Write at least {count} words, then ask again.").format(count=FEWEST_WORDS),
        )
    chosen = tuple(criteria) or usual()
    shown = _shown(engine, told, chosen, names, cancel) if engine is not None else None
    remarks: list[Remark] = []
    for number, criterion in enumerate(chosen):
        cancel.check()
        yield Progress(_("Looking at the text"), number, len(chosen))
        remark = None
        if engine is not None and shown is not None:
            try:
                remark = _by_model(engine, told, shown, criterion, cancel)
            except (EngineLost, EngineQuarantined, ModelRefused, RequestRefused):
                engine = None
        remarks.append(remark or _by_code(told, criterion))
        yield remarks[-1]
    yield Feedback(tuple(remarks), told.words, _read(shown))


def turns(criterion: Criterion, seen: str) -> tuple[Turn, ...]:
    """What the model is asked: the same for everybody, in whatever language the window speaks."""
    asked = f"Criterion:\n{criterion.asks}\n\nText:\n{seen}"
    return (Turn("system", prompts.prose("criticise")), Turn("user", asked))


def _shown(
    engine: Engine, told: Text, chosen: Sequence[Criterion], names: Sequence[str], cancel: Cancel
) -> Blind | None:
    """As much of the text as the model can read at once, in whole paragraphs; None where not even one fits."""
    try:
        room = engine.info(cancel).context - _MOST_TOKENS - _SPARE
        longest = max(chosen, key=lambda one: len(one.asks))
        for last in [len(told.text), *(end for _begin, end in reversed(told.paragraphs))]:
            hidden = blind(told.text[:last], names)
            if engine.count(turns(longest, hidden.text)) <= room:
                return hidden
    except CarrelError:
        return None
    return None


def _read(shown: Blind | None) -> int:
    """How far into the text the model could see."""
    return shown.pieces[-1][1] + shown.pieces[-1][2] if shown is not None else 0


def _by_code(told: Text, criterion: Criterion) -> Remark:
    seen = observe(told, criterion)
    quote = told.text[seen.first : seen.last]
    return Remark(criterion, seen.says, quote, seen.first, seen.last, seen.next, "code")


def _by_model(engine: Engine, told: Text, shown: Blind, criterion: Criterion, cancel: Cancel) -> Remark | None:
    """The model's remark, or None where its quote is not in the text, or it marks or praises."""
    sampling = Sampling(temperature=0, seed=0)
    request = ChatRequest(
        turns(criterion, shown.text), _MOST_TOKENS, sampling, grammar="criticism", urgency=Urgency.ANSWER
    )
    answer = structured(engine, request, cancel)
    if answer is None:
        return None
    does, then = " ".join(answer["does"].split()), " ".join(answer["next"].split())
    span = find(answer["quote"], shown.text) if is_enough(answer["quote"]) else None
    place = shown.origin(*span) if span is not None else None
    if place is None or not (is_advice(does, told.text) and is_advice(then, told.text)):
        return None
    quote = told.text[place[0] : place[1]]
    if is_order(quote) or not set(stems(does)) & {*stems(quote), *stems(criterion.asks)}:
        return None
    return Remark(criterion, does, quote, *place, then, "model")


def is_advice(said: str, text: str) -> bool:
    """Whether it neither marks nor praises, names nobody, and brings in no figure that the text does not have."""
    return (
        bool(said)
        and not _MARKS.search(said)
        and not _PRAISE.search(said)
        and MASK not in said
        and numbers(said) <= numbers(text)
    )
