"""What the classes of a pupil ask for, how far each task is, and what was handed in already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt, Practice
from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment
from carrel.behaviours.model import Behaviour
from carrel.classroom import signing
from carrel.classroom.classes.model import Assignment
from carrel.classroom.joined import tables
from carrel.classroom.joined.model import Joined
from carrel.classroom.model import Arrived
from carrel.classroom.post import tables as post
from carrel.classroom.watched import tables as watched
from carrel.classroom.watched.model import ClassFolder
from carrel.classroom.work import tables as works
from carrel.flows.classes import open_pack, own, policy
from carrel.flows.classes.contents import ClassContents
from carrel.flows.classes.keys import private_key
from carrel.flows.classes.told_back import ToldBack, told_back
from carrel.flows.classes.writing import last_handed
from carrel.flows.holdings import FOUNDATIONS
from carrel.flows.kit import Kit
from carrel.library import tables as library
from carrel.library.packs import tables as packs
from carrel.records import tables as records
from carrel.records.diffs import words

if TYPE_CHECKING:
    from carrel.store.db import Database

When = Literal["to_come", "open", "late"]
"""Whether a task opens on a later study day, may be done now, or was to be done before today."""


@dataclass(frozen=True)
class ToRead:
    """A document that came with a task. document: its id in the library here; empty for one that was removed."""

    title: str
    document: str


@dataclass(frozen=True)
class MyTask:
    """Something that a class asks for.

    tried, wanted: how many different questions were tried for it, of how many. finished: a practice for it went to its
    end. session: the id of the one that lies open for it, empty for none. lacks: its lessons are not here to practise.
    to_read: in the order of the task. written: how many words were written for it; None where nothing was begun.
    handed: when what was written was last handed in; None for never. is_changed: whether it has changed since then.
    behaviour: which one the tutor follows where its questions are practised; None for the usual manner.
    """

    asked: Assignment
    when: When
    tried: int
    wanted: int
    finished: bool = False
    session: str = ""
    lacks: bool = False
    to_read: tuple[ToRead, ...] = ()
    written: int | None = None
    handed: Moment | None = None
    is_changed: bool = False
    behaviour: Behaviour | None = None

    @property
    def wants_text(self) -> bool:
        """Whether something is to be written for it."""
        return bool(self.asked.task.strip())

    @property
    def is_practised(self) -> bool:
        """Whether all that is to be practised was."""
        return self.finished or self.tried >= self.wanted

    @property
    def is_done(self) -> bool:
        """Whether all that is to be practised was, and what is to be written is handed in."""
        return self.is_practised and (not self.wants_text or self.handed is not None)

    @property
    def is_work(self) -> bool:
        """Whether there is anything to do in it that can be done or not."""
        return bool(self.wanted) or self.wants_text


@dataclass(frozen=True)
class MyClass:
    """A class of the pupil.

    tasks: those that are due first come first. problem, next_step: why nothing can be said of its tasks; empty where
    all is well. handed_in: when results were last written; None for never. waiting: how many tries are in no results.
    works: how many pieces of work were handed in since then. said: what the teacher said, the newest first. folder: the
    one that is watched for it.
    """

    joined: Joined
    tasks: tuple[MyTask, ...] = ()
    problem: str = ""
    next_step: str = ""
    handed_in: Moment | None = None
    waiting: int = 0
    works: int = 0
    said: tuple[ToldBack, ...] = ()
    folder: ClassFolder | None = None


@dataclass(frozen=True)
class MyClasses:
    """All of them, the newest first. day: the study day. number: of this device, for the teacher to compare.

    has_foundations: whether the lessons that come with Carrel are here.
    """

    day: str
    classes: tuple[MyClass, ...]
    number: str = ""
    has_foundations: bool = True

    @property
    def due(self) -> tuple[MyTask, ...]:
        """What is to be practised or written now and is not done, the nearest day first."""
        every = (task for one in self.classes for task in one.tasks)
        return tuple(
            sorted((one for one in every if one.when != "to_come" and one.is_work and not one.is_done), key=_by_day)
        )


def my_classes(kit: Kit) -> MyClasses:
    """All classes of whoever sits here; a pack that was changed is told with its class, and the others go on."""
    day = kit.stamp.now().day
    with kit.store.reading() as db:
        joined = tables.classes(db)
        has_foundations = any(one.id == FOUNDATIONS for one in packs.packs(db))
    if not joined:
        return MyClasses(day, (), has_foundations=has_foundations)
    with kit.store.writing() as db:
        number = signing.fingerprint(signing.public_key(private_key(db, "signing")))
    return MyClasses(day, tuple(_whole(kit, one, day) for one in joined), number, has_foundations)


def is_pupil(kit: Kit) -> bool:
    """Whether whoever sits here is in any class."""
    with kit.store.reading() as db:
        return bool(tables.classes(db))


def _whole(kit: Kit, joined: Joined, day: str) -> MyClass:
    """The class with what goes to and fro beside its pack."""
    said = tuple(told_back(kit, joined.classroom))
    with kit.store.reading() as db:
        folder = watched.find(db, joined.classroom, "pupil")
    return replace(_class(kit, joined, day), said=said, folder=folder)


def _class(kit: Kit, joined: Joined, day: str) -> MyClass:
    try:
        pack, contents = open_pack.kept(kit, joined)
    except CarrelError as error:
        return MyClass(joined, problem=error.what, next_step=error.next_step)
    asked = open_pack.asked(joined, contents)
    with kit.store.reading() as db:
        tries = [one for one in attempts.attempts(db, kit.learner) if one.assignment in {task.id for task in asked}]
        done = _Done(tries, attempts.finished(db, kit.learner), attempts.lying_open(db, kit.learner))
        topics = {topic.id for one in packs.packs(db) for topic in packs.topics(db, one.id)}
        found = _documents(db, pack, contents)
        drafts = {one.id: _drafted(db, kit.learner, one) for one in asked if one.task.strip()}
        handed_in = post.last_sent(db, joined.classroom, "results")
    behaviours = {one.id: policy.followed(one, contents.behaviours) for one in asked if own.topics(one)}
    tasks = [
        replace(_task(one, done, topics, found, day), behaviour=behaviours.get(one.id), **drafts.get(one.id, {}))
        for one in asked
    ]
    waiting = sum(handed_in is None or one.created.utc > handed_in.utc for one in tries)
    handed = sum(
        one.handed is not None and (handed_in is None or one.handed.utc[:19] >= handed_in.utc[:19]) for one in tasks
    )
    return MyClass(joined, tuple(sorted(tasks, key=_by_day)), "", "", handed_in, waiting, handed)


def _drafted(db: Database, learner: str, asked: Assignment) -> dict[str, Any]:
    """What a task shows of what is written for it."""
    draft = works.draft_for(db, learner, asked.id)
    if draft is None:
        return {}
    done, is_changed = last_handed(records.links(db, draft.id), draft.text)
    return {"written": words(draft.text), "handed": done, "is_changed": is_changed}


@dataclass(frozen=True)
class _Done:
    """What was done for a class: its tries, what was gone through to the end, and the practice that lies open."""

    tries: Sequence[Attempt]
    finished: frozenset[str]
    lying: Practice | None


def _task(asked: Assignment, done: _Done, topics: set[str], found: Mapping[str, ToRead], day: str) -> MyTask:
    when: When = "to_come" if asked.opens > day else "late" if asked.due and asked.due < day else "open"
    return MyTask(
        asked,
        when,
        len({one.item for one in done.tries if one.assignment == asked.id}),
        asked.count if asked.topics else 0,
        asked.id in done.finished,
        done.lying.id if done.lying is not None and done.lying.assignment == asked.id else "",
        not topics.issuperset(asked.topics),
        tuple(found[one] for one in asked.documents if one in found),
    )


def _documents(db: Database, pack: Arrived, contents: ClassContents) -> dict[str, ToRead]:
    """The documents of a pack by the id that the teacher's library gives them; here they are known by their bytes."""
    found = {}
    for paper in contents.papers:
        here = library.with_content(db, hashlib.sha256(pack.entries[paper.entry]).hexdigest())
        found[paper.id] = ToRead(paper.title, here.id if here is not None else "")
    return found


def _by_day(task: MyTask) -> tuple[bool, str, str]:
    """Those with a day come first, the nearest day first."""
    return (not task.asked.due, task.asked.due, task.asked.opens)
