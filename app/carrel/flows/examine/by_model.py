"""Has a model ask about a source, through a fixed grammar, and keeps only what code finds to follow from a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carrel.assessment.making.model import Made, Sentence
from carrel.assessment.making.shapes import asked
from carrel.base.errors import CarrelError
from carrel.base.show import unmarked
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.api import ChatRequest, Engine, Sampling, Turn, Urgency
from carrel.flows import prompts
from carrel.flows.examine.following import follows, is_question_for, says_too, stem_is_sound
from carrel.flows.examine.source import Matter
from carrel.flows.structured import structured
from carrel.library.quoting import find, is_enough, one_line

WINDOW = 1_800
"""Characters of the source that one request is about."""

ASKED_AT_ONCE = 4
_MOST_TOKENS = 900
_WORTH_IT = 1 / 3
"""With a smaller share of sound questions in the first two answers, the model is not asked again."""


@dataclass(frozen=True)
class _Window:
    """A piece of a part of the source that is asked about at once; first: where it begins."""

    part: int
    first: int
    text: str
    sentences: tuple[Sentence, ...]


def by_model(engine: Engine, matter: Matter, wanted: int, cancel: Cancel) -> Iterator[Progress | Made]:
    """The sound questions of a model, one after another; it ends early where too few of them are. Raises Stopped."""
    windows = _chosen(_windows(matter), wanted)
    kept = told = 0
    for number, window in enumerate(windows, 1):
        yield Progress(_("Asking the model for questions"), number - 1, len(windows))
        cancel.check()
        try:
            answer = structured(engine, _request(window), cancel)
        except CarrelError:
            return
        found = _all_sound(answer, window, matter)
        kept, told = kept + len(found), told + max(1, len(_questions(answer)))
        yield from found
        if kept >= wanted or (number >= 2 and kept < _WORTH_IT * told):
            return


def attempt(engine: Engine, matter: Matter, cancel: Cancel) -> tuple[int, int]:
    """How many questions the model writes about the beginning of a source, and how many of them are sound.

    Raises Stopped, and what `Engine.chat` raises.
    """
    window = next(_windows(matter))
    answer = structured(engine, _request(window), cancel)
    return len(_questions(answer)), len(_all_sound(answer, window, matter))


def _all_sound(answer: Mapping[str, Any] | None, window: _Window, matter: Matter) -> list[Made]:
    return [made for raw in _questions(answer) if (made := _sound(raw, window, matter)) is not None]


def _request(window: _Window) -> ChatRequest:
    turns = (Turn("system", prompts.prose("quiz")), Turn("user", f"Passage:\n{one_line(window.text)}"))
    sampling = Sampling(temperature=0, seed=0)
    return ChatRequest(turns, _MOST_TOKENS, sampling, grammar="quiz", urgency=Urgency.ANSWER)


def _questions(answer: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    return list(answer["questions"])[:ASKED_AT_ONCE] if answer is not None else []


def _sound(raw: Mapping[str, Any], window: _Window, matter: Matter) -> Made | None:
    """The question as an item, or None where anything about it does not follow from the sentence it names."""
    question = " ".join(raw["question"].split())
    texts = [" ".join(text.split()) for text in raw["choices"]]
    sentence = _stands_on(raw["quote"], window, matter)
    if sentence is None or not all(texts) or "{{" in question:
        return None
    key = texts.pop(raw["answer"])
    made = asked(question, key, texts, sentence)
    near = f"{sentence.text} {sentence.before} {sentence.heading} {sentence.document}"
    sound = stem_is_sound(question, near) and is_question_for(question, key)
    if not sound or any(says_too(wrong, question, matter.all) for wrong in texts):
        return None
    return made if follows(made, matter.all) else None


def _stands_on(quote: str, window: _Window, matter: Matter) -> Sentence | None:
    """The sentence of the source that the quote stands in; None where it stands in none, or in several."""
    span = find(quote, window.text) if is_enough(quote) else None
    if span is None:
        return None
    first, last = window.first + span[0], window.first + span[1]
    inside = [one for one in window.sentences if one.first <= first and last <= one.last]
    if len(inside) != 1:
        return None
    (one,) = inside
    return one if matter.texts[one.part][one.first : one.last] == one.quote and unmarked(one.text) else None


def _windows(matter: Matter) -> Iterator[_Window]:
    """The parts of the source in pieces of whole sentences."""
    held: list[Sentence] = []
    for one in (*matter.told, None):
        full = held and (one is None or one.part != held[0].part or one.last - held[0].first > WINDOW)
        if full:
            first, last = held[0].first, held[-1].last
            yield _Window(held[0].part, first, matter.texts[held[0].part][first:last], tuple(held))
            held = []
        if one is not None:
            held.append(one)


def _chosen(windows: Iterator[_Window], wanted: int) -> Sequence[_Window]:
    """Pieces from all over the source, as many as should give enough questions."""
    rich = [one for one in windows if len(one.sentences) > 1]
    most = min(len(rich), 1 + -(-wanted // 2))
    return [rich[number * len(rich) // most] for number in range(most)]
