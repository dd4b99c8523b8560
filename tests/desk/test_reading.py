"""The files of a desk are read as docs/desk.md says, and whatever is wrong in them is told by its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from carrel.desk.model import Columns, Escalation, Macro, Procedure, Slot
from carrel.desk.reading import cases, catalogue, columns, macros, procedures, settings
from carrel.desk.reading.api import DeskRefused, Fault

DOCUMENTED = re.findall(r"```(?:toml)?\n(.*?)```", Path("docs/desk.md").read_text(encoding="utf-8"), re.DOTALL)

GOOD = """+++
title = "Send something back"
when = ["send back"]
[[slot]]
name = "order"
says = "the order number"
ask = "What is your order number?"
kind = "pattern"
patterns = ["LK-######"]
step = 2
+++
Above the list.

1. Look it up.
   It stands in the order book.
2) Send the label.
"""


def test_the_documented_files_are_read_as_the_documentation_means_them() -> None:
    desk, faults = settings.read(next(one for one in DOCUMENTED if "[[general]]" in one))
    assert faults == ()
    assert desk is not None
    assert (desk.title, desk.currency, desk.mine) == ("Larkfield Lamps", "€", ("help@larkfield.example",))
    assert desk.general == (Slot("product", "the product", "Which product is it about?", "product"),)
    procedure, faults = procedures.read("send-back", next(one for one in DOCUMENTED if "[[slot]]" in one))
    assert faults == ()
    assert procedure is not None
    assert procedure.unless == ("broken", "defective")
    assert procedure.steps[2] == "Send the return label."
    assert procedure.escalations == (
        Escalation(("more than 30 days",), "Returns after 30 days are decided by the team lead."),
    )
    said, faults = columns.read(next(one for one in DOCUMENTED if 'code = "Item no."' in one))
    assert (said, faults) == (Columns("Item no.", "Name", "Price", "Description", "Page", ("Supplier",)), ())
    macro, faults = macros.read("label", next(one for one in DOCUMENTED if "{{customer}}" in one))
    assert (macro, faults) == (Macro("label", "Return label", "Dear {{customer}},\n…"), ())


def test_what_stands_below_a_step_belongs_to_it() -> None:
    procedure, faults = procedures.read("back", GOOD.replace("\n", "\r\n"))
    order = Slot("order", "the order number", "What is your order number?", "pattern", ("LK-######",), step=2)
    steps = ("Look it up.\n   It stands in the order book.", "Send the label.")
    assert (procedure, faults) == (Procedure("back", "Send something back", ("send back",), steps, (order,)), ())


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("+++\ntitle", "title", 1, "between two lines of “+++”"),
        ('title = "Send', "title = Send", 2, "This is not TOML"),
        ('when = ["send back"]\n', "", 1, "“when” is missing"),
        ('["send back"]', '"send back"', 3, "“when” is not a list of texts"),
        ('"LK-######"', '"LK"', 9, "“LK” is no pattern"),
        ('kind = "pattern"', 'kind = "number"', 8, "“number” is no kind of slot"),
        ("step = 2", "step = 3", 10, "There is no step 3"),
        ("step = 2", "step = true", 10, "not a whole number"),
        ('name = "order"', 'name = "Order No."', 5, "no name for a slot"),
        ('ask = "What is your order number?"\n', "", 4, "“ask” is missing"),
        (
            "1. Look it up.\n   It stands in the order book.\n2) Send the label.",
            "Just do it.",
            12,
            "There are no steps",
        ),
    ],
)
def test_a_fault_keeps_a_procedure_out_and_is_told_by_its_line(before: str, after: str, line: int, said: str) -> None:
    assert before in GOOD
    procedure, faults = procedures.read("back", GOOD.replace(before, after), "procedures/back.md")
    assert procedure is None
    assert (faults[0].file, faults[0].line) == ("procedures/back.md", line)
    assert said in faults[0].sentence()
    assert faults[0].next_step


def test_a_misspelt_field_is_told_and_the_rest_is_read() -> None:
    procedure, [fault] = procedures.read("back", GOOD.replace("[[slot]]", 'unles = ["broken"]\n[[slot]]'))
    assert procedure is not None
    assert "“unles”" in fault.what
    assert not fault.left_out


def test_hostile_texts_are_refused_in_a_sentence() -> None:
    for text in ("a = " + "[" * 50_000, "title = 5", "\0\0", "x" * 300_000, '[[general]]\nname = "a"\n' * 2):
        found, faults = settings.read(text)
        assert found is None
        assert all(fault.sentence() for fault in faults)


TABLE = "Lamps of 2026;;;\nArt.-Nr.;Bezeichnung;Preis;Leistung (W)\nA1;Amsel;49,90;8\nA2;Drossel;“ask”;\n"


def test_the_columns_of_a_catalogue_are_guessed_from_their_headings() -> None:
    found = catalogue.read("lampen.csv", TABLE.encode("cp1252"), None, "€")
    assert (found.columns.code, found.columns.name, found.columns.price) == ("Art.-Nr.", "Bezeichnung", "Preis")
    assert [(one.code, one.name, one.price, one.attributes) for one in found.products] == [
        ("A1", "Amsel", "49,90 €", (("Leistung (W)", "8"),)),
        ("A2", "Drossel", "", ()),
    ]
    [fault] = found.faults
    assert (fault.row, fault.column, fault.left_out) == (4, "Preis", False)


def test_every_row_that_is_no_product_is_told_by_its_number_and_the_others_are_read() -> None:
    table = 'Code,Name,Price\nA1,Lamp,9\n,Nameless,9\nA1,Again,9\nA2,"Open,9\nA3,Fine,9,more\nA4,Last,"1,299.00"\n'
    found = catalogue.read("c.csv", table.encode(), None, "$")
    assert [(one.code, one.price) for one in found.products] == [("A1", "$9"), ("A4", "$1,299.00")]
    assert [fault.row for fault in found.faults] == [3, 4, 5, 6]
    assert "row 2" in found.faults[1].what


def test_a_mapping_decides_and_a_heading_that_is_not_there_is_named_with_those_that_are() -> None:
    said = Columns("No", "Item", ignored=("Supplier",))
    table = b"No,Item,Supplier,Price\n7,Lamp,Somebody,9\n"
    assert catalogue.read("c.csv", table, said).products[0].attributes == (("Price", "9"),)
    with pytest.raises(DeskRefused) as refused:
        catalogue.read("c.csv", table, Columns("No", "Title"))
    assert "“Title”" in refused.value.what
    assert "Item" in refused.value.next_step


@pytest.mark.parametrize("content", [b"", b"\0\1\2" * 50, b"a,b\n1,2\n", b"just words"])
def test_what_is_no_catalogue_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(DeskRefused) as refused:
        catalogue.read("c.csv", content)
    assert refused.value.next_step


def test_solved_cases_may_go_over_many_lines() -> None:
    answer = "Dear Ana,\n" + "it is so.\n" * 30 + "Bye"
    found = cases.read("cases.csv", f'Question,Answer\n"Why?","{answer}"\nWhat?,\n'.encode())
    assert found.pairs == (("Why?", answer),)
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, "Answer")]


def test_the_title_of_a_new_desk_stands_whole_in_its_file() -> None:
    title = 'The "best" \\ shop \u2028of\x07 all'
    found, faults = settings.read(settings.plainly(title))
    assert (found and found.title, faults) == ('The "best" \\ shop of all', ())


def test_a_fault_names_its_place_in_words_and_in_json() -> None:
    fault = Fault("c.csv", 0, "It is empty.", "Fill it.", row=3, column="Name")
    assert fault.sentence() == "c.csv, row 3, column “Name”: It is empty. Fill it."
    assert fault.as_json()["row"] == 3
