"""The talk with the tutor goes along where a task says so, and nothing else of what was ever said."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from carrel.assessment.fields import MOST_TEXT
from carrel.base.work import Cancel
from carrel.classroom import packing, sealing
from carrel.classroom.classes.model import Assignment, ClassMissing
from carrel.classroom.devices import tables as devices
from carrel.classroom.model import PackUnreadable
from carrel.conversations import tables as conversations
from carrel.conversations.talks import tables as talks
from carrel.flows import coach, practise, teach, tidy
from carrel.flows.classes import hand_back, returns, rooms, setting, shared_talks
from carrel.flows.classes.seeing.evidence import Tries, evidence_of
from carrel.flows.classes.shared_talks import TALK_FILE, talks_of
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish
from tests.flows.classes.conftest import TOPIC, School

SHARED, SILENT = "Shared task", "Silent task"


@dataclass
class Talking:
    """A pupil with two tasks, of which one says that the talk goes along."""

    school: School

    @property
    def kit(self) -> Kit:
        """The pupil's."""
        return self.school.pupils[0]

    def ask(self, task: str, said: str, *, count: int = 1) -> str:
        """Begin a practice for a task (none without a name), ask about its first item, and try it; the session."""
        made = {one.title: one.id for one in rooms.room(self.school.teacher, "7b").assignments}
        wish = Wish("topic", (TOPIC,), count=count, assignment=made[task] if task else "")
        session = practise.begin(self.kit, wish).session
        self.say(session, said)
        practise.attempt(self.kit, session, "7")
        return session

    def say(self, session: str, said: str) -> None:
        """Ask about the item that lies open."""
        list(coach.ask(self.kit, session, said, Cancel()))

    def entries(self, path: Path) -> dict[str, bytes]:
        """The files of a results pack, as only the teacher can open it."""
        with self.school.teacher.store.reading() as db:
            opens = devices.secret(db, "sealing")
        assert opens is not None
        return dict(packing.read(sealing.unseal(path.read_bytes(), opens), ()).entries)

    def came(self) -> list[list[tuple[str, str]]]:
        """What the teacher reads of the pupil: who said what, talk by talk."""
        return [one.lines() for one in talks_of(self.school.teacher, "7b", "Amara")]


@pytest.fixture
def talking(school: School) -> Talking:
    """Both have the class."""
    for title, transcript in ((SHARED, True), (SILENT, False)):
        wish = Assignment(
            "", "", title, school.room.created, topics=(TOPIC,), count=3, policy="open", transcript=transcript
        )
        rooms.assign(school.teacher, school.room.id, wish)
    school.join(0, school.give())
    return Talking(school)


def test_the_talk_beside_a_task_that_says_so_comes_to_the_teacher_whole(talking: Talking) -> None:
    session = talking.ask(SHARED, "What is a HEAP here?")
    [kept] = [coach.talk(talking.kit, session)]
    [told] = talking.school.take(talking.school.back(0), trust=True)
    assert (told.talks, told.came_along) == (1, "The talk with the tutor about one question came along.")
    [one] = talks_of(talking.school.teacher, "7b", "KOMA-7")
    assert (one.task, one.question) == (SHARED, practise.resume(talking.kit, session).item.prompt)  # type: ignore[union-attr]
    assert [(turn.role, turn.text, turn.said) for turn in one.turns] == [
        (message.role, message.text, message.created) for message in kept
    ]
    assert [who for who, _said in one.lines()] == ["Amara", "The tutor"]


def test_not_a_byte_of_another_task_or_another_chat_goes_along(talking: Talking) -> None:
    talking.ask(SHARED, "Tell me of ALPHA.")
    talking.ask(SILENT, "Tell me of BRAVO.")
    talking.ask("", "Tell me of CHARLIE.")
    list(teach.say(talking.kit, None, "Tell me of DELTA.", Cancel()))
    content = b"\x00".join(talking.entries(talking.school.back(0)).values())
    assert b"ALPHA" in content
    for other in (b"BRAVO", b"CHARLIE", b"DELTA"):
        assert other not in content


def test_where_no_task_says_so_there_is_no_file_for_it(talking: Talking) -> None:
    talking.ask(SILENT, "Tell me of BRAVO.")
    assert TALK_FILE not in talking.entries(talking.school.back(0))


def test_the_pupil_is_told_before_and_after_that_the_talk_goes_along(talking: Talking) -> None:
    talking.ask(SHARED, "What is a heap?")
    talking.ask(SILENT, "And a total?")
    held = hand_back.look(talking.kit, "")
    assert held.talks == ((SHARED, 1),)
    given = hand_back.hand_back(talking.kit, "", talking.school.share)
    assert (given.talks, given.talked) == (1, "Your talk with the tutor about one question is in it.")


def test_in_whatever_order_and_however_often_it_comes_each_turn_is_there_once(talking: Talking) -> None:
    session = talking.ask(SHARED, "First?")
    packs = [talking.school.back(0, "early")]
    talking.say(session, "Second?")
    packs.append(talking.school.back(0, "later"))
    talking.ask(SHARED, "Third?")
    packs.append(talking.school.back(0, "last"))
    talking.school.take(packs[2], trust=True)
    whole = talking.came()
    assert [said for talk in whole for who, said in talk if who == "Amara"] == ["First?", "Second?", "Third?"]
    assert [one.talks for one in talking.school.take(*packs[:2])] == [0, 0]
    assert talking.came() == whole


