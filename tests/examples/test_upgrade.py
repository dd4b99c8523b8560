"""Examples from before they knew where they belong come along, each to its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from carrel.conversations import tables as chats
from carrel.conversations.model import Message
from carrel.conversations.talks import tables as talks
from carrel.conversations.talks.model import Talk
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.examples import tables
from carrel.examples.model import Correction, Place
from carrel.store.db import Store
from carrel.store.migrations import STEPS
from carrel.store.moments import moment_row
from carrel.store.steps.step_018_examples import step_018_examples
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, say


def test_examples_of_before_belong_to_the_course_or_the_talk_of_their_chat(
    tmp_path: Path, stamp: CountingStamp
) -> None:
    path, before = tmp_path / "carrel.db", STEPS[: STEPS.index(step_018_examples)]
    kept: dict[str, Correction] = {}
    with Store.open(path, stamp, steps=before) as store, store.writing() as db:
        courses.create(db, Course("c1", stamp.now(), "Geography"))
        for kind, id_ in (("chats", ""), ("course", "c1"), ("practice", "")):
            held = chat(db, stamp)
            chats.move(db, held, id_ or None)
            if kind == "practice":
                talks.keep(db, Talk(held, item="an.item"))
            turn = say(db, stamp, held, None, "Asked")
            reply = Message(stamp.new_id(), held, turn, "assistant", "Said", stamp.now())
            chats.add_message(db, reply)
            one = Correction(kind, reply.id, "the prompt", "Said", "Better", stamp.now(), "Asked")
            row = {"id": one.id, "message": one.message, "context": one.context, "said": one.said, "better": one.better}
            db["correction"].insert({**row, **moment_row("created", one.created)})
            kept[kind] = replace(one, place=Place(kind, id_))  # type: ignore[arg-type]
    with Store.open(path, stamp, steps=STEPS) as store, store.writing() as db:
        assert {one.place.kind: one for one in tables.corrections(db)} == kept
        written = Correction("w", "", "", "", "Better", stamp.now(), "Asked", "It is short.")
        tables.keep(db, written)
        assert tables.get(db, "w") == written
        tables.use(db, kept["chats"].message, ["w", "chats"])
        tables.forget(db, "chats")
        assert tables.used(db, [kept["chats"].message]) == {kept["chats"].message: (written,)}
