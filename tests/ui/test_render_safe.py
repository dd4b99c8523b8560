"""Text that runs from right to left, text that wants to look like another, and words that are looked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from carrel.ui.dialogs.link import LinkDialog
from carrel.ui.render.bidi import harmless, runs_right_to_left
from carrel.ui.render.finding import found_in, matches
from carrel.ui.render.hosts import looks_like_another, shown_address
from carrel.ui.render.lines import without_seams
from carrel.ui.render.look import Look
from carrel.ui.render.stream import Stream
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from tests.ui.documents import whole

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Iterator[Look]:
    """The formats by day."""
    theme = Theme("light", 100)
    yield Look(theme)
    theme.deleteLater()


def directions(document: QTextDocument) -> list[Qt.LayoutDirection]:
    """The direction of each block that shows something."""
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    return [block.textDirection() for block in blocks if block.text()]


def test_each_block_runs_as_its_first_letter_says(look: Look) -> None:
    text = "# مرحبا a\n\nhello مرحبا\n\n- شكرا\n- thanks\n\n> «شكرا»\n\n```\nمرحبا\n```\n\n|ا|b|\n|-|-|\n|c|د|\n\n$$x$$"
    shown = directions(whole(text, look))
    assert shown == [RIGHT, LEFT, RIGHT, LEFT, RIGHT, LEFT, LEFT, RIGHT, RIGHT, LEFT, LEFT]


def test_code_and_formulas_do_not_decide_the_direction(look: Look) -> None:
    assert directions(whole("`x = 1` هي قيمة\n\n$x$ هي قيمة", look)) == [RIGHT, RIGHT]


def test_code_in_text_from_the_right_is_set_apart_and_copied_without_a_trace(look: Look) -> None:
    shown = whole("القيمة `f(x)-` هنا", look).toPlainText()
    assert "\u2066f(x)-\u2069" in shown
    assert without_seams(shown) == "القيمة f(x)- هنا"


@pytest.mark.parametrize("text", ["**مرحبا** hello and more", "- hello مرحبا\n- مرحبا hello", "1. «مرحبا» x\n\nend"])
def test_a_direction_never_changes_while_a_text_grows(look: Look, text: str) -> None:
    document = QTextDocument()
    stream = Stream(document, look)
    seen: dict[int, Qt.LayoutDirection] = {}
    for letter in text:
        stream.add(letter)
        for number in range(document.blockCount()):
            block = document.findBlockByNumber(number)
            if runs_right_to_left(block.text()) is not None:
                assert seen.setdefault(number, block.textDirection()) == block.textDirection(), stream.text


@given(st.text(alphabet="ab\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2029\ufffcא", max_size=30))
def test_nothing_steers_the_direction_of_a_text(text: str) -> None:
    assert not set(harmless(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2029\ufffc")


def test_text_that_is_turned_round_says_so(look: Look) -> None:
    assert whole("photo\u202egpj.exe", look).toPlainText() == "photo⟨U+202E⟩gpj.exe"
    assert whole("```\nphoto\u202egpj.exe\n```", look).toPlainText() == "photo⟨U+202E⟩gpj.exe"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://exаmple.org/login", "https://xn--exmple-4nf.org/login"),
        ("https://аррӏе.com", "https://xn--80ak6aa92e.com"),
        ("https://münchen.de/straße", "https://münchen.de/straße"),
        ("https://пример.рф:8080/", "https://пример.рф:8080/"),
        ("https://例え.jp", "https://例え.jp"),
        ("https://bank.example@evil.example/", "https://bank.example@evil.example/"),
        ("https://a.b/\u202egpj.exe", "https://a.b/⟨U+202E⟩gpj.exe"),
        ("mailto:a@b.c", "mailto:a@b.c"),
    ],
)
def test_an_address_is_shown_as_what_it_is(address: str, shown: str) -> None:
    assert shown_address(address) == shown


@pytest.mark.parametrize(
    "host", ["gооgle.com", "раураl.com", "ρaypal.com", "a\u0301pple.com", "ехо.org", "ߋ\u200dx.org"]
)
def test_a_host_that_looks_like_another_is_found(host: str) -> None:
    assert looks_like_another(host)


def test_the_dialog_of_a_link_shows_the_real_host(theme: Theme) -> None:
    parent = QWidget()
    dialog = LinkDialog("https://exаmple.org", theme, parent)
    where = dialog.findChild(QLabel, "linkAddress")
    assert where is not None
    assert where.text() == "https://xn--exmple-4nf.org"
    parent.deleteLater()


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Énergie and energie", "ENERGIE", ["Énergie", "energie"]),
        ("e\u0301te\u0301", "été", ["e\u0301te\u0301"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("two  words, two\nwords", "two words", ["two  words", "two\nwords"]),
        ("C++ (a.b)", "c++ (A.B)", ["C++ (a.b)"]),
        ("aaa", "aa", ["aa"]),
        ("مُحَمَّد", "محمد", ["مُحَمَّد"]),
        ("x\u200by", "xy", ["x\u200by"]),
        ("nothing", "   ", []),
        ("ﬁnd", "find", ["ﬁnd"]),
        ("ab", "a", ["a"]),
    ],
)
def test_words_are_found_whatever_their_accents_and_capitals(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in matches(text, words)] == found


def test_a_match_behind_an_emoji_is_where_it_is_seen(look: Look) -> None:
    document = whole("👩‍👩‍👧 and 🎓 Größe here", look)
    assert [cursor.selectedText() for cursor in found_in(document, "grosse")] == ["Größe"]


def test_matches_are_marked_counted_and_gone_to(theme: Theme) -> None:
    body = Body(theme)
    body.show_text("# Energy\n\nThe energy of **énergies** and `energy`.\n\n| energy |\n|---|\n| 1 |", markdown=True)
    body.resize(400, body.arrange(400))
    plain = body.grab().toImage()
    assert body.mark_found("energy") == 4
    assert body.grab().toImage() != plain
    tops = [body.go_to_match(number).top() for number in range(4)]
    assert tops == sorted(tops)
    assert tops[1] == tops[2], "two in one line"
    assert len(body.extraSelections()) == 4
    body.clear_found()
    assert body.grab().toImage() == plain
    assert body.mark_found("absent") == 0
    body.deleteLater()
