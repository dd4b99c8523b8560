"""A folder of good, odd and hostile files: every good one is read, every bad one is named, and nothing else happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.library.readers.api import DocumentRefused, Facts, Part
from carrel.library.readers.reading import read
from tests.library.made import bad, mixed_folder

SECRET = "the diary of Ada"


@pytest.mark.fault
def test_every_file_of_a_mixed_folder_is_read_or_named(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    expected = mixed_folder(folder)
    (folder / "secret.txt").write_text(SECRET)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert len(expected) >= 45
    assert len(bad()) + 2 >= 22
    came: dict[str, str] = {}
    for name in expected:
        try:
            parts = [one for one in read(folder / name, Cancel()) if isinstance(one, Part)]
            came[name] = "ok" if parts and all(0 < len(part.text) <= 20_000 for part in parts) else "nothing"
            told = "".join(part.text for part in parts)
        except DocumentRefused as refused:
            came[name] = refused.code
            told = f"{refused.what}\n{refused.next_step}\n{refused.detail}"
        assert SECRET not in told
        assert "\0" not in told
    assert came == expected
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_reading_can_be_taken_up_where_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"Paragraph {number} of a long text about leaves." for number in range(3_000)))
    parts = [one for one in read(path, Cancel()) if isinstance(one, Part)]
    rest = [one for one in read(path, Cancel(), start=3) if isinstance(one, Part)]
    assert len(parts) > 4
    assert rest == parts[3:]


def test_a_document_that_is_there_in_full_yields_its_facts_alone(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("Leaves make sugar.")
    assert [type(one) for one in read(path, Cancel(), start=1)] == [Facts, Facts]


def test_what_is_not_there_is_said_to_be_gone(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused) as caught:
        next(read(tmp_path / "gone.pdf", Cancel()))
    assert caught.value.code == "gone"
    assert caught.value.as_json()["error"]["code"] == "gone"
