"""A class pack goes out, work comes back, and nothing is believed that was not signed, or counted twice."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.classroom import packing, signing
from carrel.classroom.classes.model import ClassMissing, NotSaid
from carrel.classroom.devices import tables as devices
from carrel.classroom.model import PackUnreadable
from carrel.flows import practise
from carrel.flows.classes import give_out, hand_back, open_pack, returns, rooms
from carrel.flows.classes.give_out import NothingToGive
from carrel.flows.classes.hand_back import NothingDone
from carrel.flows.classes.open_pack import PackNotTaken
from tests.flows.classes.conftest import School, said


def test_what_a_pupil_did_comes_to_the_teacher_with_all_that_was_known_of_it(school: School) -> None:
    school.set()
    pack = school.give()
    school.join(0, pack)
    school.work(0, "7", "15", "no idea")
    [told] = school.take(school.back(0), trust=True)
    assert (told.state, told.tries, told.elsewhere) == ("ok", 3, False)
    mine, theirs = school.done(0), school.tries(0)
    assert len(mine) == 3
    for here, there in zip(mine, theirs, strict=True):
        assert there == replace(here, id=there.id, learner=there.learner, practice=None)
    assert {one.assignment for one in theirs} == {rooms.room(school.teacher, "7b").assignments[0].id}


def test_no_name_of_a_pupil_leaves_the_teachers_computer(school: School) -> None:
    school.set()
    pack = school.give()
    school.join(0, pack)
    school.work(0, "7")
    back = school.back(0)
    for path in (pack, back):
        assert b"Amara" not in path.read_bytes()
    assert {"code": "KOMA-7", "groups": []} in said(pack, "class.json")["seats"]  # type: ignore[index]
    assert b"KOMA-7" not in back.read_bytes()


def test_taken_in_twice_or_in_another_order_everything_counts_once(school: School) -> None:
    school.set()
    school.join(0, school.give())
    school.work(0, "7")
    early = school.back(0, "early")
    school.work(0, "15", "8")
    late = school.back(0, "late")
    assert [one.tries for one in school.take(late, trust=True)] == [3]
    assert [(one.state, one.tries) for one in school.take(early, late)] == [("ok", 0), ("duplicate", 0)]
    assert len(school.tries(0)) == 3


def test_work_of_a_strange_device_waits_until_the_teacher_trusts_it(school: School) -> None:
    school.set()
    school.join(0, school.give())
    school.work(0, "7")
    back = school.back(0)
    [told] = school.take(back)
    assert (told.state, told.pupil and told.pupil.name) == ("unknown", "Amara")
    assert told.fingerprint in told.next_step
    assert school.tries(0) == []
    assert [one.state for one in school.take(back, trust=True)] == ["ok"]
    school.work(0, "8")
    assert [(one.state, one.tries) for one in school.take(school.back(0))] == [("ok", 1)]


def test_a_pupil_may_have_two_devices_but_nobody_hands_in_for_somebody_else(school: School) -> None:
    school.set()
    pack = school.give()
    school.join(0, pack)
    school.work(0, "7")
    school.take(school.back(0), trust=True)
    school.codes = ("KOMA-7", "KOMA-7")
    school.join(1, pack)
    school.work(1, "15", "8")
    second = school.back(1)
    assert [one.state for one in school.take(second)] == ["unknown"]
    assert [(one.state, one.tries) for one in school.take(second, trust=True)] == [("ok", 2)]
    assert len(school.tries(0)) == 3
    school.codes = ("KOMA-7", "LIRU-2")
    school.join(1, school.give("next"))
    [told] = school.take(school.back(1, "other"), trust=True)
    assert told.state == "unknown"
    assert "somebody else" in told.says


def test_a_changed_or_unsigned_pack_is_told_and_nothing_is_taken(school: School) -> None:
    school.set()
    pack = school.give()
    school.join(0, pack)
    school.work(0, "7")
    with school.teacher.store.reading() as db:
        opens = devices.secret(db, "sealing")
    back = school.back(0)
    sealed = back.read_bytes()
    assert opens is not None
    for at in (0, 20, len(sealed) // 2, len(sealed) - 1):
        broken = school.share / f"broken-{at}"
        broken.write_bytes(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
        assert [one.state for one in school.take(broken, trust=True)] == ["refused"]
    assert school.tries(0) == []
    content = pack.read_bytes()
    at = content.index(b'"hints"')
    pack.write_bytes(content[:at] + b'"open!"' + content[at + 7 :])
    with pytest.raises((PackUnreadable, PackNotTaken)):
        school.join(1, pack)


def test_work_for_another_class_a_class_pack_and_a_picture_are_told_apart(school: School, tmp_path: Path) -> None:
    school.set()
    pack = school.give()
    school.join(0, pack)
    school.work(0, "7")
    back = school.back(0)
    picture = tmp_path / "cat.png"
    picture.write_bytes(b"\x89PNG\r\n")
    told = school.take(pack, picture, tmp_path / "nothing", back, trust=True)
    assert [one.state for one in told] == ["refused", "refused", "refused", "ok"]
    assert "class pack" in told[0].says
    assert all(one.says and one.next_step for one in told[:3])
    with pytest.raises(PackUnreadable, match="work of a pupil"):
        open_pack.look(school.pupils[1], _unsealed(school, back, tmp_path))


def test_rules_that_no_pack_of_the_class_ever_said_are_told(school: School) -> None:
    school.set()
    school.join(0, school.give())
    school.work(0, "7")
    with school.teacher.store.writing() as db:
        db.execute("delete from sent_pack")
    assert [one.elsewhere for one in school.take(school.back(0), trust=True)] == [True]


def test_the_next_pack_brings_what_is_new_and_an_older_one_changes_nothing(school: School) -> None:
    first = school.set()
    early = school.give("early")
    school.join(0, early)
    second = school.set(policy="off")
    late = school.give("late")
    school.join(0, late)
    mine = open_pack.mine(school.pupils[0], school.joined(0))
    assert [one.id for one in mine] == [second.id, first.id]
    assert open_pack.look(school.pupils[0], early).is_news is False
    school.join(0, early)
    assert open_pack.mine(school.pupils[0], school.joined(0)) == mine


def test_a_task_for_a_group_is_seen_by_nobody_else(school: School) -> None:
    school.set(groups=("blue",))
    pack = school.give()
    for number in (0, 1):
        school.join(number, pack)
    assert [len(open_pack.mine(school.pupils[one], school.joined(one))) for one in (0, 1)] == [0, 1]


def test_a_pack_that_another_teacher_signed_is_not_taken_for_the_next_one(school: School, tmp_path: Path) -> None:
    school.set()
    pack = school.give()
    school.join(0, pack)
    arrived = packing.read(pack.read_bytes(), ())
    forger = signing.new_private_key()
    issuer = replace(arrived.heading.issuer, key=signing.public_key(forger))
    forged = tmp_path / "forged"
    forged.write_bytes(packing.write(replace(arrived.heading, issuer=issuer, sequence=9), arrived.entries, forger))
    with pytest.raises(PackNotTaken, match="another device"):
        school.join(0, forged)


def test_a_kept_pack_that_was_changed_asks_nothing_more(school: School) -> None:
    school.set(policy="off")
    school.join(0, school.give())
    kit, joined = school.pupils[0], school.joined(0)
    kept = open_pack.kept_file(kit, joined.classroom)
    content = kept.read_bytes()
    shutil.copy(kept, school.share / "sound")
    for changed in (content.replace(b'"off"', b'"open"'), content[:-1], b""):
        kept.write_bytes(changed)
        with pytest.raises(PackNotTaken, match="no longer as your teacher signed it"):
            open_pack.mine(kit, joined)
    school.join(0, school.share / "sound")
    kept.write_bytes(content)
    assert [one.policy for one in open_pack.mine(kit, joined)] == ["off"]


@pytest.mark.parametrize(("code", "says"), [("", "needs the code"), ("NOPE", "not in the class")])
def test_without_the_right_code_nobody_joins(school: School, code: str, says: str) -> None:
    school.set()
    pack = school.give()
    with pytest.raises(PackNotTaken, match=says):
        list(open_pack.take(school.pupils[0], pack, code, Cancel()))
    with pytest.raises(ClassMissing):
        school.joined(0)


def test_a_code_may_be_typed_in_small_letters(school: School) -> None:
    school.set()
    pack = school.give()
    [joined] = open_pack.take(school.pupils[0], pack, " koma-7 ", Cancel())
    assert school.joined(0) == joined


def test_a_contested_verdict_comes_later_too(school: School) -> None:
    school.set()
    school.join(0, school.give())
    school.work(0, "6")
    school.take(school.back(0), trust=True)
    practise.contest(school.pupils[0], school.done(0)[0].id, "I added them, look.")
    school.take(school.back(0, "again"))
    assert [one.contested for one in school.tries(0)] == ["I added them, look."]


def test_nothing_to_give_and_nothing_done_are_told(school: School) -> None:
    with pytest.raises(NothingToGive):
        school.give()
    school.set()
    school.join(0, school.give())
    with pytest.raises(NothingDone):
        school.back(0)
    empty = rooms.make(school.teacher, "8a")
    with pytest.raises(NothingToGive, match="Nobody"):
        give_out.give_out(school.teacher, empty.id, school.share / "empty")


def test_what_is_not_there_cannot_be_set(school: School) -> None:
    with pytest.raises(NotSaid, match="no topic"):
        school.set(topic="sums.flying")
    with pytest.raises(NotSaid, match="no group"):
        school.set(groups=("red",))


def test_tries_say_the_same_after_they_were_written_and_read(school: School) -> None:
    school.set()
    school.join(0, school.give())
    school.work(0, "7", "15")
    results = returns.Results("KOMA-7", "0" * 64, tuple(school.done(0)))
    read = returns.read(returns.written(results))
    assert read.tries == tuple(replace(one, practice=None) for one in results.tries)


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": "perfect"}, {"score": 2}, {"help": 9}, {"score": -1}, {"by": "teacher"}, {"id": "x" * 300},
        {"at": {"utc": "yesterday", "day": "2027-01-01"}}, {"at": None}, {"skills": "a" * 30_000}, {"help": "none"},
    ],
)  # fmt: skip
def test_a_try_that_no_carrel_wrote_is_refused(school: School, changed: dict[str, object]) -> None:
    import json  # noqa: PLC0415

    school.set()
    school.join(0, school.give())
    school.work(0, "7")
    told = json.loads(returns.written(returns.Results("KOMA-7", "0" * 64, tuple(school.done(0)))))
    told["tries"][0] |= changed
    with pytest.raises(PackUnreadable):
        returns.read(json.dumps(told).encode())


def _unsealed(school: School, back: Path, folder: Path) -> Path:
    from carrel.classroom import sealing  # noqa: PLC0415

    with school.teacher.store.reading() as db:
        opens = devices.secret(db, "sealing")
    assert opens is not None
    place = folder / "open"
    place.write_bytes(sealing.unseal(back.read_bytes(), opens))
    return place


def test_a_pupil_gives_back_open_work_where_the_teacher_has_no_seal(school: School) -> None:
    school.set()
    joined = school.join(0, school.give())
    school.work(0, "7")
    with school.pupils[0].store.writing() as db:
        db.execute("update joined set seal_to = null")
    given = hand_back.hand_back(school.pupils[0], joined.title, school.share / "open")
    assert not given.sealed
    assert [one.state for one in school.take(given.path, trust=True)] == ["ok"]
