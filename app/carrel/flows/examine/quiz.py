"""Makes a quiz of a document or a reply, and keeps its items, so that they are practised and reviewed like others.

Attempts at them are kept and scheduled, and count towards no skill: nobody has looked at these items, so they are no
evidence of what somebody can do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment import tables as assessment
from carrel.assessment.attempts import tables as attempts
from carrel.assessment.making import tables
from carrel.assessment.making.model import Made
from carrel.assessment.making.tables import Origin
from carrel.assessment.model import QuizWish
from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.conversations import tables as conversations
from carrel.flows import evidence
from carrel.flows.able import able
from carrel.flows.examine.by_code import by_code
from carrel.flows.examine.by_model import by_model
from carrel.flows.examine.source import Matter, of_document, of_reply
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish
from carrel.library import tables as library

if TYPE_CHECKING:
    from carrel.store.db import Database

COUNT = 10
"""Items of a quiz, unless more or fewer are asked for."""

FEWEST = 2


class TooLittleText(CarrelError):
    """A source says too little that can be asked about."""


@dataclass(frozen=True)
class Quiz:
    """What can be practised now.

    wish: the practice over it. items: how many there are. by_model: how many of those that were made now a model wrote.
    written: people wrote them, for a lesson; nothing was made.
    """

    wish: Wish
    title: str
    items: int
    by_model: int = 0
    written: bool = False


def quiz_on_document(
    kit: Kit, document: str, cancel: Cancel, count: int = COUNT, *, anew: bool = False
) -> Iterator[Progress | Quiz]:
    """A quiz on a document of the library; on a lesson, the items that come with it.

    What was made before is used again unless it is wanted anew, or the document has changed. Raises DocumentMissing,
    TooLittleText, Stopped.
    """
    with kit.store.reading() as db:
        held = library.there(db, document)
        written = _written(db, document)
    if written:
        yield Quiz(Wish("topic", (written,), count), held.title, count, written=True)
        return
    yield from _quiz(kit, document, lambda db: of_document(db, library.there(db, document)), cancel, count, anew)


def quiz_on_reply(
    kit: Kit, message: str, cancel: Cancel, count: int = COUNT, *, anew: bool = False
) -> Iterator[Progress | Quiz]:
    """A quiz on a reply; raises MessageMissing, TooLittleText, Stopped."""
    yield from _quiz(kit, message, lambda db: of_reply(db, message), cancel, count, anew)


def count_made(kit: Kit, documents: Sequence[str]) -> int:
    """How many items that were made from these documents are here to practise with; they go with them."""
    with kit.store.reading() as db:
        return sum(item.source in documents for item in attempts.filed(db))


def forget_quiz(kit: Kit, message: str) -> None:
    """Take the items that were made from a reply away, and the wish for them; tries at them are kept."""
    with kit.store.writing() as db:
        tables.forget_of(db, message)
        assessment.unwish(db, message)


def _quiz(
    kit: Kit, source: str, read: Callable[[Database], Matter], cancel: Cancel, count: int, anew: bool
) -> Iterator[Progress | Quiz]:
    yield Progress(_("Looking for what can be asked"))
    with kit.store.reading() as db:
        matter = read(db)
        here = _count(db, source)
    if here >= FEWEST and not anew:
        yield _of(matter, here, 0, count)
        return
    made: list[Made] = []
    for step in _made(kit, matter, count, cancel):
        if isinstance(step, Made):
            made.append(step)
        else:
            yield step
    cancel.check()
    if len(made) < FEWEST:
        raise _too_little(matter)
    with kit.store.writing() as db:
        _must_be_there(db, matter)
        _keep(kit, db, matter, made)
        here = _count(db, source)
    yield _of(matter, here, sum(one.by == "model" for one in made), count)


def _made(kit: Kit, matter: Matter, count: int, cancel: Cancel) -> Iterator[Progress | Made]:
    """The questions of a model where it is good enough, then those of code, each sentence asked about once."""
    asked: set[tuple[int, int]] = set()
    engine = able(kit, "items", cancel) if matter.sentences else None
    for step in by_model(engine, matter, count, cancel) if engine is not None else ():
        if isinstance(step, Made):
            if (step.sentence.part, step.sentence.first) in asked:
                continue
            asked.add((step.sentence.part, step.sentence.first))
        yield step
    cancel.check()
    for made in by_code(matter, cancel):
        if (made.sentence.part, made.sentence.first) not in asked:
            yield made


def _must_be_there(db: Database, matter: Matter) -> None:
    """Raise DocumentMissing or MessageMissing for a source that went while it was asked about."""
    if matter.document is not None:
        library.there(db, matter.document)
    else:
        conversations.get_message(db, matter.id)


def _keep(kit: Kit, db: Database, matter: Matter, made: list[Made]) -> None:
    origin = Origin(matter.document, matter.reply, matter.content)
    if matter.document is not None:
        tables.forget_others(db, matter.document, matter.content)
    now = kit.stamp.now()
    if matter.reply is not None:
        assessment.wish(db, QuizWish(matter.reply, now))
    for one in made:
        tables.keep(db, one, origin, now)


def _count(db: Database, source: str) -> int:
    return sum(item.source == source for item in attempts.filed(db))


def _written(db: Database, document: str) -> str:
    """The topic of a lesson that has items which people wrote; empty for any other document."""
    topic = next((one.id for one in evidence.topics(db) if one.document == document), "")
    return topic if any(item.topic == topic for item in attempts.filed(db) if topic) else ""


def _of(matter: Matter, here: int, by_model: int, count: int) -> Quiz:
    return Quiz(Wish("source", (matter.id,), min(count, here)), matter.title, here, by_model)


def _too_little(matter: Matter) -> TooLittleText:
    return TooLittleText(
        _("“{title}” says too little that can be asked about.").format(title=beside(matter.title, 80)),
        _("Choose a text with more facts in it: terms that it explains, figures, dates or names."),
    )
