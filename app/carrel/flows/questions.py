"""Questions into a file that other programs read, and out of one: a file becomes a small pack to practise with."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from carrel.assessment import tables as items
from carrel.assessment.items import item_from, to_json
from carrel.assessment.model import Item
from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.stamp import derived_id, family
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.exchange.questions import reading
from carrel.exchange.questions.api import Bad, Losses, QuestionFormat, Questions, QuestionsRefused
from carrel.flows.kit import Kit
from carrel.flows.take_out import write_new
from carrel.library.packs import tables as packs
from carrel.library.packs.model import InstalledPack, Pack, Skill, Topic
from carrel.progress.schedule import instant

MOST_BYTES = 200_000_000
PREFIX = "brought-in."
"""What the id of a pack begins with that was made of a file of questions."""


class NoQuestions(CarrelError):
    """There is no question for what was asked for."""


@dataclass(frozen=True)
class QuestionsOut:
    """A file of questions that was written: where, how many, and what the format could not carry."""

    path: Path
    count: int
    lost: Losses


@dataclass(frozen=True)
class QuestionsIn:
    """What came of a file of questions.

    source: the title of its format. pack, topic: the ids under which its questions are practised. count: how many came
    in. bad: those that could not be read. lost: what else of the file Carrel does not keep.
    """

    source: str
    pack: str
    topic: str
    title: str
    count: int
    bad: tuple[Bad, ...]
    lost: Losses


def packed(kit: Kit) -> list[InstalledPack]:
    """The packs whose questions can be written."""
    with kit.store.reading() as db:
        return packs.packs(db)


def take_out(
    kit: Kit, written_as: QuestionFormat, pack: str, topics: Collection[str], path: Path, *, replace_it: bool = False
) -> QuestionsOut:
    """Write the questions of a pack, or of some of its topics; of those that differ in their numbers alone, the first.

    Raises PackMissing, NoQuestions, FileExists and FileUnwritable.
    """
    if written_as.writes is None:
        raise ValueError(written_as.name)
    with kit.store.reading() as db:
        held = packs.get(db, pack)
        wanted = [one.id for one in packs.topics(db, pack) if not topics or one.id in topics]
        bodies = [json.loads(body) for topic in wanted for body in items.bodies(db, topic)]
    now = int(instant(kit.stamp.now().utc).timestamp())
    families = {family(body["id"]): body for body in reversed(bodies)}
    found = tuple(item_from(body) for body in reversed(families.values()))
    if not found:
        raise NoQuestions(
            _("There are no questions for this in “{title}”.").format(title=one_line(held.title)),
            _("Choose another pack, or other topics of it."),
        )
    written = written_as.writes(Questions(held.title, found, held.language, now))
    write_new(path, written.content, replace=replace_it)
    return QuestionsOut(path, written.count, written.lost)


def found(path: Path, cancel: Cancel | None = None) -> tuple[bytes, QuestionFormat] | None:
    """What the file holds, and the format of questions that it is of; None where it is of none, or cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    written_as = reading.format_of(content, path.name, cancel or Cancel())
    return (content, written_as) if written_as is not None else None


def bring_in(
    kit: Kit, path: Path, content: bytes, written_as: QuestionFormat, cancel: Cancel | None = None
) -> QuestionsIn:
    """Keep the questions of a file as a small pack; the same file once more changes what it brought before.

    They are read in a limited child. Raises QuestionsRefused and Stopped.
    """
    found = reading.read(written_as, content, path.name, cancel or Cancel())
    title = one_line(found.title or path.stem)[:120] or _("Questions")
    if not found.items:
        why = found.bad[0].sentence() if found.bad else _("The file holds no question.")
        raise QuestionsRefused(why, _("Look at it in the program that wrote it, and export it once more."))
    name = PREFIX + derived_id(written_as.name, title)
    topic = Topic(name, title, _("Questions from files"), (name,), 0, "", 0)
    named = [_named(item, name, number) for number, item in enumerate(found.items, 1)]
    with kit.store.writing() as db:
        now = kit.stamp.now()
        pack = Pack(name, now.day, title, "", "", (), "", (Skill(name, title),), (topic,))
        packs.keep(db, pack, now)
        packs.keep_topics(db, pack, {})
        items.forget(db, name, [item.id for item in named])
        for item in named:
            items.keep(db, item.id, item.kind, name, name, json.dumps(to_json(item), ensure_ascii=False))
    return QuestionsIn(written_as.title(), name, name, title, len(named), found.bad, found.lost)


def _named(item: Item, pack: str, number: int) -> Item:
    """The item under an id that no other has, practised under the one skill of its file."""
    own = f"{pack}.{derived_id(item.id) if item.id else f'{number:04}'}"
    return replace(item, id=own, skills=(pack,))
