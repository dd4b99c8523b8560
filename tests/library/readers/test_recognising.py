"""Pages that are pictures are recognised in their order, whatever one of them does to the child that looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.library.readers import recognition
from carrel.library.readers.api import NOTHING, DocumentRefused, Facts, Part, Recognise
from carrel.library.readers.reading import read
from tests.library.made_pdf import pdf
from tests.library.readers import recogniser
from tests.library.readers.recogniser import bar

LEAVES, MOSS, EMPTY, ABORTS, RAISES, EATS, POINTS, UNSURE, SPARSE = map(bar, range(20, 101, 10))
ALL = Recognise(100)
Page = Sequence[str] | bytes


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packages are there."""
    recogniser.install(tmp_path / "packages", monkeypatch)


def read_pages(
    folder: Path, pages: Sequence[Page], recognise: Recognise, start: int = 0
) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """The labels and texts of the parts, and the pages without text."""
    path = folder / "scan.pdf"
    path.write_bytes(pdf(pages))
    found = list(read(path, Cancel(), "", start, recognise))
    facts = [one for one in found if isinstance(one, Facts)]
    assert (type(found[0]), type(found[-1]), len(facts)) == (Facts, Facts, 2)
    assert facts[0].silent == ()
    assert not recogniser.is_here()
    return [(one.label, one.text) for one in found if isinstance(one, Part)], facts[-1].silent


@pytest.mark.usefixtures("there")
def test_recognised_pages_come_in_their_order_and_say_what_they_are(tmp_path: Path) -> None:
    parts, silent = read_pages(tmp_path, [["Words."], LEAVES, [], ["More words."], EMPTY, MOSS], ALL)
    assert parts == [
        ("p. 1", "Words."),
        ("p. 2 (recognised)", "Leaves make sugar from light and water. The roots hold the plant."),
        ("p. 4", "More words."),
        ("p. 6 (recognised)", "Moss has no roots."),
    ]
    assert silent == ("p. 3", "p. 5")


@pytest.mark.usefixtures("there")
def test_a_document_of_nothing_but_pictures_is_read(tmp_path: Path) -> None:
    assert read_pages(tmp_path, [LEAVES, MOSS], ALL)[1] == ()


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("recognise", [NOTHING, Recognise(1)])
def test_no_more_pages_are_recognised_than_may_be(recognise: Recognise, tmp_path: Path) -> None:
    parts, silent = read_pages(tmp_path, [["Words."], LEAVES, MOSS], recognise)
    assert [label for label, _text in parts] == ["p. 1", "p. 2 (recognised)"][: 1 + recognise.most]
    assert silent == ("p. 2", "p. 3")[recognise.most :]


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("page", [UNSURE, POINTS, SPARSE])
def test_noise_and_scripts_it_does_not_know_are_no_text(page: bytes, tmp_path: Path) -> None:
    assert read_pages(tmp_path, [["Words."], page], ALL) == ([("p. 1", "Words.")], ("p. 2",))


@pytest.mark.fault
@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("page", [ABORTS, RAISES, EATS])
def test_a_page_that_ends_the_child_costs_only_itself(page: bytes, tmp_path: Path) -> None:
    parts, silent = read_pages(tmp_path, [MOSS, page, ["Words."], MOSS], ALL)
    assert [label for label, _text in parts] == ["p. 1 (recognised)", "p. 3", "p. 4 (recognised)"]
    assert silent == ("p. 2",)


@pytest.mark.fault
@pytest.mark.usefixtures("there")
def test_a_recogniser_that_keeps_failing_is_given_up(tmp_path: Path) -> None:
    parts, silent = read_pages(tmp_path, [MOSS, *[RAISES] * 5, ["Words."], MOSS], ALL)
    assert [label for label, _text in parts] == ["p. 1 (recognised)", "p. 7"]
    assert silent == ("p. 2", "p. 3", "p. 4", "p. 5", "p. 6", "p. 8")


@pytest.mark.usefixtures("there")
def test_a_recogniser_that_cannot_be_loaded_costs_nothing_but_its_pages(tmp_path: Path) -> None:
    (tmp_path / "packages" / "rapidocr" / "__init__.py").write_text("raise ImportError('a library is missing')")
    assert read_pages(tmp_path, [["Words."], LEAVES], ALL) == ([("p. 1", "Words.")], ("p. 2",))


@pytest.mark.usefixtures("there")
def test_pages_that_are_done_are_not_looked_at_again(tmp_path: Path) -> None:
    pages: list[Page] = [["Words."], LEAVES, EMPTY, ["More words."], MOSS]
    whole, silent = read_pages(tmp_path, pages, ALL)
    pages[1] = pages[2] = ABORTS  # who looked at them would see this
    for start in range(2, len(whole) + 1):
        done = frozenset([0, 1, 3, 4][:start])
        assert read_pages(tmp_path, pages, Recognise(100, done), start) == (whole[start:], silent)


@pytest.mark.usefixtures("there")
def test_the_pages_that_are_done_count_among_those_that_may_be(tmp_path: Path) -> None:
    parts, silent = read_pages(tmp_path, [LEAVES, MOSS, MOSS], Recognise(2, frozenset([0])), 1)
    assert ([label for label, _text in parts], silent) == (["p. 2 (recognised)"], ("p. 3",))


@pytest.mark.usefixtures("there")
def test_reading_stops_between_two_pictures(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf([LEAVES, *[MOSS] * 50]))
    cancel = Cancel()
    steps = read(path, cancel, recognise=ALL)
    assert isinstance(next(steps), Facts)
    assert isinstance(next(steps), Part)
    cancel.set()
    with pytest.raises(Stopped):
        next(steps)


def test_without_the_packages_pages_without_text_are_named_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "PACKAGES", ("a_package_that_nobody_has",))
    assert not recognition.can_recognise()
    assert read_pages(tmp_path, [["Words."], LEAVES], ALL) == ([("p. 1", "Words.")], ("p. 2",))
    with pytest.raises(DocumentRefused) as caught:
        read_pages(tmp_path, [LEAVES], ALL)
    assert caught.value.code == "no_text"
