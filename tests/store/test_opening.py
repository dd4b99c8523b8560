"""What is found at a database file's place: something to open, something to begin, or something to refuse."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from carrel.base.errors import CarrelError
from carrel.conversations import tables
from carrel.conversations.model import Conversation
from carrel.store.db import Store
from carrel.store.faults import StoreDamaged, StoreMissing, StoreTooNew, StoreUnreachable
from carrel.store.opening import marker
from tests.conftest import CountingStamp
from tests.store.kit import MORE_STEPS, WITH_OPTIONS, digest, groups, raw, write_group

OLD = Path(__file__).with_name("old")


@pytest.fixture
def used(path: Path, stamp: CountingStamp) -> Path:
    """A file with a hundred groups in it, closed."""
    with Store.open(path, stamp, steps=WITH_OPTIONS) as store, store.writing() as db:
        for number in range(100):
            write_group(db, f"g{number}", stamp)
    return path


def killed_copy(store: Store, folder: Path) -> Path:
    """The files of an open store as a kill would leave them, in another folder."""
    folder.mkdir()
    for file in store.path.parent.glob(f"{store.path.name}*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, folder)
    return folder / store.path.name


def test_a_profile_begins_where_nothing_is(path: Path, stamp: CountingStamp) -> None:
    with Store.open(path, stamp) as store, store.reading() as db:
        assert tables.conversations(db) == []
    assert marker(path).exists()


def test_an_empty_file_without_a_profile_is_a_beginning(path: Path, stamp: CountingStamp) -> None:
    path.touch()
    Store.open(path, stamp).close()


def test_what_a_killed_beginning_left_is_written_over(path: Path, stamp: CountingStamp) -> None:
    path.with_name(".carrel.db.new").write_bytes(b"half of a new file")
    path.with_name(".carrel.db.new-wal").write_bytes(b"and of its log")
    Store.open(path, stamp).close()
    assert sorted(os.listdir(path.parent)) == ["carrel.begun", "carrel.db"]


@pytest.mark.parametrize("loss", ["gone", "emptied", "wiped"])
def test_a_profile_whose_file_is_gone_or_empty_is_never_opened_as_new(
    used: Path, stamp: CountingStamp, loss: str
) -> None:
    used.unlink()
    if loss == "emptied":
        used.touch()
    if loss == "wiped":  # a sound, empty database
        raw(used, "pragma user_version = 1")
    before = digest(used.parent)
    with pytest.raises(StoreMissing) as caught:
        Store.open(used, stamp, steps=WITH_OPTIONS)
    assert str(used) in caught.value.what
    assert digest(used.parent) == before


def test_a_log_without_its_file_is_not_a_beginning(path: Path, stamp: CountingStamp) -> None:
    path.with_name("carrel.db-wal").write_bytes(b"the last words of a lost file")
    with pytest.raises(StoreMissing):
        Store.open(path, stamp)
    assert path.with_name("carrel.db-wal").read_bytes() == b"the last words of a lost file"


@pytest.mark.parametrize("damage", ["random", "half", "header", "text"])
def test_a_file_that_cannot_be_trusted_is_refused_and_left_alone(used: Path, stamp: CountingStamp, damage: str) -> None:
    content = used.read_bytes()
    used.write_bytes(
        {
            "random": random.Random(1).randbytes(len(content)),
            "half": content[: len(content) // 2],
            "header": b"\0" * 100 + content[100:],
            "text": b"This is not a database at all.\n" * 100,
        }[damage]
    )
    used.with_name("carrel.db-wal").write_bytes(b"an unclean end")
    before = digest(used.parent)
    with pytest.raises(StoreDamaged) as caught:
        Store.open(used, stamp, steps=WITH_OPTIONS)
    assert str(used) in caught.value.what
    assert digest(used.parent) == before


def test_after_an_unclean_end_damage_deep_in_the_file_is_found(used: Path, stamp: CountingStamp) -> None:
    (root,) = raw(used, "select rootpage from sqlite_schema where name = 'option'")[0]
    assert isinstance(root, int)
    with used.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    Store.open(used, stamp, steps=WITH_OPTIONS).close()  # a clean end: not looked for on every start
    used.with_name("carrel.db-wal").write_bytes(b"an unclean end")
    with pytest.raises(StoreDamaged):
        Store.open(used, stamp, steps=WITH_OPTIONS)


def test_another_programs_database_is_refused_and_left_alone(path: Path, stamp: CountingStamp) -> None:
    raw(path, "create table bookmark (url text)")
    before = digest(path.parent)
    with pytest.raises(StoreDamaged):
        Store.open(path, stamp)
    assert digest(path.parent) == before


def test_a_newer_file_is_refused_with_no_byte_changed(used: Path, stamp: CountingStamp) -> None:
    Store.open(used, stamp, steps=MORE_STEPS).close()
    before = digest(used.parent)
    with pytest.raises(StoreTooNew) as caught:
        Store.open(used, stamp, steps=WITH_OPTIONS)
    assert caught.value.detail == "step_test_filled, step_test_column"
    assert digest(used.parent) == before


def test_a_newer_file_with_writes_still_in_its_log_is_refused_with_no_byte_changed(
    used: Path, tmp_path: Path, stamp: CountingStamp
) -> None:
    with Store.open(used, stamp, steps=MORE_STEPS) as store:
        with store.writing() as db:
            write_group(db, "late", stamp)
        left = killed_copy(store, tmp_path / "left")
    before = digest(left.parent)
    assert len(before) == 2
    with pytest.raises(StoreTooNew):
        Store.open(left, stamp, steps=WITH_OPTIONS)
    assert digest(left.parent) == before
    with Store.open(left, stamp, steps=MORE_STEPS) as store, store.reading() as db:
        assert len(groups(db)[0]) == 101


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="the administrator may read everything")
def test_a_file_without_permission_is_out_of_reach(used: Path, stamp: CountingStamp) -> None:
    used.chmod(0)
    with pytest.raises(StoreUnreachable):
        Store.open(used, stamp, steps=WITH_OPTIONS)


def test_a_folder_that_is_not_there_is_out_of_reach(path: Path, stamp: CountingStamp) -> None:
    with pytest.raises(CarrelError) as caught:
        Store.open(path.parent / "unplugged" / path.name, stamp)
    assert caught.value.code == "store-unreachable"


def test_a_file_in_a_folder_with_odd_letters_opens(tmp_path: Path, stamp: CountingStamp) -> None:
    folder = tmp_path / "50% of Zoë's #1?"
    folder.mkdir()
    for _twice in range(2):
        with Store.open(folder / "carrel.db", stamp) as store, store.writing() as db:
            tables.create_conversation(db, Conversation(stamp.new_id(), stamp.now(), stamp.now()))
    assert sorted(os.listdir(folder)) == ["carrel.begun", "carrel.db"]


@pytest.mark.parametrize("old", sorted(OLD.glob("*.db")), ids=lambda old: str(old.stem))
def test_the_data_of_each_released_schema_open(old: Path, path: Path, stamp: CountingStamp) -> None:
    shutil.copy(old, path)
    with Store.open(path, stamp) as store, store.reading() as db:
        (chat,) = tables.conversations(db)
        assert (chat.title, chat.pinned, chat.draft) == ("Photosynthesis", True, "And at night?")
        assert [message.text for message in tables.thread(db, chat.id)] == [
            "How do plants make sugar?",
            "Light splits water; the hydrogen then turns carbon dioxide into sugar.",
        ]
        assert tables.message_count(db, chat.id) == 3
