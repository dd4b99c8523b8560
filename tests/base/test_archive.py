"""An archive is read within limits that hold for what is really unpacked (P25)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest

from carrel.base import archive
from carrel.base.archive import ArchiveRefused
from tests.base.archives import HOSTILE, link, pack


def unpack(content: bytes) -> list[tuple[str, bytes]]:
    """All of it."""
    return list(archive.entries(content, lambda _name: True))


@pytest.mark.parametrize(("make", "told"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused(make: Callable[[], bytes], told: str) -> None:
    with pytest.raises(ArchiveRefused, match=told):
        unpack(make())


def test_all_that_is_unpacked_together_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1_500_000)
    content = pack("a", "b", content=bytes(range(256)) * 3_900)
    with pytest.raises(ArchiveRefused, match="far more"):
        unpack(content)


def test_an_archive_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_PACKED", 50)
    with pytest.raises(ArchiveRefused, match="too large"):
        unpack(pack("a.json"))


def test_links_and_folders_are_passed_over() -> None:
    assert unpack(link()) == [("a.json", b"{}")]
    assert unpack(pack("folder/", "folder/a.json")) == [("folder/a.json", b"{}")]


def test_only_what_is_wanted_is_unpacked() -> None:
    content = pack("a.json", "big.bin", content=b"0" * 900_000)
    assert [name for name, _content in archive.entries(content, lambda name: name == "a.json")] == ["a.json"]


@pytest.mark.parametrize("signature", [b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"])
def test_a_file_that_holds_what_looks_like_a_list_is_read(signature: bytes) -> None:
    content = signature + b"\xff" * 60
    assert unpack(pack("a.bin", content=content, method=zipfile.ZIP_STORED)) == [("a.bin", content)]
