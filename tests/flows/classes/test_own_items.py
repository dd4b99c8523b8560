"""A teacher's own questions go out with the pack, are practised under the rules of the task, and come back as tries."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carrel.assessment.attempts import tables as attempts
from carrel.base.work import Cancel
from carrel.classroom import packing
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Assignment, ClassMissing, NotSaid
from carrel.classroom.devices import tables as devices
from carrel.classroom.model import PackUnreadable
from carrel.exchange.questions.api import QuestionsRefused
from carrel.flows import pack_shelf, practise, read_in
from carrel.flows.authoring import items
from carrel.flows.authoring.items import ItemMissing
from carrel.flows.choose_practice import for_task
from carrel.flows.classes import open_pack, own, rooms
from carrel.flows.classes.open_pack import PackNotTaken
from carrel.flows.classes.policy import BelongsToTask
from carrel.flows.practise import NothingToPractise, Wish
from carrel.library import tables as library
from tests.flows.classes.conftest import School

RIVER: dict[str, Any] = {
    "v": 1, "id": "anything", "kind": "text", "prompt": "Which river flows through Vienna?", "answers": ["Danube"],
    "hints": ["It is long.", "It ends in the Black Sea.", "Strauss wrote a waltz about it."],
}  # fmt: skip
SUM: dict[str, Any] = {
    "v": 1, "kind": "numeric", "prompt": "How much is 2 and 3?", "answers": ["5"], "skills": ["sums.adding", "nowhere"],
}  # fmt: skip


def asked(school: School) -> Assignment:
    """The assignment as it stands now."""
    return rooms.room(school.teacher, "7b").assignments[0]


def here(school: School, number: int) -> set[str]:
    """The ids of the teacher's own questions on a pupil's computer."""
    with school.pupils[number].store.reading() as db:
        return {one.id for one in attempts.filed(db) if one.topic.startswith(own.PREFIX)}


def test_own_questions_are_practised_as_the_task_marked_by_code_and_come_back(school: School) -> None:
    rooms.assign(school.teacher, "7b", Assignment("", "", "Adding", school.room.created, task="Read.", count=2))
    told = items.add(school.teacher, "7b", "Adding", [RIVER, SUM])
    assert (len(told.items), told.refused) == (2, 0)
    assert [item.skills for item in told.items] == [(own.own_id(told.assignment),), ("sums.adding",)]
    school.join(0, school.give())
    kit = school.pupils[0]
    now = practise.begin(kit, for_task(kit, "Adding"))
    answers = {RIVER["prompt"]: "danube", SUM["prompt"]: "6"}
    while now.state == "open" and now.item is not None:
        now = practise.go_on(kit, practise.attempt(kit, now.session, answers[now.item.prompt]).session)
    school.take(school.back(0), trust=True)
    assert sorted((one.item, one.verdict) for one in school.tries(0)) == sorted(
        [(told.items[0].id, "right"), (told.items[1].id, "wrong")]
    )


def test_what_belongs_to_a_task_is_practised_under_its_rules_alone(school: School) -> None:
    school.set(policy="off")
    items.add(school.teacher, "7b", "Adding", [RIVER])
    school.join(0, school.give())
    kit, topic = school.pupils[0], own.own_id(asked(school))
    for wish in (Wish("topic", (topic,)), Wish("skill", (topic,)), Wish("mix", (topic,))):
        with pytest.raises(BelongsToTask, match="a task of your class"):
            practise.begin(kit, wish)
    pack_shelf.remove(kit, "small-sums")
    with pytest.raises(NothingToPractise):
        practise.begin(kit, Wish("mix"))
    place = open_pack.kept_file(kit, school.joined(0).classroom)
    place.write_bytes(place.read_bytes()[:-1])
    with pytest.raises(BelongsToTask):
        practise.begin(kit, Wish("topic", (topic,)))
    school.join(0, school.give("again"))
    assert for_task(kit, "Adding").timed


def test_the_next_pack_takes_out_what_the_teacher_took_out_and_tries_stay(school: School) -> None:
    school.set()
    told = items.add(school.teacher, "7b", "Adding", [RIVER, SUM])
    school.join(0, school.give())
    assert here(school, 0) == {item.id for item in told.items}
    gone = items.remove(school.teacher, "7b", "Adding", told.items[0].id)
    school.join(0, school.give("next"))
    assert here(school, 0) == {told.items[1].id}
    assert items.add(school.teacher, "7b", "Adding", [gone]).assignment.items == (told.items[1].id, told.items[0].id)
    for item in told.items:
        items.remove(school.teacher, "7b", "Adding", item.id)
    school.join(0, school.give("last"))
    assert here(school, 0) == set()
    assert open_pack.mine(school.pupils[0], school.joined(0))[0].items == ()


def test_a_question_for_a_group_is_on_no_other_computer(school: School) -> None:
    school.set(groups=("blue",))
    told = items.add(school.teacher, "7b", "Adding", [RIVER])
    pack = school.give()
    for number, there in ((0, False), (1, True)):
        school.join(number, pack)
        assert here(school, number) == ({told.items[0].id} if there else set())


def test_a_class_pack_cannot_change_what_another_course_asks(school: School, tmp_path: Path) -> None:
    school.set()
    items.add(school.teacher, "7b", "Adding", [RIVER])
    pack = school.give()
    arrived = packing.read(pack.read_bytes(), ())
    with school.teacher.store.reading() as db:
        secret = devices.secret(db, "signing")
    assert secret is not None
    said = json.loads(arrived.entries["class.json"])
    [one] = said["items"].values()
    one[0]["id"] = "sums.adding.05"
    entries = {**arrived.entries, "class.json": json.dumps(said).encode()}
    forged = tmp_path / "forged"
    forged.write_bytes(packing.write(replace(arrived.heading, sequence=7), entries, secret))
    with pytest.raises((PackUnreadable, PackNotTaken)):
        school.join(0, forged)
    with school.pupils[0].store.reading() as db:
        assert json.loads(attempts.body(db, "sums.adding.05"))["answers"] == ["sum", "total"]
    with pytest.raises(ClassMissing):
        school.joined(0)
    school.join(0, pack)
    with pytest.raises((PackUnreadable, PackNotTaken)):
        school.join(0, forged)
    assert open_pack.mine(school.pupils[0], school.joined(0)), "the pack before it stands"


def test_a_question_with_a_fault_is_left_out_and_told(school: School) -> None:
    school.set()
    wrong = {**SUM, "prompt": "How much is 4 and 4?", "answers": ["eight or so"]}
    leaks = {**RIVER, "prompt": "Which river?", "hints": ["It is the Danube.", "Really.", "It is."]}
    told = items.add(school.teacher, "7b", "Adding", [wrong, leaks, RIVER, SUM])
    assert [item.prompt for item in told.items] == [RIVER["prompt"], SUM["prompt"]]
    assert told.refused == 2
    assert {one.rule for one in told.findings if one.grade == "fault"} == {"key-not-right", "hint-key"}
    assert {one.rule for one in told.findings if one.grade == "warning"} <= {"few-hints"}


def test_the_same_question_twice_is_there_once(school: School) -> None:
    school.set()
    items.add(school.teacher, "7b", "Adding", [RIVER])
    told = items.add(school.teacher, "7b", "Adding", [{**RIVER, "id": "another"}])
    assert len(told.items) == 1


def test_questions_are_brought_in_from_json_lines_a_list_and_another_programs_file(
    school: School, tmp_path: Path
) -> None:
    school.set()
    lines = tmp_path / "mine.jsonl"
    lines.write_text(f"{json.dumps(RIVER)}\n{json.dumps({'kind': 'text'})}\n")
    told = items.bring_in(school.teacher, "7b", "Adding", lines)
    assert len(told.items) == 1
    assert "Question 2" in told.bad[0]
    listed = tmp_path / "mine.json"
    listed.write_text(json.dumps([SUM]))
    assert len(items.bring_in(school.teacher, "7b", "Adding", listed).items) == 2
    gift = tmp_path / "mine.gift"
    gift.write_text("::Q1:: What is the capital of Austria? {=Vienna ~Graz ~Linz}\n")
    told = items.bring_in(school.teacher, "7b", "Adding", gift)
    assert len(told.items) == 3
    assert {one.grade for one in told.findings if one.rule == "silent-choice"} == {"warning"}


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", b"{", b"[1, 2]", b"7", b"[" * 100_000])
def test_a_file_without_questions_is_told(school: School, tmp_path: Path, content: bytes) -> None:
    school.set()
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(QuestionsRefused, match=r"holds no|cannot be read|Question 1"):
        items.bring_in(school.teacher, "7b", "Adding", path)
    assert asked(school).items == ()
    with pytest.raises(QuestionsRefused):
        items.bring_in(school.teacher, "7b", "Adding", tmp_path / "nowhere.json")


def test_what_a_program_made_waits_until_a_person_approves_it(school: School, tmp_path: Path) -> None:
    text = tmp_path / "rivers.md"
    text.write_text(
        "# Rivers\n\nThe Danube is a river that flows through ten countries. The Danube ends in the Black Sea. "
        "The Rhine is a river that is 1233 kilometres long. The Volga is the longest river of Europe. "
        "The Nile was explored in 1862 by John Speke.\n"
    )
    list(read_in.read_in(school.teacher, [text], Cancel()))
    with school.teacher.store.reading() as db:
        document = next(one for one in library.documents(db) if one.name == "rivers.md").id
    wish = Assignment("", "", "Rivers", school.room.created, documents=(document,))
    rooms.assign(school.teacher, "7b", wish)
    *_steps, found = items.draft(school.teacher, "7b", "Rivers", document, Cancel())
    assert isinstance(found, items.Questions)
    assert found.drafts
    assert found.items == ()
    assert all(one.unreviewed for one in found.drafts)
    school.join(0, school.give())
    assert here(school, 0) == set()
    told = items.approve(school.teacher, "7b", "Rivers", found.drafts[0].id)
    assert [one.unreviewed for one in told.items] == [False]
    assert len(items.questions(school.teacher, "7b", "Rivers").drafts) == len(found.drafts) - 1
    school.join(0, school.give("next"))
    assert here(school, 0) == {told.items[0].id}
    with pytest.raises(NotSaid, match="not one of the assignment's"):
        list(items.draft(school.teacher, "7b", "Rivers", "elsewhere", Cancel()))


def test_what_is_not_there_is_told(school: School) -> None:
    school.set()
    with pytest.raises(ClassMissing):
        items.add(school.teacher, "7b", "Flying", [RIVER])
    for act in (items.remove, items.approve):
        with pytest.raises(ItemMissing):
            act(school.teacher, "7b", "Adding", "nothing")
    many = [{**SUM, "prompt": f"How much is {number} and 0?", "answers": [str(number)]} for number in range(201)]
    with pytest.raises(NotSaid, match="at most 200"):
        items.add(school.teacher, "7b", "Adding", many)
    with school.teacher.store.reading() as db:
        assert tables.assignments(db, school.room.id)[0].items == ()
