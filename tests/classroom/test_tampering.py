"""Not one byte of a pack can be changed without being told (P34)."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carrel.classroom import packing
from tests.classroom.kit import ENTRIES, STRANGER, TEACHER, heading, outcome, read, resigned, small, unzipped, zipped

SMALL = small()
LARGE = packing.write(heading(), {f"d{n}.bin": bytes(range(256)) * (n + 1) for n in range(40)}, TEACHER)
TOLD = {"changed", "pack-unreadable", "pack-too-new"}
"""What may become of a pack of which something was changed; the last where the number of the version was hit."""


def test_a_pack_that_nobody_touched_is_ok() -> None:
    assert outcome(SMALL) == outcome(LARGE) == "ok"


def test_a_flipped_bit_is_told_wherever_it_is() -> None:
    for place in range(len(SMALL)):
        content = bytearray(SMALL)
        content[place] ^= 1 << place % 8
        assert outcome(bytes(content)) in TOLD, place


def test_a_missing_byte_is_told_wherever_it_was() -> None:
    for place in range(len(SMALL)):
        assert outcome(SMALL[:place] + SMALL[place + 1 :]) in TOLD, place


def test_a_byte_too_many_is_told_wherever_it_is() -> None:
    for place in range(len(SMALL) + 1):
        assert outcome(SMALL[:place] + b"\x00" + SMALL[place:]) in TOLD, place


def test_a_pack_that_ends_early_is_damaged_wherever_it_ends() -> None:
    assert {outcome(SMALL[:length]) for length in range(len(SMALL))} == {"pack-unreadable"}


@given(st.dictionaries(st.integers(0, len(LARGE) - 1), st.integers(1, 255), min_size=1, max_size=3))
@example({len(LARGE) - 1: 1})
def test_changed_bytes_of_a_larger_pack_are_told(changes: dict[int, int]) -> None:
    content = bytearray(LARGE)
    for place, by in changes.items():
        content[place] ^= by
    assert outcome(bytes(content)) in TOLD


@given(st.integers(0, len(LARGE)), st.integers(0, len(LARGE)), st.binary(max_size=40))
def test_a_replaced_stretch_of_a_larger_pack_is_told(start: int, end: int, by: bytes) -> None:
    content = LARGE[: min(start, end)] + by + LARGE[max(start, end) :]
    assert content == LARGE or outcome(content) in TOLD


def repacked(*order: str, **others: bytes) -> bytes:
    """The small pack with these files in this order; others are contents of some, by their names' stems."""
    files = unzipped(SMALL)
    return zipped((name, others.get(name.split(".")[0].replace("/", "_"), files.get(name, b""))) for name in order)


ORDER = ("manifest.json", "assignments.json", "documents/d01.txt", "empty.json", "signature")


def with_entry(change: Callable[[zipfile.ZipInfo], object]) -> bytes:
    """The small pack, each of its entries changed."""
    return zipped(unzipped(SMALL).items(), on_entry=change)


def with_end(change: Callable[[zipfile.ZipFile], object]) -> bytes:
    """The small pack, with something done before its list is written."""
    return zipped(unzipped(SMALL).items(), on_end=change)


def commented() -> bytes:
    """The pack with a comment about the whole of it."""
    return with_end(lambda made: setattr(made, "comment", b"please give full marks"))


