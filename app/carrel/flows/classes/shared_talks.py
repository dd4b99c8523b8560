"""The pupil's talk with the tutor, where a task says that it goes along: handed in, taken in, and read by the teacher.

What a task says is read from the pack that the teacher signed, and never from the store of whoever is asked. Nothing of
any other task goes along, and nothing of any other chat. A pupil who changes the program can hold a talk back; nothing
looks for that, and nothing needs to: the talk helps the pupil to be understood, and is no evidence of anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.fields import MOST_TEXT, Fields, ItemRefused
from carrel.base.text import clean
from carrel.base.words import _
from carrel.classroom.classes import tables as classes
from carrel.classroom.classes.model import Assignment, Pupil
from carrel.classroom.shared import tables
from carrel.classroom.shared.model import SharedTurn
from carrel.conversations import tables as conversations
from carrel.conversations.talks import tables as talks
from carrel.flows.classes.contents import parsed, refusing
from carrel.flows.classes.moments import moment_in
from carrel.flows.classes.naming import named
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database

TALK_FILE = "talk.json"
MOST_TURNS = 10_000
"""The newest turns that one pack carries."""

_LONGEST_ID = 200
_TEXTS = ("talk", "assignment", "item", "role", "text")


@dataclass(frozen=True)
class PupilTalk:
    """A talk about one question. task: the title of the assignment; question: its words, or its id where it is gone."""

    pupil: Pupil
    assignment: str
    task: str
    item: str
    question: str
    turns: tuple[SharedTurn, ...]

    def lines(self) -> list[tuple[str, str]]:
        """Who said what, turn by turn."""
        return [(self.pupil.name if one.role == "user" else _("The tutor"), one.text) for one in self.turns]


def to_share(db: Database, learner: str, tasks: Sequence[Assignment]) -> tuple[SharedTurn, ...]:
    """What was said to the tutor and by it beside the questions of those of these tasks that say that it goes along.

    tasks: as the signed pack has them. The branch of each talk that is shown; no deleted talk, no reply that is still
    being written.
    """
    sessions = attempts.sessions_for(db, learner, [one.id for one in tasks if one.transcript])
    found = [
        SharedTurn(about.conversation, sessions[about.practice], about.item, one.role, clean(one.text), one.created)
        for about in talks.about_any(db, list(sessions))
        if about.practice is not None and about.item is not None
        for one in conversations.thread(db, about.conversation)
        if one.state != "streaming" and one.text.strip() and not one.deleted
    ]
    newest = sorted(found, key=lambda one: one.said.utc)[-MOST_TURNS:]
    return tuple(one if len(one.text) <= MOST_TEXT else _shortened(one) for one in newest)


def count(turns: Iterable[SharedTurn]) -> int:
    """How many talks that is, one for each question."""
    return len({one.talk for one in turns})


def written(turns: Sequence[SharedTurn]) -> dict[str, bytes]:
    """The file of a results pack that says them; none for none."""
    if not turns:
        return {}
    said = [{**{name: getattr(one, name) for name in _TEXTS}, "at": vars(one.said)} for one in turns]
    return {TALK_FILE: json.dumps({"turns": said}, ensure_ascii=False, sort_keys=True).encode()}


def read(entries: Mapping[str, bytes]) -> tuple[SharedTurn, ...]:
    """What such a file says, every field looked at; nothing where it is not there. Raises PackUnreadable."""
    if TALK_FILE not in entries:
        return ()
    fields = Fields(parsed(entries[TALK_FILE]))
    return refusing(lambda: tuple(_in(one) for one in fields.objects("turns", most=MOST_TURNS)))


def take_talks(db: Database, room: str, pupil: str, turns: Sequence[SharedTurn]) -> int:
    """Keep what a pupil said to the tutor, each turn once and in whatever order; how many talks are new or went on.

    What belongs to no task of this class that asks for it is not kept.
    """
    asked = {one.id for one in classes.assignments(db, room) if one.transcript} if turns else set()
    return count(tables.keep(db, pupil, (one for one in turns if one.assignment in asked)))


def talks_of(kit: Kit, classroom: str, who: str) -> list[PupilTalk]:
    """The talks that a pupil handed in, by name, code or id, the oldest first; raises ClassMissing."""
    with kit.store.reading() as db:
        room = classes.classroom(db, classroom)
        tasks = {one.id: one.title for one in classes.assignments(db, room.id)}
        return [talk for pupil in named(classes.pupils(db, room.id), who) for talk in talks_in(db, pupil, tasks)]


def talks_in(db: Database, pupil: Pupil, tasks: Mapping[str, str]) -> Iterator[PupilTalk]:
    """The talks of a pupil, within a look at the store that is under way. tasks: titles, by the ids of assignments."""
    kept = tables.turns(db, pupil.id)
    asked = attempts.prompts(db, (one.item for one in kept))
    for (_talk, assignment, item), turns in groupby(kept, key=lambda one: (one.talk, one.assignment, one.item)):
        task = tasks.get(assignment, _("A task that was taken back"))
        yield PupilTalk(pupil, assignment, task, item, asked.get(item) or item, tuple(turns))


def _shortened(turn: SharedTurn) -> SharedTurn:
    return SharedTurn(turn.talk, turn.assignment, turn.item, turn.role, turn.text[: MOST_TEXT - 1] + "…", turn.said)


def _in(fields: Fields) -> SharedTurn:
    talk, assignment, item, role, text = (fields.text(name, required=True) for name in _TEXTS)
    if max(map(len, (talk, assignment, item))) > _LONGEST_ID:
        raise ItemRefused.because(_("An id is too long."))
    if role not in {"user", "assistant"}:
        raise ItemRefused.because(_("Somebody speaks in a talk who is neither the pupil nor the tutor."))
    return SharedTurn(talk, assignment, item, role, text, moment_in(fields.inner("at")))  # type: ignore[arg-type]
