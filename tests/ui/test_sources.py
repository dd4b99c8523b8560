"""What stands under a reply: whether it was checked, what it cites, and the search behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from carrel.library.evidence.model import Citation, Evidence, State
from carrel.library.model import Document
from carrel.ui.dialogs.searched import facts
from carrel.ui.render.blocks import write_markdown
from carrel.ui.render.citing import link_numbers, number_of
from carrel.ui.render.look import Look
from carrel.ui.theme import Theme
from carrel.ui.widgets.sources import Sources, state_words
from tests.ui.conftest import Desk, Hand
from tests.ui.sources import LEAF, from_sources, last_reply, put, stand

REPLY = "A leaf works like a factory [1].\n\nRoots drink water [2], and so on [3]. `a[1]` is code."


def asked(desk: Desk, reply: str = REPLY) -> tuple[Hand, Document]:
    """A chat whose reply stands on a document."""
    hand = desk([reply])
    hand.say("How does a leaf work?")
    document = put(hand.kit, LEAF)
    show(hand, from_sources(last_reply(hand.kit, hand.pane.chat.id or ""), document))
    return hand, document


def show(hand: Hand, evidence: Evidence) -> None:
    """Keep this evidence, and show the chat anew."""
    stand(hand.kit, evidence)
    hand.pane.chat.reload()
    hand.until(lambda: hand.pane.chat.items[-1].evidence == evidence)


def sources(hand: Hand) -> Sources:
    """What stands under the last reply."""
    return hand.find(Sources, "sources", hand.view(1))


def links(document: QTextDocument) -> list[tuple[str, str]]:
    """The words of every link of a document, and its address."""
    found, block = [], document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            if at.fragment().charFormat().isAnchor():
                found.append((at.fragment().text(), at.fragment().charFormat().anchorHref()))
            at += 1
        block = block.next()
    return found


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("from_sources", "From your sources"),
        ("unchecked", "Unchecked: the model's own words"),
        ("not_found", "Not in your sources"),
    ],
)
def test_a_reply_says_what_it_stands_on(desk: Desk, state: State, words: str) -> None:
    hand, _document = asked(desk)
    evidence = hand.pane.chat.items[-1].evidence
    assert evidence is not None
    show(hand, replace(evidence, state=state))
    assert hand.find(QLabel, "sourceState", sources(hand)).text() == words
    doubted = [one for one in sources(hand).findChildren(QLabel, "sourceDoubts") if one.isVisible()]
    assert [one.text() for one in doubted] == (
        ["1 sentence was not found in your sources."] if state == "from_sources" else []
    )


def test_a_reply_that_nothing_was_looked_for_says_nothing_of_sources(desk: Desk) -> None:
    hand = desk(["A plain reply [1]."])
    hand.say("hi")
    assert hand.view(1).findChildren(Sources) == []
    assert links(hand.view(1).body.document()) == []


def test_sources_are_listed_with_title_and_place_and_open_at_their_sentence(desk: Desk) -> None:
    hand, document = asked(desk)
    opened: list[Citation] = []
    hand.pane.source_requested.connect(opened.append)
    chips = sources(hand).chips
    assert [chip.text().replace("\u2068", "").replace("\u2069", "") for chip in chips] == [
        "1 · Plants for beginners · p. 2",
        "2 · Plants for beginners · p. 3",
    ]
    assert "A leaf is a **small factory** that runs on light." in chips[0].accessibleDescription()
    QTest.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    chips[1].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chips[1], Qt.Key.Key_Space)
    assert [(one.document, one.n) for one in opened] == [(document.id, 1), (document.id, 2)]


def test_numbers_in_brackets_lead_to_sources_where_there_are_such_and_stay_words_elsewhere(desk: Desk) -> None:
    hand, _document = asked(desk)
    opened: list[Citation] = []
    outside: list[str] = []
    hand.pane.source_requested.connect(opened.append)
    hand.pane.link_requested.connect(outside.append)
    body = hand.view(1).body
    assert links(body.document()) == [("[1]", "carrel-source:1"), ("[2]", "carrel-source:2")]
    body.anchorClicked.emit("carrel-source:2")
    body.anchorClicked.emit("carrel-source:3")  # nothing is cited under this number
    assert [one.n for one in opened] == [2]
    assert outside == []


def test_a_link_of_a_reply_is_no_source_and_a_made_up_source_leads_nowhere(desk: Desk) -> None:
    hand, _document = asked(desk, "See [this](carrel-source:7) and [1](https://example.org).")
    outside: list[str] = []
    opened: list[Citation] = []
    hand.pane.link_requested.connect(outside.append)
    hand.pane.source_requested.connect(opened.append)
    body = hand.view(1).body
    assert [address for _words, address in links(body.document())] == ["carrel-source:7", "https://example.org"]
    body.anchorClicked.emit("carrel-source:7")
    assert (outside, opened) == ([], [])


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("one [1] two [2]", ["[1]", "[2]"]),
        ("both [1, 2]", ["1", "2"]),
        ("together [1][2]", ["[1]", "[2]"]),
        ("𝛼 astral [2]", ["[2]"]),
        ("unknown [9] and [x]", []),
        ("```\nlist[1]\n```", []),
        ("`list[1]`", []),
        ("| a |\n|---|\n| cell [1] |", ["[1]"]),
    ],
)
def test_numbers_are_found_in_words_and_never_in_code(theme: Theme, text: str, linked: list[str]) -> None:
    document, look = QTextDocument(), Look(theme)
    write_markdown(document, text, look)
    plain = document.toPlainText()
    assert link_numbers(document, {1, 2}, look) == len(linked)
    found = links(document)
    assert "".join(words for words, _address in found) == "".join(linked)
    assert document.toPlainText() == plain


@pytest.mark.parametrize(
    "address", ["https://example.org/1", "carrel-source:", "carrel-source:x", "carrel-source:12345"]
)
def test_only_our_own_addresses_are_numbers(address: str) -> None:
    assert number_of(address) is None


def test_what_was_searched_is_one_press_away_and_its_passages_open(desk: Desk) -> None:
    hand, document = asked(desk)
    QTest.mouseClick(sources(hand).searched, Qt.MouseButton.LeftButton)
    hand.until(lambda: hand.window.findChild(QDialog, "searchedDialog"))
    dialog = hand.window.findChild(QDialog, "searchedDialog")
    assert dialog is not None
    said = [one.text() for one in dialog.findChildren(QLabel, "searchFact")]
    assert said[1:] == [
        "Looked for: “how does a leaf work”",
        "12 documents were searched, by their words and by their meaning.",
        "3 passages were found. The model received 2 of them.",
    ]
    figures = [one.text() for one in dialog.findChildren(QLabel, "passageFigures")]
    assert figures[0] == "by words: place 1 · by meaning: place 2 · score 0.033 · the model received it"
    assert figures[2].endswith("not given to the model")
    QTest.mouseClick(dialog.findChildren(QPushButton, "openPassage")[1], Qt.MouseButton.LeftButton)
    hand.until(lambda: hand.window.reading.is_open)
    hand.idle()
    reader = hand.window.reading.reader
    assert reader is not None
    assert reader.bar.title.accessibleName() == document.title


def test_a_search_that_found_nothing_says_so() -> None:
    nothing = Evidence("m", "not_found", "sources", "moons", 0, 1)
    assert list(facts(nothing))[1:] == [
        "Looked for: “moons”",
        "1 document was searched, by their words.",
        "Nothing was found.",
    ]


def test_a_long_title_leaves_the_chip_in_its_row(theme: Theme, desk: Desk) -> None:
    hand, _document = asked(desk)
    evidence = hand.pane.chat.items[-1].evidence
    assert evidence is not None
    long = replace(evidence.citations[0], title="A very long title of a very long book & more " * 4)
    show(hand, replace(evidence, citations=(long,)))
    chip = sources(hand).chips[0]
    assert chip.width() <= theme.size("size_sidebar") * 1.5
    assert "…" in chip.text()
    assert long.title.strip() in chip.accessibleName()


def test_the_tab_key_meets_the_search_and_the_sources_and_the_menu_has_it_too(desk: Desk) -> None:
    hand, _document = asked(desk)
    view = hand.view(1)
    names = [one.objectName() for one in view.controls()]
    assert names.index("whatWasSearched") < names.index("source-1") < names.index("source-2")
    menu = view.open_menu()
    assert menu is not None
    assert "What was searched" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_source_whose_document_is_gone_says_so(desk: Desk) -> None:
    hand, _document = asked(desk)
    evidence = hand.pane.chat.items[-1].evidence
    assert evidence is not None
    hand.window.reading.open_citation(replace(evidence.citations[0], document=None))
    assert hand.notice() == "This document is no longer in the library."
    assert not hand.window.reading.is_open


def test_a_source_shows_its_sentence_to_who_comes_by_the_keyboard(desk: Desk) -> None:
    hand, _document = asked(desk)
    chip = sources(hand).chips[0]
    assert "small factory" in chip.toolTip()
    assert state_words("unchecked") != state_words("not_found")
    hand.window.activateWindow()
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    hand.until(lambda: QApplication.focusWidget() is chip)
