"""An exported record is checked as a file: what was done to it is named, and hostile files get a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.records import reading
from carrel.records.chain import Break
from carrel.records.exporting import FENCE, export
from carrel.records.model import Begun
from carrel.records.reading import RecordRefused
from carrel.records.verifying import Checked, told_break, verify
from tests.records.kit import GOLDEN, chained, fits, of, seal

LINKS = chained()
SEALED = export(LINKS, seal)
BEGINS = SEALED.decode().splitlines().index(FENCE) + 2
"""The line of the first entry, from 0."""
PLACES = range(1, len(LINKS) + 1)


def checked(change: Callable[[list[str]], object]) -> Checked:
    """What is found when the lines of the sealed file were changed like this."""
    lines = SEALED.decode().split("\n")
    change(lines)
    return verify("\n".join(lines).encode(), fits, Cancel())


def test_what_was_exported_is_sound_and_equal() -> None:
    found = verify(SEALED, fits, Cancel())
    assert (list(found.links), found.broken, found.is_text_same, found.seal) == (LINKS, None, True, "fits")
    assert found.is_sound
    assert found.key == "the key"
    assert found.sentences() == ["All 11 entries are as they were written.", "The signature fits."]


def test_the_golden_file_is_sound_and_says_that_it_is_not_signed() -> None:
    found = verify(GOLDEN.read_bytes(), fits, Cancel())
    assert list(found.links) == LINKS
    assert found.is_sound
    assert "not signed" in found.sentences()[1]


@pytest.mark.parametrize("change", [lambda b: b.replace(b"\n", b"\r\n"), lambda b: b"\xef\xbb\xbf" + b, bytes.strip])
def test_a_file_that_a_mail_program_touched_is_still_sound(change: Callable[[bytes], bytes]) -> None:
    assert verify(change(SEALED), fits, Cancel()).is_sound


def flipped(line: str, at: int) -> str:
    """The line with one bit of a letter the other way."""
    return line[:at] + chr(ord(line[at]) ^ 1) + line[at + 1 :]


@pytest.mark.parametrize("place", PLACES)
def test_any_letter_of_an_entry_that_flips_is_found_in_that_entry(place: int) -> None:
    line = SEALED.decode().split("\n")[BEGINS + place - 1]
    for at in range(0, len(line), 7):

        def flip(lines: list[str], at: int = at) -> None:
            lines[BEGINS + place - 1] = flipped(line, at)

        assert checked(flip).broken == Break("changed", place), line[at - 10 : at + 10]


@pytest.mark.parametrize("place", PLACES)
def test_a_line_that_goes_comes_or_moves_is_named(place: int) -> None:
    at, is_last = BEGINS + place - 1, place == len(LINKS)
    gone = checked(lambda lines: lines.pop(at))
    assert gone.broken == Break("cut" if is_last else "removed", place, 1)
    assert checked(lambda lines: lines.insert(at, lines[at])).broken == Break("inserted", place + 1)
    assert checked(lambda lines: lines.insert(at, "nothing")).broken == Break("inserted", place)
    if not is_last:
        assert checked(lambda lines: lines.insert(at, lines.pop(at + 1))).broken == Break("reordered", place)


@pytest.mark.parametrize("place", PLACES)
def test_a_file_that_ends_early_says_how_much_is_missing(place: int) -> None:
    lines = SEALED.decode().split("\n")
    torn = "\n".join(lines[: BEGINS + place])[:-5]
    found = verify(torn.encode(), fits, Cancel())
    assert found.broken == Break("cut", place, len(LINKS) - place + 1)


def test_a_chain_and_head_written_anew_are_told_by_the_seal() -> None:
    anew = export(chained(device="another")).decode().split("\n")
    made = json.loads(SEALED.decode().split("\n")[BEGINS - 1])["seal"]
    anew[BEGINS - 1] = json.dumps(json.loads(anew[BEGINS - 1]) | {"seal": made})
    found = verify("\n".join(anew).encode(), fits, Cancel())
    assert (found.broken, found.seal, found.is_sound) == (None, "broken", False)
    assert found.sentences()[-1].endswith("ask for it once more.")


@pytest.mark.parametrize("change", [lambda b: b.replace(b"asked once", b"not asked"), lambda b: b + b"I was here\n"])
def test_words_that_were_changed_beside_the_entries_are_told(change: Callable[[bytes], bytes]) -> None:
    found = verify(change(SEALED), fits, Cancel())
    assert (found.broken, found.is_text_same, found.is_sound) == (None, False, False)
    assert any("go by the entries" in said for said in found.sentences())


def test_a_chain_that_holds_but_makes_no_text_is_told() -> None:
    misfit = of(Begun("w2", "Again"))
    assert verify(export(misfit), fits, Cancel()).broken == Break("misfit", 2)


def header(**changes: Any) -> Callable[[list[str]], None]:
    """Other words in the line before the entries."""

    def change(lines: list[str]) -> None:
        lines[BEGINS - 1] = json.dumps(json.loads(lines[BEGINS - 1]) | changes)

    return change


@pytest.mark.parametrize(
    "change",
    [
        header(v=None),
        header(v=True),
        header(v="1"),
        header(carrel="chats"),
        header(count=-1),
        header(count=1.5),
        header(count=10**9),
        header(hash="x"),
        header(text=None),
        header(seal=None),
        header(seal={"key": "k"}),
        header(seal={"key": "k", "signature": "s" * 20_000}),
        header(seal=["key", "signature"]),
        lambda lines: lines.__setitem__(BEGINS - 1, "[]"),
        lambda lines: lines.__setitem__(BEGINS - 1, "[" * 100_000),
        lambda lines: lines.__setitem__(BEGINS - 1, '{"v":' + "1" * 5_000 + "}"),
        lambda lines: lines.__setitem__(BEGINS - 1, ""),
    ],
)
def test_a_damaged_first_line_gets_a_sentence(change: Callable[[list[str]], None]) -> None:
    with pytest.raises(RecordRefused, match=r"damaged\."):
        checked(change)


def test_a_newer_version_is_told() -> None:
    with pytest.raises(RecordRefused, match="newer version"):
        checked(header(v=2))


HOSTILE_LINES = {
    "deep": "[" * 200_000,
    "a long number": '{"before":' + "1" * 5_000 + "}",
    "a list": "[1,2,3]",
    "text": "Leaves",
    "a hash that is none": '{"before":"x","entry":{},"hash":"y"}',
    "spaces": " ",
}


@pytest.mark.parametrize("line", HOSTILE_LINES.values(), ids=HOSTILE_LINES)
def test_a_hostile_line_is_named_as_changed(line: str) -> None:
    found = checked(lambda lines: lines.__setitem__(BEGINS + 3, line))
    assert found.broken == Break("changed", 4)


@pytest.mark.parametrize("form", [lambda s: s.replace(":", ": ", 1), lambda s: s.replace("{", '{"a":1,', 1)])
def test_an_entry_in_another_form_is_named_as_changed(form: Callable[[str], str]) -> None:
    found = checked(lambda lines: lines.__setitem__(BEGINS, form(lines[BEGINS])))
    assert found.broken == Break("changed", 1)


@pytest.mark.parametrize("content", [b"", b"An essay.", b"%PDF", GOLDEN.read_bytes().replace(b"carrel-record", b"c")])
def test_a_file_without_a_record_gets_a_sentence(content: bytes) -> None:
    with pytest.raises(RecordRefused, match="no record"):
        verify(content, fits, Cancel())


@pytest.mark.parametrize("content", [b"\x00" + SEALED, SEALED + b"\x00", b"\xff\xfe" + SEALED, bytes(range(256))])
def test_nuls_and_what_is_no_text_get_a_sentence(content: bytes) -> None:
    with pytest.raises(RecordRefused, match="not text"):
        verify(content, fits, Cancel())


@pytest.mark.parametrize(("limit", "most"), [("MOST_BYTES", len(SEALED) - 1), ("MOST_PIECES", 20), ("_MOST_LINES", 10)])
def test_a_huge_file_gets_a_sentence(limit: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, limit, most)
    with pytest.raises(RecordRefused, match="far larger"):
        verify(SEALED, fits, Cancel())


def test_every_kind_of_break_has_words_without_holes() -> None:
    for kind in ("changed", "removed", "inserted", "reordered", "cut", "rewritten", "misfit"):
        for missing in (1, 2):
            said = told_break(Break(kind, 4, missing))
            assert said.endswith(".")
            assert "{" not in said
            assert "cheat" not in said


def test_checking_stops_when_somebody_asks() -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Stopped):
        verify(SEALED, fits, cancel)
