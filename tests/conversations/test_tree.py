"""Retrying, editing, deleting and undoing leave a tree that hangs together."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carrel.base.stamp import SystemStamp
from carrel.conversations import tables
from carrel.conversations.model import MessageMissing
from carrel.conversations.search import find
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, everything, say, shown

if TYPE_CHECKING:
    from sqlite_utils import Database


def test_a_retry_makes_a_sibling_answer_and_shows_it(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp)
    question = say(db, stamp, c, None)
    answers = [say(db, stamp, c, question) for _try in range(3)]
    assert shown(db, c) == [question, answers[2]]
    assert [message.id for message in tables.siblings(db, answers[0])] == answers
    assert tables.alternatives(db, c) == dict.fromkeys(answers, tuple(answers))


def test_an_edit_makes_a_sibling_question_even_of_the_first_one(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp)
    first = say(db, stamp, c, None)
    say(db, stamp, c, first)
    edited = say(db, stamp, c, None)
    assert shown(db, c) == [edited]
    assert [message.id for message in tables.siblings(db, edited)] == [first, edited]
    other = chat(db, stamp)
    alone = say(db, stamp, other, None)
    assert [message.id for message in tables.siblings(db, alone)] == [alone]


def test_choosing_a_branch_shows_it_down_to_its_newest_leaf(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp)
    first = say(db, stamp, c, None)
    answer = say(db, stamp, c, first)
    old_leaf = say(db, stamp, c, answer)
    new_leaf = say(db, stamp, c, answer)
    edited = say(db, stamp, c, None)
    tables.choose(db, first)
    assert shown(db, c) == [first, answer, new_leaf]
    tables.choose(db, old_leaf)
    assert shown(db, c) == [first, answer, old_leaf]
    tables.choose(db, edited)
    assert shown(db, c) == [edited]


def test_deleting_a_shown_branch_shows_the_nearest_sibling_or_ends_before_it(
    db: Database, stamp: CountingStamp
) -> None:
    c = chat(db, stamp)
    question = say(db, stamp, c, None)
    answers = [say(db, stamp, c, question) for _try in range(3)]
    follow_up = say(db, stamp, c, answers[0])
    tables.choose(db, answers[1])
    tables.delete_message(db, answers[1], stamp.now())
    assert shown(db, c) == [question, answers[0], follow_up]
    tables.delete_message(db, answers[0], stamp.now())
    assert shown(db, c) == [question, answers[2]]
    tables.delete_message(db, answers[2], stamp.now())
    assert shown(db, c) == [question]
    tables.delete_message(db, question, stamp.now())
    assert (shown(db, c), tables.message_count(db, c)) == ([], 0)
    assert [kept.id for kept in tables.conversations(db)] == [c]
    for message in (question, answers[2], answers[0], answers[1]):
        tables.undelete_message(db, message)
    assert shown(db, c) == [question, answers[1]]


def test_nothing_can_be_added_to_or_chosen_under_a_deleted_message(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp)
    question = say(db, stamp, c, None)
    answer = say(db, stamp, c, question)
    tables.delete_message(db, question, stamp.now())
    with pytest.raises(MessageMissing):
        say(db, stamp, c, answer)
    with pytest.raises(MessageMissing):
        tables.choose(db, answer)


def test_undoing_an_older_deletion_leaves_a_newer_one_below_it_hidden(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp)
    question = say(db, stamp, c, None)
    answer = say(db, stamp, c, question)
    tables.delete_message(db, answer, stamp.now())
    tables.delete_message(db, question, stamp.now())
    tables.undelete_message(db, question)
    assert shown(db, c) == [question]
    tables.undelete_message(db, answer)
    assert shown(db, c) == [question, answer]


def test_undoing_a_deletion_below_a_deleted_message_shows_nothing_until_that_one_is_undone(
    db: Database, stamp: CountingStamp
) -> None:
    c = chat(db, stamp)
    question = say(db, stamp, c, None)
    answer = say(db, stamp, c, question)
    tables.delete_message(db, answer, stamp.now())
    tables.delete_message(db, question, stamp.now())
    tables.undelete_message(db, answer)
    assert (shown(db, c), tables.message_count(db, c)) == ([], 0)
    tables.undelete_message(db, question)
    assert shown(db, c) == [question, answer]


EXAMPLES = 2_000 if os.environ.get("CI") or os.environ.get("NIGHTLY") else 150
"""Two thousand take a minute: CI has it."""

OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["add", "add", "add", "delete", "undelete", "choose"]), st.integers(0, 40)), max_size=40
)


class Tree:
    """What the tree should be: parents in the order of making, and the deletions that stand."""

    def __init__(self) -> None:
        self.parents: dict[str, str | None] = {}
        self.deleted: set[str] = set()

    def path(self, message: str | None) -> list[str]:
        """From the root to the message."""
        return [*self.path(self.parents[message]), message] if message else []

    def visible(self) -> list[str]:
        """What can be seen, in the order of making."""
        return [message for message in self.parents if not self.deleted & set(self.path(message))]

    def leaves(self) -> list[str]:
        """What can be seen and has nothing after it."""
        seen = self.visible()
        inner = {self.parents[message] for message in seen}
        return [message for message in seen if message not in inner]


def act(db: Database, c: str, tree: Tree, operation: str, number: int) -> None:
    """Do one thing to the chat and to the tree."""
    stamp, seen, made = SystemStamp(), tree.visible(), list(tree.parents)
    if operation == "add":
        parents = [None, *seen]
        parent = parents[-1 - number % len(parents)]
        tree.parents[say(db, stamp, c, parent, f"word w{len(made)}")] = parent
    elif operation == "delete" and seen:
        message = seen[number % len(seen)]
        before = everything(db)
        tables.delete_message(db, message, stamp.now())
        tables.undelete_message(db, message)
        assert everything(db) == before, "an undo restores exactly"
        tables.delete_message(db, message, stamp.now())
        tables.delete_message(db, message, stamp.now())
        tree.deleted.add(message)
    elif operation == "undelete" and made:
        message = made[number % len(made)]
        tables.undelete_message(db, message)
        tree.deleted.discard(message)
    elif operation == "choose" and seen:
        message = seen[number % len(seen)]
        tables.choose(db, message)
        below = [other for other in seen if message in tree.path(other)]
        assert shown(db, c)[-1] == below[-1]


def check(db: Database, c: str, tree: Tree) -> None:
    """Compare all that can be asked with what the tree says."""
    seen = tree.visible()
    head = tables.get_conversation(db, c).head
    assert shown(db, c) == tree.path(head)
    assert head in tree.leaves() if seen else head is None
    assert tables.message_count(db, c) == len(seen)
    assert {hit.id for hit in find(db, "word", limit=100) if hit.locator.startswith(c)} == set(seen)
    groups = [[other for other in seen if tree.parents[other] == tree.parents[message]] for message in seen]
    assert [[other.id for other in tables.siblings(db, message)] for message in seen] == groups
    assert tables.alternatives(db, c) == {
        message: tuple(group) for message, group in zip(seen, groups, strict=True) if len(group) > 1
    }


@pytest.mark.timeout(1_200)  # so many examples take minutes on a slow computer
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=EXAMPLES)
@given(operations=OPERATIONS)
def test_any_sequence_of_operations_leaves_a_consistent_tree(db: Database, operations: list[tuple[str, int]]) -> None:
    db.execute("savepoint example")
    c, tree = chat(db, SystemStamp()), Tree()
    for operation, number in operations:
        act(db, c, tree, operation, number)
        check(db, c, tree)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    db.execute("insert into message_search (message_search, rank) values ('integrity-check', 1)")
    db.execute("rollback to example")
