"""Asks all questions of a set, one after the other, and keeps each reply as soon as it is there.

A run that was stopped, or cut off, goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from carrel import __version__
from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.evaluations import tables
from carrel.evaluations.model import EvaluationSet, Question, Replied, Run, SetRefused
from carrel.evaluations.reading import read
from carrel.flows.courses import Binding
from carrel.flows.evaluate import wearing
from carrel.flows.evaluate.asking import Asked, Clock, ask
from carrel.flows.evaluate.judging import judged
from carrel.flows.evaluate.wearing import Wearing
from carrel.flows.kit import Kit


class RunChanged(CarrelError):
    """A run cannot go on: what it tested is no longer the same."""


def run(
    kit: Kit, of: EvaluationSet, with_what: Wearing, cancel: Cancel, clock: Clock = time.monotonic
) -> Iterator[Progress | Replied | Run]:
    """Ask every question of the set; yields the Run once it is begun, a Replied for each question, the Run at its end.

    What was asked stays kept, whatever happens then. Raises SetRefused, BehaviourMissing, Stopped, and what an engine
    raises.
    """
    written = read(of.kind, of.text)
    if not written.is_sound:
        raise SetRefused(
            _("The set “{title}” has faults.").format(title=beside(of.title, 80)), _("Put it right first, then run it.")
        )
    tested = yield from wearing.tested(kit, with_what, cancel)
    count = len(written.questions)
    begun = Run(kit.stamp.new_id(), of.id, of.title, of.kind, of.text, count, tested, __version__, kit.stamp.now())
    with kit.store.writing() as db:
        begun = tables.begin_run(db, begun)
    yield begun
    yield from _asked(kit, begun, cancel, clock)


def go_on(kit: Kit, named: str, cancel: Cancel, clock: Clock = time.monotonic) -> Iterator[Progress | Replied | Run]:
    """Ask what the run of this id has not asked yet; the same is yielded.

    Raises RunMissing; RunChanged where the model or the behaviour is no longer what it was.
    """
    with kit.store.reading() as db:
        held = tables.run(db, named)
    before = held.tested
    now = yield from wearing.tested(kit, Wearing(before.model, before.behaviour, before.adapter), cancel)
    if now != before:
        raise RunChanged(
            _("This run cannot go on: the model or the behaviour has changed since it began."),
            _("Begin a new run of the set."),
        )
    yield held
    yield from _asked(kit, held, cancel, clock)


def _asked(kit: Kit, held: Run, cancel: Cancel, clock: Clock) -> Iterator[Progress | Replied | Run]:
    written = read(held.kind, held.text)
    with kit.store.reading() as db:
        there = {one.question.id for one in tables.replies(db, held.id)}
    binding = wearing.binding(kit, held.tested, written.mode)
    for done, question in enumerate(written.questions):
        if question.id in there:
            continue
        cancel.check()
        yield Progress(_("Asking “{name}”").format(name=beside(question.id, 60)), done, len(written.questions))
        replied = _replied(kit, question, binding, cancel, clock)
        with kit.store.writing() as db:
            tables.keep_reply(db, held.id, replied)
        yield replied
    ended = replace(held, ended=kit.stamp.now())
    with kit.store.writing() as db:
        tables.end_run(db, held.id, ended.ended or kit.stamp.now())
    yield ended


def _replied(kit: Kit, question: Question, binding: Binding, cancel: Cancel, clock: Clock) -> Replied:
    found = next(event for event in ask(kit, question, binding, cancel, clock) if isinstance(event, Asked))
    timing = found.timing
    return Replied(
        question,
        found.text,
        judged(question, found.text),
        found.seconds,
        timing.first_token_s,
        timing.tokens,
        timing.tokens_per_s,
        found.state,
        found.dropped,
        found.finish,
    )
