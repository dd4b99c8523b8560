"""The pages of a PDF in the reader: drawn where they are seen, the sentence marked, and text where they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from carrel.base.work import Cancel
from carrel.flows import library
from carrel.flows.pages import open_document, page_of
from carrel.flows.read_in import Read, read_in
from carrel.ui.panes.reader import ReaderPane
from carrel.ui.panes.reader.pages_view import PageView
from carrel.ui.theme import read_tokens
from tests.library.made_pdf import pdf
from tests.ui.conftest import Desk, Hand
from tests.ui.test_theme import contrast

COUNT = 12
QUOTE = "The moon of page 7 is round."


def brought_in(hand: Hand, folder: Path, count: int = COUNT) -> str:
    """The id of a PDF that was read into the library."""
    file = folder / "moons.pdf"
    file.write_bytes(
        pdf(
            [
                [f"Page {number + 1}.", f"The moon of page {number + 1} is", "round. It shines."]
                for number in range(count)
            ]
        )
    )
    found = [step for step in read_in(hand.kit, [file], Cancel()) if isinstance(step, Read)]
    return found[0].document.id


def opened(hand: Hand, document: str, place: int | None = None, quote: str = "") -> ReaderPane:
    """The reader with this document in it."""
    hand.window.activateWindow()
    hand.window.open_document(document, place, quote)
    hand.idle()
    assert hand.window.reading.reader is not None
    return hand.window.reading.reader


def page(pane: ReaderPane, number: int) -> PageView:
    """A page that is made, from 0."""
    view = pane.pages.views[number]
    assert isinstance(view, PageView)
    return view


def test_a_page_is_drawn_with_its_sentence_marked_and_in_the_middle(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand, brought_in(hand, tmp_path), 6, QUOTE)
    hand.until(lambda: 6 in pane.pages.views and not page(pane, 6).mark_area().isEmpty())
    hand.idle()
    view = page(pane, 6)
    assert pane.pages.isVisible()
    assert view.accessibleName() == "Page 7 of 12"
    assert QApplication.focusWidget() is view
    assert pane.bar.where.accessibleName() == "p. 7"
    area = view.mark_area()
    image = view.grab().toImage()
    seen = {
        image.pixelColor(x, y).name()
        for y in range(area.top(), area.bottom())
        for x in range(area.left(), area.right(), 3)
    }
    assert read_tokens("light", 100).colours["page_mark"] in seen
    middle = view.mapTo(pane.pages.viewport(), area.center()).y()
    assert 0 < middle < pane.pages.viewport().height()


def test_only_the_pages_that_are_seen_are_drawn_and_kept(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand, brought_in(hand, tmp_path, 60))
    hand.until(lambda: page(pane, 0).drawn_for)
    hand.idle()
    assert len(pane.pages.views) <= 4
    pane.pages.go_to_page(50)
    hand.until(lambda: page(pane, 50).drawn_for)
    assert 0 not in pane.pages.views
    assert len(pane.pages.views) <= 5


def test_the_same_place_is_shown_as_text_and_as_a_page(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand, brought_in(hand, tmp_path, 60), 40)
    QTest.mouseClick(pane.bar.text, Qt.MouseButton.LeftButton)
    assert pane.text.isVisible()
    assert pane.text.part_at_edge() == 40
    assert not pane.bar.larger.isVisible()
    QTest.mouseClick(pane.bar.pages, Qt.MouseButton.LeftButton)
    assert pane.pages.isVisible()
    assert pane.pages.at_edge() == 40
    hand.idle()


def test_pages_become_larger_and_smaller_and_fit_again(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand, brought_in(hand, tmp_path))
    fits = pane.pages.column()
    pane.bar.larger.click()
    pane.bar.larger.click()
    assert pane.pages.column() == pytest.approx(fits * 1.5, abs=20)
    assert pane.pages.horizontalScrollBar().maximum() > 0
    hand.until(lambda: page(pane, 0).drawn_for == pane.pages.column())
    pane.bar.smaller.click()
    pane.bar.fit.click()
    assert pane.pages.column() == pytest.approx(fits, abs=20)
    for _each in range(20):
        pane.bar.smaller.click()
    assert pane.pages.column() >= fits // 2 - 20
    hand.idle()


def test_a_file_that_is_gone_is_read_as_text_and_told(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    document = brought_in(hand, tmp_path)
    (tmp_path / "moons.pdf").unlink()
    library.copy_path(hand.kit, library.document(hand.kit, document)).unlink(missing_ok=True)
    pane = opened(hand, document, 6, QUOTE)
    assert pane.said.text() == "The file is no longer there. This is the text that was read from it."
    assert pane.text.isVisible()
    assert not pane.bar.pages.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "p. 7"


def test_a_page_that_cannot_be_drawn_is_read_as_text_and_told(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    document = brought_in(hand, tmp_path)
    copy = library.kept_copy(hand.kit, library.document(hand.kit, document))
    assert copy is not None
    copy.write_bytes(b"%PDF-1.7 this is nothing any more")
    pane = opened(hand, document, 6, QUOTE)
    hand.until(pane.said.text)
    assert pane.said.text().startswith("This page cannot be shown as a picture.")
    assert pane.said.text().endswith("Here is its text.")
    assert pane.text.isVisible()
    assert pane.bar.pages.isVisible()  # one may try again


def test_words_are_looked_for_in_the_text_of_the_pages(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand, brought_in(hand, tmp_path), 2)
    hand.window.actions_by_id["find"].trigger()
    assert pane.text.isVisible()
    pane.find_bar.field.setText("moon of page")
    hand.idle()
    assert pane.find_bar.count.text() == "3 of 12"


def test_what_draws_ends_with_the_document(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    pane = opened(hand, brought_in(hand, tmp_path))
    hand.until(lambda: page(pane, 0).drawn_for)
    sheets = pane.pages._sheets
    assert sheets is not None
    child = sheets._pictures._child
    assert child is not None
    assert child.is_alive
    hand.window.reading.close()
    assert not child.is_alive


def test_a_page_knows_its_number_whatever_is_printed_on_it(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    found = open_document(hand.kit, brought_in(hand, tmp_path))
    assert [page_of(found.document, part) for part in found.parts] == list(range(COUNT))


@pytest.mark.parametrize("mode", ["light", "dark", "contrast_light", "contrast_dark"])
def test_what_is_marked_on_a_page_can_be_read_and_its_bar_be_seen(mode: str) -> None:
    colours = read_tokens(mode, 100).colours
    assert contrast("#000000", colours["page_mark"]) >= 7.0
    assert contrast(colours["page_line"], "#ffffff") >= 4.5
    assert contrast(colours["mark"], colours["on_mark"]) >= 4.5
