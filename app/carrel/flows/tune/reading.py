"""Turns examples into the tokens that the engine would send, and asks llama.cpp how likely it finds them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.adapters import Adapter
from carrel.engine.api import Lesson
from carrel.engine.local import LocalEngine
from carrel.flows.tune.elsewhere import Elsewhere, gather
from carrel.flows.tune.examples import Example, ExamplesUnusable


@dataclass(frozen=True)
class Read:
    """Examples as tokens. expected: the log-likelihood of each held-out reply, in nats, without any adapter.

    prose_before, replies_before: nats a token elsewhere, without any.
    """

    learn: tuple[Lesson, ...]
    held_out: tuple[Lesson, ...]
    elsewhere: Elsewhere
    expected: tuple[float, ...]
    prose_before: float
    replies_before: float

    @property
    def before(self) -> float:
        """Nats a token on what is held out."""
        return -sum(self.expected) / sum(len(lesson.reply) for lesson in self.held_out)


def read(
    engine: LocalEngine, learn: Sequence[Example], held_out: Sequence[Example], cancel: Cancel
) -> Generator[Progress, None, Read]:
    """All that a training needs. Raises ExamplesUnusable for one that is too long, Stopped, and what engines raise."""
    context = engine.info(cancel).context
    lessons: list[Lesson] = []
    for example in (*learn, *held_out):
        yield Progress(_("Reading the examples"), len(lessons), len(learn) + len(held_out))
        lesson = engine.lesson(example.turns, example.better, cancel)
        if len(lesson.prompt) + len(lesson.reply) > context:
            raise _too_long(example, len(lesson.prompt) + len(lesson.reply), context)
        lessons.append(lesson)
    elsewhere = Elsewhere((), (), ())
    for step in gather(engine, cancel):
        if isinstance(step, Progress):
            yield step
        else:
            elsewhere = step
    tested = tuple(lessons[len(learn) :])
    expected = tuple(engine.likelihood(None, lesson, cancel) for lesson in tested)
    before = (nats(engine, None, texts, cancel) for texts in (elsewhere.prose, elsewhere.replies))
    return Read(tuple(lessons[: len(learn)]), tested, elsewhere, expected, *before)


def nats(engine: LocalEngine, adapter: Adapter | None, lessons: Sequence[Lesson], cancel: Cancel) -> float:
    """Nats a token on these replies, with the adapter or with none; less is better."""
    whole = sum(engine.likelihood(adapter, lesson, cancel) for lesson in lessons)
    return -whole / max(1, sum(len(lesson.reply) for lesson in lessons))


def _too_long(example: Example, tokens: int, context: int) -> ExamplesUnusable:
    return ExamplesUnusable(
        _("The example “{start} …” is too long: {tokens} tokens, where {context} fit.").format(
            start=example.turns[-1].text[:40], tokens=f"{tokens:,}", context=f"{context:,}"
        ),
        _("Shorten it, or leave it out."),
    )
