"""The list of chats: pages that go on where the last one ended, and changes to many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carrel.conversations import tables
from carrel.conversations.listing import tables as listing
from carrel.conversations.model import Listed
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, say

if TYPE_CHECKING:
    from sqlite_utils import Database


def pages(db: Database, size: int, course: str | None = None) -> list[str]:
    """The ids of the list, read page by page."""
    found: list[Listed] = []
    while page := listing.listed(db, size, course, found[-1] if found else None):
        found += page
    return [line.id for line in found]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 2)), max_size=12), st.integers(1, 5))
def test_pages_put_together_are_the_whole_list(
    db: Database, stamp: CountingStamp, chats: list[tuple[bool, bool, int]], size: int
) -> None:
    db.execute("savepoint one")
    for pinned, deleted, day in chats:
        one = chat(db, stamp)
        tables.pin(db, one, pinned)
        db.execute("update conversation set updated = ? where id = ?", (f"2026-01-0{day}", one))
        if deleted:
            tables.delete_conversation(db, one, stamp.now())
    whole = [held.id for held in tables.conversations(db, 100)]
    assert pages(db, size) == whole == listing.ids(db)
    db.execute("rollback to one")
    db.execute("release one")


def test_a_page_is_found_by_the_index_and_not_by_counting(db: Database, stamp: CountingStamp) -> None:
    plan = db.execute(
        """explain query plan select id from conversation where deleted is null
           and (pinned, updated, number) < (0, 'x', 5) order by pinned desc, updated desc, number desc limit 5"""
    ).fetchall()
    assert "SEARCH conversation USING INDEX conversation_listed" in str(plan[0])


def test_many_are_deleted_pinned_and_had_back_at_once(db: Database, stamp: CountingStamp) -> None:
    first, second, third = (chat(db, stamp, title) for title in "abc")
    tables.delete_conversation(db, third, stamp.now())
    tables.pin(db, first, pinned=True)
    assert listing.pin(db, [first, second], pinned=True) == [second]
    assert listing.delete(db, [first, second, third, "nowhere"], stamp.now()) == [first, second]
    assert listing.ids(db) == []
    listing.undelete(db, [first, second])
    assert listing.ids(db) == [second, first]


def test_a_chat_is_empty_when_nothing_can_be_seen_and_nothing_is_begun(db: Database, stamp: CountingStamp) -> None:
    empty, drafted, said, emptied = (chat(db, stamp) for _each in range(4))
    tables.set_draft(db, drafted, "Not yet")
    say(db, stamp, said, None, "hello")
    tables.delete_message(db, say(db, stamp, emptied, None, "gone"), stamp.now())
    assert set(listing.empty_ids(db)) == {empty, emptied}
