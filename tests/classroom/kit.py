"""Keys that are known to everybody, small packs, and packs put together by another hand than the program's."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment
from carrel.classroom import packing, signing
from carrel.classroom.model import Arrived, Heading, Issuer, Kind

TEACHER = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUPIL = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
STRANGER = bytes.fromhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
"""The secret keys of the first three tests in RFC 8032, section 7.1."""

TEACHER_PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
"""The public key that stands beside the first of them."""

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=1)))
ENTRIES: Mapping[str, bytes] = {
    "assignments.json": b'[{"title": "Cells"}]\n',
    "documents/d01.txt": b"The mitochondrion gives the cell its energy.\n",
    "empty.json": b"",
}


def heading(
    kind: Kind = "class", number: int = 1, *, secret: bytes = TEACHER, name: str = "Ms Bell", classroom: str = "7b"
) -> Heading:
    """The heading of the pack of this number; each is a minute younger than the one before."""
    return Heading(
        id=f"p{number}",
        kind=kind,
        created=Moment.of(MORNING + timedelta(minutes=number)),
        issuer=Issuer(name, signing.public_key(secret)),
        classroom=classroom,
        sequence=number,
    )


def small() -> bytes:
    """A class pack of the teacher's."""
    return packing.write(heading(), ENTRIES, TEACHER)


def read(content: bytes) -> Arrived:
    """The pack, as somebody reads it who knows the teacher and the pupil."""
    return packing.read(content, {TEACHER_PUBLIC, signing.public_key(PUPIL)})


def outcome(content: bytes) -> str:
    """The state of the pack, or the kind of error with which it is refused."""
    try:
        return read(content).state
    except CarrelError as error:
        refused = error
    assert refused.what.endswith(".")
    assert refused.next_step.endswith(".")
    return refused.code


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of the pack by Python's own reader, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return {name: made.read(name) for name in made.namelist()}


def zipped(
    files: Iterable[tuple[str, bytes]],
    on_entry: Callable[[zipfile.ZipInfo], object] = lambda _entry: None,
    on_end: Callable[[zipfile.ZipFile], object] = lambda _made: None,
) -> bytes:
    """The files as Python's own writer lays them out, told to do it as packs are; the two may change things."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            on_entry(entry)
            made.writestr(entry, content)
        on_end(made)
    return out.getvalue()


def resigned(change: Callable[[dict[str, Any]], object], secret: bytes = TEACHER) -> bytes:
    """The small pack with another manifest, soundly signed with this key."""
    manifest = json.loads(unzipped(small())["manifest.json"])
    return signed(json.dumps(change(manifest) or manifest).encode(), secret)


def signed(manifest: bytes, secret: bytes = TEACHER) -> bytes:
    """The small pack with these bytes for a manifest, soundly signed with this key."""
    signature = signing.sign(secret, "manifest of a pack", manifest)
    return zipped({**unzipped(small()), "manifest.json": manifest, "signature": signature}.items())
