"""What is no pack, or none that this Carrel reads, is refused with a sentence of its own (P25)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from carrel.base.errors import CarrelError
from carrel.classroom.model import PackTooNew, PackUnreadable
from tests.base.archives import HOSTILE, pack
from tests.classroom.kit import TEACHER, read, resigned, signed, small, unzipped, zipped

FILES = unzipped(small())


@pytest.mark.parametrize("make", [make for make, _told in HOSTILE.values()], ids=HOSTILE)
def test_a_hostile_archive_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(PackUnreadable):
        read(make())


INSIDE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: bombed("big.bin"), "far more than it should"),
    "a bomb for a manifest": (lambda: pack("manifest.json", content=b" " * 60_000_000), "far more"),
    "a way out": (lambda: zipped([*FILES.items(), ("../a.json", b"")]), "outside itself"),
    "a device": (lambda: zipped([*FILES.items(), ("con.json", b"")]), "devices"),
    "too many files": (lambda: zipped([*FILES.items(), *((str(n), b"") for n in range(5_000))]), "too many files"),
}
"""Packs that would be sound, had not something been done to them."""


def bombed(name: str) -> bytes:
    """The small pack, and a file that unpacks to sixty million bytes."""
    return zipped([*FILES.items(), (name, bytes(60_000_000))], on_entry=lambda entry: squeeze(entry, name))


def squeeze(entry: Any, name: str) -> None:
    """Have the file of this name compressed."""
    if entry.filename == name:
        entry.compress_type = 8


@pytest.mark.parametrize(("make", "told"), INSIDE.values(), ids=INSIDE)
def test_a_pack_that_was_made_hostile_is_refused(make: Callable[[], bytes], told: str) -> None:
    with pytest.raises(PackUnreadable, match=told) as refused:
        read(make())
    assert refused.value.next_step == "Nothing was taken from it. Ask whoever sent it for the pack as Carrel made it."


NO_PACK: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "This file is empty"),
    "a text": (b"Dear teacher, here is my work.", "not a pack for a class"),
    "another archive": (pack("word/document.xml"), "not a pack for a class"),
    "an empty archive": (pack(), "not a pack for a class"),
    "somebody else's manifest": (pack("manifest.json"), "not a pack for a class"),
    "a manifest that is a list": (pack("manifest.json", content=b"[1]"), "not a pack for a class"),
    "a manifest in another form": (pack("manifest.json", content=b'{"carrel": "chats"}'), "not a pack for a class"),
    "half a pack": (small()[: len(small()) // 2], "damaged, or it was not copied to its end"),
}


@pytest.mark.parametrize(("content", "told"), NO_PACK.values(), ids=NO_PACK)
def test_what_is_no_pack_is_told_in_a_sentence(content: bytes, told: str) -> None:
    with pytest.raises(PackUnreadable, match=told) as refused:
        read(content)
    assert refused.value.next_step


def test_a_pack_from_the_future_is_refused_with_what_to_do() -> None:
    with pytest.raises(PackTooNew, match="its form is 2, and 1 is the latest known here") as refused:
        read(resigned(lambda said: {"carrel": "classroom pack", "v": 2, "all": "else is new"}))
    assert refused.value.next_step == "Install the newest Carrel, and open the pack again."
    assert read(small()).state == "ok"


def without(name: str) -> Callable[[dict[str, Any]], object]:
    """A manifest in which this field is missing."""
    return lambda said: {key: value for key, value in said.items() if key != name}


def having(**fields: object) -> Callable[[dict[str, Any]], object]:
    """A manifest in which these fields are others; ``created`` and ``issuer`` keep what is not told."""

    def changed(said: dict[str, Any]) -> dict[str, Any]:
        inner = {name: {**said[name], **new} if isinstance(new, dict) else new for name, new in fields.items()}
        return {**said, **inner}

    return changed


def listing(**fields: object) -> Callable[[dict[str, Any]], object]:
    """A manifest whose first entry has these fields."""
    return lambda said: {**said, "entries": [{**said["entries"][0], **fields}, *said["entries"][1:]]}


FIELDS = ("v", "kind", "id", "class", "sequence", "created", "issuer", "entries")
WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    **{f"without {name}": without(name) for name in FIELDS},
    "a version in words": having(v="1"),
    "a version that is true": having(v=True),
    "version nought": having(v=0),
    "another kind": having(kind="game"),
    "a kind that is a list": having(kind=["class"]),
    "an id with a way out": having(id="../x"),
    "an empty class": having(**{"class": ""}),
    "a sequence below nought": having(sequence=-1),
    "a sequence that is half": having(sequence=1.5),
    "a sequence beyond counting": having(sequence=2**53),
    "a key that is too short": having(issuer={"key": "ab"}),
    "a key in other digits": having(issuer={"key": "xy" * 32}),
    "a name that is a number": having(issuer={"name": 7}),
    "an issuer that is a text": having(issuer="Ms Bell"),
    "a moment without its day": having(created={"day": None}),
    "a moment on no day": having(created={"day": "2026-02-30"}),
    "a moment in words": having(created={"utc": "yesterday"}),
    "a moment at no hour": having(created={"utc": "2026-03-02T25:00:00.000000Z"}),
    "a zone beyond the earth": having(created={"zone": 10_000}),
    "a key to seal to that is null": having(seal_to=None),
    "a key to seal to that is short": having(seal_to="00"),
    "entries that are an object": lambda said: {**said, "entries": {"a": 1}},
    "an entry that is a text": having(entries=["a"]),
    "a file twice": lambda said: {**said, "entries": [*said["entries"], said["entries"][0]]},
    "a name with a way out": listing(name="../a.json"),
    "a name in large letters": listing(name="A.json"),
    "the name of a device": listing(name="aux.json"),
    "a length below nought": listing(length=-1),
    "a length that is true": listing(length=True),
    "a digest that is short": listing(sha256="ab"),
}  # fmt: skip


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_manifest_that_makes_no_sense_is_damaged_even_when_it_is_signed(
    change: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(PackUnreadable, match="damaged"):
        read(resigned(change))


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b"[" * 100_000,
        json.dumps({"carrel": "classroom pack"}).encode()[:-1] + b', "v": 1' + b"0" * 5_000 + b"}",
        b'{"carrel": "classroom pack", "v": NaN}',
        FILES["manifest.json"] + b" " * 2_000_000,
    ],
    ids=["empty", "open", "another encoding", "deep", "a long number", "no number", "long"],
)
def test_a_manifest_that_cannot_be_read_is_damaged(manifest: bytes) -> None:
    with pytest.raises(CarrelError, match="damaged"):
        read(signed(manifest, TEACHER))
