"""Classes at the edges: empty, tiny, without unaided tries, with ties, and with somebody who left."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.classroom.classes.model import ClassMissing
from carrel.flows.classes.seeing.contested import contested
from carrel.flows.classes.seeing.heat import heat
from carrel.flows.classes.seeing.items import Distractor, items
from carrel.flows.classes.seeing.misconceptions import misconceptions
from carrel.flows.classes.seeing.pupil import page
from carrel.flows.classes.seeing.queue import queue
from carrel.flows.classes.seeing.sheets import heat_sheet, items_sheet
from carrel.flows.figures.table import as_csv
from carrel.flows.kit import Kit
from tests.flows.classes.seeing.conftest import Make
from tests.flows.classes.seeing.kit import attempt, put_tries
from tests.flows.practising.conftest import install
from tests.library.packs.kit import good, written

FOUR = ("Ada", "Bo", "Cy", "Di")


def test_an_empty_class_has_nothing_to_show(kit: Kit, make: Make) -> None:
    make([])
    assert (heat(kit, "Class 0").rows, heat(kit, "c0").skills) == ((), ())
    assert [*items(kit, "c0"), *misconceptions(kit, "c0"), *contested(kit, "c0")] == []
    assert queue(kit, "c0").waiting == ()
    assert heat_sheet(heat(kit, "c0")).rows == ()


def test_a_class_that_is_not_there_is_told(kit: Kit) -> None:
    with pytest.raises(ClassMissing, match="no such class"):
        heat(kit, "9z")


def test_one_pupil_alone_has_figures_and_the_class_has_none(kit: Kit, make: Make) -> None:
    make(["Ada"], *(attempt(f"t{number}", "c0-Ada", number, verdict="right") for number in range(3)))
    told = heat(kit, "c0")
    [cell] = told.rows[0].cells
    assert (cell.tries, cell.right, cell.share, cell.evidence) == (3, 3, 1.0, ("t0", "t1", "t2"))
    assert cell.p is not None
    assert cell.p > 0.9
    assert (told.skills[0].pupils, told.skills[0].share) == (1, None)
    assert items(kit, "c0")[0].facility is None


def test_averages_of_four_are_hidden_and_those_of_five_are_shown(kit: Kit, make: Make) -> None:
    make([*FOUR, "Ed"], *(attempt(name, f"c0-{name}", 1, verdict="right") for name in FOUR))
    assert (heat(kit, "c0").skills[0].share, items(kit, "c0")[0].facility) == (None, None)
    assert heat_sheet(heat(kit, "c0")).rows[-1] == ("Class", "too few")
    with kit.store.writing() as db:
        put_tries(db, [attempt("Ed", "c0-Ed", 1)])
    assert (heat(kit, "c0").skills[0].share, items(kit, "c0")[0].facility) == (0.8, 0.8)
    assert heat_sheet(heat(kit, "c0")).rows[-1] == ("Class", "80 % right")


def test_two_unaided_tries_are_too_little_to_say_what_is_known(kit: Kit, make: Make) -> None:
    make(["Ada"], attempt("a", "c0-Ada", 1, verdict="right"), attempt("b", "c0-Ada", 2, verdict="cant_tell"),
         attempt("c", "c0-Ada", 3))  # fmt: skip
    [cell] = heat(kit, "c0").rows[0].cells
    assert (cell.tries, cell.right, cell.p) == (2, 1, None)
    assert heat_sheet(heat(kit, "c0")).rows[0] == ("Ada", "1 of 2, too little")


def test_tries_with_help_alone_are_never_told_as_known(kit: Kit, make: Make) -> None:
    make(["Ada"], *(attempt(f"t{number}", "c0-Ada", number, verdict="right", help=2) for number in range(6)))
    told = heat(kit, "c0")
    assert (told.rows[0].cells[0].tries, told.rows[0].cells[0].p, told.skills[0].pupils) == (0, None, 0)
    assert heat_sheet(told).rows == (("Ada", "–"), ("Class", "–"))
    [item] = items(kit, "c0")
    assert (item.pupils, item.first, item.facility, item.distractor) == (1, 0, None, None)
    [row] = page(kit, "c0", "ada").rows
    assert (row.unaided, row.assisted, row.assisted_right, row.p) == (0, 6, 6, None)


def test_who_left_counts_in_no_figure_and_still_has_a_page(kit: Kit, make: Make) -> None:
    tries = [attempt(f"t{number}", "c0-Zoe", number, misconception="m", contested="No!") for number in range(12)]
    make(["Ada"], *tries, left=["Zoe"])
    assert [row.pupil.name for row in heat(kit, "c0").rows] == ["Ada"]
    assert [*items(kit, "c0"), *misconceptions(kit, "c0"), *contested(kit, "c0")] == []
    assert queue(kit, "c0").waiting == ()
    told = page(kit, "c0", "CODE-1")
    assert (told.pupil.name, told.rows[0].unaided, told.cases) == ("Zoe", 12, ())


def test_tries_of_another_class_count_in_this_one_nowhere(kit: Kit, make: Make) -> None:
    make(["Ada"], attempt("mine", "c0-Ada", 1), attempt("hers", "c1-Ada", 1), attempt("whose", "", 1))
    assert heat(kit, "c0").rows[0].cells[0].evidence == ("mine",)
    assert items(kit, "c0")[0].pupils == 1


def test_of_two_wrong_answers_given_as_often_the_first_of_the_alphabet_is_told(kit: Kit, make: Make) -> None:
    answers = ("west", "East", "east ", "WEST", "", "I don't know", "")
    pupils = [f"P{number}" for number in range(len(answers))]
    made = (attempt(f"t{name}", f"c0-{name}", 1, answer=said) for name, said in zip(pupils, answers, strict=True))
    make(pupils, *made)
    told = items(kit, "c0")[0].distractor
    assert told is not None
    assert (told.answer.strip().casefold(), told.count) == ("east", 2)


def test_a_choice_is_one_answer_by_its_letter_its_number_and_its_text(kit: Kit, make: Make, tmp_path: Path) -> None:
    install(kit, written(good(), tmp_path / "pack"))
    with kit.store.reading() as db:
        [(item, text, shows)] = db.execute(
            """select item.id, json_extract(choice.value, '$.text'), json_extract(choice.value, '$.misconception')
               from item, json_each(body, '$.choices') as choice
               where kind = 'choice' and choice.key = 1 and not json_extract(choice.value, '$.right') limit 1"""
        ).fetchall()
    said = {"Ada": "B", "Bo": "2", "Cy": text, "Di": "nonsense"}
    make(FOUR, *(attempt(name, f"c0-{name}", 1, item=item, kind="choice", answer=answer,
                         misconception=shows if name != "Di" else None)
                 for name, answer in said.items()))  # fmt: skip
    assert items(kit, "c0")[0].distractor == Distractor(text, 3, shows or "")


def test_two_tries_at_the_same_moment_are_taken_in_the_order_of_their_ids(kit: Kit, make: Make) -> None:
    make(["Ada"], attempt("b", "c0-Ada", 1, verdict="right"), attempt("a", "c0-Ada", 1))
    [item] = items(kit, "c0")
    assert (item.right, item.evidence) == (0, ("a",))


def test_where_everybody_is_right_nothing_tells_pupils_apart(kit: Kit, make: Make) -> None:
    pupils = [f"P{number:02}" for number in range(12)]
    tries = [
        attempt(f"{item}{name}", f"c0-{name}", 1, item=item, verdict="right")
        for name in pupils for item in ("i1", "i2", "i3")
    ]  # fmt: skip
    make(pupils, *tries)
    assert [one.discrimination for one in items(kit, "c0")] == [None] * 3


def test_a_question_that_only_the_weak_get_right_has_a_discrimination_of_minus_one(kit: Kit, make: Make) -> None:
    pupils = [f"P{number:02}" for number in range(10)]
    tries = [
        attempt(f"{item}{name}", f"c0-{name}", 1, item=item, verdict="right" if is_right else "wrong")
        for place, name in enumerate(pupils)
        for item, is_right in (("i1", place < 5), ("i2", place >= 5))
    ]
    make(pupils, *tries)
    told = items(kit, "c0")
    assert [one.discrimination for one in told] == [pytest.approx(-1)] * 2
    assert {row[5] for row in items_sheet(told).rows} == {"-1.00"}
    assert as_csv(items_sheet(told)).count(b",-1.00,") == 2  # a number, with which a spreadsheet can count


def test_skills_stand_in_the_order_of_the_lessons_and_unknown_ones_last(kit: Kit, make: Make, tmp_path: Path) -> None:
    install(kit, written(good(), tmp_path / "pack"))
    with kit.store.reading() as db:
        order = [row[0] for row in db.execute("select id from skill order by number")]
    tries = [attempt(skill, "c0-Ada", 1, skills=(skill,)) for skill in ("a.unknown", *reversed(order))]
    make(["Ada"], *tries)
    assert [one.skill for one in heat(kit, "c0").skills] == [*order, "a.unknown"]
    assert heat(kit, "c0").skills[0].name != order[0]


def test_two_pupils_of_one_name_are_told_apart_by_their_codes(kit: Kit, make: Make) -> None:
    make(["Ada"], left=["ADA"])
    with pytest.raises(ClassMissing, match="More than one"):
        page(kit, "c0", "ada")
    assert page(kit, "c0", "code-1").pupil.name == "ADA"
    with pytest.raises(ClassMissing, match="no such pupil"):
        page(kit, "c0", "Bo")
