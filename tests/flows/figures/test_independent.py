"""What progress says of fifty learners equals what another calculator finds in the rows (P41, the learner's half)."""

from __future__ import annotations

import pytest

from carrel.assessment.attempts import tables as attempts
from carrel.base.stamp import Moment
from carrel.flows.figures.bars import reviews_ahead, time_spent
from carrel.flows.figures.over_time import over_time
from carrel.flows.figures.page import Page, page
from carrel.flows.figures.skill_map import skill_map
from carrel.flows.figures.with_help import with_help
from carrel.flows.figures.words import likely
from carrel.flows.kit import Kit
from tests.flows.figures.independent import Report, Skill, known, report
from tests.flows.learners import live

LEARNERS = 50
EMPTY = Skill()


@pytest.fixture(scope="module")
def pages(lessons: Kit) -> list[tuple[Page, Report]]:
    """Of each learner what Carrel says, and what the calculator finds; every fifth has hardly begun."""
    found = []
    for seed in range(LEARNERS):
        learner = f"learner {seed}"
        live(lessons, learner, seed, seed % 5 * 15 + seed % 3)
        with lessons.store.reading() as db:
            now = lessons.stamp.now()
            counted = report(db, learner, now)
        found.append((page(_at(lessons, now), learner), counted))
    return found


def _at(kit: Kit, now: Moment) -> Kit:
    """The kit at this very moment."""

    class Still:
        def now(self) -> Moment:
            return now

        def new_id(self) -> str:
            return kit.stamp.new_id()

    return Kit(kit.places, Still(), kit.store, kit.settings, kit.engines)


def test_the_learners_are_worth_counting(pages: list[tuple[Page, Report]]) -> None:
    told = [one for shown, _counted in pages for one in shown.known]
    assert {one.state for one in told} == {"mastered", "under_way", "unsure", "new"}
    assert sum(one.due_now for one in told) > 50
    assert sum(one.helped_right for one in told) > 50
    assert any(one.mastery.assisted > one.helped for one in told)


def test_tries_and_right_ones_are_as_many_as_there_are_rows(pages: list[tuple[Page, Report]]) -> None:
    for shown, counted in pages:
        for one in shown.known:
            row, told = counted.skills.get(one.skill, EMPTY), one.mastery
            assert (told.tries, told.right) == (len(row.unaided), row.right)
            assert (told.assisted, told.assisted_right) == (row.others, row.others_right)
            assert (one.helped, one.helped_right) == (row.helped, row.helped_right)
            assert len(one.tries) == row.rows


def test_how_likely_a_skill_is_known_is_what_another_calculation_gives(pages: list[tuple[Page, Report]]) -> None:
    for shown, counted in pages:
        for one in shown.known:
            unaided = counted.skills.get(one.skill, EMPTY).unaided
            expected = known(unaided)
            assert (one.mastery.p, one.mastery.low, one.mastery.high) == pytest.approx(expected, abs=1e-9)
            assert one.mastery.enough is (len(unaided) >= 3)
            if one.mastery.enough:
                assert one.state == ("mastered" if expected[0] >= 0.95 else "under_way")


def test_over_time_ends_where_the_skill_stands_and_each_step_is_its_beginning(pages: list[tuple[Page, Report]]) -> None:
    for shown, counted in pages[::5]:
        for one in shown.known:
            unaided = counted.skills.get(one.skill, EMPTY).unaided
            steps = over_time(one).steps
            assert [step.tried.id for step in steps] == list(one.mastery.evidence)
            for number, step in enumerate(steps, 1):
                assert (step.p, step.low, step.high) == pytest.approx(known(unaided[:number]), abs=1e-9)


def test_what_comes_back_comes_back_when_the_cards_say(pages: list[tuple[Page, Report]]) -> None:
    for shown, counted in pages:
        assert (shown.due, dict(shown.ahead)) == (counted.due, counted.ahead)
        for one in shown.known:
            row = counted.skills.get(one.skill, EMPTY)
            assert (one.due, one.due_now) == (row.due, row.due_now)
        bars = reviews_ahead(shown, 30).bars
        assert [bar.value for bar in bars] == [counted.ahead.get(bar.day, 0) for bar in bars]


def test_the_time_of_a_study_day_is_the_sum_of_its_tries(pages: list[tuple[Page, Report]]) -> None:
    for shown, counted in pages:
        assert {one.day: one.tries for one in shown.days} == counted.tries
        assert {one.day: one.seconds for one in shown.days} == pytest.approx(counted.seconds)
        rows = time_spent(shown, 30).table.rows
        there = {day: float(minutes) for day, minutes, _tries in rows if day in counted.seconds}
        assert there == pytest.approx({day: counted.seconds[day] / 60 for day in there}, abs=0.051)
        assert set(counted.seconds) == set(there)


def test_the_tables_say_the_same_numbers(pages: list[tuple[Page, Report]]) -> None:
    for shown, counted in pages:
        for row in skill_map(shown).table.rows:
            found = counted.skills.get(row[-1], EMPTY)
            sure = [likely(p) for p in known(found.unaided)] if len(found.unaided) >= 3 else ["", "", ""]
            assert list(row[3:6]) == sure
            expected = (len(found.unaided), found.right, found.others, found.others_right)
            assert row[6:10] == tuple(map(str, expected))
        for pair in with_help(shown).pairs:
            found = counted.skills[pair.skill]
            counts = (pair.unaided, pair.unaided_right, pair.helped, pair.helped_right)
            assert counts == (len(found.unaided), found.right, found.helped, found.helped_right)


def test_a_learner_has_only_their_own_tries(lessons: Kit, pages: list[tuple[Page, Report]]) -> None:
    with lessons.store.reading() as db:
        rows = db.execute("select count(*) from attempt where learner like 'learner %'").fetchone()[0]
        whole = sum(len(attempts.attempts(db, f"learner {seed}")) for seed in range(LEARNERS))
    assert rows == whole == sum(one.tries for shown, _counted in pages for one in shown.days)
