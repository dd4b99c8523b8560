"""Study days as progress counts them: clocks that jump, and people who travel, lose nothing (P35)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.model import Filed
from carrel.base.stamp import Moment
from carrel.flows.figures.bars import time_spent
from carrel.flows.figures.page import Page, page
from carrel.flows.figures.table import days_from, days_until
from carrel.flows.kit import Kit
from tests.conftest import CountingStamp
from tests.flows.learners import tried

ITEM = Filed("sums.adding.01", "numeric", "sums.adding", ("sums.adding",))
BERLIN = "Europe/Berlin"


def local(zone: str, *parts: int, fold: int = 0) -> datetime:
    """A time as the clocks of a place show it; fold: 1 for the second of two that look the same."""
    year, month, day, hour, minute = parts
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold)


def after(kit: Kit, stamp: CountingStamp, times: Sequence[datetime], now: datetime | None = None) -> Page:
    """The page after a try of some seconds at each of these times, opened at the last of them or later."""
    with kit.store.writing() as db:
        for number, at in enumerate(times):
            tables.keep(db, tried(ITEM, Moment.of(at), random.Random(number), "", number))
    stamp.local = now or times[-1]
    return page(kit)


def counted(shown: Page) -> dict[str, int]:
    """How many tries on each study day."""
    return {one.day: one.tries for one in shown.days}


@pytest.mark.parametrize(
    ("times", "days"),
    [
        (  # the hour from two to three is skipped: the night before goes on until four
            [local(BERLIN, 2026, 3, 29, 1, 30), local(BERLIN, 2026, 3, 29, 3, 59), local(BERLIN, 2026, 3, 29, 4, 0)],
            {"2026-03-28": 2, "2026-03-29": 1},
        ),
        (  # the hour from two to three comes twice
            [
                local(BERLIN, 2026, 10, 25, 2, 30),
                local(BERLIN, 2026, 10, 25, 2, 30, fold=1),
                local(BERLIN, 2026, 10, 25, 4, 0),
            ],
            {"2026-10-24": 2, "2026-10-25": 1},
        ),
        (
            [local("Asia/Kathmandu", 2026, 3, 2, 3, 59), local("Asia/Kathmandu", 2026, 3, 2, 4, 0)],
            {"2026-03-01": 1, "2026-03-02": 1},
        ),
        (
            [local("Pacific/Kiritimati", 2026, 1, 1, 1, 0), local("Pacific/Kiritimati", 2026, 1, 1, 5, 0)],
            {"2025-12-31": 1, "2026-01-01": 1},
        ),
        (
            [local(BERLIN, 2028, 2, 29, 12, 0), local(BERLIN, 2028, 3, 1, 3, 0), local(BERLIN, 2028, 3, 1, 9, 0)],
            {"2028-02-29": 2, "2028-03-01": 1},
        ),
    ],
)
def test_every_try_counts_once_on_the_day_on_which_it_was_made(
    kit: Kit, stamp: CountingStamp, times: list[datetime], days: dict[str, int]
) -> None:
    shown = after(kit, stamp, times)
    assert counted(shown) == days
    assert shown.today == max(days)
    spent = time_spent(shown, 14)
    assert sum(bar.value for bar in spent.bars) == pytest.approx(sum(one.seconds for one in shown.days) / 60)


def test_a_day_stays_the_day_it_was_when_somebody_travels(kit: Kit, stamp: CountingStamp) -> None:
    at_home = local("America/New_York", 2026, 5, 4, 22, 0)
    there = local("Pacific/Kiritimati", 2026, 5, 6, 8, 0)
    shown = after(kit, stamp, [at_home, there])
    assert counted(shown) == {"2026-05-04": 1, "2026-05-06": 1}
    assert shown.today == "2026-05-06"
    stamp.local = there.astimezone(ZoneInfo("America/New_York"))
    assert counted(page(kit)) == {"2026-05-04": 1, "2026-05-06": 1}


def test_a_clock_that_goes_back_a_year_loses_no_day_and_no_minute(kit: Kit, stamp: CountingStamp) -> None:
    before, wrong = local(BERLIN, 2026, 5, 4, 12, 0), local(BERLIN, 2025, 5, 5, 12, 0)
    shown = after(kit, stamp, [before, wrong])
    assert counted(shown) == {"2025-05-05": 1, "2026-05-04": 1}
    spent = time_spent(shown, 14)
    assert [bar.day for bar in spent.bars[-2:]] == ["2025-05-05", "2026-05-04"]
    assert sum(bar.value > 0 for bar in spent.bars) == 2
    (known,) = [one for one in shown.known if one.skill == "sums.adding"]
    assert [one.created.day for one in known.tries] == ["2026-05-04", "2025-05-05"], "in the order they were made"
    stamp.local = local(BERLIN, 2026, 5, 6, 12, 0)
    assert [bar.day for bar in time_spent(page(kit), 14).bars if bar.value] == ["2026-05-04"]


def test_days_follow_each_other_over_a_leap_day_and_the_end_of_a_year() -> None:
    assert list(days_until("2028-03-01", 3)) == ["2028-02-28", "2028-02-29", "2028-03-01"]
    assert list(days_from("2026-12-31", 2)) == ["2026-12-31", "2027-01-01"]
    assert len(set(days_until("2026-03-30", 90))) == 90
