"""A pack comes back as it was made, and says who made it and whether that device is known (P34)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base import archive
from carrel.base.stamp import Moment
from carrel.classroom import packing, signing
from carrel.classroom.model import Heading, Issuer, Kind, PackTooLarge
from tests.classroom.kit import (
    ENTRIES,
    PUPIL,
    STRANGER,
    TEACHER,
    TEACHER_PUBLIC,
    heading,
    read,
    signed,
    small,
    unzipped,
    zipped,
)

GOLDEN = Path(__file__).parent / "golden" / "class.zip"
"""Its manifest was typed by hand, signed by openssl, and laid out by Python's zipfile."""

PARTS = st.text("abz019_-", min_size=1, max_size=6)
NAMES = st.lists(st.lists(PARTS, min_size=1, max_size=3).map(".".join), min_size=1, max_size=3).map("/".join)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
HEADINGS = st.builds(
    Heading,
    id=st.text("0123456789abcdef", min_size=1, max_size=24),
    kind=st.sampled_from(("class", "results")),
    created=st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=ZONES).map(Moment.of),
    issuer=st.builds(
        Issuer,
        name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")),
        key=st.just(TEACHER_PUBLIC),
    ),
    classroom=st.text("0123456789abcdef", min_size=1, max_size=24),
    sequence=st.integers(0, 2**53 - 1),
    seal_to=st.none() | st.binary(min_size=32, max_size=32),
)


@given(HEADINGS, st.dictionaries(NAMES, st.binary(max_size=300), max_size=6))
def test_whatever_is_packed_comes_back_the_same(given_heading: Heading, entries: dict[str, bytes]) -> None:
    arrived = read(packing.write(given_heading, entries, TEACHER))
    assert (arrived.heading, arrived.entries, arrived.state) == (given_heading, entries, "ok")


def test_a_pack_of_the_first_version_is_read_for_ever() -> None:
    arrived = read(GOLDEN.read_bytes())
    assert arrived.state == "ok"
    assert arrived.heading == Heading(
        id="018f3a2b4c5d6e7f80919293",
        kind="class",
        created=Moment("2026-03-02T08:15:00.000000Z", 60, "2026-03-02"),
        issuer=Issuer("Frau Dr. Çağlar", TEACHER_PUBLIC),
        classroom="018f3a2b4c5d000000000001",
        sequence=3,
        seal_to=bytes.fromhex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"),
    )
    assert arrived.entries == {
        "documents/d01.txt": b"Water boils at 100 degrees at sea level.\n",
        "roster.json": b'[{"code": "ash"}, {"code": "birch"}]\n',
    }


def test_the_same_contents_give_the_same_bytes() -> None:
    assert packing.write(heading(), dict(reversed(list(ENTRIES.items()))), TEACHER) == small()


def test_the_bytes_are_those_of_an_ordinary_zip_writer() -> None:
    assert zipped(unzipped(small()).items()) == small()


def test_a_device_that_is_not_known_is_told_as_such() -> None:
    content = packing.write(heading("results", secret=STRANGER, name="Ms Bell"), ENTRIES, STRANGER)
    arrived = read(content)
    assert arrived.state == "unknown"
    assert arrived.entries == ENTRIES
    assert "not known here" in arrived.sentence()
    assert packing.read(content, {signing.public_key(STRANGER)}).state == "ok"


def test_a_pack_without_a_signature_is_unsigned() -> None:
    arrived = read(zipped(list(unzipped(small()).items())[:-1]))
    assert arrived.state == "unsigned"
    assert arrived.entries == ENTRIES
    assert "nobody can tell who made it" in arrived.sentence()


@pytest.mark.parametrize("kind", ["class", "results"])
def test_a_pack_of_either_kind_says_that_it_is_sound(kind: Kind) -> None:
    arrived = read(packing.write(heading(kind, secret=PUPIL, name="Ash"), {}, PUPIL))
    assert arrived.heading.kind == kind
    assert arrived.sentence() == "This pack was signed by Ash, and is as it was made."


def test_the_name_of_an_issuer_cannot_turn_the_sentence_around() -> None:
    arrived = read(packing.write(heading(name="Bell\u202e\n" + "x" * 500), ENTRIES, TEACHER))
    assert "\u202e" not in arrived.sentence()
    assert len(arrived.sentence()) < 200


def test_fields_that_a_later_version_adds_are_left_alone() -> None:
    manifest = unzipped(small())["manifest.json"].replace(b'"kind"', b'"weather": ["fine"], "kind"')
    assert read(signed(manifest, TEACHER)).state == "ok"


def test_more_than_the_other_side_reads_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_PACKED", len(small()))
    assert small()
    monkeypatch.setattr(packing, "MOST_PACKED", len(small()) - 1)
    with pytest.raises(PackTooLarge, match="more in this pack"):
        small()


def test_as_many_files_as_are_written_are_read() -> None:
    most = archive.MOST_ENTRIES - 2
    entries = {f"documents/{'long-' * 20}{number}.txt": b"" for number in range(most)}
    assert len(read(packing.write(heading(), entries, TEACHER)).entries) == most
    with pytest.raises(PackTooLarge, match="4998 files"):
        packing.write(heading(), {**entries, "one-more": b""}, TEACHER)


@pytest.mark.parametrize(
    "name", ["", "A", "a b", "ä", "../a", "a/../b", "/a", "a/", "a//b", ".a", "a.", "nul.json", "a\n", "manifest.json",
             "signature", "c:a", "a" * 121],
)  # fmt: skip
def test_a_name_that_not_every_system_holds_is_our_mistake(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        packing.write(heading(), {name: b""}, TEACHER)


def test_nobody_signs_for_another() -> None:
    with pytest.raises(ValueError, match="issuer"):
        packing.write(heading(), ENTRIES, STRANGER)


@pytest.mark.parametrize(
    "change",
    [{"id": ""}, {"id": "a b"}, {"classroom": "../x"}, {"sequence": -1}, {"sequence": 2**53}, {"kind": "game"},
     {"seal_to": b"short"}, {"issuer": Issuer("x", b"short")}],
)  # fmt: skip
def test_a_heading_that_no_pack_can_have_is_our_mistake(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"id|sequence|kind|key"):
        replace(heading(), **change)  # type: ignore[arg-type] # wrong on purpose
