"""Attaching files: every encoding, every kind of thing that is no text, and several at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.attachments.model import MOST, AttachmentRefused
from carrel.base.decoding import NotText, decoded
from carrel.base.errors import Stopped
from carrel.base.text import MOST_BYTES
from carrel.base.work import Cancel, Progress
from carrel.flows import attach, library
from carrel.flows.kit import Kit
from tests.library.made_pdf import pdf

STORY = "Die Blätter färben sich im Herbst.\nLes élèves apprennent.\nالورقة خضراء\n光合作用\n🙂\n"
MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
MARKS |= {"utf-32-le": b"\xff\xfe\x00\x00", "utf-32-be": b"\x00\x00\xfe\xff"}


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("encoding", MARKS)
def test_unicode_is_read_with_and_without_a_mark(encoding: str, marked: bool) -> None:
    content = (MARKS[encoding] if marked else b"") + STORY.encode(encoding)
    assert decoded(content) == (STORY, False)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co", "Cs"]), min_size=1))
@settings(max_examples=300)
def test_any_text_in_utf_8_comes_out_as_it_was(text: str) -> None:
    assert decoded(text.encode())[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=400))
@settings(max_examples=500)
def test_any_bytes_are_a_text_or_refused(content: bytes) -> None:
    try:
        text, _doubtful = decoded(content)
    except NotText:
        return
    assert "\x00" not in text or content.startswith(tuple(MARKS.values()))


def test_an_old_western_encoding_is_guessed_and_said(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Das kostet 5 € – für Übung".encode("cp1252"))
    (taken,) = [one for one in run(kit, [path]) if isinstance(one, attach.Taken)]
    assert taken.attachment.text == "Das kostet 5 € – für Übung"
    assert taken.doubtful


@pytest.mark.parametrize("encoding", ["shift-jis", "gb18030"])
def test_what_cannot_be_decided_is_said_to_be_a_guess(encoding: str) -> None:
    assert decoded("光合作用".encode(encoding))[1]


def test_a_damaged_letter_does_not_cost_the_text() -> None:
    text, doubtful = decoded(b"\xef\xbb\xbf" + b"words and " * 50 + b"\xff end")
    assert doubtful
    assert text.endswith("\ufffd end")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10" + bytes(range(256)),
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(64),
        b"\xff\xd8\xff\xe0JFIF\x01\x02\x03\xfa\xfb",
        b"\xff\xfe" + bytes(range(1, 201)) * 9 + b"\x00\xd8" * 90,
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(kit: Kit, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    with pytest.raises(AttachmentRefused, match=r"picture\.png cannot be attached\."):
        attach.read_file(kit, path)


def test_a_pdf_is_its_pages_even_when_all_its_bytes_are_letters(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "leaf.pdf"
    path.write_bytes(pdf([["The leaf is green."], ["The root is white."]]))
    assert path.read_bytes().isascii()
    taken = attach.read_file(kit, path)
    assert taken.text == "The leaf is green.\n\nThe root is white."
    assert taken.document is not None
    assert [part.label for part in library.parts(kit, taken.document)] == ["p. 1", "p. 2"]


def test_a_stray_zero_is_left_out_of_a_text(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "zero.txt"
    path.write_bytes(b"text with a \x00 zero in it")
    assert attach.read_file(kit, path).text == "text with a  zero in it"


def test_an_empty_file_and_one_of_spaces_are_refused(kit: Kit, tmp_path: Path) -> None:
    for content in (b"", b" \n\t "):
        (tmp_path / "nothing.txt").write_bytes(content)
        with pytest.raises(AttachmentRefused, match=r"nothing\.txt is empty\."):
            attach.read_file(kit, tmp_path / "nothing.txt")


def test_a_vanished_file_a_folder_and_a_bad_name_are_refused(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises(AttachmentRefused, match="gone cannot be read"):
        attach.read_file(kit, tmp_path / "gone")
    with pytest.raises(AttachmentRefused, match="is not a file with text in it"):
        attach.read_file(kit, tmp_path)
    with pytest.raises(AttachmentRefused, match="cannot be read"):
        attach.read_file(kit, tmp_path / "a\0b")


@pytest.mark.skipif(sys.platform == "win32", reason="these do not exist there")
def test_a_pipe_a_device_and_a_link_to_nowhere_are_refused_and_never_waited_for(kit: Kit, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/tty"), tmp_path / "lost"):
        with pytest.raises(AttachmentRefused):
            attach.read_file(kit, path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_file_that_is_closed_to_us_is_refused(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("secret")
    path.chmod(0)
    with pytest.raises(AttachmentRefused, match=r"closed\.txt cannot be read"):
        attach.read_file(kit, path)


def test_a_huge_file_is_refused_unread(kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(5 << 30)
    monkeypatch.setattr("carrel.flows.read_in.hashlib.sha256", lambda: pytest.fail("it was read"))
    with pytest.raises(AttachmentRefused, match=r"huge\.txt cannot be attached"):
        attach.read_file(kit, path)


def test_of_a_text_beyond_a_megabyte_the_beginning_is_shown_and_all_is_searched(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(("x" * 500_000).encode("utf-32"))
    assert len(attach.read_file(kit, path).text) == 500_000
    path.write_bytes(b"word " * 200_001 + b"and the last one")
    taken = attach.read_file(kit, path)
    assert len(taken.text) == MOST_BYTES
    assert taken.document is not None
    assert library.parts(kit, taken.document)[-1].text.endswith("and the last one")


def test_the_good_ones_stay_and_each_bad_one_is_named(kit: Kit, tmp_path: Path) -> None:
    for name, content in (("a.txt", b"one two"), ("b.bin", b"\x00\x01"), ("c.txt", b"three"), ("d.txt", b"")):
        (tmp_path / name).write_bytes(content)
    seen = run(kit, sorted(tmp_path.glob("?.*")))
    taken = [one.attachment.name for one in seen if isinstance(one, attach.Taken)]
    refused = [one.error.what for one in seen if isinstance(one, attach.Refused)]
    assert taken == ["a.txt", "c.txt"] == [one.name for one in attach.attached(kit, "draft", None)]
    assert refused == ["b.bin cannot be attached. This is not a document that Carrel can read.", "d.txt is empty."]
    assert [one.done for one in seen if isinstance(one, Progress)] == [0, 1, 2, 3]


def test_one_too_many_is_told_and_the_first_ones_stay(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "same.txt"
    path.write_text("text")
    seen = run(kit, [path] * (MOST + 1))
    assert sum(isinstance(one, attach.Taken) for one in seen) == MOST
    assert isinstance(seen[-1], attach.Refused)


def test_attaching_stops_between_two_files(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("text")
    cancel = Cancel()
    steps: Iterator[object] = attach.attach_files(kit, [path] * 3, "draft", None, cancel)
    while not isinstance(next(steps), attach.Taken):
        pass
    cancel.set()
    with pytest.raises(Stopped):
        next(steps)
    assert len(attach.attached(kit, "draft", None)) == 1


def test_a_name_cannot_disguise_itself() -> None:
    assert attach.shown_name("invoice\u202etxt.exe\n\u2066") == "invoicetxt.exe"
    assert attach.shown_name("\u202e") == "text"


def test_the_size_is_in_words_and_in_letters_where_there_are_no_spaces() -> None:
    assert attach.size_of("one") == "1 word"
    assert attach.size_of("word " * 1204) == "1,204 words"
    assert attach.size_of("光合作用" * 50) == "200 characters"


def run(kit: Kit, paths: list[Path]) -> list[Progress | attach.Taken | attach.Refused]:
    return list(attach.attach_files(kit, paths, "draft", None, Cancel()))
