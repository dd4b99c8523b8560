"""Files made to hurt cost a sentence and no time, and lose none of the good rows."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.exchange.rosters import reading, sheet
from carrel.exchange.rosters.api import RosterRefused
from tests.exchange.rosters.kit import golden, names, packed, read, told

PIECES = st.sampled_from(
    ["Name", "Class", "Id", ",", ";", "\t", "\n", "\r", '"', "Ann", "=1", "\x00", "Ä", "\ud800", "sep=", "\ufeff", " "]
)


def test_a_line_of_ten_million_letters_is_one_fault() -> None:
    roster = read(f"Name,Id\nAnn,1\n{'x' * 10_000_000}\nBo,2\n")
    assert names(roster) == {"": ["Ann", "Bo"]}
    assert told(roster) == ["list.csv, row 3: This row is far too long. Look whether a line break is missing."]


def test_a_first_line_of_ten_million_letters_is_refused() -> None:
    with pytest.raises(RosterRefused, match="no row that names"):
        read("Name," * 2_000_000)


def test_a_hundred_thousand_rows_are_read() -> None:
    text = "Name,Class,Id\n" + "".join(f"Pupil {number},{number % 50},{number}\n" for number in range(100_000))
    roster = read(text)
    assert sum(1 for _pupil in roster.pupils()) == 100_000


def test_open_quotation_marks_in_every_row_are_told_row_by_row() -> None:
    roster = read("Name\n" + '"Ann\n' * 3_001 + "Bo\n")
    assert roster.left_out() == 3_001
    assert names(roster) == {"": ["Bo"]}


def test_more_rows_than_a_school_has_are_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 3)
    roster = read("Name\nAnn\nBo\nCy\nDi\n")
    assert names(roster) == {"": ["Ann", "Bo"]}
    assert told(roster) == [
        "list.csv: This file has more than 3 rows; the others were not read."
        " Divide it, and read the parts one after the other."
    ]


def test_a_file_beyond_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_BYTES", 1_000_000)
    with pytest.raises(RosterRefused, match="larger than 1 MB"):
        read("Name\n" + "x" * 1_000_000)


@pytest.mark.parametrize("content", [b"Name\nAnn\x00Lee\n", b"\x00" * 100, b"\xd0\xcf\x11\xe0\x00\x00"])
def test_what_is_not_text_is_refused(content: bytes) -> None:
    with pytest.raises(RosterRefused, match="not text"):
        reading.read({"list.csv": content})


def test_a_bomb_in_an_archive_is_refused() -> None:
    bomb = packed({**golden("one_1_1"), "demographics.csv": b"0" * 20_000_000})
    with pytest.raises(RosterRefused, match="far more than it should"):
        reading.read({"export.zip": bomb})


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (packed({"../users.csv": b"x"}), "outside itself"),
        (packed(golden("one_1_1"))[:-30], "damaged"),
        (packed({"a.png": b"x"}), "no CSV file"),
        (packed({"a/users.csv": b"x", "b/users.csv": b"x"}), "two files called “users.csv”"),
        (packed({"inner.zip": packed(golden("one_1_1"))}), "no CSV file"),
    ],
)
def test_a_bad_archive_gets_its_own_sentence(content: bytes, what: str) -> None:
    with pytest.raises(RosterRefused, match=what):
        reading.read({"export.zip": content})


@settings(max_examples=150)
@given(pieces=st.lists(PIECES, max_size=40))
def test_any_text_is_read_or_refused_in_words(pieces: list[str]) -> None:
    with suppress(RosterRefused):
        roster = reading.read({"list.csv": "".join(pieces).encode("utf-8", "surrogatepass")})
        assert all(pupil.name and pupil.name.encode() for pupil in roster.pupils())
        assert all(fault.sentence().endswith(".") for fault in roster.faults)


@settings(max_examples=100)
@given(content=st.binary(max_size=60), begin=st.sampled_from([b"", b"PK\x03\x04", b"Name\n", b"\xff\xfe", b"sep=,\n"]))
def test_any_bytes_are_read_or_refused_in_words(content: bytes, begin: bytes) -> None:
    with suppress(RosterRefused):
        reading.read({"list.csv": begin + content})
