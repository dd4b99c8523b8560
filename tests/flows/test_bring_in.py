"""What comes in is what left, comes in once, and can be taken back."""

from __future__ import annotations

import itertools
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.attachments.model import Attachment
from carrel.base.places import Places
from carrel.base.stamp import Moment, SystemStamp
from carrel.base.text import MOST_BYTES
from carrel.base.work import Cancel, Timing
from carrel.conversations import tables
from carrel.conversations.context.model import Summary
from carrel.conversations.model import Conversation, Message
from carrel.courses import tables as courses
from carrel.engine.scripted import ScriptedEngine
from carrel.exchange.api import Chat, FileRefused
from carrel.flows import browse
from carrel.flows.bring_in import BroughtIn, FileUnreadable, bring_in, take_back
from carrel.flows.kit import Kit
from carrel.settings.file import SettingsFile
from carrel.store.db import Store
from carrel.store.faults import DiskFull
from carrel.store.space import Space
from tests.exchange.kit import at, everything, small
from tests.flows.conftest import OneEngine
from tests.flows.exchanging import bring, file_of, ids, take


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kit, Kit]]:
    """Two houses: chats leave the one and come into the other."""
    with ExitStack() as stack:

        def house(name: str) -> Kit:
            places = Places.find({"CARREL_HOME": str(tmp_path_factory.mktemp(name))}).make()
            store = stack.enter_context(Store.open(places.data / "carrel.db", SystemStamp()))
            file = SettingsFile(places.settings / "settings.json")
            return Kit(places, SystemStamp(), store, file, OneEngine(ScriptedEngine()))

        yield house("one"), house("two")


def test_into_an_empty_store_and_out_again_gives_the_same_bytes(kit: Kit, tmp_path: Path) -> None:
    first = file_of(tmp_path / "first.json", everything(), small(7))
    told = bring(kit, first)
    assert (told.chats, told.messages, told.known, told.bad) == (("c1", "d7"), 6, 0, ())
    assert take(kit, tmp_path / "second.json").path.read_bytes() == first.read_bytes()
    assert [message.id for message in browse.thread(kit, "c1")] == ["m1", "m3", "m4", "m5"]
    assert browse.search(kit, "photosynthesis")


def test_the_same_file_again_adds_nothing_and_says_so(kit: Kit, tmp_path: Path) -> None:
    path = file_of(tmp_path / "first.json", everything(), small(7))
    bring(kit, path)
    before = take(kit, tmp_path / "before.json").path.read_bytes()
    told = bring(kit, path)
    assert (told.chats, told.messages, told.known) == ((), 0, 2)
    assert told.sentence() == "2 were here already."
    assert take(kit, tmp_path / "after.json").path.read_bytes() == before


def test_a_chat_that_went_on_here_since_is_known_too(kit: Kit, tmp_path: Path) -> None:
    path = file_of(tmp_path / "first.json", everything())
    bring(kit, path)
    with kit.store.writing() as db:
        tables.add_message(db, Message("m9", "c1", "m5", "user", "And at night?", at(30)))
    browse.rename(kit, "c1", "Another title")
    told = bring(kit, path)
    assert (told.chats, told.known) == ((), 1)
    assert browse.conversation(kit, "c1").title == "Another title"


def test_another_chat_with_the_same_ids_comes_in_under_other_ids_once(kit: Kit, tmp_path: Path) -> None:
    bring(kit, file_of(tmp_path / "first.json", everything()))
    chat = everything()
    other = replace(
        chat,
        messages=(replace(chat.messages[0], text="Something else"), *chat.messages[1:]),
        attached={"m1": (replace(chat.attached["m1"][0], text="other notes"),)},
        draft_attached=(),
    )
    path = file_of(tmp_path / "other.json", other)
    told = bring(kit, path)
    assert len(ids(kit)) == 2
    [new] = told.chats
    assert browse.thread(kit, new)[0].text == "Something else"
    both = json.loads(take(kit, tmp_path / "both.json").path.read_text())["chats"]
    kept = {chat["id"]: [one["text"] for one in chat["attachments"]] for chat in both}
    assert kept == {"c1": ["Leaves are <green> & thin.\n", "# draft"], new: ["other notes"]}
    copy = next(chat for chat in both if chat["id"] == new)
    assert copy["summaries"][0]["upto"] == copy["messages"][2]["id"]
    assert copy["messages"][2]["id"] != "m3"
    again = bring(kit, path)
    assert (again.chats, again.known) == ((), 1)


