"""A watched folder: what is whole is taken, what is foreign is left alone, and nothing is deleted or written over."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.classroom.joined import tables as joined_tables
from carrel.classroom.watched.model import Sight, whole
from carrel.flows import practise
from carrel.flows.classes import give_out, hand_back, open_pack, rooms, watching
from carrel.flows.classes.files import write_into
from carrel.flows.classes.news import News
from carrel.flows.classes.watching import NoFolder, Watch
from carrel.flows.kit import Kit
from tests.flows.classes.conftest import School


def looked(watch: Watch) -> list[News]:
    """What one pass tells."""
    return [step for step in watch.look(Cancel()) if isinstance(step, News)]


def settled(watch: Watch) -> list[News]:
    """What two passes tell: after them, what was there before them is known to be whole."""
    return [*looked(watch), *looked(watch)]


def kinds(news: list[News]) -> list[str]:
    """What kinds of news they are."""
    return [one.kind for one in news]


def watched(kit: Kit, place: Path, named: str = "7b") -> Watch:
    """The class, watched there."""
    return Watch(kit, watching.choose(kit, named, place))


@pytest.fixture
def begun(school: School) -> School:
    """A class in which the first pupil joined and did something."""
    school.set()
    school.join(0, school.give())
    school.work(0, "7")
    return school


@pytest.mark.parametrize(
    ("now", "before", "are_whole"),
    [
        ({}, {}, []),
        ({"a": Sight(3, 1)}, {}, []),
        ({"a": Sight(3, 1)}, {"a": Sight(3, 1)}, ["a"]),
        ({"a": Sight(4, 1)}, {"a": Sight(3, 1)}, []),
        ({"a": Sight(3, 2)}, {"a": Sight(3, 1)}, []),
        ({"a": Sight(0, 1)}, {"a": Sight(0, 1)}, []),
        ({"b": Sight(3, 1), "a": Sight(3, 1)}, {"a": Sight(3, 1), "b": Sight(3, 1)}, ["a", "b"]),
        ({}, {"a": Sight(3, 1)}, []),
    ],
)
def test_a_file_is_whole_when_two_looks_find_it_the_same(
    now: dict[str, Sight], before: dict[str, Sight], are_whole: list[str]
) -> None:
    assert whole(now, before) == are_whole


def test_work_that_is_put_there_is_taken_in_once(begun: School) -> None:
    begun.take(begun.back(0, "known"), trust=True)
    begun.work(0, "15")
    begun.back(0, "new")
    watch = watched(begun.teacher, begun.share)
    assert looked(watch) == []
    [news] = looked(watch)
    assert (news.kind, news.path.name, news.taken and news.taken.tries) == ("taken", "new.carrel-results", 1)
    assert settled(watch) == []
    assert settled(watched(begun.teacher, begun.share)) == []
    assert len(begun.tries(0)) == 2


def test_a_file_that_is_still_being_copied_waits_until_it_stands_still(begun: School, tmp_path: Path) -> None:
    begun.take(begun.back(0, "known"), trust=True)
    begun.work(0, "15")
    content = begun.back(0, "new").read_bytes()
    place = tmp_path / "other"
    place.mkdir()
    watch = watched(begun.teacher, place)
    growing = place / f"slow{hand_back.SUFFIX}"
    for end in (0, 0, 200, 400, len(content)):
        growing.write_bytes(content[:end])
        assert looked(watch) == []
    assert kinds(looked(watch)) == ["taken"]


def test_what_is_no_pack_for_this_class_is_left_alone(begun: School, tmp_path: Path) -> None:
    other = rooms.make(begun.teacher, "8a")
    rooms.add_pupil(begun.teacher, other.id, "Cy", "SUTA-3")
    begun.back(0, "for 7b")
    for name in ("letter.docx", "results.txt", ".hidden.carrel-results", "~lock"):
        (begun.share / name).write_bytes(b"not ours")
    (begun.share / f"folder{hand_back.SUFFIX}").mkdir()
    os.symlink(tmp_path / "teacher", begun.share / f"link{hand_back.SUFFIX}")
    before = sorted(path.name for path in begun.share.iterdir())
    assert settled(watched(begun.teacher, begun.share, "8a")) == []
    assert sorted(path.name for path in begun.share.iterdir()) == before


def test_work_of_an_unknown_device_is_told_once_and_taken_when_it_is_known(begun: School) -> None:
    begun.back(0, "first")
    watch = watched(begun.teacher, begun.share)
    assert kinds(settled(watch)) == ["asks"]
    assert settled(watch) == []
    begun.take(begun.share / f"first{hand_back.SUFFIX}", trust=True)
    begun.work(0, "15")
    begun.back(0, "second")
    assert kinds(settled(watch)) == ["taken"]


def test_work_of_a_pupil_who_is_put_into_the_class_later_is_taken_then(begun: School) -> None:
    from carrel.classroom.classes import tables  # noqa: PLC0415

    begun.back(0)
    [pupil] = [one for one in rooms.room(begun.teacher, "7b").pupils if one.code == "KOMA-7"]
    with begun.teacher.store.writing() as db:
        db.execute("delete from pupil where id = ?", (pupil.id,))
    watch = watched(begun.teacher, begun.share)
    [news] = settled(watch)
    assert (news.kind, news.next_step != "") == ("refused", True)
    with begun.teacher.store.writing() as db:
        tables.keep_pupil(db, pupil)
    assert kinds(settled(watch)) == ["asks"]


def test_a_damaged_file_is_told_once_and_again_when_it_changes(begun: School) -> None:
    back = begun.back(0)
    sound = back.read_bytes()
    back.write_bytes(sound[:-40])
    watch = watched(begun.teacher, begun.share)
    [news] = settled(watch)
    assert (news.kind, bool(news.says), bool(news.next_step)) == ("refused", True, True)
    assert settled(watch) == []
    back.write_bytes(sound)
    assert kinds(settled(watch)) == ["asks"]


def test_a_folder_that_is_away_is_told_once_and_looked_for_again(begun: School) -> None:
    begun.take(begun.back(0, "known"), trust=True)
    begun.work(0, "15")
    begun.back(0, "new")
    watch = watched(begun.teacher, begun.share)
    away = begun.share.rename(begun.share.with_name("away"))
    [news] = settled(watch)
    assert (news.kind, bool(news.next_step)) == ("unreachable", True)
    away.rename(begun.share)
    assert kinds(settled(watch)) == ["reached", "taken"]


def test_the_work_of_a_pupil_is_put_there_when_it_stands_still_and_only_once(begun: School, tmp_path: Path) -> None:
    watch = watched(begun.pupils[0], begun.share)
    assert looked(watch) == []
    [news] = looked(watch)
    assert (news.kind, news.path.name) == ("given", "KOMA-7-1.carrel-results")
    assert settled(watch) == []
    assert settled(Watch(begun.pupils[0], watching.folder_of(begun.pupils[0], "7b"))) == []
    begun.work(0, "15")
    assert looked(watch) == []
    begun.work(0, "8")
    assert looked(watch) == []
    assert [one.path.name for one in looked(watch)] == ["KOMA-7-2.carrel-results"]
    practise.contest(begun.pupils[0], begun.done(0)[0].id, "It is seven.")
    assert kinds(settled(watch)) == ["given"]
    assert [one.tries for one in begun.take(begun.share / "KOMA-7-2.carrel-results", trust=True)] == [3]


def test_another_folder_gets_all_of_the_work(begun: School, tmp_path: Path) -> None:
    settled(watched(begun.pupils[0], begun.share))
    other = tmp_path / "stick"
    other.mkdir()
    assert kinds(settled(watched(begun.pupils[0], other))) == ["given"]


def test_a_name_that_is_taken_is_never_written_over(begun: School) -> None:
    lies = begun.share / "KOMA-7-1.carrel-results"
    lies.write_bytes(b"somebody else's")
    [news] = settled(watched(begun.pupils[0], begun.share))
    assert lies.read_bytes() == b"somebody else's"
    assert news.path.name.startswith("KOMA-7-1-")
    assert [one.state for one in begun.take(news.path, trust=True)] == ["ok"]


def test_a_code_that_no_system_takes_for_a_name_leads_nowhere_else(begun: School) -> None:
    with begun.pupils[0].store.writing() as db:
        db.execute("update joined set code = '../../con: x'")
    [news] = settled(watched(begun.pupils[0], begun.share))
    assert news.path.parent == begun.share
    assert news.path.name == "con-x-1.carrel-results"


def test_work_that_cannot_be_written_is_told_once_and_written_later(
    begun: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_said: object) -> Path:
        raise OSError("no room")

    watch = watched(begun.pupils[0], begun.share)
    with monkeypatch.context() as patched:
        patched.setattr("carrel.flows.classes.watched_pupil.write_into", full)
        [news] = [*settled(watch), *settled(watch)]
        assert (news.kind, bool(news.next_step)) == ("refused", True)
        assert list(begun.share.glob(f"*{hand_back.SUFFIX}")) == []
    [news] = looked(watch)
    assert (news.kind, news.path.name) == ("given", "KOMA-7-1.carrel-results")


def test_a_name_that_was_held_and_could_not_be_filled_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError("no room")

    monkeypatch.setattr("carrel.flows.classes.files.write_whole", full)
    with pytest.raises(OSError, match="no room"):
        write_into(tmp_path, ("KOMA-7-1", "1234"), hand_back.SUFFIX, b"work")
    assert list(tmp_path.iterdir()) == []


def test_the_next_pack_is_taken_by_itself_where_the_teacher_sees_no_more_than_before(begun: School) -> None:
    watch = watched(begun.pupils[0], begun.share)
    settled(watch)
    second = begun.set(policy="off")
    give_out.give_out(begun.teacher, "7b", begun.share)
    assert [kind for kind in kinds(settled(watch)) if kind != "given"] == ["followed"]
    assert second.id in {one.id for one in open_pack.mine(begun.pupils[0], begun.joined(0))}


@pytest.mark.parametrize(
    "change",
    ["told = 'Your teacher sees little.'", f"seal_to = x'09{'00' * 31}'", "code = 'GONE-1'"],
)
def test_the_next_pack_waits_for_the_pupil_where_the_teacher_would_see_more(begun: School, change: str) -> None:
    kit = begun.pupils[0]
    with kit.store.writing() as db:
        db.execute(f"update joined set {change}")
    before = begun.joined(0)
    watch = watched(kit, begun.share)
    begun.set(policy="off")
    begun.give("next")
    news = [one for one in settled(watch) if one.kind != "given"]
    assert kinds(news) == ["offered"]
    assert news[0].next_step
    assert begun.joined(0) == before
    assert [one for one in settled(watch) if one.kind != "given"] == []


def test_the_pack_of_another_class_is_offered_and_never_taken(begun: School) -> None:
    other = rooms.make(begun.teacher, "8a")
    rooms.add_pupil(begun.teacher, other.id, "Amara", "SUTA-3")
    wish = begun.set()
    rooms.assign(begun.teacher, other.id, wish)
    watch = watched(begun.pupils[0], begun.share)
    settled(watch)
    given = give_out.give_out(begun.teacher, other.id, begun.share)
    assert given.path.name == "8a-1.carrel-class"
    [news] = settled(watch)
    assert (news.kind, news.look and news.look.contents.title) == ("offered", "8a")
    with begun.pupils[0].store.reading() as db:
        assert [one.title for one in joined_tables.classes(db)] == ["7b"]


def test_a_forged_pack_is_told_and_not_taken(begun: School) -> None:
    pack = begun.share / f"class{give_out.SUFFIX}"
    content = pack.read_bytes()
    at = content.index(b'"hints"')
    (begun.share / f"forged{give_out.SUFFIX}").write_bytes(content[:at] + b'"open!"' + content[at + 7 :])
    watch = watched(begun.pupils[0], begun.share)
    assert [one.kind for one in settled(watch) if one.kind != "given"] == ["refused"]


def test_what_is_watched_is_kept_and_goes_with_its_class(begun: School) -> None:
    for kit in (begun.teacher, begun.pupils[0]):
        watching.choose(kit, "7b", begun.share)
        [folder] = watching.folders(kit)
        assert (folder.title, folder.folder) == ("7b", str(begun.share))
    watching.stop(begun.teacher, "7b")
    assert watching.folders(begun.teacher) == []
    with pytest.raises(NoFolder):
        watching.folder_of(begun.teacher, "7b")
    with begun.pupils[0].store.writing() as db:
        db.execute("delete from joined")
    assert watching.folders(begun.pupils[0]) == []
    with begun.pupils[0].store.reading() as db:
        assert db.execute("select count(*) from class_folder").fetchone() == (0,)


def test_a_folder_that_is_not_there_is_not_watched(begun: School, tmp_path: Path) -> None:
    with pytest.raises(NoFolder, match="There is no folder"):
        watching.choose(begun.teacher, "7b", tmp_path / "nowhere")
    with pytest.raises(NoFolder):
        watching.place_of(begun.teacher, "7b", "teacher")
    assert watching.folders(begun.teacher) == []


def test_a_share_goes_to_and_fro_for_a_whole_class(begun: School, tmp_path: Path) -> None:
    place = tmp_path / "school share"
    place.mkdir()
    give_out.give_out(begun.teacher, "7b", place)
    begun.join(1, next(place.glob(f"*{give_out.SUFFIX}")))
    begun.work(1, "7", "15")
    for pupil in begun.pupils:
        watch = watched(pupil, place)
        settled(watch)
        settled(watch)
    shutil.copy(place / "LIRU-2-1.carrel-results", place / "LIRU-2-1 (conflicted copy).carrel-results")
    teacher = watched(begun.teacher, place)
    assert kinds(settled(teacher)) == ["asks"] * 3
    begun.take(*place.glob(f"*{hand_back.SUFFIX}"), trust=True)
    assert settled(teacher) == []
    assert [len(begun.tries(number)) for number in (0, 1)] == [1, 2]
