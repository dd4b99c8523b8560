"""Every figure of fifty classes of thirty equals that of an independent calculator (P41)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from carrel.flows.classes.seeing.contested import contested
from carrel.flows.classes.seeing.evidence import Figured, evidence_of
from carrel.flows.classes.seeing.heat import heat
from carrel.flows.classes.seeing.items import items
from carrel.flows.classes.seeing.misconceptions import misconceptions
from carrel.flows.classes.seeing.pupil import page
from carrel.flows.classes.seeing.queue import queue
from carrel.flows.kit import Kit
from tests.conftest import CountingStamp
from tests.flows.classes.seeing import independent
from tests.flows.classes.seeing.kit import Class, put
from tests.flows.classes.seeing.synthetic import synthetic
from tests.flows.conftest import kit_in

CLASSES = 50


@dataclass
class Classes:
    """All of them, in one store."""

    kit: Kit
    every: list[Class]


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classes]:
    """Fifty classes that chance made."""
    every = [synthetic(number) for number in range(CLASSES)]
    with kit_in(tmp_path_factory.mktemp("classes"), CountingStamp()) as kit:
        with kit.store.writing() as db:
            for one in every:
                put(db, one)
        yield Classes(kit, every)


def test_the_heat_maps_and_the_averages_are_equal(classes: Classes) -> None:
    seen = 0
    for one in classes.every:
        told, tries = heat(classes.kit, one.room.id), one.counted()
        mine = independent.by_skill(tries)
        assert [row.pupil for row in told.rows] == one.here
        assert [skill.skill for skill in told.skills] == sorted({skill for _who, skill in mine})
        for row in told.rows:
            for cell in row.cells:
                count, right, share, p, ids = independent.cell(mine.get((f"pupil:{row.pupil.id}", cell.skill), []))
                assert (cell.tries, cell.right, set(cell.evidence)) == (count, right, ids)
                assert cell.share == pytest.approx(share)
                assert cell.p == pytest.approx(p)
                seen += cell.p is not None
        for skill in told.skills:
            pupils, share = independent.average(tries, skill.skill)
            assert skill.pupils == pupils
            assert skill.share == pytest.approx(share)
    assert seen > 1000


def test_the_figures_of_the_questions_are_equal(classes: Classes) -> None:
    seen = 0
    for one in classes.every:
        told, tries = items(classes.kit, one.room.id), one.counted()
        first = independent.firsts(tries)
        assert {each.item for each in told} == {each.item.split("~")[0] for each in tries}
        for each in told:
            mine = first[each.item]
            right = sum(try_.verdict == "right" for try_ in mine.values())
            who = {try_.learner for try_ in tries if try_.item.split("~")[0] == each.item}
            assert (each.pupils, each.first, each.right) == (len(who), len(mine), right)
            assert set(each.evidence) == {try_.id for try_ in mine.values()}
            assert each.facility == (pytest.approx(right / len(mine)) if len(mine) > 4 else None)
            apart = independent.discrimination(first, each.item)
            assert each.discrimination == (None if apart is None else pytest.approx(apart))
            seen += apart is not None
            most = each.distractor
            said = (most.answer.strip().lower(), most.count, most.misconception) if most else None
            assert said == independent.distractor(mine)
    assert seen > 300


def test_the_counts_of_misconceptions_are_equal(classes: Classes) -> None:
    for one in classes.every:
        told = misconceptions(classes.kit, one.room.id)
        tries = one.counted()
        assert {each.misconception: (each.tries, each.learners) for each in told} == independent.misconceptions(tries)
        for each in told:
            assert set(each.evidence) == {try_.id for try_ in tries if try_.misconception == each.misconception}


def test_the_queues_hold_the_same_cases_and_the_most_urgent_first(classes: Classes) -> None:
    kinds: set[str] = set()
    for one in classes.every:
        told = queue(classes.kit, one.room.id).waiting
        found = {(f"pupil:{case.pupil.id}", case.kind, case.about, case.days) for case in told}
        assert found == independent.cases(one)
        assert len({case.id for case in told}) == len(told)
        assert [case.urgency for case in told] == sorted((case.urgency for case in told), reverse=True)
        kinds |= {case.kind for case in told}
    assert kinds == {"late", "stuck", "fall", "shown", "contested"}


def test_the_contested_verdicts_are_all_there_oldest_first(classes: Classes) -> None:
    for one in classes.every:
        told = contested(classes.kit, one.room.id)
        assert [each.attempt for each in told] == [each.id for each in one.counted() if each.contested]
        assert all(each.reason == "I meant it." for each in told)


def test_the_pages_of_pupils_are_equal(classes: Classes) -> None:
    for one in classes.every[:4]:
        mine = independent.by_skill(one.counted())
        for pupil in one.here:
            told = page(classes.kit, one.room.id, pupil.id)
            assert [row.skill for row in told.rows] == sorted(
                skill for who, skill in mine if who == f"pupil:{pupil.id}"
            )
            for row in told.rows:
                tries = mine[f"pupil:{pupil.id}", row.skill]
                count, right, _share, p, ids = independent.cell(tries)
                rest = [each for each in tries if each.verdict != "cant_tell" and each.id not in ids]
                assert (row.unaided, row.unaided_right, set(row.evidence)) == (count, right, ids)
                assert (row.assisted, row.assisted_right) == (len(rest), sum(e.verdict == "right" for e in rest))
                assert set(row.assisted_evidence) == {each.id for each in rest}
                assert row.p == pytest.approx(p)


def test_behind_a_figure_stand_the_very_tries(classes: Classes) -> None:
    one = classes.every[0]
    figures: list[Figured] = [*items(classes.kit, one.room.id), *queue(classes.kit, one.room.id).waiting]
    names = {f"pupil:{pupil.id}": pupil.name for pupil in one.pupils}
    whose = {each.id: names[each.learner] for each in one.tries}
    for figure in figures[:40]:
        behind = evidence_of(classes.kit, figure, one.room.id)
        assert {each.tried.attempt: each.who for each in behind} == {name: whose[name] for name in figure.evidence}
