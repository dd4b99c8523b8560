"""A simple CSV file is read row by row, and what is wrong with a row is told without losing the others."""

from __future__ import annotations

import pytest

from carrel.exchange.rosters import reading
from carrel.exchange.rosters.api import RosterClass, RosterPupil, RosterRefused
from tests.exchange.rosters.kit import golden, names, read, told


def test_the_english_list_is_read_with_groups_and_two_classes() -> None:
    roster = reading.read(golden("class.csv"))
    ann = RosterPupil("Ann Lee", "Ann", "Lee", groups=("Red", "Tuesday"), external_id="1001")
    assert roster.classes == (
        RosterClass(
            "7b",
            "",
            (
                ann,
                RosterPupil("José Núñez Gil", "José", "Núñez Gil", groups=("Blue",), external_id="1002"),
                RosterPupil('Ada "Byte" King', 'Ada "Byte"', "King", external_id="1003"),
                RosterPupil('=HYPERLINK("x") -Jo', '=HYPERLINK("x")', "-Jo", external_id="1004"),
            ),
        ),
        RosterClass("Chess", "", (RosterPupil("Ann Lee", "Ann", "Lee", external_id="1001"),)),
    )
    assert roster.tells_groups
    assert roster.faults == ()
    assert roster.notes == ("class.csv: these columns were not needed: “Birthday”.",)


def test_a_german_list_in_latin_1_with_semicolons_is_read_and_told() -> None:
    roster = reading.read(golden("klasse.csv"))
    assert names(roster) == {"7b": ["Jörg Müller", "Änne Weiß;Groß"], "8a": ["Ayla Ozdemir"]}
    assert next(roster.pupils()).groups == ("Rot", "Dienstag")
    assert roster.notes == (
        "klasse.csv: the letters are not in UTF-8, and were read as Latin-1 (Windows-1252). Look at the names with"
        " accents.",
    )


def test_a_spanish_list_in_utf_16_with_tabs_goes_to_the_class_that_was_chosen() -> None:
    roster = reading.read(golden("clase.csv"), "7c")
    lucia = RosterPupil("Lucía Peña Ortiz", "Lucía", "Peña Ortiz", groups=("Rojo",))
    assert roster.classes == (RosterClass("7c", "", (lucia,)),)
    assert roster.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_and_line_end_is_read(encoding: str, end: str) -> None:
    content = end.join(["Name,Class", "Zoë Gil,7b", "Bo,7b", ""]).encode(encoding)
    roster = reading.read({"list.csv": content})
    assert names(roster) == {"7b": ["Zoë Gil", "Bo"]}
    assert not roster.notes


FAULTS: dict[str, tuple[str, list[str]]] = {
    "an empty name": (
        "Name,Id\nAnn,1\n,2\nBo,3\n",
        ["list.csv, row 3, column “Name”: The name is empty. Write the name, or take the row out."],
    ),
    "an id of two people": (
        "Name,Id\nAnn,1\nCy,1\nBo,2\n",
        [
            "list.csv, row 3, column “Id”: The id “1” stands in another row with the name “Ann”."
            " Give each pupil an id of their own, in one row for each class."
        ],
    ),
    "an id twice": (
        "Name,Pupil ID\nAnn,1\nAnn,1\nBo,2\n",
        [
            "list.csv, row 3, column “Pupil ID”: The id “1” stands twice in this class."
            " Give each pupil an id of their own, in one row for each class."
        ],
    ),
    "more cells than columns": (
        "Name,Id\nAnn,1\nLee, Cy,2\nBo,3\n",
        [
            "list.csv, row 3: This row has more cells than there are columns."
            " Put quotation marks around a cell that holds a comma or a semicolon."
        ],
    ),
    "a name that is too long": (
        f"Name\nAnn\n{'x' * 201}\nBo\n",
        ["list.csv, row 3, column “Name”: This text has more than 200 characters. Write a shorter one."],
    ),
    "somebody who left": (
        "Name,Status\nAnn,active\nCy,Inactive\nBo,\n",
        [
            "list.csv, row 3, column “Status”: This row is marked “Inactive”."
            " Take the mark out if the pupil is still there."
        ],
    ),
    "a parent": (
        "Name,Role\nAnn,student\nCy,parent\nBo,\n",
        [
            "list.csv, row 3, column “Role”: “parent” is neither a pupil nor a teacher."
            " Write “student” if this is a pupil."
        ],
    ),
    "an open quotation mark": (
        'Name\nAnn\n"Cy\nBo\n',
        ["list.csv, row 3: A quotation mark in this row has no partner. Take it out, or write it twice."],
    ),
    "a row that is far too long": (
        f"Name\nAnn\n{'x,' * 20_000}\nBo\n",
        ["list.csv, row 3: This row is far too long. Look whether a line break is missing."],
    ),
}


