"""The lessons that come with Carrel: whole, checked, and one map."""

from __future__ import annotations

from collections import Counter

import pytest

from carrel.base.files import resource
from carrel.base.stamp import family
from carrel.flows.pack import Checked, check


@pytest.fixture(scope="module")
def foundations() -> Checked:
    """The pack with everything that a strict check says of it."""
    return check(resource("packs/foundations"))


def test_the_strict_check_says_nothing(foundations: Checked) -> None:
    assert foundations.found == ()


def test_there_are_ten_topics_of_each_of_twelve_subjects_with_items_enough(foundations: Checked) -> None:
    pack = foundations.pack
    assert set(Counter(one.subject for one in pack.topics).values()) == {10}
    assert len(pack.topics) == 120
    lines = {family(one.id): one for one in pack.items}
    assert len(lines) >= 1_200
    assert min(Counter(one.topic for one in lines.values()).values()) >= 10
    assert {one.id for one in pack.topics} == {skill.id for skill in pack.skills}


def test_every_subject_of_numbers_has_items_with_fresh_numbers(foundations: Checked) -> None:
    pack = foundations.pack
    fresh = {family(one.id) for one in pack.items if one.id != family(one.id)}
    topics = {one.rpartition(".")[0] for one in fresh}
    numerate = {"arithmetic", "algebra", "geometry", "statistics", "physics"}
    assert {one.id for one in pack.topics if one.id.partition(".")[0] in numerate} <= topics
    assert len(fresh) >= 400


def test_what_builds_on_what_is_one_map(foundations: Checked) -> None:
    beside: dict[str, set[str]] = {one.id: set(one.requires) for one in foundations.pack.skills}
    for skill in foundations.pack.skills:
        for before in skill.requires:
            beside[before].add(skill.id)
    seen, waiting = set[str](), [next(iter(beside))]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += beside[one]
    assert seen == set(beside)
