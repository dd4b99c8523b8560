"""A table of questions comes back exactly, no cell of it is a formula, and a bad row is named."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.cells import guarded_or_number, unguarded
from carrel.exchange.questions.api import Bad, Found, Losses, Questions, QuestionsRefused
from carrel.exchange.questions.table import FORMAT, read, recognises, write
from carrel.exchange.questions.table_columns import column_of
from tests.exchange.questions.items import anything, items
from tests.exchange.questions.test_gift import EVERYTHING

GOLDEN = Path(__file__).parent / "golden"
CELLS = (
    {"id": "q-1", "kind": "numeric", "prompt": "Add −2 and −3.", "answers": ["-5"], "solution": "=A1+1 is no answer."},
    {
        "kind": "choice",
        "prompt": "Pick, or\nleave; it is “fine”.",
        "choices": [
            {"text": "+cmd", "right": True},
            {"text": '@home, "here"', "feedback": "No;=1+1", "misconception": "-"},
        ],
    },
    {
        "kind": "match",
        "prompt": "Pair.",
        "pairs": [["H2O", "water"]],
        "skills": ["chemistry.water"],
        "unreviewed": True,
    },
    {"kind": "numeric", "prompt": "Fall?", "answers": ["9.81"], "unit": "m/s^2", "tolerance": {"absolute": 0.05}},
)
NUMBER = re.compile(r"[-+]\d[\d.,]*(?:[eE][-+]?\d+)?%?")


def found_in(text: str) -> Found:
    return read(text.encode(), "quiz.csv")


@settings(max_examples=40, deadline=None)
@given(made=some.lists(items() | items(texts=anything, prompts=anything), max_size=3))
def test_every_item_comes_back_exactly(made: list[Item]) -> None:
    written = write(Questions("Quiz", tuple(made)))
    assert read(written.content, "Quiz.csv") == Found("Quiz", tuple(made))
    assert (written.count, written.lost) == (len(made), Losses())


def test_the_file_is_the_golden_one_byte_for_byte() -> None:
    written = write(Questions("Cells", tuple(map(item_from, CELLS))))
    assert written.content == (GOLDEN / "written.csv").read_bytes()


def test_the_golden_file_reads_as_the_items_it_was_written_of() -> None:
    assert read((GOLDEN / "written.csv").read_bytes(), "x.csv").items == tuple(map(item_from, CELLS))


STARTS = some.text(some.sampled_from("=+-@＝\t\n\"';, a5.%\xa0"), max_size=12)


@settings(max_examples=200, deadline=None)
@given(text=STARTS)
def test_a_guarded_cell_reads_back_exactly(text: str) -> None:
    assert unguarded(guarded_or_number(text)) == text


@settings(max_examples=200, deadline=None)
@given(text=STARTS, divider=some.sampled_from(";\t"))
def test_no_cell_is_a_formula_whatever_letter_a_program_parts_cells_by(text: str, divider: str) -> None:
    file = io.StringIO()
    csv.writer(file).writerow(["a", guarded_or_number(text), "b"])
    cells = next(csv.reader(io.StringIO(file.getvalue(), newline="")))
    if NUMBER.fullmatch(text):
        return
    assert not re.match(r"[=+\-@＝\t\r]", cells[1])
    torn = re.split(rf"[{divider}\r\n]", cells[1])
    assert not [cell for cell in torn if re.match(r"[=+\-@＝]", cell.strip(' "\xa0'))]


@pytest.mark.parametrize("number", ["-5", "+3", "-1.5", "-1,000.5", "-6.02e23", "-50%"])
def test_a_number_stays_one_that_a_spreadsheet_can_count_with(number: str) -> None:
    assert guarded_or_number(number) == number


@pytest.mark.parametrize(
    "formula", ["-5+cmd", "-A1", "=1", "@SUM(1)", "+1+1", "-1-1", "\t=1", "-", "'=1", '"=1', " =1"]
)
def test_everything_else_that_begins_like_a_formula_is_guarded(formula: str) -> None:
    assert guarded_or_number(formula) != formula


@pytest.mark.parametrize("text", ["5-3", "x=1", "'tis", "a@b.c", "a, -b", "", "'", "''"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert guarded_or_number(text) == text


@pytest.mark.parametrize("divider", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_tables_of_other_programs_are_read(divider: str, encoding: str) -> None:
    rows = [["Kind", " PROMPT ", "Answer_1", "answer 2"], ["Text", "Heißt?", "Öl", ""], ["", "", "", ""]]
    text = "\r\n".join(divider.join(row) for row in rows)
    [item] = read(text.encode(encoding), "quiz.csv").items
    assert (item.kind, item.prompt, item.answers) == ("text", "Heißt?", ("Öl",))


def test_a_table_that_a_person_edited_is_read() -> None:
    text = """sep=;
