"""A file is known by what is in it, and every bad one gets its own sentence."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from carrel.exchange import carrel_json, reading
from carrel.exchange.api import FileRefused
from tests.exchange.kit import chats, everything, read, small


def packed(*files: tuple[str, bytes]) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


GOOD = b"".join(carrel_json.write([everything(), small(3)]))

BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b" \n", "empty"),
    "not text": (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe" * 9, "not text"),
    "text with NULs": (b"# Chat\x00\n## User\nhi", "not text"),
    "prose": (b"Dear diary, nothing happened today.", "no chats that Carrel knows"),
    "truncated": (GOOD[: len(GOOD) // 2], "ends in the middle"),
    "truncated between two chats": (GOOD[: GOOD.index(b',\n{"id": "d3"') + 2], "ends in the middle"),
    "broken in line 2": (GOOD.replace(b'"pinned":', b'"pinned"', 1), "damaged in line 2"),
    "another shape": (b'{"messages": [1, 2, 3]}', "no chats that Carrel knows"),
    "an empty list": (b"[]", "no chats that Carrel knows"),
    "deep": (b"[" * 200_000, "nested deeper"),
    "a number without end": (b'{"carrel": ' + b"9" * 10_000 + b"}", "number that is too long"),
    "an archive of nothing": (packed(), "no file of chats"),
    "an archive of pictures": (packed(("a.png", b"x")), "no file of chats"),
    "an archive of other JSON": (packed(("users.json", b'[{"uuid": "1"}]')), "No chats were found"),
    "a truncated archive": (packed(("a.json", GOOD))[:-40], "damaged, or packed"),
}


@pytest.mark.parametrize(("content", "told"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_gets_its_own_sentence(content: bytes, told: str) -> None:
    with pytest.raises(FileRefused, match=told) as refused:
        list(read(content)[1])
    assert refused.value.next_step.endswith(".")


def test_a_file_beyond_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000_000)
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        read(b"[" + b" " * 1_000_000)


def test_a_file_in_an_archive_has_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000_000)
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        read(packed(("conversations.json", random.Random(1).randbytes(1_000_001))))


def test_a_file_of_too_many_pieces_is_refused_before_it_costs_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PIECES", 1_000)
    with pytest.raises(FileRefused, match="far more pieces"):
        read(b"[" + b"[]," * 600 + b"[]]")
    assert len(chats(list(read(GOOD)[1]))) == 2


def test_a_byte_order_mark_does_no_harm() -> None:
    assert len(chats(list(read(b"\xef\xbb\xbf" + GOOD)[1]))) == 2


def test_the_file_of_chats_is_found_in_an_archive_whatever_it_is_called() -> None:
    content = packed(
        ("__MACOSX/._conversations.json", b"\x00\x01"),
        ("user.json", b'{"id": "u1"}'),
        ("deep/folder/conversations.JSON", GOOD),
    )
    source, found = read(content)
    assert source is carrel_json.SOURCE
    assert len(chats(list(found))) == 2
