"""Lessons in the reader: their pictures are shown where they stand, with what they show in words."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog

from carrel.base.work import Cancel
from carrel.flows import library, profile
from carrel.flows.holdings import foundations
from carrel.flows.pack_shelf import install
from carrel.learner.model import Profile
from carrel.library.packs.model import LEVELS
from carrel.ui.panes.reader import ReaderPane
from carrel.ui.panes.reader.picture_view import PictureView
from carrel.ui.panes.reader.places import pieces
from carrel.ui.render.formulas import HOLDER, around_formulas
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


def test_a_formula_in_a_lit_sentence_keeps_its_ink(desk: Desk) -> None:
    hand = desk()
    reader = lesson(hand, "Fractions")
    document = next(one for one in library.documents(hand.kit) if one.title == "Fractions")
    words = library.parts(hand.kit, document.id)[0].text.split("\n")[0]
    assert "$" in words
    hand.window.open_document(document.id, 0, words)
    hand.idle()
    hand.until(lambda: reader.text.piece_view(0) is not None)
    view = reader.text.piece_view(0)
    assert view is not None
    hand.until(view.body.lit_areas)
    whole = QTextCursor(view.body.document())
    whole.movePosition(whole.MoveOperation.EndOfBlock, whole.MoveMode.KeepAnchor)
    lit = [one.selectedText() for one in around_formulas(whole)]
    assert HOLDER in whole.selectedText()
    assert lit == whole.selectedText().split(HOLDER)
    assert len(view.body.extraSelections()) == len(lit)


def test_a_link_to_another_lesson_opens_it_and_any_other_is_asked_about(desk: Desk) -> None:
    hand = desk()
    reader = lesson(hand, "Fractions")
    asked: list[str] = []
    hand.pane.link_requested.connect(asked.append)
    reader.text.link_requested.emit("biology.cells.md")
    hand.until(lambda: reader.bar.title.accessibleName() == "Cells")
    assert asked == []
    reader.text.link_requested.emit("https://example.org/cells.md")
    assert asked == ["https://example.org/cells.md"]
    hand.gone(hand.window.findChild(QDialog, "linkDialog") or QDialog())


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


def test_a_lesson_opens_at_the_text_for_the_reading_level_and_a_sentence_where_it_stands(desk: Desk) -> None:
    hand = desk()
    profile.keep(hand.kit, Profile(reading="advanced"))
    reader = lesson(hand, "Fractions")
    hand.until(lambda: reader.text.part_at_edge() == LEVELS.index("advanced"))
    document = next(one for one in library.documents(hand.kit) if one.title == "Fractions")
    quote = library.parts(hand.kit, document.id)[0].text.split(". ")[0]
    hand.window.open_document(document.id, 0, quote)
    hand.until(lambda: reader.text.part_at_edge() == 0)
