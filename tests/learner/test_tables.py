"""Profiles, goals and facts as they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carrel.learner import tables
from carrel.learner.model import (
    LENGTHS,
    LONGEST_FACT,
    LONGEST_SAID,
    MANNERS,
    NEEDS,
    READINGS,
    Fact,
    FactMissing,
    Goal,
    GoalMissing,
    NotSaid,
    Profile,
)
from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, say


@pytest.fixture
def store(tmp_path: Path, stamp: CountingStamp) -> Iterator[Store]:
    with Store.open(tmp_path / "carrel.db", stamp) as opened:
        yield opened


def test_a_learner_who_said_nothing_has_an_empty_profile(store: Store) -> None:
    with store.reading() as db:
        assert tables.profile(db, "") == Profile()
        assert tables.profile(db, "Ada") == Profile(learner="Ada")


_WORDS = st.text(st.characters(exclude_categories=("C", "Z")), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    profile=st.builds(
        Profile,
        called=_WORDS,
        level=_WORDS,
        interests=_WORDS,
        language=_WORDS,
        reading=st.sampled_from(READINGS),
        length=st.sampled_from(LENGTHS),
        manner=st.sampled_from(MANNERS),
        needs=st.sets(st.sampled_from(NEEDS)).map(lambda needs: tuple(one for one in NEEDS if one in needs)),
        remembers=st.booleans(),
        learner=st.sampled_from(("", "Ada")),
    )
)
def test_a_profile_is_kept_as_it_was_said(store: Store, profile: Profile) -> None:
    with store.writing() as db:
        tables.keep(db, profile)
        assert tables.profile(db, profile.learner) == profile


def test_what_is_said_is_kept_on_one_line_and_no_longer_than_has_room(store: Store) -> None:
    with store.writing() as db:
        tables.keep(db, Profile(level="grade\n\n8\x00", interests="a" * 1000))
        kept = tables.profile(db, "")
    assert kept.level == "grade 8"
    assert len(kept.interests) == LONGEST_SAID


def test_a_choice_that_does_not_exist_is_refused(store: Store) -> None:
    with store.writing() as db:
        for wrong in ({"reading": "hard"}, {"length": "endless"}, {"manner": "songs"}, {"needs": ("sleep",)}):
            with pytest.raises(NotSaid):
                tables.keep(db, replace(Profile(), **cast("dict[str, Any]", wrong)))


def test_profiles_goals_and_facts_of_two_learners_are_apart(store: Store, stamp: CountingStamp) -> None:
    with store.writing() as db:
        for name in ("", "Ada"):
            tables.keep(db, Profile(called=f"I am {name}", learner=name))
            tables.keep_goal(db, Goal(f"goal {name}", f"Words of {name}", learner=name))
            tables.remember(db, Fact(f"fact {name}", f"Fact of {name}", None, stamp.now(), learner=name))
        assert [goal.words for goal in tables.goals(db, "")] == ["Words of"]
        assert [fact.words for fact in tables.facts(db, "Ada")] == ["Fact of Ada"]
        assert tables.profile(db, "Ada").called == "I am Ada"
        assert tables.learners(db) == ["Ada"]


def test_a_goal_is_changed_removed_and_put_back_where_it_stood(store: Store) -> None:
    with store.writing() as db:
        first, second = Goal("a", "Pass", "2027-06-30", "arithmetic.fractions"), Goal("b", "Read", place=1)
        tables.keep_goal(db, first)
        tables.keep_goal(db, second)
        done = replace(first, done=True)
        tables.keep_goal(db, done)
        assert tables.goals(db, "") == [done, second]
        assert tables.drop_goal(db, "a") == done
        assert tables.goals(db, "") == [second]
        tables.keep_goal(db, done)
        assert tables.goals(db, "") == [done, second]
        assert tables.next_place(db, "") == 2
        with pytest.raises(GoalMissing):
            tables.drop_goal(db, "c")


@pytest.mark.parametrize("day", ["tomorrow", "2027-02-30", "30.6.2027", "2027-6-3", "٢٠٢٧"])
def test_a_goal_needs_words_and_a_day_that_exists(store: Store, day: str) -> None:
    with store.writing() as db:
        with pytest.raises(NotSaid):
            tables.keep_goal(db, Goal("a", " \n "))
        with pytest.raises(NotSaid):
            tables.keep_goal(db, Goal("a", "Pass", day))
        tables.keep_goal(db, Goal("a", "Pass", ""))
        assert tables.goal(db, "a").date is None


def test_a_fact_knows_its_message_and_outlives_it(store: Store, stamp: CountingStamp) -> None:
    with store.writing() as db:
        conversation = chat(db, stamp)
        message = say(db, stamp, conversation, None, "My name is Ada")
        kept = Fact("f", "My name is Ada", message, stamp.now(), "rule")
        tables.remember(db, kept)
        assert tables.facts(db, "") == [kept]
        db.execute("delete from conversation where id = ?", (conversation,))
        assert tables.fact(db, "f") == replace(kept, message=None)
        tables.forget(db, "f")
        tables.remember(db, kept)
        assert tables.fact(db, "f").message is None, "an undo does not point to a message that is gone"


def test_a_fact_in_other_words_is_the_persons(store: Store, stamp: CountingStamp) -> None:
    with store.writing() as db:
        tables.remember(db, Fact("f", "b" * 999, None, stamp.now(), "rule"))
        assert len(tables.fact(db, "f").words) == LONGEST_FACT
        tables.reword(db, "f", "Likes\nmusic")
        assert (tables.fact(db, "f").words, tables.fact(db, "f").by) == ("Likes music", "person")
        with pytest.raises(NotSaid):
            tables.reword(db, "f", "  ")
        with pytest.raises(FactMissing):
            tables.reword(db, "g", "Words")


def test_a_forgotten_fact_is_in_no_table(store: Store, stamp: CountingStamp) -> None:
    with store.writing() as db:
        tables.remember(db, Fact("f", "Likes music", None, stamp.now()))
        assert tables.forget(db, "f").words == "Likes music"
        assert db.execute("select count(*) from fact").fetchone()[0] == 0
        with pytest.raises(FactMissing):
            tables.forget(db, "f")