@pytest.mark.parametrize(("text", "sentences"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_by_row_and_column_and_the_others_are_read(text: str, sentences: list[str]) -> None:
    roster = read(text)
    assert told(roster) == sentences
    assert roster.left_out() == 1
    assert names(roster) == {"": ["Ann", "Bo"]}


def test_several_faults_stand_in_the_order_of_their_rows() -> None:
    roster = read('Name,Id\n,1\n"x\nAnn,1,,9\n,\nBo,2\nCy,2\n')
    assert [fault.row for fault in roster.faults] == [2, 3, 4, 7]
    assert names(roster) == {"": ["Bo"]}
    assert roster.left_out() == 4


def test_two_pupils_of_one_name_are_read_and_told() -> None:
    roster = read("Name\nAnn\nAnn\n")
    assert names(roster) == {"": ["Ann", "Ann"]}
    assert told(roster) == [
        "list.csv, row 3, column “Name”: Two pupils of this class are called “Ann”."
        " Both were read; write an id for each, so that they can be told apart."
    ]
    assert roster.left_out() == 0


def test_a_slip_in_a_code_costs_the_code_and_not_the_pupil() -> None:
    roster = read("Name,Code\nAnn,ccd-dcf\nBo,CCDDFC\nCy,CCDDCF\n")
    assert [(pupil.name, pupil.code) for pupil in roster.pupils()] == [("Ann", "CCDDCF"), ("Bo", ""), ("Cy", "")]
    assert [fault.what for fault in roster.faults] == [
        "There is a slip in this roster code.",
        "Another pupil has this code.",
    ]
    assert roster.left_out() == 0


def test_teachers_are_counted_and_passed_over() -> None:
    roster = read("Name,Role\nMs Fox,Teacher\nAnn,Pupil\n")
    assert names(roster) == {"": ["Ann"]}
    assert roster.notes == ("One teacher was passed over: a roster holds pupils.",)


def test_line_breaks_within_quotation_marks_and_blank_rows_keep_the_numbers_of_rows() -> None:
    roster = read('Name,Remark,Id\n"Ann\nLee","two\nlines",1\n\n,,\n,,4\nO"Neil,,5\n')
    assert names(roster) == {"": ["Ann Lee", 'O"Neil']}
    assert [fault.row for fault in roster.faults] == [5]


def test_cells_that_are_missing_at_the_end_of_a_row_are_empty() -> None:
    assert names(read("Name,Class,Id\nAnn,7b\nBo\nCy,7b,1,,,\n")) == {"7b": ["Ann", "Cy"], "": ["Bo"]}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", '=cmd|"/c calc"!A1'])
def test_a_formula_is_only_text(cell: str) -> None:
    quoted = cell.replace('"', '""')
    assert names(read(f'Name\n"{quoted}"\n')) == {"": [cell]}


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({}, "no CSV file"),
        ({"a.png": b"\x89PNG"}, "no CSV file"),
        ({"a.csv": b""}, "“a.csv” is empty"),
        ({"a.csv": b"Ann\nBo\n"}, "no row that names a column of names"),
        ({"a.csv": b"Class,Id\n7b,1\n"}, "no row that names a column of names"),
        ({"a.csv": b"Name\nAnn", "b.csv": b"Name\nBo"}, "several lists"),
        ({"x/a.csv": b"Name\nAnn", "y/A.csv": b"Name\nBo"}, "two files called “A.csv”"),
    ],
)
def test_what_cannot_be_read_at_all_gets_its_own_sentence(files: dict[str, bytes], what: str) -> None:
    with pytest.raises(RosterRefused, match=what) as refused:
        reading.read(files)
    assert refused.value.next_step.endswith(".")
