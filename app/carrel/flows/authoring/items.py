"""The questions of an assignment: written, brought in, drafted from a document and approved, or taken out again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.items import item_from
from carrel.assessment.making import tables as making
from carrel.assessment.model import Item
from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import MOST_ITEMS, Assignment, ClassMissing, NotSaid
from carrel.flows import evidence
from carrel.flows.authoring.checking import found
from carrel.flows.authoring.reading import read
from carrel.flows.classes import own
from carrel.flows.classes.own import Raw
from carrel.flows.examine.quiz import quiz_on_document
from carrel.flows.kit import Kit
from carrel.library import tables as library
from carrel.library.model import Document
from carrel.library.packs.findings import Finding, faults

if TYPE_CHECKING:
    from carrel.store.db import Database


class ItemMissing(CarrelError):
    """There is no such question in the assignment."""


class ItemFaulty(CarrelError):
    """A question breaks a rule, so that it cannot go out."""


@dataclass(frozen=True)
class Written:
    """What came of questions that were given. items: those that go out now. findings: what is wrong with any of them.

    refused: how many a fault kept out. bad: a sentence for each that could not be read. lost: what was left out.
    """

    assignment: Assignment
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]
    refused: int = 0
    bad: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Questions:
    """The questions of an assignment, and drafts that a program made from its documents and nobody approved yet."""

    assignment: Assignment
    items: tuple[Item, ...]
    drafts: tuple[Item, ...]


def questions(kit: Kit, classroom: str, assignment: str) -> Questions:
    """The questions of this assignment, by its id or title; raises ClassMissing."""
    with kit.store.reading() as db:
        asked = _assignment(db, classroom, assignment)
        items = tuple(item_from(raw) for raw in own.bodies(db, asked))
        return Questions(asked, items, tuple(item_from(raw) for raw in _drafts(db, asked).values()))


def one_of(told: Questions, item: str) -> Item:
    """The question or the draft with this id; raises ItemMissing."""
    for one in (*told.items, *told.drafts):
        if one.id == item:
            return one
    raise _missing()


def raw_of(kit: Kit, classroom: str, assignment: str, item: str) -> Raw:
    """The question or the draft with this id as formats.md has it; raises ClassMissing and ItemMissing."""
    with kit.store.reading() as db:
        asked = _assignment(db, classroom, assignment)
        there = _drafts(db, asked) | {raw["id"]: raw for raw in own.bodies(db, asked)}
    if item not in there:
        raise _missing()
    return there[item]


def papers(kit: Kit, assignment: Assignment) -> tuple[Document, ...]:
    """The documents of an assignment that are still here."""
    with kit.store.reading() as db:
        return tuple(one for one in library.documents(db) if one.id in assignment.documents)


def write(kit: Kit, classroom: str, assignment: str, raw: Raw, instead: str = "") -> Written:
    """Keep a question that somebody wrote, behind the others, or in the place of the one with the id `instead`.

    A draft that was changed goes out as it was written, and waits no longer. Raises ClassMissing, NotSaid, ItemRefused
    and ItemFaulty; ItemMissing where the question that was changed is gone.
    """
    item_from(raw)
    with kit.store.writing() as db:
        asked = _assignment(db, classroom, assignment)
        named = own.named(asked, raw, {skill.id for skill in evidence.skills(db)})
        told = found([named])
        _refuse(told)
        before = {one["id"]: one for one in own.bodies(db, asked)}
        if instead in _drafts(db, asked):
            making.forget(db, instead)
        elif instead and instead not in before:
            raise _missing()
        kept: dict[str, Any] = {}
        for name, one in before.items():
            kept.update({named["id"]: named} if name == instead else {name: one})
        asked = _kept(kit, db, asked, kept | {named["id"]: named})
        items = tuple(item_from(one) for one in own.bodies(db, asked))
    return Written(asked, items, tuple(told))


def add(kit: Kit, classroom: str, assignment: str, listed: Sequence[Raw]) -> Written:
    """Add these questions; one that breaks a rule is left out and told. Raises ClassMissing, ItemRefused and NotSaid.

    The same question once more changes nothing.
    """
    with kit.store.reading() as db:
        asked = _assignment(db, classroom, assignment)
        known = {skill.id for skill in evidence.skills(db)}
    for raw in listed:
        item_from(raw)
    named = {one["id"]: one for one in (own.named(asked, raw, known) for raw in listed)}
    told = found([*named.values()])
    faulty = {one.place.item for one in faults(told)}
    sound = {name: raw for name, raw in named.items() if name not in faulty}
    with kit.store.writing() as db:
        asked = _kept(kit, db, asked, {raw["id"]: raw for raw in own.bodies(db, asked)} | sound)
        items = tuple(item_from(raw) for raw in own.bodies(db, asked))
    return Written(asked, items, tuple(told), len(named) - len(sound))


def bring_in(kit: Kit, classroom: str, assignment: str, path: Path) -> Written:
    """Add the questions of a file; raises what `add` raises, and QuestionsRefused."""
    came = read(path)
    return replace(add(kit, classroom, assignment, came.items), bad=came.bad, lost=came.lost)


def draft(kit: Kit, classroom: str, assignment: str, document: str, cancel: Cancel) -> Iterator[Progress | Questions]:
    """Have questions made from a document of the assignment; they wait as drafts until somebody approves them.

    Raises ClassMissing, NotSaid for a document of another assignment, TooLittleText and Stopped.
    """
    with kit.store.reading() as db:
        asked = _assignment(db, classroom, assignment)
    if document not in asked.documents:
        raise NotSaid(
            _("This document is not one of the assignment's."),
            _("Set the assignment with it, or choose one of its own."),
        )
    for step in quiz_on_document(kit, document, cancel):
        if isinstance(step, Progress):
            yield step
    yield questions(kit, classroom, asked.id)


def approve(kit: Kit, classroom: str, assignment: str, item: str) -> Written:
    """Let a draft go out with the next pack; raises ClassMissing, ItemMissing, and ItemFaulty for one with a fault."""
    with kit.store.reading() as db:
        drafts = _drafts(db, _assignment(db, classroom, assignment))
    if item not in drafts:
        raise _missing()
    told = add(kit, classroom, assignment, [drafts[item]])
    _refuse(told.findings)
    return told


def remove(kit: Kit, classroom: str, assignment: str, item: str) -> Raw:
    """Take a question out of an assignment; returns it, to be added again. Raises ClassMissing and ItemMissing."""
    with kit.store.writing() as db:
        asked = _assignment(db, classroom, assignment)
        kept = {raw["id"]: raw for raw in own.bodies(db, asked)}
        if item not in kept:
            raise _missing()
        gone = kept.pop(item)
        _keep(kit, db, asked, kept)
    return gone


def _assignment(db: Database, classroom: str, named: str) -> Assignment:
    room = tables.classroom(db, classroom)
    listed = [one for one in tables.assignments(db, room.id) if named in {one.id, one.title}]
    if len(listed) == 1:
        return listed[0]
    if listed:
        raise ClassMissing(_("More than one assignment is called so."), _("Name it by its id."))
    raise ClassMissing(_("There is no such assignment."), _("Look at the class to see what was set."))


def _refuse(told: Sequence[Finding]) -> None:
    """Raise ItemFaulty where any of this is a fault."""
    for first in faults(told)[:1]:
        raise ItemFaulty(first.what, first.then)


def _kept(kit: Kit, db: Database, asked: Assignment, kept: dict[str, Any]) -> Assignment:
    """The assignment with these questions, unless they are too many."""
    if len(kept) > MOST_ITEMS:
        raise NotSaid(
            _("An assignment holds at most {most} questions.").format(most=MOST_ITEMS),
            _("Take some out, or set a second assignment."),
        )
    return _keep(kit, db, asked, kept)


def _keep(kit: Kit, db: Database, asked: Assignment, kept: dict[str, Any]) -> Assignment:
    asked = replace(asked, items=tuple(kept))
    own.keep(db, asked, [*kept.values()], kit.stamp.now())
    tables.keep_assignment(db, asked)
    return asked


def _drafts(db: Database, asked: Assignment) -> dict[str, dict[str, Any]]:
    """What a program made from the documents of an assignment, without what was approved of it."""
    known = {skill.id for skill in evidence.skills(db)}
    waiting = {}
    for one in attempts.filed(db):
        if one.source in asked.documents:
            raw = json.loads(attempts.body(db, one.id))
            raw.pop("source", None)  # the pupil has the document under another id
            if own.named(asked, raw, known)["id"] not in asked.items:
                waiting[one.id] = raw
    return waiting


def _missing() -> ItemMissing:
    return ItemMissing(_("There is no such question in this assignment."), _("List its questions to see their ids."))
