"""What was practised comes back on the very dates of the library, on the study day of the learner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.stamp import Moment
from carrel.progress.model import ReviewCard
from carrel.progress.schedule import day_of, instant, is_due, rating, reviewed
from tests.progress.kit import MORNING, at

RATINGS = (
    ("right", 0, True, Rating.Easy),
    ("right", 0, False, Rating.Good),
    ("right", 1, True, Rating.Hard),
    ("right", 3, False, Rating.Hard),
    ("right", 4, False, Rating.Again),
    ("partly", 0, True, Rating.Again),
    ("wrong", 0, False, Rating.Again),
    ("wrong", 5, False, Rating.Again),
    ("cant_tell", 0, True, None),
)


@pytest.mark.parametrize(("verdict", "level", "is_new", "expected"), RATINGS)
def test_a_rating_follows_from_the_verdict_and_the_help(
    verdict: str, level: int, is_new: bool, expected: Rating | None
) -> None:
    assert rating(verdict, level, is_new=is_new) == expected


@given(st.lists(st.tuples(st.sampled_from(list(Rating)), st.floats(0.01, 4000)), min_size=1, max_size=12))
def test_due_dates_equal_the_librarys(history: list[tuple[Rating, float]]) -> None:
    library, theirs, ours = Scheduler(enable_fuzzing=False), Card(card_id=7), None
    when = MORNING.astimezone(UTC)
    for rated, hours in history:
        when += timedelta(hours=hours)
        theirs, _log = library.review_card(theirs, rated, when)
        ours = reviewed("i", ours, rated, Moment.of(when))
    assert ours is not None
    assert instant(ours.due) == theirs.due
    assert Card.from_json(ours.card).stability == theirs.stability


def made(*ratings: Rating, **later: float) -> ReviewCard:
    """The card after these reviews, all at one moment."""
    card = None
    for rated in ratings:
        card = reviewed("i", card, rated, at(**later))
    assert card is not None
    return card


def test_a_mistake_comes_back_within_minutes_and_not_before() -> None:
    card = made(Rating.Again)
    assert not is_due(card, at(seconds=59))
    assert is_due(card, at(minutes=1))


def test_a_review_is_due_from_the_beginning_of_its_study_day_on() -> None:
    card = made(Rating.Easy)  # at nine in the morning
    days = (instant(card.due) - MORNING).days
    assert days > 2
    assert not is_due(card, at(days=days - 1, hours=18.9))  # 3:54 at night still belongs to the day before
    assert is_due(card, at(days=days - 1, hours=19.1))


def test_the_study_day_is_that_of_where_the_learner_is() -> None:
    card = ReviewCard("i", made(Rating.Easy).card, "2026-03-10T20:00:00.000000Z", "2026-03-02T03:15:00.000000Z")
    zones = {"Asia/Kathmandu": "2026-03-10", "Pacific/Kiritimati": "2026-03-11", "America/New_York": "2026-03-10"}
    for zone, day in zones.items():
        here = Moment.of(datetime(2026, 3, 11, 2, 0, tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)))
        assert day_of(card, here) == day, zone


@pytest.mark.parametrize("night", [datetime(2026, 3, 29, 1, 30), datetime(2026, 10, 25, 2, 30), datetime(2028, 2, 29)])
def test_an_hour_that_is_skipped_or_comes_twice_loses_nothing(night: datetime) -> None:
    moment = Moment.of(night.replace(tzinfo=ZoneInfo("Europe/Berlin")))
    card = reviewed("i", None, Rating.Again, moment)
    assert instant(card.due) - instant(moment.utc) == timedelta(minutes=1)
    assert reviewed("i", card, Rating.Good, moment).last == moment.utc


def test_a_card_reviewed_by_a_clock_that_was_a_year_ahead_is_due_at_once() -> None:
    card = made(Rating.Easy, days=365)
    assert is_due(card, at())
    again = reviewed("i", card, Rating.Good, at())
    assert at().utc < again.due < at(days=365).utc
