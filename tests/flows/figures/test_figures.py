"""The figures: what each says in a sentence and in its table, and files for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.model import Attempt, DayOfTries
from carrel.base.cells import unguarded
from carrel.base.show import one_line
from carrel.base.stamp import Moment
from carrel.flows.evidence import Known
from carrel.flows.figures.bars import reviews_ahead, time_spent
from carrel.flows.figures.over_time import over_time
from carrel.flows.figures.page import Page, page
from carrel.flows.figures.skill_map import depths, skill_map
from carrel.flows.figures.table import Table, as_csv
from carrel.flows.figures.tries import tries
from carrel.flows.figures.with_help import with_help
from carrel.flows.figures.words import likely, sure
from carrel.flows.kit import Kit
from carrel.progress import tables as progress
from carrel.progress.mastery import course, mastery, state
from carrel.progress.model import Try
from carrel.progress.schedule import reviewed
from tests.conftest import CountingStamp
from tests.flows.learners import live

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def made(told: str, skill: str = "a") -> Known:
    """A skill after these tries: R and W unaided, r and w with help, o tried again, ? not to be told."""
    kept = []
    for number, letter in enumerate(told):
        verdict = {"r": "right", "w": "wrong", "o": "right", "?": "cant_tell"}[letter.lower()]
        score, level = float(verdict == "right"), 2 if letter in "rw" else 0
        at = Moment.of(NOON + timedelta(days=number))
        kept.append(Try(f"t{number}", "i", "text", verdict, score, level, letter in "RW?", at))
    found = mastery(skill, kept)
    helped = [one for one in kept if one.help]
    counts = len(helped), sum(one.verdict == "right" for one in helped)
    return Known(skill, f"Skill {skill}", found, None, 0, tuple(kept), False, state(found, tried=bool(kept)), *counts)


def test_the_words_for_a_skill_never_claim_what_nobody_can_know() -> None:
    assert [likely(p) for p in (0.0, 0.004, 0.5, 0.996, 1.0)] == ["1", "1", "50", "99", "99"]
    assert sure(made("")) == "Not tried yet"
    assert sure(made("RR")) == "Not enough evidence"
    assert sure(made("rrrrrr")) == "Not enough evidence", "help is no evidence"
    assert sure(made("?")) == "Not enough evidence"
    certain = made("RRR")
    certain = replace(certain, mastery=replace(certain.mastery, p=0.9999, low=0.99, high=1.0))
    assert sure(certain) == "99\u00a0% likely known"
    assert "likely known (" in sure(made("RWR"))


def test_over_time_shows_nothing_before_the_third_unaided_try() -> None:
    assert "Nothing was tried unaided" in over_time(made("rw")).reading
    few = over_time(made("RrR"))
    assert few.reading == "There are 2 unaided tries; there is enough evidence from 3 on."
    assert [row[3:] for row in few.table.rows] == [("", "", "")] * 2
    shown = over_time(made("RWrR?R"))
    assert [row[2] for row in shown.table.rows] == ["right", "wrong", "right", "right"]
    assert [bool(row[3]) for row in shown.table.rows] == [False, False, True, True]
    assert f"{likely(shown.steps[-1].p)}\u00a0% likely" in shown.reading


@given(st.text("RWrwo?", max_size=14))
def test_a_course_ends_where_mastery_is(told: str) -> None:
    known = made(told)
    steps = course(known.tries)
    assert len(steps) == known.mastery.tries
    if steps:
        assert (steps[-1].p, steps[-1].low, steps[-1].high) == (
            known.mastery.p,
            known.mastery.low,
            known.mastery.high,
        )
        assert steps[-1].enough is known.mastery.enough


def test_unaided_tries_again_and_help_stand_apart() -> None:
    figure = with_help(Page(known=(made("RWRrwoo"), made("", "b"))))
    ((name, *numbers),) = figure.table.rows
    assert (name, numbers) == ("Skill a", ["3", "2", "67", "2", "1", "50", "2", "2"])
    assert figure.reading == "Unaided 2 of 3 right, with help 1 of 2 right."
    assert with_help(Page(known=(made("R"),))).reading == "Unaided 1 of 1 right; no help was taken."
    assert with_help(Page(known=(made("r"),))).reading == "With help 1 of 1 right; nothing was tried unaided."
    assert with_help(Page()).pairs == ()


def test_reviews_ahead_count_today_the_days_and_what_comes_later() -> None:
    shown = Page(today="2026-03-02", ahead={"2026-03-02": 3, "2026-03-10": 1, "2026-04-20": 2})
    figure = reviews_ahead(shown, 14)
    assert figure.reading == "4 items come back in the next 14 days, 3 of them today. 2 more come later."
    assert figure.table.rows[0] == ("2026-03-02", "3")
    assert figure.table.rows[8] == ("2026-03-10", "1")
    assert [bar.value for bar in figure.bars] == [float(row[1]) for row in figure.table.rows]
    assert reviews_ahead(Page(today="2026-03-02"), 14).reading == "Nothing comes back in these days."


def test_time_spent_says_what_was_done_and_nothing_of_the_other_days() -> None:
    days = (DayOfTries("2026-02-01", 1, 60.0), DayOfTries("2026-03-01", 4, 600.0), DayOfTries("2026-03-02", 2, 90.0))
    figure = time_spent(Page(today="2026-03-02", days=days), 14)
    assert figure.reading == "Practised on 2 study days of these 14, 12 minutes in all."
    assert figure.table.rows[-2:] == (("2026-03-01", "10.0", "4"), ("2026-03-02", "1.5", "2"))
    assert figure.table.rows[0] == ("2026-02-17", "0.0", "0")
    assert figure.bars[0].said == "nothing"
    short = time_spent(Page(today="2026-03-02", days=(DayOfTries("2026-03-02", 1, 9.0),)), 14)
    assert short.reading == "Practised on 1 study day of these 14, less than a minute in all."


def test_a_map_has_a_skill_after_all_it_builds_on_and_a_subject_with_what_it_needs() -> None:
    known = tuple(made("", name) for name in "abcd")
    requires = {"a": (), "b": ("a",), "c": ("a", "b"), "d": ("missing",)}
    shown = Page(known=known, requires=requires, subjects={"a": "Sums", "b": "Sums", "c": "Shapes"})
    assert {node.known.skill: node.depth for node in skill_map(shown).nodes} == {"a": 0, "b": 1, "c": 2, "d": 0}
    shapes = skill_map(shown, "Shapes")
    assert [node.known.skill for node in shapes.nodes] == ["c", "a", "b"], "what it builds on is there, too"
    assert [row[-2] for row in shapes.table.rows] == ["Skill a; Skill b", "", "Skill a"]


@given(st.dictionaries(st.integers(0, 12), st.sets(st.integers(0, 12))))
def test_every_map_comes_to_an_end_even_in_a_circle(drawn: dict[int, set[int]]) -> None:
    requires = {str(one): [str(name) for name in before if name in drawn] for one, before in drawn.items()}
    found = depths(requires)
    assert found.keys() == requires.keys()
    if all(int(name) < int(one) for one, before in requires.items() for name in before):
        assert all(found[one] > found[name] for one, before in requires.items() for name in before)


def test_a_long_chain_of_skills_is_no_trouble() -> None:
    chain = {str(one): [str(one - 1)] if one else [] for one in range(300)}
    assert depths(chain) == {str(one): one for one in range(300)}


@given(st.lists(st.lists(st.text() | st.text("=+-@ \t\r\n'1a", max_size=4), min_size=2, max_size=2), max_size=5))
def test_a_csv_file_holds_the_table_and_no_formula(rows: list[list[str]]) -> None:
    table = Table(("one", "two"), tuple(map(tuple, rows)))
    text = as_csv(table).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert len(read) == len(rows) + 1
    for told, cells in zip(read[1:], rows, strict=True):
        for cell, words in zip(told, cells, strict=True):
            assert unguarded(cell) == one_line(words)
            is_number = re.fullmatch(r"[-+]\d[\d.,]*([eE][-+]?\d+)?%?", cell) is not None
            assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_tries_behind_a_number_are_as_many_as_it_says(lessons: Kit) -> None:
    live(lessons, "behind", 7, 90, items=6)
    for known in page(lessons, "behind").known:
        told = tries(lessons, known.skill, "behind")
        counts = [sum(one.is_of(which) for one in told) for which in ("all", "unaided", "assisted", "helped")]
        assert counts == [len(known.tries), known.mastery.tries, known.mastery.assisted, known.helped]
        assert [one.attempt for one in told] == [one.id for one in reversed(known.tries)]
        assert all(one.question and one.answer.startswith("answer") for one in told)


def test_a_try_whose_question_is_gone_is_evidence_still(kit: Kit) -> None:
    told = Attempt(
        kit.stamp.new_id(),
        kit.stamp.now(),
        item="gone.1",
        kind="match",
        topic="gone",
        skills=("gone.skill",),
        answer={"H2O": "water"},
        verdict="right",
        score=1.0,
        why="",
        by="code",
        nth=1,
        help=0,
        hints=0,
        unaided=True,
        seconds=5.0,
    )
    with kit.store.writing() as db:
        tables.keep(db, told)
    (shown,) = tries(kit, "gone.skill")
    assert (shown.question, shown.answer, shown.verdict) == ("", "H2O = water", "right")
    (known,) = page(kit).known
    assert (known.name, known.state) == ("gone.skill", "unsure")


def test_a_card_whose_question_is_gone_is_neither_due_nor_ahead(kit: Kit) -> None:
    now = kit.stamp.now()
    with kit.store.writing() as db:
        progress.keep_card(db, "", reviewed("gone.1", None, Rating.Again, now))
        db["item"].insert({"id": "here.1", "kind": "text", "topic": "", "pack": None, "body": "{}"})
        progress.keep_card(db, "", reviewed("here.1", None, Rating.Again, now))
    assert dict(page(kit).ahead) == {now.day: 1}
    stamp = kit.stamp
    assert isinstance(stamp, CountingStamp)
    stamp.pass_time(minutes=5)
    assert page(kit).due == 1
