"""The reader: documents at a place with the sentence lit, however it was written, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from carrel.flows import library
from carrel.library import tables
from carrel.library.model import Document, Part
from carrel.ui.panes.reader import ReaderPane
from carrel.ui.panes.reader.places import Piece, Spot, Target, pieces, spot_of
from carrel.ui.panes.reader.text_view import PieceView
from carrel.ui.render.quoting import quote_in
from tests.ui.conftest import Desk, Hand
from tests.ui.sources import LEAF, QUOTE, cited, from_sources, last_reply, put, stand


def reader(hand: Hand) -> ReaderPane:
    """The reader, which is open."""
    assert hand.window.reading.is_open
    assert hand.window.reading.reader is not None
    return hand.window.reading.reader


def opened(hand: Hand, document: str, place: int | None = None, quote: str = "") -> ReaderPane:
    """The reader with this document in it."""
    hand.window.activateWindow()
    hand.window.open_document(document, place, quote)
    hand.idle()
    return reader(hand)


def lit(pane: ReaderPane) -> list[str]:
    """The words that are lit in what is laid out, piece by piece."""
    views = [pane.text.piece_view(index) for index in sorted(pane.text.views)]
    return [
        cursor.selectedText().replace("\u2028", " ")
        for view in views
        if view is not None
        for cursor, _form in view.body._standing_marks()
    ]


def seen(pane: ReaderPane, view: PieceView, number: int = 0) -> int:
    """Where the middle of a lit sentence is, as a share in percent of what is seen of the document."""
    place = view.mapTo(pane.text.viewport(), view.lit_area(number).center())
    return round(100 * place.y() / pane.text.viewport().height())


def long_document(hand: Hand, count: int, text: str = "Plants and light. " * 40) -> Document:
    """A document of very many pages."""
    return put(hand.kit, [Part(number, f"p. {number + 1}", "", f"{text} Page {number}.") for number in range(count)])


def test_a_cited_sentence_is_lit_whatever_its_signs_and_line_breaks(desk: Desk) -> None:
    hand = desk()
    document = put(hand.kit, LEAF)
    pane = opened(hand, document.id, 1, QUOTE)
    assert lit(pane) == ["A leaf is a small factory that runs on light."]
    assert pane.bar.title.accessibleName() == "Plants for beginners"
    assert pane.bar.where.accessibleName() == "p. 2"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "p. 2"


def test_a_sentence_far_down_a_long_document_is_brought_into_the_middle(desk: Desk) -> None:
    hand = desk()
    document = long_document(hand, 1_000)
    pane = opened(hand, document.id, 700, "Page 700.")
    view = next(
        view for index in pane.text.views if (view := pane.text.piece_view(index)) is not None and view.body.lit_areas()
    )
    assert 30 <= seen(pane, view) <= 70
    assert pane.bar.where.accessibleName() == "p. 701"
    assert len(pane.text.views) < 20  # of a thousand


def test_only_what_is_near_is_laid_out(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand, long_document(hand, 1_000).id)
    made: list[int] = []
    pane.text.made.connect(made.append)
    pane.text.go_to_part(999)
    assert pane.bar.where.accessibleName() == "p. 1000" or pane.text.part_at_edge() > 990
    assert 0 < len(made) < 20


def test_all_sentences_a_reply_cites_from_a_document_are_lit_and_stepped_through(desk: Desk) -> None:
    hand = desk(["Leaves [1] and roots [2]."])
    hand.say("hi")
    document = put(hand.kit, LEAF)
    stand(hand.kit, from_sources(last_reply(hand.kit, hand.pane.chat.id or ""), document))
    hand.pane.chat.reload()
    hand.idle()
    evidence = hand.pane.chat.items[-1].evidence
    assert evidence is not None
    hand.window.activateWindow()
    hand.window.reading.open_citation(evidence.citations[1])
    hand.idle()
    pane = reader(hand)
    assert lit(pane) == ["A leaf is a small factory that runs on light.", "Roots drink water."]
    assert pane.bar.lit.text() == "2 of 2"
    hand.key(Qt.Key.Key_F3)
    assert pane.bar.lit.text() == "1 of 2"
    assert pane.bar.where.accessibleName() == "p. 2"


def test_a_sentence_that_is_gone_is_told(desk: Desk) -> None:
    hand = desk()
    document = put(hand.kit, LEAF)
    pane = opened(hand, document.id, 1, "A sentence that was there once.")
    assert pane.said.text() == "This sentence is no longer in the document. It was read again since."
    assert lit(pane) == []
    opened(hand, document.id, 1, QUOTE)
    assert pane.said.isHidden()


@pytest.mark.parametrize(
    ("state", "words"),
    [("reading", "is still being read"), ("refused", "It is locked. Unlock it."), ("ready", "There is no text in")],
)
def test_a_document_without_text_says_why(desk: Desk, state: str, words: str) -> None:
    hand = desk()
    document = put(hand.kit, ())
    with hand.kit.store.writing() as db:
        db.execute(
            "update document set state = ?, problem = 'It is locked.', next_step = 'Unlock it.' where id = ?",
            (state, document.id),
        )
    pane = opened(hand, document.id)
    assert words in hand.find(QLabel, "readerNothing", pane).text()
    assert not pane.bar.ask.isEnabled()


def test_a_document_that_is_still_being_read_appears_when_it_is_there(desk: Desk) -> None:
    hand = desk()
    document = put(hand.kit, ())
    with hand.kit.store.writing() as db:
        db.execute("update document set state = 'reading' where id = ?", (document.id,))
    pane = opened(hand, document.id, 1, QUOTE)
    assert not pane.text.isVisible()
    with hand.kit.store.writing() as db:
        for part in LEAF:
            tables.add_part(db, document.id, part)
    hand.until(lambda: len(lit(pane)) == 1)


def test_a_document_that_was_removed_is_still_read_and_told(desk: Desk) -> None:
    hand = desk()
    document = put(hand.kit, LEAF)
    library.remove(hand.kit, [document.id])
    pane = opened(hand, document.id, 1, QUOTE)
    assert pane.said.text() == "This document was removed from the library."
    assert len(lit(pane)) == 1


def test_a_screen_reader_hears_the_sentence_one_came_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = desk()
    document = put(hand.kit, LEAF)
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    opened(hand, document.id, 1, QUOTE)
    opened(hand, document.id, 1, "Something else.")
    assert heard == [
        "The cited sentence: A leaf is a small factory that runs on light.",
        "This sentence is no longer in the document. It was read again since.",
    ]


def test_a_document_that_is_not_there_is_told_and_the_next_one_opens(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand, "nothing")
    assert "no longer in the library" in hand.find(QLabel, "readerNothing", pane).text()
    opened(hand, put(hand.kit, LEAF).id, 1, QUOTE)
    assert len(lit(pane)) == 1


def test_escape_and_the_button_lead_back_to_where_one_came_from(desk: Desk) -> None:
    hand = desk()
    document = put(hand.kit, LEAF)
    hand.window.activateWindow()
    hand.text.setFocus()
    pane = opened(hand, document.id, 1, QUOTE)
    hand.key(Qt.Key.Key_Escape)
    assert not hand.window.reading.is_open
    assert pane.isHidden()
    assert hand.text.hasFocus()
    opened(hand, document.id)
    QTest.mouseClick(pane.bar.back, Qt.MouseButton.LeftButton)
    assert not hand.window.reading.is_open


def test_escape_leaves_the_reader_and_not_the_answer_that_is_being_written(desk: Desk) -> None:
    hand = desk(["one word after another " * 20], pause=0.02)
    document = put(hand.kit, LEAF)
    hand.window.activateWindow()
    hand.type_and_send("hi")
    hand.until(lambda: hand.pane.chat.is_answering)
    hand.window.open_document(document.id)
    hand.until(lambda: QApplication.focusWidget() is reader(hand).bar.back)
    hand.key(Qt.Key.Key_Escape)
    assert not hand.window.reading.is_open
    assert hand.pane.chat.is_answering
    hand.pane.chat.stop()
    hand.idle()


def test_a_wide_window_shows_both_and_a_narrow_one_the_reader_alone(desk: Desk) -> None:
    hand = desk()
    hand.window.resize(1280, 760)
    pane = opened(hand, put(hand.kit, LEAF).id)
    assert pane.isVisible()
    assert hand.pane.isVisible()
    hand.window.resize(800, 760)
    hand.until(lambda: not hand.pane.isVisible())
    assert pane.isVisible()
    hand.window.resize(1280, 760)
    hand.until(hand.pane.isVisible)
    hand.until(lambda: min(pane.width(), hand.pane.width()) > 400)
    hand.window.resize(600, 760)
    hand.until(lambda: not hand.pane.isVisible())
    hand.window.begin_new()
    assert hand.pane.isVisible()
    assert not hand.window.reading.is_open


def test_words_are_found_in_all_of_a_document_and_not_in_the_chat(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand, long_document(hand, 60).id)
    hand.window.actions_by_id["find"].trigger()
    assert not hand.pane.find_bar.isVisible()
    assert pane.find_bar.field.hasFocus()
    pane.find_bar.field.setText("page 4")
    hand.idle()
    assert pane.find_bar.count.text() == "1 of 11"
    hand.key(Qt.Key.Key_F3)
    assert pane.find_bar.count.text() == "2 of 11"
    assert pane.text.piece_view(40) is not None
    hand.key(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    hand.key(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert pane.find_bar.count.text() == "11 of 11"
    hand.key(Qt.Key.Key_Escape)
    assert not pane.find_bar.isVisible()
    assert hand.window.reading.is_open
    hand.text.setFocus()
    hand.window.actions_by_id["find"].trigger()
    assert hand.pane.find_bar.isVisible()


def test_what_is_selected_is_asked_about_in_the_chat(desk: Desk) -> None:
    hand = desk()
    hand.text.setPlainText("I do not understand this:")
    pane = opened(hand, put(hand.kit, LEAF).id)
    assert not pane.bar.ask.isEnabled()
    view = pane.text.piece_view(2)
    assert view is not None
    found = quote_in(view.body.document(), ("Roots drink",), 0)
    assert found is not None
    view.body.setTextCursor(found)
    assert pane.bar.ask.isEnabled()
    menu = view.body.menu_at(QPoint(5, 5))
    assert [action.text() for action in menu.actions()][-1] == "Ask about this"
    menu.close()
    QTest.mouseClick(pane.bar.ask, Qt.MouseButton.LeftButton)
    wanted = "I do not understand this:\n\n> Roots drink\n> (Plants for beginners, p. 3)\n\n"
    assert hand.pane.composer.draft() == wanted
    assert hand.text.hasFocus()
    assert hand.text.textCursor().atEnd()
    hand.text.undo()
    assert hand.pane.composer.draft() == "I do not understand this:"
    QTest.keyClick(view.body, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Roots drink"


def test_the_lit_sentence_is_cited_in_the_chat_with_its_source(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand, put(hand.kit, LEAF).id, 1, QUOTE)
    QTest.mouseClick(pane.bar.cite, Qt.MouseButton.LeftButton)
    wanted = "“A leaf is a **small factory** that runs on light.” (Plants for beginners, p. 2) "
    assert hand.pane.composer.draft() == wanted


def test_one_thing_is_selected_at_a_time(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand, put(hand.kit, LEAF).id)
    for index in (0, 2):
        view = pane.text.piece_view(index)
        assert view is not None
        view.body.selectAll()
    assert pane.text.selection()[0] == 2
    first = pane.text.piece_view(0)
    assert first is not None
    assert not first.body.textCursor().hasSelection()


def test_the_contents_lead_to_their_parts_and_can_be_hidden(desk: Desk) -> None:
    hand = desk()
    parts = [Part(n, "", f"Book › Chapter {n}", f"## Chapter {n}\n\n" + "Words. " * 300) for n in range(30)]
    hand.window.resize(1600, 760)
    pane = opened(hand, put(hand.kit, parts).id)
    assert not pane.outline.isVisible()
    pane.bar.outline.click()
    assert pane.outline.isVisible()
    rows = [pane.outline.model().index(row, 0).data().strip() for row in range(pane.outline.model().rowCount())]
    assert rows[:3] == ["Book", "Chapter 0", "Chapter 1"]
    pane.outline.setCurrentIndex(pane.outline.model().index(21, 0))
    QTest.keyClick(pane.outline, Qt.Key.Key_Return)
    hand.until(lambda: pane.text.part_at_edge() == 20)
    pane.bar.outline.click()
    assert not pane.outline.isVisible()
    hand.window.resize(1100, 760)
    hand.until(lambda: pane.width() < 500)
    pane.bar.outline.click()
    pane.outline.chosen.emit(3)
    assert not pane.outline.isVisible()  # there would be no room to read


def test_keys_go_through_the_whole_document(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand, long_document(hand, 60).id)
    view = pane.text.piece_view(0)
    assert view is not None
    view.body.setFocus()
    bar = pane.text.verticalScrollBar()
    hand.key(Qt.Key.Key_PageDown)
    assert bar.value() > 200
    hand.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() == bar.maximum()
    hand.key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() == 0


def test_code_is_shown_in_its_fixed_font_and_lit(desk: Desk) -> None:
    hand = desk()
    code = 'def sugar(light):\n    """```"""\n    return light * 0.5'
    document = put(hand.kit, (Part(0, "", "", code),), "sugar", "plain", "code")
    pane = opened(hand, document.id, 0, "return light * 0.5")
    view = pane.text.piece_view(0)
    assert view is not None
    assert lit(pane) == ["return light * 0.5"]
    cursor = QTextCursor(view.body.document())
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    assert cursor.charFormat().font().family() == hand.window.theme.font(code=True).family()
    assert [one.objectName() for one in view.body.controls()] == ["copyCode"]


def test_a_document_read_again_is_shown_as_it_is_now(desk: Desk) -> None:
    hand = desk()
    document = put(hand.kit, LEAF)
    with hand.kit.store.writing() as db:
        tables.forget_parts(db, document.id)
        for part in (
            Part(0, "p. 1", "", "New words."),
            Part(1, "p. 2", "", "Before. A leaf is a small\nfac-\ntory that runs on light."),
        ):
            tables.add_part(db, document.id, part)
    pane = opened(hand, document.id, 0, QUOTE)
    assert lit(pane) == ["A leaf is a small fac- tory that runs on light."]
    assert [part.place for part in library.parts(hand.kit, document.id)] == [0, 1]


def test_long_parts_are_laid_out_in_pieces_that_leave_nothing_out(desk: Desk) -> None:
    hand = desk()
    texts = ("short", "line of words\n" * 2_000, "x" * 50_000)
    document = put(hand.kit, [Part(number, "", "", text) for number, text in enumerate(texts)], "long", "plain", "text")
    made = pieces(document, library.parts(hand.kit, document.id))
    for index, text in enumerate(texts):
        assert "".join(text[one.first : one.last] for one in made if one.part == index) == text
    assert made[0] == Piece(0, 0, 5)
    assert len(made) > 5
    first = texts[1].index("line", 20_000)
    pane = opened(hand, document.id, 1, texts[1][first : first + 4_000])
    assert sum(map(len, lit(pane))) > 1_000


def test_a_citation_knows_its_place_among_equal_sentences(desk: Desk) -> None:
    hand = desk()
    part = Part(0, "", "", "It rains. Then it rains. It rains.")
    document = put(hand.kit, (part,))
    citation = cited(document, part, "It rains.")
    last = part.text.rindex("It rains.")
    assert spot_of([part], Target(0, citation.quote, last)) == Spot(0, last, last + 9)
