"""Whatever was changed in a piece of work, its record or its pack is seen, and nothing of it is believed."""

from __future__ import annotations

import json

import pytest

from carrel.classroom import signing
from carrel.classroom.model import PackUnreadable
from carrel.classroom.work import tables as works_tables
from carrel.flows.classes import returns, rooms, works, writing
from carrel.flows.classes.keys import private_key
from carrel.records import tables as record_tables
from carrel.records.diffs import revision
from carrel.records.model import (
    Begun,
)
from tests.flows.classes.conftest import School
from tests.flows.classes.writers import TEXT, came, joined, write


def test_a_flipped_byte_of_a_pack_with_work_is_told_and_nothing_is_taken(school: School) -> None:
    joined(school)
    write(school)
    with school.pupils[0].store.writing() as db:
        db.execute("update joined set seal_to = null")
    back = school.back(0)
    content = back.read_bytes()
    for mark in (b"smallest part", b'"kind":"handed_in"', b"works/0001.record", b'"works"'):
        at = content.index(mark)
        back.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        [told] = school.take(back, trust=True)
        assert told.state in {"changed", "refused"}
    assert came(school) == []
    back.write_bytes(content)
    assert [one.state for one in school.take(back, trust=True)] == ["ok"]


TAMPERED = {
    "the text kept": "update draft set text = 'Another.'",
    "an entry left out": "drop trigger record_entry_stays; delete from record_entry where number = 4",
    "a paste hidden": """drop trigger record_entry_stays_the_same;
        update record_entry set entry = replace(entry, '"origin":"unknown"', '"origin":"own"') where number = 4""",
}


@pytest.mark.parametrize("how", ["an entry left out", "a paste hidden"])
def test_a_record_that_was_changed_in_the_store_is_seen_by_the_teacher(school: School, how: str) -> None:
    joined(school)
    write(school)
    with school.pupils[0].store.writing() as db:
        for statement in TAMPERED[how].split(";"):
            db.execute(statement)
    school.take(school.back(0), trust=True)
    [one] = came(school)
    assert not one.work.sound
    assert one.doubts[0].startswith("Its record is not as Carrel wrote it")


def test_a_text_changed_in_the_store_is_recorded_as_written_when_it_is_handed_in(school: School) -> None:
    joined(school)
    write(school)
    kit = school.pupils[0]
    with kit.store.writing() as db:
        db.execute(TAMPERED["the text kept"])
    found = writing.open_work(kit, "Essay")
    writing.hand_in(kit, found.work)
    school.take(school.back(0), trust=True)
    [one] = came(school)
    assert (one.work.text, one.work.sound) == ("Another.", True)
    assert "It was written in 2 steps." in one.made


def test_a_record_that_was_written_anew_is_told_from_the_one_before(school: School) -> None:
    joined(school)
    write(school, "The first story of it.")
    early = school.back(0, "early")
    kit = school.pupils[0]
    draft = writing.open_work(kit, "Essay").work
    with kit.store.writing() as db:
        record_tables.delete_all(db, "")
        record_tables.begin(db, Begun(draft, "Essay", "Essay"), "", kit.stamp.now(), "0000")
        record_tables.append(db, draft, revision("", "Another story of it."), kit.stamp.now(), "0000")
        works_tables.keep_text(db, draft, "Another story of it.", kit.stamp.now())
    writing.hand_in(kit, draft)
    late = school.back(0, "late")
    for order in ((early, late), (late, early)):
        with school.teacher.store.writing() as db:
            for table in ("handed_work", "taken_pack"):
                db.execute(f"delete from {table}")
        school.take(*order, trust=True)
        [one] = came(school)
        assert one.work.rewritten
        assert "tells another story" in one.doubts[-1]


@pytest.mark.parametrize(
    "changed", [{"id": "x" * 300}, {"at": None}, {"title": ""}, {"assignment": ""}, {"at": {"utc": "now", "day": "x"}}]
)
def test_work_that_no_carrel_wrote_is_refused(school: School, changed: dict[str, object]) -> None:
    joined(school)
    write(school)
    kit = school.pupils[0]
    moment = kit.stamp.now()
    whole = returns.Results("KOMA-7", "0" * 64, (), (returns.Work("w", "a", "Essay", moment, "Text.", b"record"),))
    assert returns.read(returns.written(whole), returns.files(whole)) == whole
    told = json.loads(returns.written(whole))
    told["works"][0] |= changed
    with pytest.raises(PackUnreadable):
        returns.read(json.dumps(told).encode(), returns.files(whole))
    for missing in ("works/0001.text", "works/0001.record"):
        files = {name: content for name, content in returns.files(whole).items() if name != missing}
        with pytest.raises(PackUnreadable):
            returns.read(returns.written(whole), files)
    with pytest.raises(PackUnreadable):
        returns.read(returns.written(whole), returns.files(whole) | {"works/0001.text": b"\xff"})


def test_no_name_and_no_code_stand_in_what_leaves_the_pupil(school: School) -> None:
    joined(school)
    write(school)
    content = school.back(0).read_bytes()
    assert b"KOMA-7" not in content
    assert TEXT.encode() not in content, "it is sealed"


def test_the_key_of_another_device_does_not_make_a_record_ones_own(school: School) -> None:
    joined(school)
    write(school, "Copied.", 1)
    kit = school.pupils[0]
    stolen = writing.record_of(school.pupils[1], "Essay")
    with kit.store.writing() as db:
        key = private_key(db, "signing")
    other = writing.look_at(school.pupils[1], "Essay")
    assert other is not None
    assert other.handed is not None
    work = returns.Work(other.work, other.asked.id, "Essay", other.handed, "Copied.", stolen)
    with school.teacher.store.writing() as db:
        pupil = next(one for one in rooms.room(school.teacher, "7b").pupils if one.name == "Amara")
        works.take_works(school.teacher, db, pupil.id, [work], signing.public_key(key))
    [one] = came(school, "Amara")
    assert not one.work.sound
