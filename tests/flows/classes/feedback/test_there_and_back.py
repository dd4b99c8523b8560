"""Feedback is drafted, approved by a person, closed to the pupil it is for, and read by nobody else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import PracticeMissing
from carrel.base.stamp import derived_id
from carrel.base.work import Cancel, Progress
from carrel.classroom import packing, sealing
from carrel.classroom.classes.model import NotSaid, learner_of
from carrel.classroom.devices import tables as devices
from carrel.classroom.feedback.model import FeedbackMissing, NotNow
from carrel.classroom.model import PackUnreadable
from carrel.flows import evidence, practise
from carrel.flows.classes import letters
from carrel.flows.classes.feedback import decide, draft, queue
from carrel.flows.classes.seeing.contested import contested
from carrel.flows.classes.seeing.heat import heat
from carrel.flows.kit import Kit
from tests.flows.classes.feedback.conftest import OPEN, Talking

SAID = "You say that heaps get bigger. Say how: what happens to the two heaps?"


def packs(kit: Kit, *, sealed_to: Path) -> list[bytes]:
    """What the device of this kit can open of the letters in a pack."""
    with kit.store.reading() as db:
        secret = devices.secret(db, "sealing")
    assert secret is not None
    found = []
    for name, content in packing.read(sealed_to.read_bytes(), ()).entries.items():
        if name.startswith(letters.FOLDER):
            try:
                found.append(sealing.unseal(content, secret))
            except PackUnreadable:
                continue
    return found


def test_a_pupil_reads_exactly_what_was_approved_and_with_the_try_it_is_about(talking: Talking) -> None:
    made = talking.draft()
    assert [(one.state, one.by) for one in made] == [("draft", "code"), ("draft", "code")]
    queue.approve(talking.school.teacher, talking.of(0).feedback.id, SAID)
    given = talking.send("next")
    assert (given.told, given.waiting) == (1, 0)
    talking.school.join(0, given.path)
    [told] = talking.told(0)
    assert (told.told.text, told.told.kind) == (SAID, "try")
    assert told.attempt == talking.school.done(0)[0]
    assert (told.question, told.answer) == ("What does adding do?", "It makes a bigger one of two heaps.")
    assert talking.of(0).feedback.state == "sent"


def test_no_draft_and_nothing_put_aside_leaves_the_teachers_computer(talking: Talking) -> None:
    talking.draft()
    queue.set_aside(talking.school.teacher, talking.of(1).feedback.id)
    given = talking.send("next")
    assert not [name for name in packing.read(given.path.read_bytes(), ()).entries if name.startswith(letters.FOLDER)]
    for number in (0, 1):
        talking.school.join(number, given.path)
        assert talking.told(number) == []


def test_another_pupil_can_open_a_letter_of_their_own_and_no_other(talking: Talking) -> None:
    talking.draft()
    queue.approve(talking.school.teacher, talking.of(0).feedback.id, SAID)
    path = talking.send("next").path
    [mine], [theirs] = (packs(kit, sealed_to=path) for kit in talking.school.pupils)
    assert SAID.encode() in mine
    assert SAID.encode() not in theirs
    assert json.loads(theirs)["told"] == []
    assert len(mine) == len(theirs), "the length tells who was told something"
    for hidden in (SAID, "Amara", "bigger one of two heaps", OPEN):
        assert hidden.encode() not in path.read_bytes()
    talking.school.join(1, path)
    assert talking.told(1) == []
    home = talking.school.pupils[1].places.data
    assert not [file for file in home.rglob("*") if file.is_file() and SAID.encode() in file.read_bytes()]


def test_what_was_said_is_said_again_in_every_pack_and_counts_once(talking: Talking) -> None:
    talking.draft()
    queue.approve(talking.school.teacher, talking.of(0).feedback.id, SAID)
    lost, third = talking.send("lost"), talking.send("third")
    assert (lost.told, third.told) == (1, 0)
    for path in (third.path, third.path, lost.path):
        talking.school.join(0, path)
        assert [one.told.text for one in talking.told(0)] == [SAID]


def test_a_later_text_takes_the_place_of_what_was_said_and_an_older_pack_does_not_bring_it_back(
    talking: Talking,
) -> None:
    talking.draft()
    kit, name = talking.school.teacher, talking.of(0).feedback.id
    queue.approve(kit, name, SAID)
    early = talking.send("early").path
    queue.approve(kit, name, "I read it again. Look at what joins.")
    late = talking.send("late")
    assert late.told == 1
    talking.school.join(0, late.path)
    talking.school.join(0, early)
    assert [one.told.text for one in talking.told(0)] == ["I read it again. Look at what joins."]


def test_while_a_correction_is_a_draft_what_was_said_stands(talking: Talking) -> None:
    talking.draft()
    kit, name = talking.school.teacher, talking.of(0).feedback.id
    queue.approve(kit, name, SAID)
    talking.send("early")
    list(draft.draft_again(kit, name, Cancel()))
    assert talking.of(0).feedback.state == "draft"
    talking.school.join(0, talking.send("late").path)
    assert [one.told.text for one in talking.told(0)] == [SAID]
    assert queue.undo(kit, name).state == "sent"
    assert talking.of(0).feedback.text == SAID


def test_feedback_waits_for_a_pupil_whose_device_is_not_known(talking: Talking) -> None:
    talking.draft()
    with talking.school.teacher.store.writing() as db:
        db.execute("update known_device set seal_to = null")
    queue.approve(talking.school.teacher, talking.of(0).feedback.id, SAID)
    assert not talking.of(0).can_be_closed
    given = talking.send("next")
    assert (given.told, given.waiting) == (0, 1)
    assert talking.of(0).feedback.state == "approved"
    talking.school.join(0, given.path)
    assert talking.told(0) == []
    talking.school.take(talking.school.back(0, "again"))
    talking.school.join(0, talking.send("third").path)
    assert [one.told.text for one in talking.told(0)] == [SAID]


def test_drafting_again_leaves_what_has_feedback_alone(talking: Talking) -> None:
    assert len(talking.draft()) == 2
    queue.set_aside(talking.school.teacher, talking.of(0).feedback.id)
    assert talking.draft() == []
    assert talking.of(0).feedback.state == "aside"


def test_drafting_that_is_stopped_keeps_what_was_drafted_and_goes_on_later(talking: Talking) -> None:
    cancel, made = Cancel(), []
    for step in draft.draft(talking.school.teacher, "7b", cancel):
        if not isinstance(step, Progress):
            made.append(step.id)
            break
    assert [one.feedback.id for one in talking.queue()] == made
    assert len(talking.draft()) == 1


def test_a_draft_goes_to_and_fro_and_nothing_is_lost(talking: Talking) -> None:
    talking.draft()
    kit, name = talking.school.teacher, talking.of(0).feedback.id
    assert queue.edit(kit, name, SAID).text == SAID
    assert queue.set_aside(kit, name).state == "aside"
    assert (queue.undo(kit, name).state, talking.of(0).feedback.text) == ("draft", SAID)
    assert queue.approve(kit, name).state == "approved"
    assert (queue.undo(kit, name).state, talking.of(0).feedback.text) == ("draft", SAID)


def test_what_cannot_be_done_is_told(talking: Talking) -> None:
    talking.draft()
    kit, name = talking.school.teacher, talking.of(0).feedback.id
    with pytest.raises(FeedbackMissing):
        queue.approve(kit, "nothing")
    for text in ("", "  ", "x" * 4_001):
        with pytest.raises(NotSaid):
            queue.approve(kit, name, text)
    with pytest.raises(NotNow, match="a draft still"):
        queue.undo(kit, name)
    queue.approve(kit, name)
    with pytest.raises(NotNow, match="already"):
        queue.approve(kit, name)
    talking.send("next")
    for act in (queue.undo, queue.set_aside):
        with pytest.raises(NotNow, match="went out"):
            act(kit, name)
    with pytest.raises(NotNow, match="can be edited"):
        queue.edit(kit, name, "Else")


def test_a_decision_counts_for_the_class_and_for_the_pupil_and_code_is_not_overwritten(talking: Talking) -> None:
    school = talking.school
    practise.contest(school.pupils[0], school.done(0)[0].id, "Bigger means joined.")
    school.take(school.back(0, "contested"))
    [one] = contested(school.teacher, "7b")
    before = school.tries(0)
    decide.decide(school.teacher, "7b", one.attempt, "right", "Joined is what you mean.")
    assert contested(school.teacher, "7b") == []
    cells = {row.pupil.name: row.cells[0] for row in heat(school.teacher, "7b").rows}
    assert (cells["Amara"].tries, cells["Amara"].right) == (1, 1)
    assert school.tries(0) == before
    school.join(0, talking.send("next").path)
    [told] = talking.told(0)
    assert (told.told.verdict, told.told.because, told.told.text) == ("right", "Joined is what you mean.", "")
    assert told.attempt is not None
    assert told.attempt.verdict != "right"
    assert _right(school.pupils[0]) == (1, 1)
    assert _right(school.pupils[1])[0] == 0


def test_a_decision_that_is_taken_back_no_longer_counts_on_either_side(talking: Talking) -> None:
    school = talking.school
    attempt = school.tries(0)[0].id
    decide.decide(school.teacher, "7b", attempt, "right")
    school.join(0, talking.send("next").path)
    assert _right(school.pupils[0]) == (1, 1)
    decide.undecide(school.teacher, "7b", attempt)
    decide.decide(school.teacher, "7b", school.tries(1)[0].id, "wrong")
    school.join(0, talking.send("third").path)
    assert talking.told(0) == []
    assert _right(school.pupils[0])[0] == 0


def test_a_draft_that_nobody_edited_says_what_was_decided(talking: Talking) -> None:
    talking.draft()
    kit, first = talking.school.teacher, talking.of(0)
    queue.edit(kit, talking.of(1).feedback.id, "My own words.")
    for number in (0, 1):
        decide.decide(kit, "7b", talking.of(number).feedback.about, "partly", "The joining is missing.")
    assert "partly right. The joining is missing." in talking.of(0).feedback.text
    assert talking.of(0).feedback.text != first.feedback.text
    assert talking.of(1).feedback.text == "My own words."


@pytest.mark.parametrize("verdict", ["", "RIGHT", "cant_tell", "perfect"])
def test_only_three_verdicts_can_be_decided(talking: Talking, verdict: str) -> None:
    with pytest.raises(NotSaid, match="right, partly or wrong"):
        decide.decide(talking.school.teacher, "7b", talking.school.tries(0)[0].id, verdict)


def test_a_try_of_nobody_in_the_class_cannot_be_decided(talking: Talking) -> None:
    for name in ("nothing", talking.school.done(0)[0].id):
        with pytest.raises(PracticeMissing):
            decide.decide(talking.school.teacher, "7b", name, "right")


@pytest.mark.parametrize(
    "changed",
    [
        {"class": "other"}, {"pupil": ""}, {"told": [{"kind": "try"}]}, {"told": {}}, {"told": 7},
        {"told": [{"kind": "gift", "about": "x", "at": {"utc": "2027-01-01T00:00:00.000000Z", "day": "2027-01-01"}}]},
        {"told": [{"kind": "try", "about": "x", "at": {"utc": "never", "day": "2027-01-01"}}]},
        {"told": [{"kind": "try", "about": "x", "verdict": "perfect",
                   "at": {"utc": "2027-01-01T00:00:00.000000Z", "day": "2027-01-01"}}]},
    ],
)  # fmt: skip
def test_a_letter_that_no_carrel_wrote_is_refused(changed: dict[str, object]) -> None:
    secret = sealing.new_private_key()
    said = json.dumps({"class": "c", "pupil": "p", "told": []} | changed).encode()
    entries = {f"{letters.FOLDER}0001": sealing.seal(said, sealing.public_key(secret))}
    with pytest.raises(PackUnreadable):
        letters.opened(entries, secret, "c")


def test_the_id_by_which_a_pupil_finds_a_try_is_the_one_that_the_teacher_keeps(talking: Talking) -> None:
    school = talking.school
    pupil = talking.draft() and talking.of(0).pupil
    assert pupil
    with school.teacher.store.reading() as db:
        there = {one.id for one in attempts.attempts(db, learner_of(pupil))}
    assert {derived_id("try", pupil.id, one.id) for one in school.done(0)} == there


def _right(kit: Kit) -> tuple[int, int]:
    """How many unaided tries at adding are right, and how many count, in the pupil's own progress."""
    with kit.store.reading() as db:
        tries = [one for one in evidence.tries(db, "", ["sums.adding"])["sums.adding"] if one.verdict != "cant_tell"]
    return sum(one.verdict == "right" for one in tries), len(tries)