def test_the_first_pack_may_come_last(talking: Talking) -> None:
    session = talking.ask(SHARED, "First?")
    early = talking.school.back(0, "early")
    talking.say(session, "Second?")
    late = talking.school.back(0, "late")
    assert [one.talks for one in talking.school.take(late, early, trust=True)] == [1, 0]
    assert [said for who, said in talking.came()[0] if who == "Amara"] == ["First?", "Second?"]


def test_a_talk_that_was_deleted_stays_where_it_is(talking: Talking) -> None:
    session = talking.ask(SHARED, "Tell me of ALPHA.")
    with talking.kit.store.reading() as db:
        [about] = talks.about_any(db, [session])
        assert conversations.thread(db, about.conversation)
    tidy.delete_many(talking.kit, [about.conversation])
    assert TALK_FILE not in talking.entries(talking.school.back(0))


def test_what_the_pack_says_counts_and_not_the_store_of_the_pupil(talking: Talking) -> None:
    talking.ask(SILENT, "Tell me of BRAVO.")
    with talking.kit.store.writing() as db:
        db.execute("update practice set about = '[]'")
        assert not db.execute("select 1 from assignment").fetchall(), "a pupil's store has no flag to be changed"
    assert hand_back.look(talking.kit, "").talks == ()


def test_a_teacher_keeps_nothing_that_no_task_of_the_class_asks_for(
    talking: Talking, monkeypatch: pytest.MonkeyPatch
) -> None:
    talking.ask(SHARED, "Tell me of ALPHA.")
    talking.ask(SILENT, "Tell me of BRAVO.")
    share = shared_talks.to_share

    def all_of_it(db: Any, learner: str, tasks: list[Assignment]) -> Any:
        return share(db, learner, [replace(one, transcript=True) for one in tasks])

    monkeypatch.setattr(shared_talks, "to_share", all_of_it)
    back = talking.school.back(0)
    assert b"BRAVO" in talking.entries(back)[TALK_FILE]
    [told] = talking.school.take(back, trust=True)
    assert told.talks == 1
    assert [said for talk in talking.came() for who, said in talk if who == "Amara"] == ["Tell me of ALPHA."]


def test_the_try_and_its_talk_stand_together(talking: Talking) -> None:
    talking.ask(SHARED, "What is a heap?")
    talking.ask(SILENT, "And a total?")
    talking.school.take(talking.school.back(0), trust=True)
    tries = talking.school.tries(0)
    behind = {one.tried.attempt: one.talks for one in evidence_of(talking.school.teacher, _all(tries), "7b")}
    assert [len(behind[one.id]) for one in tries] == [1, 0]


def test_a_turn_that_is_longer_than_a_pack_may_hold_is_cut_and_goes_along(talking: Talking) -> None:
    session = talking.ask(SHARED, "What is a heap?")
    with talking.kit.store.writing() as db:
        db.execute("update message set text = ? where role = 'user'", ("long " * MOST_TEXT,))
    assert coach.talk(talking.kit, session)
    [told] = talking.school.take(talking.school.back(0), trust=True)
    assert (told.state, told.talks) == ("ok", 1)
    assert {len(said) for who, said in talking.came()[0] if who == "Amara"} == {MOST_TEXT}


@pytest.mark.parametrize(
    "changed",
    [
        {"role": "teacher"}, {"role": ""}, {"text": ""}, {"text": "x" * 30_000}, {"talk": "x" * 300}, {"item": None},
        {"at": None}, {"at": {"utc": "now", "day": "2027-01-01"}}, {"text": ["a"]},
    ],
)  # fmt: skip
def test_a_turn_that_no_carrel_wrote_is_refused(talking: Talking, changed: dict[str, object]) -> None:
    talking.ask(SHARED, "What is a heap?")
    entries = talking.entries(talking.school.back(0))
    told = json.loads(entries[TALK_FILE])
    told["turns"][0] |= changed
    with pytest.raises(PackUnreadable):
        returns.read(entries[returns.RESULTS_FILE], {**entries, TALK_FILE: json.dumps(told).encode()})


@pytest.mark.parametrize("content", [b"", b"[]", b'{"turns": 7}', b'{"turns": []}', b'{"turns": [1]}', b"\xff", b"{}"])
def test_a_file_of_talks_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(PackUnreadable):
        shared_talks.read({TALK_FILE: content})


def test_turns_say_the_same_after_they_were_written_and_read(talking: Talking) -> None:
    talking.ask(SHARED, "Was ist ein Haufen? 🙂 \u202eabc")
    joined = talking.school.joined(0)
    with talking.kit.store.reading() as db:
        turns = hand_back.done(talking.kit, db, joined).turns
    assert len(turns) == 2
    assert shared_talks.read(shared_talks.written(turns)) == turns


def test_of_nobody_there_is_no_talk_and_a_task_taken_back_is_told(talking: Talking) -> None:
    talking.ask(SHARED, "What is a heap?")
    talking.school.take(talking.school.back(0), trust=True)
    with pytest.raises(ClassMissing):
        talks_of(talking.school.teacher, "7b", "Nobody")
    assert talks_of(talking.school.teacher, "7b", "Bo") == []
    shared = next(one for one in rooms.room(talking.school.teacher, "7b").assignments if one.title == SHARED)
    setting.remove(talking.school.teacher, shared.id)
    assert [one.task for one in talks_of(talking.school.teacher, "7b", "Amara")] == ["A task that was taken back"]


def _all(tries: list[Any]) -> Tries:
    ids = [one.id for one in tries]
    random.Random(5).shuffle(ids)
    return Tries(tuple(ids))
