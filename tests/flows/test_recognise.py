"""Pages that are pictures come into the library recognised, once, and as many as the settings allow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.flows import library, read_in
from carrel.flows.diagnose import Check, recognition_check
from carrel.flows.kit import Kit
from carrel.flows.recognise import recognise
from carrel.flows.silence import recognises, remedy
from carrel.library.model import Document
from carrel.library.readers import recognition
from carrel.library.readers.api import DocumentRefused
from tests.library.made_pdf import pdf
from tests.library.readers import recogniser
from tests.library.readers.recogniser import bar

LEAVES, MOSS, EMPTY = map(bar, (20, 30, 40))


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packages are there."""
    recogniser.install(tmp_path / "packages", monkeypatch)


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The packages are not there, until this is undone."""
    with monkeypatch.context() as hidden:
        hidden.setattr(recognition, "PACKAGES", ("a_package_that_nobody_has",))
        yield hidden


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A document with a page of words, and pictures."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf([["Words."], LEAVES, EMPTY, MOSS]))
    return path


def bring(kit: Kit, path: Path) -> Document:
    """Read it in."""
    [done] = [step for step in read_in.read_in(kit, [path], Cancel()) if isinstance(step, read_in.Read)]
    return done.document


def labels(kit: Kit, document: Document) -> list[str]:
    """The labels of its parts."""
    return [part.label for part in library.parts(kit, document.id)]


RECOGNISED = ["p. 1", "p. 2 (recognised)", "p. 4 (recognised)"]


@pytest.mark.usefixtures("there")
def test_reading_in_recognises_and_says_what_stayed_without_text(kit: Kit, scan: Path) -> None:
    document = bring(kit, scan)
    assert labels(kit, document) == RECOGNISED
    assert document.silent == ("p. 3",)


@pytest.mark.usefixtures("there")
def test_what_the_settings_do_not_allow_is_left(kit: Kit, scan: Path) -> None:
    kit.settings.change(recognise_pages=0)
    assert labels(kit, bring(kit, scan)) == ["p. 1"]
    assert not recognises(kit)
    assert remedy(kit) == "The settings allow no page to be recognised."


@pytest.mark.usefixtures("there")
def test_what_was_cut_off_goes_on_behind_the_pages_that_are_done(
    kit: Kit, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_in, "_BATCH_PARTS", 1)
    scan.write_bytes(pdf([MOSS, EMPTY, LEAVES, MOSS, MOSS]))
    cancel = Cancel()
    steps = read_in.read_in(kit, [scan], cancel)
    while not (isinstance(step := next(steps), Progress) and step.done == 3):
        pass
    cancel.set()
    with pytest.raises(Stopped):
        next(steps)
    [cut_off] = library.documents(kit)
    assert (cut_off.state, cut_off.read) == ("reading", 2)
    recogniser.change(tmp_path / "packages", "Moss has no roots.", "Moss has no flowers.")
    recogniser.change(tmp_path / "packages", "if bar == 50", "if bar in (20, 40)")  # who looks there again, dies
    list(read_in.go_on(kit, Cancel()))
    document = library.document(kit, cut_off.id)
    assert [(part.page, part.text[:20]) for part in library.parts(kit, document.id)] == [
        (0, "Moss has no roots."),  # as it was seen before
        (2, "Leaves make sugar fr"),
        (3, "Moss has no flowers."),
        (4, "Moss has no flowers."),
    ]
    assert (document.state, document.silent) == ("ready", ("p. 2",))


def test_when_it_becomes_possible_a_document_is_read_anew(
    kit: Kit, scan: Path, missing: pytest.MonkeyPatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = bring(kit, scan)
    assert document.silent == ("p. 2", "p. 3", "p. 4")
    assert not recognises(kit)
    assert "pip install" in remedy(kit)
    missing.undo()
    recogniser.install(tmp_path / "packages", monkeypatch)
    assert recognises(kit)
    assert remedy(kit) == "If they are pictures, their text can be recognised."
    assert isinstance(list(recognise(kit, document.id, Cancel()))[-1], read_in.Read)
    assert labels(kit, document) == RECOGNISED
    assert [one.id for one in library.documents(kit)] == [document.id]


@pytest.mark.usefixtures("there")
def test_a_document_whose_file_does_not_open_keeps_what_is_there(kit: Kit, scan: Path) -> None:
    document = bring(kit, scan)
    scan.unlink()
    with pytest.raises(DocumentRefused):
        list(recognise(kit, document.id, Cancel()))
    assert labels(kit, document) == RECOGNISED


@pytest.mark.usefixtures("missing")
def test_the_doctor_tells_how_recognition_is_added() -> None:
    found = recognition_check(100)
    assert found.ok  # nothing is wrong: it is an addition
    assert "pip install" in found.next


@pytest.mark.usefixtures("there")
def test_the_doctor_starts_what_recognises(tmp_path: Path) -> None:
    assert recognition_check(100) == Check(
        "recognition",
        ok=True,
        says="Text on pages that are pictures is recognised, on 100 pages of a document at most.",
    )
    (tmp_path / "packages" / "rapidocr" / "__init__.py").write_text("raise ImportError('a library is missing')")
    assert not recognition_check(100).ok
