"""Courses bind what a chat is asked with, and many chats are tidied in one step that can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.attachments.model import MOST, Attachment, AttachmentRefused
from carrel.base.work import Cancel
from carrel.conversations.model import ConversationMissing
from carrel.courses.model import Course
from carrel.engine.api import Engine
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import attach, browse, courses, prompts, teach, tidy, titles
from carrel.flows.kit import Kit
from carrel.flows.search_trial import IN_ONE_CHAT, fill


def talk(kit: Kit, conversation: str | None, text: str) -> str:
    """Say something; the chat's id."""
    said = [step for step in teach.say(kit, conversation, text, Cancel()) if isinstance(step, teach.Said)]
    return said[0].conversation.id


def course(kit: Kit, title: str, **values: object) -> Course:
    """A course with a source."""
    made = replace(courses.make(kit, title), **values)  # type: ignore[arg-type]
    courses.change(kit, made)
    attach.attach_text(kit, f"{title}.txt", f"The source of {title}.", "course", made.id)
    return made


class Asked:
    """Engines that remember which model they were asked for."""

    def __init__(self, scripted: ScriptedEngine) -> None:
        self.scripted = scripted
        self.names: list[str | None] = []

    def engine(self, model: str | None = None) -> Engine:
        """The scripted one, whatever the name."""
        self.names.append(model)
        return self.scripted

    def close(self) -> None:
        """Nothing runs."""


def test_moving_a_chat_binds_instructions_sources_model_and_help_anew(kit: Kit, scripted: ScriptedEngine) -> None:
    engines = Asked(scripted)
    kit = replace(kit, engines=engines)
    biology = course(kit, "Biology", instructions="Speak of plants.", model="green", help="hints")
    physics = course(kit, "Physics", instructions="Speak of forces.", model="heavy", help="feedback")
    scripted.replies.extend(["one", "two", "three", "four"])
    chat = talk(kit, None, "Hello")
    places = {}
    for bound, other in ((biology, physics), (physics, biology)):
        places[bound.id] = courses.move(kit, [chat], bound.id)
        talk(kit, chat, f"And what of {bound.title}?")
        turns = scripted.asked[-1].turns
        told = f"{turns[0].text}\n{turns[-1].text}"
        assert bound.instructions in told
        assert f"The source of {bound.title}." in told
        assert other.instructions not in told
        assert f"The source of {other.title}." not in told
        assert prompts.prose(f"help-{bound.help}") in told
        assert prompts.prose(f"help-{other.help}") not in told
        assert engines.names[-1] == bound.model
    courses.put_back(kit, places[physics.id])
    assert browse.chat(kit, chat).course == biology
    courses.put_back(kit, places[biology.id])
    talk(kit, chat, "And at last?")
    turns = scripted.asked[-1].turns
    told = f"{turns[0].text}\n{turns[-1].text}"
    assert not any(
        words in told for words in ("Speak of plants.", "Speak of forces.", "The source of", "Here you help")
    )
    assert engines.names[-1] == kit.settings.current.model


def test_a_move_of_many_is_undone_to_each_ones_own_place_and_model(kit: Kit) -> None:
    biology = course(kit, "Biology")
    chats = [talk(kit, None, f"Chat {number}") for number in range(3)]
    browse.set_model(kit, chats[1], "mine")
    before = [browse.conversation(kit, chat) for chat in chats]
    places = courses.move(kit, chats, biology.id)
    assert {browse.conversation(kit, chat).course for chat in chats} == {biology.id}
    assert courses.counts(kit) == {biology.id: 3}
    courses.put_back(kit, places)
    assert [browse.conversation(kit, chat) for chat in chats] == before
    with pytest.raises(ConversationMissing):
        courses.move(kit, [*chats, "nowhere"], biology.id)
    assert courses.counts(kit) == {None: 3}


def test_a_course_is_kept_with_all_its_sources_or_not_at_all(kit: Kit) -> None:
    made = Course(kit.stamp.new_id(), kit.stamp.now(), "Biology", help="feedback")
    texts = [Attachment(kit.stamp.new_id(), f"{one}.txt", "text", kit.stamp.now()) for one in range(MOST + 1)]
    with pytest.raises(AttachmentRefused):
        courses.save(kit, made, texts)
    assert courses.courses(kit) == []
    courses.save(kit, made, texts[:2])
    courses.save(kit, replace(made, title="Botany"), texts[2:3], [texts[0].id])
    assert [one.title for one in courses.courses(kit)] == ["Botany"]
    assert [one.name for one in courses.sources(kit, made.id)] == ["1.txt", "2.txt"]


def test_many_chats_are_deleted_and_had_back_in_one_step_each(kit: Kit) -> None:
    chats = [talk(kit, None, f"Chat {number}") for number in range(5)]
    told: list[frozenset[str]] = []
    forget = kit.store.on_change(told.append)
    gone = tidy.delete_many(kit, chats[:4])
    assert tidy.ids(kit) == [chats[4]]
    tidy.undelete_many(kit, gone)
    assert tidy.pin_many(kit, chats) == chats
    forget()
    assert set(tidy.ids(kit)) == set(chats)
    assert len(told) == 3


def test_empty_chats_are_deleted_but_not_one_to_which_something_is_attached(kit: Kit) -> None:
    full, empty, attached = (talk(kit, None, f"Chat {number}") for number in range(3))
    for chat in (empty, attached):
        browse.delete_message(kit, browse.thread(kit, chat)[0].id)
    attach.attach_text(kit, "notes.txt", "For later", "draft", attached)
    assert tidy.delete_empty(kit) == [empty]
    assert set(tidy.ids(kit)) == {full, attached}


def test_a_title_that_a_person_gave_is_never_taken_away_by_an_automatic_one(kit: Kit, scripted: ScriptedEngine) -> None:
    chat = talk(kit, None, "Hello")
    browse.rename(kit, chat, "Mine")
    asked = len(scripted.asked)
    assert titles.give_title(kit, chat, Cancel()) is None
    assert len(scripted.asked) == asked
    held = browse.conversation(kit, chat)
    assert (held.title, held.titled) == ("Mine", "person")


def test_two_thousand_chats_are_tidied_with_a_handful_of_statements(kit: Kit) -> None:
    with kit.store.writing() as db:
        fill(db, 2_000 * IN_ONE_CHAT)
    biology = courses.make(kit, "Biology")
    every = tidy.ids(kit)
    assert len(every) == 2_000
    statements: list[str] = []
    kit.store._writer.set_trace_callback(statements.append)
    places = courses.move(kit, every, biology.id)
    pinned = tidy.pin_many(kit, every)
    gone = tidy.delete_many(kit, every)
    tidy.undelete_many(kit, gone)
    kit.store._writer.set_trace_callback(None)
    assert len(pinned) == len(gone) == 2_000
    assert len([one for one in statements if not one.startswith("--")]) < 40
    courses.put_back(kit, places)
    assert courses.counts(kit) == {None: 2_000}
