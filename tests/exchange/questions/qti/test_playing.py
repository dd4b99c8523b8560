"""A program that plays a package gives right answers all points and wrong ones none, and shows hints on request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.assessment.model import Item
from carrel.exchange.questions.api import QuestionFormat, Questions
from carrel.exchange.questions.qti import FORMATS
from tests.exchange.questions.qti.kit import files_of, one_of_each
from tests.exchange.questions.qti.player import Value, play

BOTH = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
FIRST = "RESPONSE"
RIGHT: list[tuple[int, dict[str, Value], float]] = [
    (0, {FIRST: ("C1",)}, 1),
    (1, {FIRST: ("C3", "C1")}, 1),
    (2, {FIRST: ("false",)}, 1),
    (3, {FIRST: ("9.82",)}, 1),
    (4, {FIRST: ("3*(x+2)",)}, 1),
    (5, {FIRST: ("Mitotic division",)}, 1),
    (6, {"RESPONSE1": ("mitochondria",), "RESPONSE2": ("ATP",)}, 2),
    (7, {FIRST: ("L1 R1", "L2 R2", "L3 R2")}, 3),
    (8, {FIRST: ("S1", "S2", "S3")}, 1),
]
WRONG: list[tuple[int, dict[str, Value], float]] = [
    (0, {FIRST: ("C2",)}, 0),
    (0, {}, 0),
    (1, {FIRST: ("C1",)}, 0),
    (2, {FIRST: ("true",)}, 0),
    (3, {FIRST: ("10.1",)}, 0),
    (5, {FIRST: ("meiosis",)}, 0),
    (6, {"RESPONSE2": ("atp",)}, 1),
    (7, {FIRST: ("L1 R2", "L2 R2")}, 1),
    (8, {FIRST: ("S2", "S1", "S3")}, 0),
    (9, {FIRST: ("Anything at all.",)}, 0),
]


def item_file(form: QuestionFormat, item: Item) -> bytes:
    """The file of the only item of a package."""
    assert form.writes
    return files_of(form.writes(Questions("Set", (item,))).content)["items/0001.xml"]


def bare(item: Item) -> Item:
    """The item with nothing that is shown: its score is then left to a standard template where there is one."""
    return replace(item, hints=(), solution="", choices=tuple(replace(one, feedback="") for one in item.choices))


@BOTH
@pytest.mark.parametrize(("number", "answers", "score"), [*RIGHT, *WRONG])
def test_an_answer_gets_its_score(form: QuestionFormat, number: int, answers: dict[str, Value], score: float) -> None:
    item = one_of_each()[number]
    assert play(item_file(form, item), answers).score == score
    assert play(item_file(form, bare(item)), answers).score == score


@BOTH
def test_the_standard_templates_are_used_where_they_are_enough(form: QuestionFormat) -> None:
    used = [item_file(form, bare(item)).decode().partition("rptemplates/")[2][:13] for item in one_of_each()]
    matched, mapped, none = "match_correct", "map_response", ""
    assert [one[:12] for one in used] == [
        one[:12] for one in (matched, matched, matched, none, mapped, mapped, none, mapped, matched, none)
    ]


@BOTH
def test_a_hint_is_shown_when_it_is_asked_for_and_the_solution_is_not(form: QuestionFormat) -> None:
    content = item_file(form, one_of_each()[3])
    assert play(content, {"HINT1": ("true",)}).shown == ("Think of pairs.",)
    assert len(play(content, {"HINT2": ("true",)}).shown) == 1
    after = play(content, {FIRST: ("9.81",)}).shown
    assert len(after) == 1
    assert after[0].startswith("Eight")


@BOTH
def test_a_picked_choice_shows_what_is_said_to_it(form: QuestionFormat) -> None:
    item = replace(one_of_each()[0], solution="")
    assert play(item_file(form, item), {FIRST: ("C2",)}).shown == ("That makes four.",)
    assert play(item_file(form, item), {FIRST: ("C1",)}).shown == ()


@BOTH
def test_a_choice_with_nothing_right_is_right_when_nothing_is_picked(form: QuestionFormat) -> None:
    item = one_of_each()[1]
    none = replace(item, choices=tuple(replace(one, right=False) for one in item.choices))
    assert play(item_file(form, none), {}).score == 1
    assert play(item_file(form, none), {FIRST: ("C1",)}).score == 0


@BOTH
def test_what_markers_look_for_is_not_for_candidates(form: QuestionFormat) -> None:
    content = item_file(form, one_of_each()[9]).decode()
    assert content.count('view="author scorer tutor"') == 2
    assert "candidate" not in content