def test_a_deleted_chat_comes_back(kit: Kit, tmp_path: Path) -> None:
    path = file_of(tmp_path / "first.json", everything())
    bring(kit, path)
    browse.delete_conversation(kit, "c1")
    told = bring(kit, path)
    assert (told.chats, told.brought_back, ids(kit)) == (("c1",), 1, ["c1"])


def test_taking_back_undoes_all_of_it_in_one_step(kit: Kit, tmp_path: Path) -> None:
    bring(kit, file_of(tmp_path / "mine.json", small(7)))
    told = bring(kit, file_of(tmp_path / "first.json", everything(), small(8)))
    changes: list[frozenset[str]] = []
    kit.store.on_change(changes.append)
    take_back(kit, told)
    assert ids(kit) == ["d7"]
    assert len(changes) == 1
    with kit.store.reading() as db:
        assert courses.courses(db) == []


def test_a_course_of_the_same_title_is_joined_and_stays_after_an_undo(kit: Kit, tmp_path: Path) -> None:
    bring(kit, file_of(tmp_path / "first.json", everything()))
    other = replace(small(8), course="BIOLOGY 7B")
    told = bring(kit, file_of(tmp_path / "second.json", other))
    assert told.courses == ()
    take_back(kit, told)
    with kit.store.reading() as db:
        assert [course.title for course in courses.courses(db)] == ["Biology 7b"]


def test_a_bad_chat_is_named_and_the_others_come_in(kit: Kit, tmp_path: Path) -> None:
    path = file_of(tmp_path / "first.json", small(7), everything(), small(8))
    document = json.loads(path.read_text())
    document["chats"][1]["head"] = "nobody"
    path.write_text(json.dumps(document))
    told = bring(kit, path)
    assert told.chats == ("d7", "d8")
    assert [bad.title for bad in told.bad] == ["Leaves & light"]
    assert told.sentence() == "2 chats came in. One could not be read."


def test_a_chat_that_fails_half_way_leaves_nothing_of_itself(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("carrel.flows.bring_in.context.add_summary", fail)
    with pytest.raises(RuntimeError, match="planted"):
        bring(kit, file_of(tmp_path / "first.json", small(7), everything()))
    assert ids(kit) == ["d7"]
    with kit.store.reading() as db:
        for table in ("message", "attachment", "attached", "course"):
            assert db[table].count == (1 if table == "message" else 0)


def test_a_disk_that_fills_in_the_middle_keeps_what_came_in_and_says_why(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = itertools.count()
    monkeypatch.setattr(kit.store, "space", lambda: Space(0, is_low=True, is_full=next(looks) >= 2))
    told = bring(kit, file_of(tmp_path / "many.json", *map(small, range(5))))
    assert told.chats == ("d0", "d1")
    assert isinstance(told.trouble, DiskFull)
    assert told.sentence().startswith("2 chats came in. The disk that holds")
    with pytest.raises(DiskFull):
        bring(kit, file_of(tmp_path / "more.json", small(9)))


def test_stopping_keeps_the_whole_chats_that_came_in_and_says_so(kit: Kit, tmp_path: Path) -> None:
    cancel = Cancel()
    told: list[BroughtIn] = []
    for step in bring_in(kit, file_of(tmp_path / "many.json", *map(small, range(9))), cancel):
        if isinstance(step, BroughtIn):
            told.append(step)
        elif step.done == 3:
            cancel.set()
    assert [(len(one.chats), one.stopped) for one in told] == [(3, True)]
    assert "rest of the file was not read" in told[0].sentence()
    assert len(ids(kit)) == 3


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"nothing of the kind", b"\x00\xff", b"PK\x03\x04", b'{"carrel": "chats", "v": 9, "chats": []}'],
)
def test_a_bad_file_brings_in_nothing(kit: Kit, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    changes: list[frozenset[str]] = []
    kit.store.on_change(changes.append)
    with pytest.raises(FileRefused):
        bring(kit, path)
    assert changes == []


def test_a_file_that_cannot_be_opened_is_told(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        bring(kit, tmp_path / "missing.json")
    with pytest.raises(FileUnreadable):
        bring(kit, tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(kit: Kit, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(FileUnreadable):
        bring(kit, tmp_path / "pipe.json")


def test_a_text_longer_than_is_kept_is_cut_and_counted(kit: Kit, tmp_path: Path) -> None:
    told = bring(kit, file_of(tmp_path / "long.json", small(7, "ä" * MOST_BYTES)))
    assert told.lost.counts() == {"cut": 1}
    [message] = browse.thread(kit, "d7")
    assert len(message.text.encode()) == MOST_BYTES


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=40)
MOMENTS = st.builds(
    lambda when, zone: Moment(when.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), zone, when.date().isoformat()),
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)),
    st.integers(-720, 840),
)
NUMBERS = st.floats(0, 1e6, allow_nan=False)
TIMINGS = st.builds(Timing, NUMBERS, st.integers(0, 10**6), NUMBERS, st.integers(0, 10**6), st.integers(0, 10**6))


