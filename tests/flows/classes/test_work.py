"""What a pupil writes goes to the teacher with how it was made, once, whole, and with every change to it seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.classroom.classes.model import ClassMissing
from carrel.flows.classes import hand_back, records, works, writing
from carrel.flows.classes.hand_back import NothingDone
from carrel.flows.classes.my_classes import my_classes
from carrel.flows.classes.writing import NothingToWrite
from carrel.flows.take_out import FileExists, FileUnwritable
from carrel.records import tables as record_tables
from carrel.records.model import (
    MOST_CHARACTERS,
    Asked,
    Event,
    HandedIn,
    Pasted,
    PolicySet,
    RecordFull,
    VisibilityTold,
)
from tests.conftest import CountingStamp
from tests.flows.classes.conftest import School
from tests.flows.classes.writers import TEXT, came, joined, write


def test_a_text_comes_to_the_teacher_with_a_record_that_is_sound(school: School, tmp_path: Path) -> None:
    made = joined(school)
    write(school)
    [told] = school.take(school.back(0), trust=True)
    assert (told.state, told.tries, told.works) == ("ok", 0, 1)
    [one] = came(school)
    assert (one.pupil.name, one.work.title, one.work.text) == ("Amara", "Essay", TEXT)
    assert (one.work.assignment, one.work.sound, one.work.rewritten, one.doubts) == (made.id, True, False, ())
    out = tmp_path / "new" / "out"
    [files] = works.write_out([one], out)
    assert files.text.read_text() == TEXT
    checked = records.check(files.record, Cancel())
    assert (checked.is_sound, checked.seal) == (True, "fits")
    assert "Amara" not in files.record.name + files.text.name
    assert "KOMA-7" in files.text.name
    with pytest.raises(FileExists):
        works.write_out([one], out)
    with pytest.raises(FileUnwritable):
        works.write_out([one], files.text)


def test_pupil_and_teacher_read_the_same_of_how_it_was_made(school: School) -> None:
    joined(school)
    write(school)
    found = writing.look_at(school.pupils[0], "Essay")
    assert found is not None
    school.take(school.back(0), trust=True)
    assert came(school)[0].made == found.made
    assert "It was written in one step." in found.made
    assert f"{len(TEXT)} characters were pasted from elsewhere." in found.made


def test_before_the_first_word_it_is_said_what_is_recorded_and_that_stands_in_the_record(school: School) -> None:
    joined(school, policy="feedback")
    kit = school.pupils[0]
    begun = writing.open_work(kit, "Essay")
    assert (begun.told, begun.text, begun.handed) == (writing.told(), "", None)
    with kit.store.reading() as db:
        events = [link.entry.event for link in record_tables.links(db, begun.work)]
    assert events[1:] == [VisibilityTold(writing.told()), PolicySet("feedback")]
    writing.open_work(kit, "Essay")
    with kit.store.reading() as db:
        assert len(record_tables.links(db, begun.work)) == 3, "opened again, nothing is said twice"


def test_another_rule_of_the_next_pack_is_recorded(school: School) -> None:
    made = joined(school)
    kit = school.pupils[0]
    begun = writing.open_work(kit, "Essay")
    with school.teacher.store.writing() as db:
        db.execute("update assignment set policy = 'open' where id = ?", (made.id,))
    school.join(0, school.give("next"))
    writing.open_work(kit, "Essay")
    with kit.store.reading() as db:
        events = [link.entry.event for link in record_tables.links(db, begun.work)]
    assert [one.policy for one in events if isinstance(one, PolicySet)] == ["hints", "open"]


def test_what_was_kept_and_not_recorded_when_carrel_ended_is_recorded_at_the_next_opening(school: School) -> None:
    joined(school)
    kit = school.pupils[0]
    begun = writing.open_work(kit, "Essay")
    writing.keep(kit, begun.work, "half a sent")
    again = writing.open_work(kit, "Essay")
    assert again.text == "half a sent"
    with kit.store.reading() as db:
        assert writing.text_of(record_tables.links(db, begun.work)) == "half a sent"


def test_what_is_written_after_handing_in_stays_here_until_it_is_handed_in_again(school: School) -> None:
    joined(school)
    kit = school.pupils[0]
    begun = writing.open_work(kit, "Essay")
    writing.keep(kit, begun.work, "First.", ["First."])
    writing.hand_in(kit, begun.work)
    writing.keep(kit, begun.work, "First. And more.", ["First. And more."])
    found = writing.look_at(kit, "Essay")
    assert found is not None
    assert (found.is_news, found.text) == (True, "First. And more.")
    school.take(school.back(0, "one"), trust=True)
    assert [one.work.text for one in came(school)] == ["First."]
    writing.hand_in(kit, begun.work)
    assert [one.works for one in school.take(school.back(0, "two"))] == [1]
    [one] = came(school)
    assert (one.work.text, one.work.sound, one.work.rewritten) == ("First. And more.", True, False)


def test_nothing_goes_along_that_was_not_handed_in(school: School) -> None:
    joined(school)
    kit = school.pupils[0]
    begun = writing.open_work(kit, "Essay")
    writing.keep(kit, begun.work, "Not ready.")
    with pytest.raises(NothingDone):
        school.back(0)
    with pytest.raises(NothingToWrite):
        writing.hand_in(school.pupils[1], writing.open_work(school.pupils[1], "Essay").work)


def test_twice_and_in_another_order_it_counts_once(school: School) -> None:
    joined(school)
    write(school, "Early.")
    early = school.back(0, "early")
    write(school, "Early. Late.")
    late = school.back(0, "late")
    again = school.back(0, "again")
    assert [one.works for one in school.take(late, trust=True)] == [1]
    assert [(one.state, one.works) for one in school.take(early, late, again)] == [
        ("ok", 0),
        ("duplicate", 0),
        ("ok", 0),
    ]
    [one] = came(school)
    assert (one.work.text, one.work.rewritten) == ("Early. Late.", False)


def test_two_devices_of_a_pupil_are_two_pieces_of_work(school: School) -> None:
    joined(school)
    school.codes = ("KOMA-7", "KOMA-7")
    school.join(1, school.give("again"))
    write(school, "At home.", 0)
    write(school, "At school.", 1)
    school.take(school.back(0), school.back(1), trust=True)
    assert sorted(one.work.text for one in came(school, "Amara")) == ["At home.", "At school."]
    assert all(one.work.sound for one in came(school))


def test_each_pupil_is_found_by_name_code_and_id_and_nobody_else_is(school: School) -> None:
    joined(school)
    write(school, "Mine.", 0)
    write(school, "Yours.", 1)
    school.take(school.back(0), school.back(1), trust=True)
    for who in ("Bo", "bo", "LIRU-2", came(school, "Bo")[0].pupil.id):
        assert [one.work.text for one in came(school, who)] == ["Yours."]
    with pytest.raises(ClassMissing, match="nobody called"):
        came(school, "Cy")


def test_the_record_can_be_had_by_the_pupil_and_read(school: School, tmp_path: Path) -> None:
    joined(school)
    with pytest.raises(NothingToWrite):
        writing.record_of(school.pupils[0], "Essay")
    write(school)
    path = tmp_path / "record.md"
    path.write_bytes(writing.record_of(school.pupils[0], "Essay"))
    assert records.check(path, Cancel()).is_sound
    assert "How “Essay” was made" in path.read_text()


def test_prompts_and_pastes_stand_in_the_record_as_they_happened(school: School) -> None:
    joined(school, policy="open")
    kit = school.pupils[0]
    begun = writing.open_work(kit, "Essay")
    happened: list[Event | str] = [Asked("What is a wall?", "reply", 40), Pasted(5, "tutor"), "Walls"]
    writing.keep(kit, begun.work, "Walls", happened)
    writing.hand_in(kit, begun.work)
    school.take(school.back(0), trust=True)
    [one] = came(school)
    assert one.work.sound
    assert "The tutor was asked once." in one.made
    assert "5 characters were pasted from replies of the tutor." in one.made


def test_steps_that_come_twice_or_late_still_make_one_record_that_fits(school: School) -> None:
    joined(school)
    kit = school.pupils[0]
    begun = writing.open_work(kit, "Essay")
    writing.keep(kit, begun.work, "One.")
    writing.hand_in(kit, begun.work)
    writing.keep(kit, begun.work, "One. Two.", ["One.", "One. Two."])
    writing.keep(kit, begun.work, "One. Two.", ["One. Two."])
    writing.hand_in(kit, begun.work)
    school.take(school.back(0), trust=True)
    [one] = came(school)
    assert (one.work.text, one.work.sound) == ("One. Two.", True)
    assert "It was written in 2 steps." in one.made


def test_a_text_that_is_too_long_is_refused_and_what_was_kept_stays(school: School) -> None:
    joined(school)
    kit = school.pupils[0]
    begun = writing.open_work(kit, "Essay")
    writing.keep(kit, begun.work, "Short.")
    with pytest.raises(RecordFull):
        writing.keep(kit, begun.work, "x" * (MOST_CHARACTERS + 1))
    assert writing.open_work(kit, "Essay").text == "Short."


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\xff\xfe\x00"])
def test_a_file_without_text_is_refused_with_a_sentence(school: School, content: bytes) -> None:
    joined(school)
    path = school.share / "essay"
    path.write_bytes(content)
    with pytest.raises(NothingToWrite):
        writing.submit(school.pupils[0], "Essay", path)


def test_a_task_without_text_asks_for_none(school: School) -> None:
    school.set()
    school.join(0, school.give())
    with pytest.raises(NothingToWrite, match="nothing to write"):
        writing.open_work(school.pupils[0], "Adding")


def test_the_place_of_the_class_tells_how_far_the_writing_is(school: School, stamp: CountingStamp) -> None:
    joined(school)
    kit = school.pupils[0]

    def told() -> tuple[int | None, bool, bool, int]:
        [one] = my_classes(kit).classes
        [task] = one.tasks
        return task.written, task.handed is not None, task.is_changed, one.works

    assert told() == (None, False, False, 0)
    assert [one.asked.title for one in my_classes(kit).due] == ["Essay"]
    begun = writing.open_work(kit, "Essay")
    writing.keep(kit, begun.work, "two words")
    assert told() == (2, False, True, 0)
    writing.hand_in(kit, begun.work)
    assert told() == (2, True, False, 1)
    assert my_classes(kit).due == ()
    stamp.pass_time(minutes=1)
    held = hand_back.look(kit, "")
    assert (held.works, held.tries) == (("Essay",), ())
    school.back(0)
    assert told() == (2, True, False, 0)


def test_a_second_handing_in_is_an_entry_of_its_own(school: School) -> None:
    joined(school)
    write(school, "One.")
    write(school, "Two.")
    kit = school.pupils[0]
    found = writing.look_at(kit, "Essay")
    assert found is not None
    with kit.store.reading() as db:
        events = [link.entry.event for link in record_tables.links(db, found.work)]
    assert sum(isinstance(one, HandedIn) for one in events) == 2
