"""The words everybody speaks."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.errors import CarrelError, Stopped
from carrel.base.files import resource, write_whole
from carrel.base.places import HomeUnusable, Places
from carrel.base.stamp import Moment, SystemStamp
from carrel.base.text import cap, clean
from carrel.base.work import Cancel


class TooManyThings(CarrelError):
    """For the tests."""


def test_an_error_tells_what_happened_what_to_do_and_a_code_for_scripts() -> None:
    error = TooManyThings("There are too many.", "Take some away.")
    assert error.as_json() == {
        "error": {"what": "There are too many.", "next": "Take some away.", "code": "too-many-things"}
    }


@given(st.text(st.characters(codec=None)))
def test_clean_text_can_always_be_stored_and_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert "\r" not in cleaned
    assert clean(cleaned) == cleaned


def test_clean_keeps_every_whole_character() -> None:
    assert clean("naïve 😀 \ud83d\ude00 العربية") == "naïve 😀 😀 العربية"
    assert clean("a\ud800b\x00c\r\nd\re") == "a\ufffdbc\nd\ne"


@given(st.text(), st.integers(0, 40))
def test_a_capped_text_is_a_beginning_of_it_within_the_bytes(text: str, most: int) -> None:
    kept, was_cut = cap(text, most)
    assert text.startswith(kept)
    assert len(kept.encode()) <= most
    assert was_cut == (kept != text)


@pytest.mark.parametrize(
    ("local", "day"),
    [
        (datetime(2026, 3, 29, 3, 59, tzinfo=timezone(timedelta(hours=2))), "2026-03-28"),
        (datetime(2026, 3, 29, 4, 0, tzinfo=timezone(timedelta(hours=2))), "2026-03-29"),
        (datetime(2028, 2, 29, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))), "2028-02-29"),
        (datetime(2026, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=14))), "2025-12-31"),
    ],
)
def test_a_study_day_ends_at_four_in_the_morning_where_the_learner_is(local: datetime, day: str) -> None:
    moment = Moment.of(local)
    assert moment.day == day
    assert moment.zone == (local.utcoffset() or timedelta()).total_seconds() // 60
    assert datetime.fromisoformat(moment.utc) == local.astimezone(UTC)


def test_ids_are_new_and_in_order_also_from_many_threads() -> None:
    stamp = SystemStamp()
    made: list[list[str]] = [[] for _ in range(4)]

    def make(into: list[str]) -> None:
        into.extend(stamp.new_id() for _ in range(500))

    threads = [threading.Thread(target=make, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one for into in made for one in into}) == 2000
    assert all(into == sorted(into) for into in made)


def test_a_stop_reaches_every_listener_once_also_one_that_comes_late() -> None:
    cancel = Cancel()
    heard: list[str] = []
    cancel.on_set(lambda: heard.append("early"))
    forget = cancel.on_set(lambda: heard.append("gone"))
    forget()
    cancel.check()
    cancel.set()
    cancel.set()
    cancel.on_set(lambda: heard.append("late"))
    assert heard == ["early", "late"]
    with pytest.raises(Stopped):
        cancel.check()


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    write_whole(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_one_variable_moves_everything_into_one_folder(tmp_path: Path) -> None:
    places = Places.find({"CARREL_HOME": str(tmp_path / "home")}).make()
    folders = [places.data, places.settings, places.cache, places.models, places.logs]
    assert all(folder.is_dir() and folder.is_relative_to(tmp_path / "home") for folder in folders)


def test_a_home_that_is_a_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(HomeUnusable, match=r"cannot write to the folder") as caught:
        Places.find({"CARREL_HOME": str(tmp_path / "home")}).make()
    assert "CARREL_HOME" in caught.value.next_step


def test_what_comes_with_carrel_is_found() -> None:
    assert resource("prompts/tutor.md").is_file()