@st.composite
def any_chat(draw: st.DrawFn) -> Chat:
    """A chat of any shape, under ids nobody has used."""
    own = secrets.token_hex(6)
    texts = [
        Attachment(f"{own}a{number}", draw(WORDS), draw(WORDS), draw(MOMENTS))
        for number in range(draw(st.integers(0, 3)))
    ]
    hanging = st.lists(st.sampled_from(texts), unique=True).map(tuple) if texts else st.just(())
    messages: list[Message] = []
    attached = {}
    for number in range(draw(st.integers(0, 12))):
        parent = draw(st.sampled_from([None, *(one.id for one in messages)]))
        message = Message(
            f"{own}m{number}",
            f"{own}c",
            parent,
            draw(st.sampled_from(["user", "assistant"])),
            draw(WORDS),
            draw(MOMENTS),
            draw(WORDS),
            draw(st.sampled_from(["complete", "stopped", "interrupted"])),
            draw(st.none() | WORDS),
            draw(st.none() | WORDS),
            draw(st.none() | WORDS),
            draw(TIMINGS),
        )
        messages.append(message)
        if some := draw(hanging):
            attached[message.id] = some
    followed = {message.parent for message in messages}
    leaves = [message.id for message in messages if message.id not in followed]
    summed = draw(st.lists(st.sampled_from(messages), unique_by=lambda one: one.id)) if messages else []
    return Chat(
        Conversation(
            f"{own}c",
            draw(MOMENTS),
            draw(MOMENTS),
            draw(WORDS),
            draw(st.booleans()),
            draw(st.sampled_from(leaves)) if leaves else None,
            draw(WORDS),
            draw(st.none() | WORDS),
            titled=draw(st.sampled_from(["first", "model", "person"])),
        ),
        tuple(messages),
        draw(st.sampled_from(["", "Biology", "Äther 2"])),
        attached,
        draw(hanging),
        tuple(
            Summary(f"{own}s{number}", f"{own}c", one.id, draw(WORDS), draw(st.none() | WORDS), draw(MOMENTS))
            for number, one in enumerate(summed)
        ),
    )


@settings(max_examples=60)
@given(chat=any_chat())
def test_any_chat_comes_out_of_two_stores_in_the_same_bytes(
    two: tuple[Kit, Kit], tmp_path_factory: pytest.TempPathFactory, chat: Chat
) -> None:
    folder = tmp_path_factory.getbasetemp()
    given_file = file_of(folder / "given.json", chat)
    written = []
    source = given_file
    for number, kit in enumerate(two):
        assert bring(kit, source).chats == (chat.conversation.id,)
        source = take(kit, folder / f"{number}.json", only=[chat.conversation.id]).path
        written.append(source.read_bytes())
    assert written == [given_file.read_bytes()] * 2
    again = bring(two[1], source)
    assert (again.chats, again.known) == ((), 1)


def test_what_is_brought_in_is_found_in_any_script(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "chat.md"
    file.write_text("# 植物\n\n## You\n\n什么是光合作用？\n\n## Carrel\n\nPlants make sugar.\n", encoding="utf-8")
    bring(kit, file)
    assert [hit.kind for hit in browse.search(kit, "光合")] == ["chat"]
    assert browse.search(kit, "sugar")
