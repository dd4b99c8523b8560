"""Which kept examples are near enough to a question to be shown to the model beside it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel
from carrel.engine.api import Urgency
from carrel.examples import tables
from carrel.examples.model import Correction, Place
from carrel.flows.kit import Kit
from carrel.library.matching import senses

MOST = 2
"""No more examples than this stand beside one question: a small model loses what it is asked in a long beginning."""

LEAST_SHARED = 0.55
"""The weighted share of words (Dice) that two questions must have in common to be alike by their words."""

LEAST_LIKE = 0.75
"""The cosine from which two questions are alike by their meaning: questions on one subject alone stay below it."""

_MOST_COMPARED = 2_000
"""So many of the newest examples of a place are looked at."""

_MOST_EMBEDDED = 32
"""So many questions get their vector at a time; the others get it with the next question."""


def nearest(kit: Kit, question: str, place: Place, given: Iterable[str], cancel: Cancel) -> tuple[Correction, ...]:
    """The examples of this place whose question is like this one, the nearest first; none that is unlike.

    given: the ids of those that stand in the chat already. Words decide, and meanings where a model for them is here.
    Raises Stopped.
    """
    with kit.store.reading() as db:
        kept = [one for one in tables.of_place(db, place, _MOST_COMPARED) if one.id not in set(given)]
    if not kept:
        return ()
    near = by_words(question, [one.question for one in kept])
    alike = _by_meaning(kit, question, kept, place, cancel)
    scores = {
        place: max(near[place] / LEAST_SHARED, alike.get(one.id, 0.0) / LEAST_LIKE) for place, one in enumerate(kept)
    }
    best = sorted((place for place, score in scores.items() if score >= 1), key=lambda place: (-scores[place], place))
    return tuple(kept[place] for place in best[:MOST])


def by_words(question: str, others: Sequence[str]) -> list[float]:
    """How alike the question is to each of the others, 0 to 1: Dice's coefficient of the words that tell what each is
    about, where a word that few of them hold weighs more.
    """
    asked = set(senses(question))
    held = [set(senses(other)) for other in others]
    seen = Counter(word for words in held for word in words)

    def weight(words: Iterable[str]) -> float:
        return sum(math.log(2 + len(held) / (1 + seen[word])) for word in sorted(words))

    return [2 * weight(asked & words) / (weight(asked) + weight(words)) if asked & words else 0.0 for words in held]


def _by_meaning(
    kit: Kit, question: str, kept: Sequence[Correction], place: Place, cancel: Cancel
) -> Mapping[str, float]:
    """The cosine between the question and those of the examples, as far as there are vectors."""
    model = kit.meanings.model()
    if model is None or not question.strip():
        return {}
    with kit.store.reading() as db:
        known = tables.vectors(db, model, place)
    missing = [one for one in kept if one.id not in known][:_MOST_EMBEDDED]
    try:
        made = kit.meanings.engine().embed([question, *(one.question for one in missing)], cancel, Urgency.CHAT)
    except CarrelError:  # words still decide, and the models window says what is wrong with a model
        return {}
    fresh = {one.id: vector for one, vector in zip(missing, made[1:], strict=True)}
    if fresh:
        with kit.store.writing() as db:
            tables.keep_vectors(db, model, fresh)
    return {
        example: sum(one * other for one, other in zip(made[0], vector, strict=True))
        for example, vector in {**known, **fresh}.items()
        if len(vector) == len(made[0])
    }
