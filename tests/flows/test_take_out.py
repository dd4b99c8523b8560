"""Chats leave as whole files or not at all, under names that every system takes."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.conversations.model import ConversationMissing
from carrel.courses.model import CourseMissing
from carrel.exchange import FORMATS, carrel_json
from carrel.exchange.api import Chat, Format
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.flows.take_out import FileExists, FileUnwritable, chosen, proposed_name, take_out
from tests.exchange.kit import everything, small
from tests.flows.exchanging import bring, file_of, take


@pytest.fixture
def filled(kit: Kit, tmp_path: Path) -> Kit:
    """A store with three chats, one of them in a course."""
    bring(kit, file_of(tmp_path / "in.json", everything(), small(7), small(8)))
    return kit


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_writes_a_file_and_says_what_it_left_out(filled: Kit, tmp_path: Path, form: Format) -> None:
    told = take(filled, tmp_path / f"out.{form.extension}", written_as=form)
    assert told.path.stat().st_size > 200
    assert (told.chats, told.messages) == (3, 6 if form.shows_branch else 7)
    assert told.lost.counts() == ({"files": 1, "versions": 1} if form.shows_branch else {})
    assert bool(form.loses()) == form.shows_branch


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_writes_the_same_bytes_again(filled: Kit, tmp_path: Path, form: Format) -> None:
    first, second = (take(filled, tmp_path / name, written_as=form).path.read_bytes() for name in ("a", "b"))
    assert first == second


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_what_was_deleted_never_leaves(filled: Kit, tmp_path: Path, form: Format) -> None:
    browse.delete_message(filled, "m5")
    browse.delete_conversation(filled, "d7")
    told = take(filled, tmp_path / "out", written_as=form)
    assert told.chats == 2
    if form.extension != "docx":
        content = told.path.read_text(encoding="utf-8")
        assert "التمثيل" not in content
        assert "Chat 7" not in content
        assert "Chat 8" in content


def test_chats_are_chosen_by_id_by_course_or_all(filled: Kit) -> None:
    assert chosen(filled, ["d8"], "biology 7B") == ["d8", "c1"]
    assert chosen(filled, ["c1"], all_of_them=True) == ["c1", "d7", "d8"]
    with pytest.raises(ConversationMissing):
        chosen(filled, ["nobody"])
    with pytest.raises(CourseMissing):
        chosen(filled, course="Chemistry")


def test_a_deleted_chat_is_not_written(filled: Kit, tmp_path: Path) -> None:
    browse.delete_conversation(filled, "d7")
    with pytest.raises(ConversationMissing):
        take(filled, tmp_path / "out.json", only=["c1", "d7"])
    assert not (tmp_path / "out.json").exists()


def test_a_file_that_is_there_stays_until_somebody_says_otherwise(filled: Kit, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("mine")
    with pytest.raises(FileExists):
        list(take_out(filled, carrel_json.FORMAT, ["c1"], path, Cancel()))
    assert path.read_text() == "mine"
    list(take_out(filled, carrel_json.FORMAT, ["c1"], path, Cancel(), replace=True))
    assert path.read_text() != "mine"


def test_stopping_leaves_the_old_file_and_nothing_else(filled: Kit, tmp_path: Path) -> None:
    path = tmp_path / "out" / "chats.json"
    path.parent.mkdir()
    path.write_text("mine")
    cancel = Cancel()
    steps = take_out(filled, carrel_json.FORMAT, ["c1", "d7", "d8"], path, cancel, replace=True)
    next(steps)
    cancel.set()
    with pytest.raises(Stopped):
        list(steps)
    assert [(one.name, one.read_text()) for one in path.parent.iterdir()] == [("chats.json", "mine")]


def test_leaving_it_half_done_leaves_nothing(filled: Kit, tmp_path: Path) -> None:
    path = tmp_path / "out" / "chats.json"
    path.parent.mkdir()
    steps = take_out(filled, carrel_json.FORMAT, ["c1", "d7", "d8"], path, Cancel())
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("where", ["missing/out.json", "in.json/out.json"])
def test_a_place_that_cannot_be_written_to_is_told(filled: Kit, tmp_path: Path, where: str) -> None:
    with pytest.raises(FileUnwritable):
        take(filled, tmp_path / where)


def test_one_chat_is_held_at_a_time(filled: Kit, tmp_path: Path) -> None:
    seen: list[str] = []

    def write(chats: Iterable[Chat]) -> Iterator[bytes]:
        for chat in chats:
            seen.append(chat.conversation.id)
            yield chat.conversation.id.encode()

    form = replace(carrel_json.FORMAT, writes=write)
    told = []
    for step in take_out(filled, form, ["d8", "c1"], tmp_path / "out", Cancel()):
        if isinstance(step, Progress):
            told.append((step.done, step.total, tuple(seen)))
    assert told == [(1, 2, ("d8",)), (2, 2, ("d8", "c1"))]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Leaves & light", "Leaves & light.md"),
        ("a/b\\c:d*e?", "a b c d e.md"),
        ("  ..hidden.. ", "hidden.md"),
        ("CON", "Chat CON.md"),
        ("com1.txt", "Chat com1.txt.md"),
        ("console", "console.md"),
        ("", "Chat.md"),
        ("\u202egnp.exe", "gnp.exe.md"),
        ("line\none\x00", "line one.md"),
        ("ما هو", "ما هو.md"),
        ("e\u0301te\u0301", "été.md"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert proposed_name(title, "md") == name


@given(st.text(max_size=300))
def test_any_title_becomes_a_name_of_one_plain_part(title: str) -> None:
    name = proposed_name(title, "docx")
    assert name.endswith(".docx")
    assert len(name.encode()) <= 200
    assert os.path.basename(name) == name
    assert not set(name) & set('<>:"/\\|?*')
    assert not {unicodedata.category(one) for one in name} & {"Cc", "Cf", "Cs"}
    assert not name.startswith((" ", "."))