def twice() -> bytes:
    """The pack with another first file of the same name before the true one."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        return repacked("manifest.json", "assignments.json", *ORDER[1:])


def gap() -> bytes:
    """The pack with bytes that belong to no file before its list."""

    def make_room(made: zipfile.ZipFile) -> None:
        assert made.fp is not None
        made.fp.seek(made.start_dir)
        made.fp.write(b"between")
        made.start_dir += 7

    return with_end(make_room)


def with_a_tail() -> bytes:
    """The pack, compressed, with bytes behind the end of what unpacks."""
    packed = zlib.compress(b"", wbits=-15) + b"unseen"
    content = bytearray(repacked(*ORDER, empty=packed))
    local, listed = content.index(b"empty.json" + packed) - 30, content.rindex(b"empty.json") - 46
    for method, facts in ((local + 8, local + 14), (listed + 10, listed + 16)):
        struct.pack_into("<H", content, method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<3L", content, facts, 0, len(packed), 0)
    return bytes(content)


def large_kind() -> bytes:
    """The pack with the records of a large archive, which say what is true."""
    start = SMALL.index(b"PK\x01\x02")
    size = len(SMALL) - 22 - start
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 5, 5, size, start)
    return SMALL[:-22] + large + struct.pack("<4sLQL", b"PK\x06\x07", 0, len(SMALL) - 22, 1) + SMALL[-22:]


def at(signature: bytes, offset: int, by: bytes) -> bytes:
    """The pack with these bytes so far behind the last record of this kind."""
    place = SMALL.rindex(signature) + offset
    return SMALL[:place] + by + SMALL[place + len(by) :]


ATTACKS: dict[str, Callable[[], bytes]] = {
    "two files swapped": lambda: repacked(
        *ORDER, assignments=ENTRIES["documents/d01.txt"], documents_d01=ENTRIES["assignments.json"]
    ),
    "a file changed": lambda: repacked(*ORDER, assignments=b'[{"title": "Bells"}]\n'),
    "a file added": lambda: repacked(*ORDER[:-1], "extra.json", "signature"),
    "a file added at the end": lambda: repacked(*ORDER, "extra.json"),
    "a file removed": lambda: repacked(*ORDER[:1], *ORDER[2:]),
    "an empty file removed": lambda: repacked(*ORDER[:3], "signature"),
    "files in another order": lambda: repacked(ORDER[0], ORDER[2], ORDER[1], *ORDER[3:]),
    "the signature first": lambda: repacked("signature", *ORDER[:-1]),
    "the signature of another pack": lambda: repacked(*ORDER, signature=unzipped(LARGE)["signature"]),
    "no signature and a changed file": lambda: repacked(*ORDER[:-1], assignments=b"[]"),
    "an empty signature": lambda: repacked(*ORDER, signature=b""),
    "a signature of nought": lambda: repacked(*ORDER, signature=bytes(64)),
    "a signature with more behind it": lambda: repacked(*ORDER, signature=unzipped(SMALL)["signature"] + b"\x00"),
    "a manifest with a space more": lambda: repacked(*ORDER, manifest=unzipped(SMALL)["manifest.json"] + b" "),
    "signed by another in the issuer's name": lambda: resigned(lambda said: said.update(sequence=9), STRANGER),
    "another's key under the issuer's signature": lambda: repacked(
        *ORDER,
        manifest=unzipped(SMALL)["manifest.json"].replace(
            heading().issuer.key.hex().encode(), heading(secret=STRANGER).issuer.key.hex().encode()
        ),
    ),
    "a sound manifest that lists a file too few": lambda: resigned(lambda said: said["entries"].pop()),
    "a sound manifest that lists a false length": lambda: resigned(lambda said: said["entries"][0].update(length=3)),
    "a sound manifest that lists the signature": lambda: resigned(
        lambda said: said["entries"].append({**said["entries"][0], "name": "signature"})
    ),
    "a comment": commented,
    "a comment on a file": lambda: with_entry(lambda entry: setattr(entry, "comment", b"x")),
    "extra fields": lambda: with_entry(lambda entry: setattr(entry, "extra", b"\x99\x99\x04\x00abcd")),
    "another date": lambda: with_entry(lambda entry: setattr(entry, "date_time", (2026, 3, 2, 9, 0, 0))),
    "other permissions": lambda: with_entry(lambda entry: setattr(entry, "external_attr", 0o100600 << 16)),
    "made on another system": lambda: with_entry(lambda entry: setattr(entry, "create_system", 0)),
    "compressed": lambda: with_entry(lambda entry: setattr(entry, "compress_type", zipfile.ZIP_DEFLATED)),
    "bytes behind the end of a compressed file": with_a_tail,
    "a file twice": twice,
    "a folder": lambda: with_end(lambda made: made.mkdir("documents")),
    "a link": lambda: with_end(lambda made: made.writestr(link(), "/etc/passwd")),
    "a gap": gap,
    "words before it": lambda: b"PK\x03\x04" + SMALL,
    "another archive before it": lambda: zipped([("a", b"a")]) + SMALL,
    "words behind it": lambda: SMALL + b"more",
    "another archive behind it": lambda: SMALL + zipped([("a", b"a")]),
    "itself behind it": lambda: SMALL + SMALL,
    "records of a large archive": large_kind,
    "more files than there are": lambda: at(b"PK\x05\x06", 8, b"\x06\x00\x06\x00"),
    "a second disk": lambda: at(b"PK\x05\x06", 4, b"\x01\x00"),
    "a name that differs in the list": lambda: at(b"PK\x01\x02", 46, b"signaturE"),
    "a file that begins elsewhere": lambda: at(b"PK\x01\x02", 42, b"\x00\x00\x00\x00"),
    "a length that is not true": lambda: at(b"PK\x01\x02", 20, b"\x10\x00\x00\x00\x10\x00\x00\x00"),
}


def link() -> zipfile.ZipInfo:
    """An entry that says it is a link."""
    entry = zipfile.ZipInfo("link.json")
    entry.external_attr = 0o120777 << 16
    return entry


@pytest.mark.parametrize("make", ATTACKS.values(), ids=ATTACKS)
def test_whatever_is_done_to_a_pack_is_told(make: Callable[[], bytes]) -> None:
    assert outcome(make()) in {"changed", "pack-unreadable"}


def test_a_compressed_file_with_a_tail_unpacks_to_what_is_listed() -> None:
    arrived = read(with_a_tail())
    assert (arrived.entries, arrived.state) == (ENTRIES, "changed")


def test_the_hand_that_makes_the_attacks_does_not_break_the_pack_itself() -> None:
    assert repacked(*ORDER) == with_entry(lambda _entry: None) == SMALL
    assert outcome(resigned(lambda said: said.update(sequence=9))) == "ok"


def test_what_is_signed_anew_with_a_key_of_ones_own_is_unknown() -> None:
    stolen = resigned(lambda said: said["issuer"].update(key=heading(secret=STRANGER).issuer.key.hex()), STRANGER)
    assert outcome(stolen) == "unknown"


def test_a_changed_pack_still_shows_what_was_found_in_it() -> None:
    arrived = read(ATTACKS["a file changed"]())
    assert arrived.entries["assignments.json"] == b'[{"title": "Bells"}]\n'
    assert arrived.sentence() == "This pack was changed after it was made. Ask for it once more."
