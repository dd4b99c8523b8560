"""Lessons in the reader: their pictures are shown where they stand, with what they show in words."""

from __future__ import annotations

from carrel.base.work import Cancel
from carrel.flows import library
from carrel.flows.holdings import foundations
from carrel.flows.pack_shelf import install
from carrel.ui.panes.reader import ReaderPane
from carrel.ui.panes.reader.picture_view import PictureView
from carrel.ui.panes.reader.places import pieces
from carrel.ui.theme import Theme
from tests.ui.conftest import Desk, Hand

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#ff0000"/></svg>'


def lesson(hand: Hand, title: str) -> ReaderPane:
    """A lesson of the pack that comes with Carrel, opened."""
    for _step in install(hand.kit, foundations(), Cancel()):
        pass
    document = next(one for one in library.documents(hand.kit) if one.title == title)
    hand.window.open_document(document.id)
    hand.idle()
    reader = hand.window.reading.reader
    assert reader is not None
    hand.until(lambda: reader.text.pieces)
    return reader


def test_a_picture_of_a_lesson_stands_between_its_texts_with_its_words(desk: Desk) -> None:
    reader = lesson(desk(), "Fractions")
    (at,) = [index for index, piece in enumerate(reader.text.pieces) if piece.picture]
    reader.text.go_to(at)
    view = reader.text.views[at]
    assert isinstance(view, PictureView)
    assert view.has_picture
    assert view.accessibleName().startswith("Three bars of the same length.")
    before, after = reader.text.views[at - 1], reader.text.views[at + 1]
    assert before.geometry().bottom() <= view.y() < view.geometry().bottom() <= after.y() + 1


def test_the_pieces_of_a_lesson_are_its_whole_text(desk: Desk) -> None:
    hand = desk()
    lesson(hand, "Fractions")
    for document in library.documents(hand.kit):
        parts = library.parts(hand.kit, document.id)
        for number, part in enumerate(parts):
            own = [part.text[one.first : one.last] for one in pieces(document, parts) if one.part == number]
            assert "".join(own).split() == part.text.split()


def test_a_picture_is_painted_and_a_broken_one_leaves_its_words(theme: Theme, qapp: object) -> None:
    for content, painted in ((SVG, True), (b"<svg", False), (b"", False)):
        view = PictureView(theme, None, "A red field.", "images/red.svg", content)
        height = view.arrange(300)
        assert view.has_picture is painted
        image = view.grab().toImage()
        reds = [(x, y) for x in range(0, 300, 4) for y in range(height) if image.pixelColor(x, y).name() == "#ff0000"]
        assert bool(reds) is painted
        assert height > 0
        view.deleteLater()
