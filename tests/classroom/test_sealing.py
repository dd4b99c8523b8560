"""What is sealed to a teacher is opened by this teacher alone, and only as it was sealed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.classroom import packing, sealing
from carrel.classroom.model import KeyUnusable, PackTooNew, PackUnreadable
from tests.classroom.kit import ENTRIES, PUPIL, heading, read

MINE, OTHER = bytes(range(100, 132)), bytes(range(50, 82))
TO = sealing.public_key(MINE)
GOLDEN = Path(__file__).parent / "golden" / "sealed"
"""Made with X25519 and HKDF written out by hand after RFC 7748 and RFC 5869."""


@given(st.binary(max_size=2_000))
def test_whatever_is_sealed_is_opened_the_same(content: bytes) -> None:
    closed = sealing.seal(content, TO)
    assert sealing.is_sealed(closed)
    assert sealing.unseal(closed, MINE) == content


def test_what_another_hand_sealed_in_the_first_version_is_opened() -> None:
    assert sealing.unseal(GOLDEN.read_bytes(), MINE) == b"Nine of ten were unaided.\n"


def test_the_same_is_never_sealed_twice_alike() -> None:
    assert sealing.seal(b"work", TO)[23:] != sealing.seal(b"work", TO)[23:]


def test_nothing_of_it_can_be_read_from_outside() -> None:
    closed = sealing.seal(packing.write(heading("results", secret=PUPIL, name="Ash"), ENTRIES, PUPIL), TO)
    assert not sealing.is_sealed(ENTRIES["documents/d01.txt"])
    assert not any(word in closed for word in (b"PK", b"Ash", b"mitochondrion", b"manifest"))


def test_a_sealed_pack_is_as_its_maker_signed_it() -> None:
    content = packing.write(heading("results", secret=PUPIL), ENTRIES, PUPIL)
    assert read(sealing.unseal(sealing.seal(content, TO), MINE)).state == "ok"


def test_a_flipped_bit_is_refused_wherever_it_is() -> None:
    closed = sealing.seal(b"nine of ten", TO)
    for place in range(len(closed)):
        for bit in range(8):
            content = bytearray(closed)
            content[place] ^= 1 << bit
            with pytest.raises((PackUnreadable, PackTooNew)):
                sealing.unseal(bytes(content), MINE)


def test_a_file_that_ends_early_or_late_is_damaged() -> None:
    closed = sealing.seal(b"nine of ten", TO)
    for content in (*(closed[:length] for length in range(len(closed))), closed + b"\x00", closed + closed):
        with pytest.raises(PackUnreadable, match="damaged"):
            sealing.unseal(content, MINE)


def test_another_teacher_is_told_that_it_is_not_theirs() -> None:
    with pytest.raises(PackUnreadable, match="closed to another key") as refused:
        sealing.unseal(sealing.seal(b"work", TO), OTHER)
    assert "the device that made the class pack" in refused.value.next_step


def test_the_mark_of_another_teacher_does_not_open_it() -> None:
    closed = sealing.seal(b"work", TO)
    mark = sealing.seal(b"", sealing.public_key(OTHER))[15:23]
    with pytest.raises(PackUnreadable, match="damaged"):
        sealing.unseal(closed[:15] + mark + closed[23:], OTHER)


def test_a_seal_from_the_future_is_refused_with_what_to_do() -> None:
    closed = sealing.seal(b"work", TO)
    with pytest.raises(PackTooNew, match="its form is 2") as refused:
        sealing.unseal(closed[:14] + b"\x02" + closed[15:], MINE)
    assert "newest Carrel" in refused.value.next_step


def test_far_too_large_a_file_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = sealing.seal(b"nine of ten", TO)
    monkeypatch.setattr(sealing, "MOST_PACKED", 11)
    assert sealing.unseal(closed, MINE) == b"nine of ten"
    monkeypatch.setattr(sealing, "MOST_PACKED", 10)
    with pytest.raises(PackUnreadable):
        sealing.unseal(closed, MINE)


@pytest.mark.parametrize("to", [b"", bytes(31), bytes(32), b"\x01" + bytes(31)], ids=["none", "short", "nought", "one"])
def test_a_key_that_keeps_no_secret_is_not_sealed_to(to: bytes) -> None:
    with pytest.raises(KeyUnusable, match="no key that work can be closed to") as refused:
        sealing.seal(b"work", to)
    assert refused.value.next_step == "Ask your teacher for a new class pack."


def test_a_public_key_that_keeps_no_secret_does_not_open() -> None:
    closed = sealing.seal(b"work", TO)
    with pytest.raises(PackUnreadable, match="damaged"):
        sealing.unseal(closed[:23] + bytes(32) + closed[55:], MINE)


def test_a_damaged_private_key_is_told_in_a_sentence() -> None:
    with pytest.raises(KeyUnusable, match="key of this device is damaged"):
        sealing.unseal(sealing.seal(b"work", TO), MINE[:31])


def test_every_teacher_has_another_key() -> None:
    assert sealing.public_key(sealing.new_private_key()) != sealing.public_key(sealing.new_private_key())
