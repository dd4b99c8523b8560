"""A page is drawn as it is, and a quoted sentence is found where it stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.library.readers.api import DocumentRefused, PagePicture
from carrel.library.readers.pictures import Pictures
from tests.library.made import PASSWORD
from tests.library.made_pdf import pdf

LINES = ["Leaves make sugar from light and wa-", "ter. The roots hold the plant.", "", "Nothing else is here."]


@pytest.fixture
def pictures(tmp_path: Path) -> Iterator[Pictures]:
    """Pictures of a document with one page of words and one without."""
    path = tmp_path / "leaf.pdf"
    path.write_bytes(pdf([LINES, []]))
    with Pictures(path) as made:
        yield made


def ink(picture: PagePicture, left: int, top: int, width: int, height: int) -> int:
    """How many dark pixels a part of the picture has."""
    rows = (picture.pixels[(y * picture.width + left) * 4 :][: width * 4 : 4] for y in range(top, top + height))
    return sum(red < 128 for row in rows for red in row)


def test_a_quote_over_two_lines_has_a_place_on_each(pictures: Pictures) -> None:
    picture = pictures.page(0, 800, "leaves make sugar from light  and water.", Cancel())
    assert (picture.width, len(picture.pixels)) == (800, picture.width * picture.height * 4)
    first, second = picture.quote
    assert first.top < second.top
    assert first.width > 3 * second.width
    assert all(ink(picture, one.left, one.top, one.width, one.height) > 20 for one in picture.quote)
    above = ink(picture, first.left, first.top - 2 * first.height, first.width, first.height)
    assert above == 0


@pytest.mark.parametrize("quote", ["", "Mitochondria make energy.", "-"])
def test_what_does_not_stand_there_has_no_place(quote: str, pictures: Pictures) -> None:
    assert pictures.page(0, 200, quote, Cancel()).quote == ()


def test_of_a_quote_that_goes_on_elsewhere_its_longer_half_is_found(pictures: Pictures) -> None:
    assert len(pictures.page(0, 200, "Nothing else is here. And so on.", Cancel()).quote) == 1


def test_an_empty_page_is_white(pictures: Pictures) -> None:
    picture = pictures.page(1, 100, "Leaves", Cancel())
    assert ink(picture, 0, 0, picture.width, picture.height) == 0


def test_a_page_that_is_not_there_costs_nothing_but_itself(pictures: Pictures) -> None:
    with pytest.raises(DocumentRefused):
        pictures.page(7, 100, "", Cancel())
    assert pictures.page(0, 100, "", Cancel()).width == 100


def test_a_locked_document_is_drawn_with_its_password(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf([LINES], password=PASSWORD))
    with Pictures(path) as closed, pytest.raises(DocumentRefused):
        closed.page(0, 100, "", Cancel())
    with Pictures(path, PASSWORD) as opened:
        assert opened.page(0, 100, "The roots hold the plant.", Cancel()).quote
