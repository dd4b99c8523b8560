"""Drafts feedback for a class: by code, in the teacher's own words for the same case, or as a model phrases it.

A draft is nothing but a draft: no pupil sees it before a person approved it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.base.errors import CarrelError
from carrel.base.stamp import derived_id
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.classroom.classes import tables as classes
from carrel.classroom.classes.model import Pupil, learner_of
from carrel.classroom.feedback import tables
from carrel.classroom.feedback.model import LONGEST, About, Feedback, NotNow
from carrel.engine.api import Engine, EngineLost, EngineQuarantined, ModelRefused, RequestRefused
from carrel.examples import tables as examples
from carrel.examples.model import Example
from carrel.flows.able import able
from carrel.flows.blind import MASK, blind
from carrel.flows.classes.feedback import phrasing, words
from carrel.flows.classes.feedback.material import Case, case_of
from carrel.flows.classes.seeing.group import Group, group
from carrel.flows.classes.seeing.pupil import page
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database

PURPOSE = "class feedback"
"""What the examples are kept for."""

MOST_EXAMPLES = 3
BY_CODE, BY_EXAMPLE = "code", "example"
_DIGITS = 10
_WITHOUT_MODEL = (EngineLost, EngineQuarantined, ModelRefused, RequestRefused)
"""With these code drafts instead."""


class NothingToSay(CarrelError):
    """There is too little to draft feedback from."""


@dataclass(frozen=True)
class _Desk:
    """What a draft is made with. engine: None where code drafts alone. names: of everybody in the class."""

    kit: Kit
    engine: Engine | None
    names: Sequence[str]


def draft(kit: Kit, named: str, cancel: Cancel) -> Iterator[Progress | Feedback]:
    """Draft feedback on every try of a class that waits for it, and keep each draft as it is made.

    These are the last try of each pupil at each open question, unless it is right, and every contested verdict; what
    has feedback already is left alone. Raises ClassMissing and Stopped; drafts that were made before are kept.
    """
    with kit.store.reading() as db:
        here = group(db, named, kit.stamp.now())
        wanted = _wanted(db, here)
    desk = _desk(kit, here, cancel) if wanted else None
    for done, (pupil, attempt) in enumerate(wanted):
        cancel.check()
        yield Progress(_("Drafting feedback"), done, len(wanted))
        assert desk is not None
        with kit.store.reading() as db:
            case = case_of(db, attempt)
        if case is not None:
            text, by = yield from _of_try(desk, case, cancel)
            yield keep_draft(kit, pupil, "try", attempt, text, by)


def waiting(kit: Kit, named: str) -> int:
    """How many tries of a class wait for a draft, as of `draft`; raises ClassMissing."""
    with kit.store.reading() as db:
        return len(_wanted(db, group(db, named, kit.stamp.now())))


def draft_again(kit: Kit, named: str, cancel: Cancel) -> Iterator[Progress | Feedback]:
    """Draft this feedback anew, in place of what stands there; what went out stays said until something else does.

    Raises FeedbackMissing, NothingToSay, NotNow for what cannot be drafted here, and Stopped.
    """
    with kit.store.reading() as db:
        one = tables.get(db, named)
        pupil = classes.pupil(db, one.pupil)
        case = case_of(db, one.about) if one.kind == "try" else None
        here = group(db, one.classroom, kit.stamp.now())
    if one.kind == "pupil":
        yield draft_pupil(kit, one.classroom, pupil.id)
        return
    if case is None:
        raise NotNow(
            _("What this is about is no longer here, so it cannot be drafted anew."), _("Write it yourself instead.")
        )
    text, by = yield from _of_try(_desk(kit, here, cancel), case, cancel)
    yield keep_draft(kit, pupil, "try", one.about, text, by)


def draft_pupil(kit: Kit, named: str, who: str) -> Feedback:
    """Draft how a pupil gets on; raises ClassMissing, and NothingToSay with too few tries."""
    told = page(kit, named, who)
    text = words.about_pupil(told.rows)
    if not text:
        raise NothingToSay(
            _("There are too few tries alone to say how {name} gets on.").format(name=told.pupil.name),
            _("Wait for more work, or write to the pupil about a try."),
        )
    return keep_draft(kit, told.pupil, "pupil", told.pupil.id, text, BY_CODE)


def keep_draft(kit: Kit, pupil: Pupil, kind: About, about: str, text: str, by: str) -> Feedback:
    """Keep a draft about this thing, in place of an earlier one that did not go out yet."""
    with kit.store.writing() as db:
        before = tables.about(db, pupil.id, kind, about)
        said = text[:LONGEST]
        if before is None:
            name = derived_id("feedback", pupil.id, kind, about)[:_DIGITS]
            one = Feedback(name, pupil.classroom, pupil.id, kind, about, said, said, by, kit.stamp.now())
        else:
            one = replace(before, drafted=said, text=said, by=by, state="draft", settled=None)
        tables.keep(db, one)
    return one


def context(kit: Kit, db: Database, one: Feedback) -> tuple[str, str]:
    """What an edit of this feedback is an example for: the key of the case, and what is known of it, without names."""
    case = case_of(db, one.about) if one.kind == "try" else None
    if case is None:
        return one.kind, ""
    names = _names(group(db, one.classroom, kit.stamp.now()))
    return case.key(blind(case.answer, names).text), phrasing.material(case, names)


def _wanted(db: Database, here: Group) -> list[tuple[Pupil, str]]:
    """Whose try at what waits for feedback, pupil by pupil and the oldest try first."""
    had = {one.about for one in tables.feedback(db, here.classroom.id) if one.kind == "try"}
    found = []
    for pupil in here.pupils:
        last: dict[str, Attempt] = {}
        tries = sorted(attempts.attempts(db, learner_of(pupil)), key=lambda one: (one.created.utc, one.id))
        for one in tries:
            if one.kind == "open":
                last[one.item] = one
        for one in tries:
            waits = one.contested or (last.get(one.item) is one and one.verdict != "right")
            if waits and one.id not in had:
                found.append((pupil, one.id))
    return found


def _desk(kit: Kit, here: Group, cancel: Cancel) -> _Desk:
    return _Desk(kit, able(kit, "feedback", cancel), _names(here))


def _names(here: Group) -> list[str]:
    return [pupil.name for pupil in here.pupils]


def _of_try(desk: _Desk, case: Case, cancel: Cancel) -> Generator[Progress, None, tuple[str, str]]:
    """The draft, and who made it."""
    key = case.key(blind(case.answer, desk.names).text)
    with desk.kit.store.reading() as db:
        kept = examples.of_purpose(db, PURPOSE, key, MOST_EXAMPLES)
    same = next((one.better for one in kept if one.key == key and not _calls(one, desk.names)), None)
    if same is not None:
        return same, BY_EXAMPLE
    if desk.engine is not None:
        usable = [one for one in kept if phrasing.without_names(one, desk.names) and one.context]
        try:
            said = yield from phrasing.phrased(desk.engine, case, usable, desk.names, cancel)
            if said is not None:
                return said, desk.engine.info(cancel).name
        except _WITHOUT_MODEL:
            return words.about_try(case), BY_CODE
    return words.about_try(case), BY_CODE


def _calls(example: Example, names: Sequence[str]) -> bool:
    """Whether the teacher's words call somebody by name: then they are for nobody else."""
    return MASK in blind(example.better, names).text