kind;prompt;answer;choice 1;choice 3;choice 4;right choices;multiple;tolerance;unreviewed;notes
true false;Ice floats.;TRUE;;;;;;;no;ask again
choice;Which float?;;ice;;wood;1, 4;Yes;;;
numeric;Say pi.;3.14;;;;;;0,01;;
"""
    found = found_in(text)
    ice, floats, pi = found.items
    assert (ice.kind, ice.answers, ice.unreviewed) == ("true_false", ("true",), False)
    assert [(one.text, one.right) for one in floats.choices] == [("ice", True), ("wood", True)]
    assert pi.tolerance is not None
    assert pi.tolerance.absolute == 0.01
    assert (found.bad, found.lost) == ((), Losses(others=1))


def test_cells_that_a_kind_has_no_room_for_are_counted() -> None:
    found = found_in("kind,prompt,answer 1,step 1,multiple,form\ntext,Who?,me,first,no,any\ntext,Who?,me,,,factored\n")
    assert found.lost == Losses(others=2)


BAD = {
    "essay,Who?,me": "“kind” must be one of these",
    "text,Who?,": "“answers” must hold",
    "text,Who?,me,,,,,x": "more cells than",
    'text,"Who?,me': "not closed",
    'text,"Who"?,me': "not closed",
    "choice,Who?,,me,you,3": "“right choices”",
    "choice,Who?,,me,you,both": "“right choices”",
    "choice,Who?,,me,you,": "a choice that is right",
    "text,Who?,me,,,,perhaps": "“multiple” must be yes or no",
    "text,Who?," + "x" * 20_001: "too long",
    "text,Who?," + "x" * 200_000: "too long",
}


@pytest.mark.parametrize(("row", "why"), BAD.items(), ids=[row[:24] for row in BAD])
def test_a_bad_row_is_named_by_its_line_and_the_others_go_on(row: str, why: str) -> None:
    last = "" if row.count('"') == 1 else "text,last,me\n"
    found = found_in(
        f'kind,prompt,answer 1,choice 1,choice 2,right choices,multiple\ntext,"first\none",me\n\n{row}\n{last}'
    )
    assert [item.prompt for item in found.items] == ["first\none", *(["last"] if last else [])]
    [bad] = found.bad
    assert bad.where == "line 5"
    assert why in bad.why


def test_a_number_that_is_none_is_named() -> None:
    [bad] = found_in("kind,prompt,answer 1,tolerance\nnumeric,Pi?,3,about\n").bad
    assert bad == Bad("line 2", "“tolerance” must be a number.")


REFUSED = {
    b"": "empty",
    b"\x89PNG\r\n\x1a\n\x00": "not text",
    b"kind,prompt\x00": "not text",
    b"prompt,answer 1\nWho?,me\n": "does not name these columns: kind",
    b"Dear all,\nno table today.": "does not name these columns: kind, prompt",
    b"kind,prompt,answer,Answer 1\n": "names these columns twice: answer 1",
    b'"kind': "does not name",
    b"x" * 10_000_000: "does not name",
    b"kind,prompt," * 10_000: "twice: kind, prompt",
    b"x" * 20_000_001: "larger than 20 MB",
    b"kind,prompt\n" + b"text,a\n" * 20_001: "more than 20000",
}


@pytest.mark.parametrize(("content", "why"), REFUSED.items(), ids=REFUSED.values())
def test_what_is_no_table_of_questions_is_refused_in_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(QuestionsRefused, match=why):
        read(content, "quiz.csv")


def test_a_table_without_questions_is_sound() -> None:
    assert read(write(Questions("None", ())).content, "None.csv") == Found("None", ())


@settings(max_examples=100, deadline=None)
@given(text=some.lists(some.sampled_from([*',;"\n\t', "kind", "prompt", "choice", "1", "right choices"])).map("".join))
def test_no_mixture_of_cells_raises_anything_but_a_sentence(text: str) -> None:
    assert recognises(text.encode(), "a.csv") in {True, False}
    with suppress(QuestionsRefused):
        assert all(bad.sentence() for bad in found_in(f"kind,prompt,{text}").bad)


@pytest.mark.parametrize(
    ("title", "known"),
    [
        *(("answer", "answer 1"), ("Answer  2", "answer 2"), ("point_1_phrase_2", "point 1 phrase 2")),
        *(
            ("answer 0", None),
            ("answer 1 id", None),
            ("point 1 id 2", None),
            ("point 1 phrase", None),
            ("unit 2", None),
        ),
        *(("answer 9999", None), ("mark", None), ("point 1 colour", None), ("point 2 must", "point 2 must")),
    ],
)
def test_a_column_is_known_by_its_title(title: str, known: str | None) -> None:
    column = column_of(title)
    assert (column and column.title) == known


def test_all_kinds_stand_in_one_table() -> None:
    made = tuple(map(item_from, EVERYTHING))
    assert read(write(Questions("All", made)).content, "All.csv").items == made


@pytest.mark.parametrize(
    ("content", "name", "known"),
    [
        (b"\xef\xbb\xbfid,kind,prompt\r\n", "a.csv", True),
        (b"id\tkind\tprompt\n", "a", True),
        (b"kind;prompt", "a.txt", True),
        (b"kind;prompt", "a.gift", False),
        (b"name,code", "a.csv", False),
        (b"\x00\xff", "a.csv", False),
    ],
)
def test_a_table_is_known_by_its_first_row(content: bytes, name: str, known: bool) -> None:
    assert FORMAT.recognises is recognises
    assert recognises(content, name) is known
