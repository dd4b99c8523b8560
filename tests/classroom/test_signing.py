"""A signature holds for one key, one purpose and one message."""

from __future__ import annotations

import re

import pytest

from carrel.classroom import signing
from carrel.classroom.model import KeyUnusable
from tests.classroom.kit import PUPIL, STRANGER, TEACHER, TEACHER_PUBLIC

PUBLIC = {
    TEACHER: TEACHER_PUBLIC.hex(),
    PUPIL: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    STRANGER: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
}
"""The public keys that RFC 8032 gives for the three secret ones."""


@pytest.mark.parametrize(("secret", "public"), PUBLIC.items(), ids=("first", "second", "third"))
def test_the_public_key_is_the_one_that_the_standard_gives(secret: bytes, public: str) -> None:
    assert signing.public_key(secret).hex() == public


def test_what_was_signed_is_told_from_everything_else() -> None:
    signature = signing.sign(TEACHER, "letter", b"come at nine")
    assert signing.is_signed(TEACHER_PUBLIC, "letter", b"come at nine", signature)
    assert not signing.is_signed(TEACHER_PUBLIC, "letter", b"come at ten", signature)
    assert not signing.is_signed(TEACHER_PUBLIC, "lette", b"r\x00come at nine", signature)
    assert not signing.is_signed(TEACHER_PUBLIC, "order", b"come at nine", signature)
    assert not signing.is_signed(signing.public_key(PUPIL), "letter", b"come at nine", signature)


@pytest.mark.parametrize("length", [0, 1, 63, 65, 1_000])
def test_what_is_no_signature_is_none(length: int) -> None:
    assert not signing.is_signed(TEACHER_PUBLIC, "letter", b"come", bytes(length))
    assert not signing.is_signed(bytes(length), "letter", b"come", bytes(64))


def test_every_device_has_another_key() -> None:
    first, second = signing.new_private_key(), signing.new_private_key()
    assert len(first) == len(second) == 32
    assert first != second
    assert signing.is_signed(signing.public_key(first), "letter", b"come", signing.sign(first, "letter", b"come"))


@pytest.mark.parametrize("kept", [b"", TEACHER[:31], TEACHER + b"\n"])
def test_a_damaged_key_is_told_in_a_sentence(kept: bytes) -> None:
    with pytest.raises(KeyUnusable, match="key of this device is damaged"):
        signing.public_key(kept)
    with pytest.raises(KeyUnusable, match="key of this device is damaged"):
        signing.sign(kept, "letter", b"come")


def test_a_fingerprint_can_be_read_aloud_and_never_changes() -> None:
    assert signing.fingerprint(TEACHER_PUBLIC) == "1227 4317 0038 8058 0492 7773"


def test_another_key_has_another_fingerprint() -> None:
    told = {signing.fingerprint(bytes([number]) + TEACHER_PUBLIC[1:]) for number in range(256)}
    assert len(told) == 256
    assert all(re.fullmatch(r"(\d{4} ){5}\d{4}", one) for one in told)
