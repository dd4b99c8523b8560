"""The files of a pack come out of a folder or an archive within limits, and go into one zip that is always the same."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from carrel.base.archive import ArchiveRefused
from carrel.library.packs import files as reading
from carrel.library.packs.files import from_folder, from_zip, into_zip
from carrel.library.packs.findings import Finding
from carrel.library.packs.model import PackRefused
from tests.library.packs.kit import COURSE, ITEMS, PICTURE, TOPIC, good, written


def archive(files: dict[str, bytes]) -> bytes:
    """An archive as any program makes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def unzipped(content: bytes) -> tuple[dict[str, bytes], list[Finding]]:
    """The files of the pack in the archive, and what was found."""
    found: list[Finding] = []
    return from_zip(io.BytesIO(content), found), found


def test_a_folder_and_its_zip_hold_the_same_files(tmp_path: Path) -> None:
    found: list[Finding] = []
    files = from_folder(written(good(), tmp_path), found)
    assert (files, found) == (good(), [])
    assert unzipped(into_zip(files)) == (good(), [])


def test_the_same_files_make_the_same_bytes_in_whatever_order_they_come() -> None:
    names = list(good())
    random.Random(5).shuffle(names)
    assert into_zip({name: good()[name] for name in names}) == into_zip(good())


def test_a_pack_that_lies_in_a_folder_of_the_archive_is_found() -> None:
    packed = archive({f"my-pack/{name}": content for name, content in good().items()} | {"__MACOSX/._x": b"1"})
    assert unzipped(packed)[0] == good()


def test_hidden_files_and_links_are_no_part_of_a_pack(tmp_path: Path) -> None:
    folder = written(good(), tmp_path / "pack")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.md").write_bytes(b"x")
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    os.symlink(secret, folder / "topics" / "sums.secret.md")
    os.symlink(tmp_path, folder / "more")
    found: list[Finding] = []
    assert from_folder(folder, found) == good()
    assert {(one.rule, one.place.file) for one in found} == {("link", "topics/sums.secret.md"), ("link", "more")}


def test_a_text_that_is_far_too_large_is_named_and_not_read(tmp_path: Path) -> None:
    folder = written({**good(), TOPIC: b"x" * (reading.MOST_TEXT + 1)}, tmp_path)
    found: list[Finding] = []
    assert TOPIC not in from_folder(folder, found)
    assert [(one.rule, one.place.file) for one in found] == [("too-large", TOPIC)]
    packed = archive({**good(), ITEMS: bytes(random.Random(1).randbytes(reading.MOST_TEXT + 1))})
    files, said = unzipped(packed)
    assert ITEMS not in files
    assert [(one.rule, one.place.file) for one in said] == [("too-large", ITEMS)]


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, read = written(good(), tmp_path), Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == Path(TOPIC).name:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    found: list[Finding] = []
    assert set(from_folder(folder, found)) == set(good()) - {TOPIC}
    assert [(one.rule, one.place.file, one.then) for one in found] == [("unreadable", TOPIC, "Permission denied")]


def test_far_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FILES", 3)
    with pytest.raises(PackRefused, match="far more"):
        from_folder(written(good(), tmp_path), [])


def test_far_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 3_000)
    with pytest.raises(PackRefused, match="far more"):
        from_folder(written(good(), tmp_path), [])


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match="no folder"):
        from_folder(tmp_path / "none", [])


@pytest.mark.parametrize(
    ("name", "words"),
    [("../course.toml", "outside itself"), ("/course.toml", "outside itself"), ("images/nul.png", "devices")],
)
def test_an_archive_that_reaches_outside_is_refused(name: str, words: str) -> None:
    with pytest.raises(ArchiveRefused, match=words):
        unzipped(archive({**good(), name: b"x"}))


def test_a_bomb_in_an_archive_is_refused() -> None:
    with pytest.raises(ArchiveRefused, match="far more than it should"):
        unzipped(archive({**good(), ITEMS: b"\n" * 30_000_000}))


def test_what_does_not_belong_to_a_pack_is_not_even_unpacked() -> None:
    files, found = unzipped(archive({**good(), "video.mp4": b"\n" * 30_000_000}))
    assert files == good()
    assert [(one.rule, one.place.file) for one in found] == [("stray-file", "video.mp4")]


def test_files_about_the_pack_go_with_it() -> None:
    more = {**good(), "README.md": b"Hello.", "LICENSE": b"Free."}
    assert unzipped(into_zip(more))[0] == more


def test_the_names_in_the_kit_are_those_of_the_pack() -> None:
    assert set(good()) == {COURSE, TOPIC, ITEMS, PICTURE}
