"""Words are looked up in the library and in the chats."""

from __future__ import annotations

from pathlib import Path

from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.base.work import Cancel
from carrel.conversations import tables as chats
from carrel.conversations.model import Conversation, Hit
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.flows import library_trial
from carrel.flows.kit import Kit
from carrel.flows.look_up import PassageHit, Where, look_up
from tests.library.kit import kept


def looked(kit: Kit, where: Where, limit: int = 9, course: str | None = None) -> list[Hit | PassageHit]:
    """The places of one word."""
    return look_up(kit, "zebra", where, limit, course, Cancel())


def test_documents_and_chats_take_turns_and_a_course_holds_for_both(kit: Kit) -> None:
    with kit.store.writing() as db:
        courses.create(db, Course("bio", kit.stamp.now(), "Biology"))
        document = kept(db, kit.stamp, "Animals", "Lions.", "A zebra runs.", courses=("bio",))
        kept(db, kit.stamp, "Stripes", "Some stripes are those of a zebra.")
        for name, course in (("one", "bio"), ("two", None)):
            chats.create_conversation(db, Conversation(name, kit.stamp.now(), kit.stamp.now(), "zebra", course=course))
    assert [hit.kind for hit in looked(kit, "all")] == ["passage", "chat", "passage", "chat"]
    assert [hit.kind for hit in looked(kit, "all", 3)] == ["passage", "chat", "passage"]
    assert {hit.kind for hit in looked(kit, "chats")} == {"chat"}
    (first, _second) = looked(kit, "library")
    assert isinstance(first, PassageHit)
    assert (first.title, first.locator, first.id, first.part) == ("Animals", "p. 2", document, 1)
    assert first.snippet == f"A {MARK_BEGIN}zebra{MARK_END} runs."
    assert [hit.id for hit in looked(kit, "all", 9, "bio")] == [document, "one"]


def test_the_trial_of_searches_leaves_nothing_behind(tmp_path: Path) -> None:
    took = library_trial.trial(tmp_path / "trial", 120)
    assert took.texts >= 120
    assert len(took.seconds) == 5 * (len(library_trial.QUERIES) + 6)
    assert list((tmp_path / "trial").iterdir()) == []
