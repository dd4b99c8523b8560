"""Practice: an item, a try, a verdict by code, hints in their order, and the next item; a kill loses nothing of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.effort import real_tries, wanted_tries
from carrel.assessment.attempts.model import SHOWN, Attempt, Practice, Scope, Settled
from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.marking.answers import answer_from
from carrel.assessment.model import Item, Verdict
from carrel.assessment.version import version_of
from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _, counted
from carrel.flows import evidence, to_pick_from
from carrel.flows.classes import policy
from carrel.flows.kit import Kit
from carrel.flows.ladder import TRIES, Hint, ladder
from carrel.flows.standing import (
    LONGEST_S,
    Standing,
    at_this_showing,
    may_give_up,
    next_step,
    standing,
    still_reading,
    taken,
)
from carrel.progress import tables as progress
from carrel.progress.model import Flag
from carrel.progress.picking import pick, pick_due
from carrel.progress.schedule import instant, rating, reviewed
from carrel.progress.stuck import RUN, best_run, is_stuck, since

if TYPE_CHECKING:
    from carrel.store.db import Database

LONGEST_REASON = 2000


class PracticeRefused(CarrelError):
    """This cannot be done where the practice stands."""


class AttemptFirst(PracticeRefused):
    """Help comes after a try."""


class TooSoon(PracticeRefused):
    """The last hint is still to be read."""


class NothingToPractise(CarrelError):
    """There is no item for what was asked for."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to practise.

    about: the ids of skills (``skill``, ``mix``), topics, or documents and replies (``source``); an empty mix is over
    all that people wrote: items that a program made are asked over their source, and again when they are due.
    count: how many items. timed: the tutor is off: one try each, no hints, no solutions. assignment: the id of what it
    is done for.
    """

    scope: Scope = "mix"
    about: tuple[str, ...] = ()
    count: int = 10
    timed: bool = False
    learner: str = ""
    assignment: str = ""


def begin(kit: Kit, wish: Wish) -> Standing:
    """Begin a session with its first item; raises NothingToPractise. An older one that lies open is left.

    What a teacher wrote for a task is practised as that task, and otherwise only when it is due: raises BelongsToTask.
    """
    if not wish.assignment:
        policy.check_free(kit, wish.about)
    now = kit.stamp.now()
    seed = int(kit.stamp.new_id()[-8:], 16)
    practice = Practice(kit.stamp.new_id(), now, wish.scope, wish.about, wish.count, seed, wish.timed)
    practice = replace(practice, learner=wish.learner, assignment=wish.assignment)
    with kit.store.writing() as db:
        before = tables.lying_open(db, wish.learner)
        if before is not None:
            tables.keep_standing(db, replace(before, state="left"))
        practice = _advanced(db, practice, now)
        if practice.state != "open":
            raise _nothing(wish.scope)
        tables.begin(db, practice)
        return _seen(kit, db, practice, now)


def resume(kit: Kit, session: str | None = None, learner: str = "") -> Standing | None:
    """The session with this id, or the learner's newest that lies open, where it stood; None when none does.

    Raises PracticeMissing for an id that nobody knows, or when its item left with its pack.
    """
    now = kit.stamp.now()
    with kit.store.reading() as db:
        if session is not None:
            return _seen(kit, db, tables.session(db, session), now)
        practice = tables.lying_open(db, learner)
        return _seen(kit, db, practice, now) if practice is not None else None


def attempt(kit: Kit, session: str, answer: object) -> Standing:
    """Mark an answer by code, keep it, and say what came of it; raises PracticeRefused when the item has ended."""
    with kit.store.reading() as db:
        opened = _still_open(tables.session(db, session))
        item = _item(db, opened)
        topic = tables.topic(db, _item_of(opened))
    given = answer_from(answer)
    verdict = mark(item, given)  # outside of the transaction: a hostile formula takes a second
    now = kit.stamp.now()
    with kit.store.writing() as db:
        practice = _still_open(tables.session(db, session))
        if practice.item != opened.item:
            raise _has_ended()
        tries = at_this_showing(db, practice)
        kept = _tried(kit, practice, tries, verdict, now)
        kept = replace(kept, item=_item_of(practice), kind=item.kind, topic=topic, skills=item.skills, answer=given)
        kept = replace(kept, hints=len(taken(ladder(db, kept.item), practice)), version=version_of(item))
        _keep(db, kept, tries)
        settled: Settled = "right" if verdict.verdict == "right" else "moved_on" if practice.timed else ""
        practice = replace(practice, tried=practice.tried + 1, settled=settled)
        practice = _watched(kit, db, practice, kept)
        tables.keep_standing(db, practice)
    return _shown(kit, practice, now)


def hint(kit: Kit, session: str) -> Standing:
    """Take the next step of the ladder; after the last hint it is the solution, and the item has ended.

    Raises AttemptFirst, TooSoon, and PracticeRefused when the tutor is off, or the item has ended.
    """
    now = kit.stamp.now()
    with kit.store.writing() as db:
        practice = _helpable(tables.session(db, session))
        policy.check(kit, practice, "hints")
        steps = ladder(db, _item_of(practice))
        step = next_step(steps, practice)
        _earned(_item(db, practice), step, at_this_showing(db, practice))
        wait = still_reading(steps, practice, now)
        if wait > 0:
            raise TooSoon(
                _("Read this hint first."),
                counted("The next one is there in a second.", "The next one is there in {count} seconds.", ceil(wait)),
            )
        if step is None or step.rung == "solution":
            policy.check(kit, practice, "solution")
            practice = _given_up(kit, db, practice, now)
        else:
            practice = replace(practice, level=step.level, helped=now.utc)
        tables.keep_standing(db, practice)
    return _shown(kit, practice, now)


def give_up(kit: Kit, session: str) -> Standing:
    """See the solution after real tries; an item like it comes back later. Raises AttemptFirst, PracticeRefused."""
    now = kit.stamp.now()
    with kit.store.writing() as db:
        practice = _helpable(tables.session(db, session))
        policy.check(kit, practice, "solution")
        if not may_give_up(_item(db, practice), practice, at_this_showing(db, practice)):
            raise AttemptFirst(
                _("The solution is there after two tries of your own."),
                _("Try it with what you know; a wrong try costs nothing. A hint may help."),
            )
        practice = _given_up(kit, db, practice, now)
        tables.keep_standing(db, practice)
    return _shown(kit, practice, now)


def go_on(kit: Kit, session: str) -> Standing:
    """The next item, or the end of the session; an item that is still open is left behind."""
    now = kit.stamp.now()
    with kit.store.writing() as db:
        practice = tables.session(db, session)
        if practice.state == "open":
            practice = _advanced(db, practice, now)
            tables.keep_standing(db, practice)
        return _seen(kit, db, practice, now)


def leave(kit: Kit, session: str) -> None:
    """End the session before its time; every try in it counts."""
    with kit.store.writing() as db:
        practice = tables.session(db, session)
        if practice.state == "open":
            tables.keep_standing(db, replace(practice, state="left"))


def contest(kit: Kit, attempt: str, reason: str) -> None:
    """Keep why the learner thinks that a verdict is wrong, for a person to decide; raises PracticeMissing."""
    words = clean(reason).strip()[:LONGEST_REASON]
    if not words:
        raise PracticeRefused(_("There is no reason yet."), _("Say in a few words why your answer is right."))
    with kit.store.writing() as db:
        tables.contest(db, attempt, words, kit.stamp.now())


def _shown(kit: Kit, practice: Practice, now: Moment) -> Standing:
    """Where the session stands, once that is kept: points of an open answer are marked again, and no writer waits."""
    with kit.store.reading() as db:
        return _seen(kit, db, practice, now)


def _seen(kit: Kit, db: Database, practice: Practice, now: Moment) -> Standing:
    """Where the session stands, with no more help in reach than whoever set it allows."""
    return policy.obeyed(kit, practice, standing(db, practice, now))


def _tried(kit: Kit, practice: Practice, tries: Sequence[Attempt], verdict: Verdict, now: Moment) -> Attempt:
    """The try as it is kept, without its item and its answer."""
    first = all(one.verdict == "cant_tell" for one in tries)
    began = tries[-1].created if tries else practice.shown or now
    seconds = (instant(now.utc) - instant(began.utc)).total_seconds()
    return Attempt(
        kit.stamp.new_id(),
        now,
        item="",
        kind="",
        topic="",
        skills=(),
        answer="",
        verdict=verdict.verdict,
        score=verdict.score,
        why=verdict.why,
        by=verdict.by,
        nth=practice.tried + 1,
        help=practice.level,
        hints=0,
        unaided=first and practice.level == 0,
        seconds=min(LONGEST_S, max(0.0, seconds)),
        misconception=verdict.misconception,
        timed=practice.timed,
        practice=practice.id,
        learner=practice.learner,
        assignment=practice.assignment,
    )


def _keep(db: Database, kept: Attempt, before: Sequence[Attempt]) -> None:
    """Keep the try; the first one with a verdict at a showing of an item is its review."""
    tables.keep(db, kept)
    card = progress.card(db, kept.learner, kept.item)
    rated = rating(kept.verdict, kept.help, is_new=card is None)
    if rated is not None and all(one.verdict == "cant_tell" for one in before):
        progress.keep_card(db, kept.learner, reviewed(kept.item, card, rated, kept.created))


def _watched(kit: Kit, db: Database, practice: Practice, kept: Attempt) -> Practice:
    """Raise a flag where the tries go in circles, and put it down where they no longer do."""
    flags = progress.flags(db, practice.learner)
    for skill, told in evidence.tries(db, practice.learner, kept.skills).items():
        latest = since(told, [flag for flag in flags if flag.skill == skill])
        if is_stuck(latest):
            flag = Flag(kit.stamp.new_id(), skill, kept.id, len(latest), best_run(latest), kept.created)
            progress.raise_flag(db, practice.learner, flag)
            # A lesson and an example are help like a hint: who may have none is not shown another approach.
            practice = replace(practice, recap=skill if policy.allows(kit, practice, "hints") else None)
        elif best_run(latest) >= RUN:
            progress.end_flags(db, practice.learner, skill, kept.created)
    return practice


def _given_up(kit: Kit, db: Database, practice: Practice, now: Moment) -> Practice:
    """The session with the solution shown; a try at the highest help level, which was not right, is kept."""
    practice = replace(practice, level=SHOWN)
    tries = at_this_showing(db, practice)
    item = _item(db, practice)
    kept = _tried(kit, practice, tries, Verdict("wrong", 0.0, _("The solution was shown.")), now)
    kept = replace(kept, item=_item_of(practice), kind=item.kind, topic=tries[-1].topic, skills=item.skills)
    kept = replace(kept, hints=len(taken(ladder(db, kept.item), practice)), version=version_of(item))
    _keep(db, kept, tries)
    practice = replace(practice, tried=practice.tried + 1, settled="shown")
    return _watched(kit, db, practice, kept)


def _advanced(db: Database, practice: Practice, now: Moment) -> Practice:
    """The session with its next item open, or at its end."""
    found = _next(db, practice, now) if len(practice.seen) < practice.wanted else None
    closed = replace(practice, item=None, level=0, tried=0, settled="", helped=None, shown=None, recap=None)
    if found is None:
        return replace(closed, state="done")
    return replace(closed, item=found, seen=(*practice.seen, found), shown=now)


def _next(db: Database, practice: Practice, now: Moment) -> str | None:
    """The id of the next item; raises NothingToPractise for a skill or topic that is not here."""
    candidates = to_pick_from.candidates(db, practice)
    if not candidates and practice.scope in {"skill", "topic", "source"}:
        raise _nothing(practice.scope)
    scene = to_pick_from.scene(db, practice, candidates, now)
    if practice.scope != "due":
        return pick(scene)
    return pick_due(scene, [card.item for card in evidence.due(db, practice.learner, now)])


def _still_open(practice: Practice) -> Practice:
    if practice.state != "open" or practice.item is None or practice.settled:
        raise _has_ended()
    return practice


def _helpable(practice: Practice) -> Practice:
    if practice.timed:
        raise PracticeRefused(
            _("The tutor is off in this practice."), _("Answer with what you know, or go on to the next item.")
        )
    return _still_open(practice)


def _earned(item: Item, step: Hint | None, tries: Sequence[Attempt]) -> None:
    """Raise AttemptFirst unless there were enough tries for this step."""
    if not tries:
        raise AttemptFirst(
            _("Try it first, hints come after that."), _("Write what you know; a wrong try costs nothing.")
        )
    wanted = wanted_tries(item, TRIES[step.level if step is not None else SHOWN])
    if real_tries(item, (one.answer for one in tries)) < wanted:
        raise AttemptFirst(
            _("Try it once more before the next hint."), _("Use the last hint, or write the step you are sure of.")
        )


def _item_of(practice: Practice) -> str:
    if practice.item is None:
        raise _has_ended()
    return practice.item


def _item(db: Database, practice: Practice) -> Item:
    """The item that lies open, with its keys: not for a face."""
    return item_from(json.loads(tables.body(db, _item_of(practice))))


def _has_ended() -> PracticeRefused:
    return PracticeRefused(_("This item has ended."), _("Go on to the next one."))


def _nothing(scope: Scope) -> NothingToPractise:
    if scope in {"skill", "topic"}:
        return NothingToPractise(
            _("There is nothing here to practise for this."),
            _("Choose a skill or a topic of an installed course pack."),
        )
    if scope == "source":
        return NothingToPractise(
            _("There is nothing here to practise from this source."), _("Have a quiz made from it, or choose another.")
        )
    if scope == "due":
        return NothingToPractise(_("Nothing is due for review now."), _("Practise something new instead."))
    return NothingToPractise(
        _("There is nothing here to practise yet."), _("Install a course pack, such as Foundations.")
    )
