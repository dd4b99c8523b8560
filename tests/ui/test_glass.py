"""The prompt glass, and asking three ways: what is shown, and what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
)

from carrel.base.stamp import Moment
from carrel.base.work import Timing
from carrel.conversations.context.model import Comparison, SentPrompt, Try
from carrel.conversations.model import Message
from carrel.flows import browse
from carrel.flows.examples import kept
from carrel.flows.glass import Glass
from carrel.ui.dialogs.compare import verdict_words
from carrel.ui.dialogs.glass import GlassDialog, facts
from carrel.ui.theme import Theme
from carrel.ui.widgets.plain_text import PlainText
from tests.ui.conftest import Desk, Hand
from tests.ui.test_acts import dialog, inside, marks
from tests.ui.test_reach import nameless

NOW = Moment("2026-03-02T09:00:00.000000Z", 60, "2026-03-02")


def reply(**more: object) -> Message:
    """A reply of the starter model."""
    return Message("m1", "c", "m0", "assistant", "yes", NOW, model="starter", where="local", **more)  # type: ignore[arg-type]


def open_glass(hand: Hand) -> GlassDialog:
    """Ask for the last reply's."""
    hand.pane.acts.act("glass", hand.messages[-1].id)
    found = dialog(hand, "glassDialog")
    assert isinstance(found, GlassDialog)
    return found


def test_the_glass_names_the_examples_that_the_model_was_shown(desk: Desk) -> None:
    hand = desk(["Water."])
    one = kept.add(hand.kit, "What is a river & a bank?", "Water that flows.")
    hand.say("What is a river with a bank?")
    found = open_glass(hand)
    asked: list[str] = []
    found.example_requested.connect(asked.append)
    show = inside(found, "glassExample")
    assert show.text() == "Example: What is a river && a bank?"
    show.click()
    assert asked == [one.id]
    legend = [words.text() for words in found.findChildren(QLabel, "glassLegend")]
    assert any(words.startswith("An example of what you would have said") for words in legend)
    found.reject()


def test_the_glass_shows_copies_finds_and_saves_the_exact_text(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = desk(["Water.", "Yes."])
    hand.say("A <b>river</b>?")
    hand.say("Really?")
    found = open_glass(hand)
    exact = hand.engines.scripted.render(hand.engines.scripted.asked[-1].turns)
    assert found.text.toPlainText() == exact
    inside(found, "copyGlass").click()
    assert QGuiApplication.clipboard().text() == exact
    field = found.findChild(QLineEdit, "findField")
    assert field is not None
    field.setText("REALLY")
    inside(found, "findNext").click()
    assert found.text.textCursor().selectedText() == "Really"
    field.setText("nowhere to be found")
    inside(found, "findNext").click()
    nothing = found.findChild(QLabel, "findNone")
    assert nothing is not None
    assert nothing.text() == "Not found"
    places = found.findChild(QComboBox, "glassPlaces")
    assert places is not None
    assert [places.itemText(row) for row in range(places.count())] == [
        "Before the turns",
        "You: A <b>river</b>?",
        "Carrel: Water.",
        "You: Really?",
    ]
    places.setCurrentIndex(3)
    places.activated.emit(3)
    assert exact[found.text.textCursor().position() :].startswith("Really?")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "p.txt"), ""))
    inside(found, "saveGlass").click()
    said = found.findChild(QLabel, "glassSaid")
    assert said is not None
    hand.until(lambda: said.text() == "Saved as p.txt.")
    assert (tmp_path / "p.txt").read_text(encoding="utf-8") == exact
    hand.gone(found)


def test_an_older_reply_says_that_its_text_was_not_kept(desk: Desk) -> None:
    hand = desk(["Water."])
    hand.say("river?")
    with hand.kit.store.writing() as db:
        db.execute("delete from prompt")
    found = open_glass(hand)
    words = found.findChild(QLabel, "glassNone")
    assert words is not None
    assert words.text().startswith("The text was not kept")
    assert not inside(found, "copyGlass").isVisibleTo(found)
    hand.gone(found)


def test_the_facts_say_what_is_known_and_nothing_else() -> None:
    known = SentPrompt("m1", "text", ("The first message of this chat did not fit.",), 512, 4096)
    timing = Timing(1.5, 40, 8.25, 512, 400)
    words = list(facts(Glass(reply(timing=timing), known, ())))
    assert words[0].startswith("Carrel · starter, on this computer · ")
    assert words[1:] == [
        "One thing did not fit: The first message of this chat did not fit.",
        "The text is 512 tokens long (a token is a piece of a word); the model can hold 4,096.",
        "400 of 512 tokens were known from before and not read again. "
        "The answer has 40 tokens, 8.2 a second; the first came after 1.5 seconds.",
    ]
    assert list(facts(Glass(reply(), SentPrompt("m1", "text"), ())))[1:] == ["Everything fit."]
    assert len(list(facts(Glass(reply(), SentPrompt("m1", ""), ())))) == 1


@settings(max_examples=30, deadline=None)
@given(text=st.text("ab \nt😀éشم漢", max_size=60))
def test_places_are_told_in_characters_of_the_text_whatever_it_holds(qapp: QApplication, text: str) -> None:
    theme = Theme("light", 100)
    shown = PlainText(theme)
    whole = text + "x" * 2500 + text
    shown.show_text(whole, range(0, len(whole), 7))
    for place in range(0, len(whole), 7):
        shown.go_to(place)
        shown.moveCursor(QTextCursor.MoveOperation.Start, QTextCursor.MoveMode.KeepAnchor)
        assert shown.createMimeDataFromSelection().text() == whole[:place]
    shown.deleteLater()
    theme.deleteLater()


def test_three_ways_are_asked_shown_kept_and_marked(desk: Desk) -> None:
    hand = desk(["Two rivers meet."])
    hand.say("How many rivers meet here?")
    hand.engines.scripted.replies.extend(
        ["Two rivers meet.", "", "Two rivers meet.", "", "Three lakes lie 3 miles away."]
    )
    hand.pane.acts.act("compare", hand.messages[1].id)
    found = dialog(hand, "compareDialog")
    verdict = found.findChild(QLabel, "compareVerdict")
    assert verdict is not None
    hand.until(lambda: verdict.text() == "Unstable: the answers do not agree.")
    hand.until(lambda: marks(hand, 1) == ["Asked three ways"])
    assert len(found.findChildren(QLabel, "compareQuestion")) == 3
    hand.gone(found)
    kept = browse.comparisons(hand.kit, hand.messages[1].id)
    assert [one.verdict for one in kept] == ["unstable"]
    asked = len(hand.engines.scripted.asked)
    hand.press("marks-compare")
    found = dialog(hand, "compareDialog")
    words = [one.text() for one in found.findChildren(QLabel, "compareQuestion")]
    assert words[0] == "How many rivers meet here?"
    assert len(words) == 3
    assert len(hand.engines.scripted.asked) == asked, "what was kept is shown and not asked again"
    hand.gone(found)


@pytest.mark.parametrize("how", ["compareStop", "close"])
def test_asking_three_ways_ends_when_it_is_stopped_or_closed(desk: Desk, how: str) -> None:
    hand = desk(["Water."], pause=0.02)
    hand.say("river?")
    hand.engines.scripted.replies.extend(["word " * 300] * 3)
    hand.pane.acts.act("compare", hand.messages[1].id)
    found = dialog(hand, "compareDialog")
    bar = found.findChild(QProgressBar)
    assert bar is not None
    assert bar.isVisible()
    if how == "close":
        hand.gone(found)
    else:
        inside(found, how).click()
        verdict = found.findChild(QLabel, "compareVerdict")
        assert verdict is not None
        hand.until(lambda: verdict.text() == "You stopped asking.")
        assert inside(found, "compareAgain").isVisible()
        assert not bar.isVisible()
        hand.gone(found)
    hand.idle()
    assert browse.comparisons(hand.kit, hand.messages[1].id) == []


def test_the_verdict_says_what_it_does_not_mean() -> None:
    tries = (Try("q", "a"),) * 3
    assert "does not make them true" in verdict_words(Comparison("m", "stable", tries, NOW))[1]
    assert "guessing" in verdict_words(Comparison("m", "unstable", tries, NOW))[1]


def test_every_control_of_the_new_dialogs_has_a_name(desk: Desk) -> None:
    hand = desk(["Water."])
    hand.say("river?")
    assert nameless(hand.window) == []
    for name in ("glass", "better", "compare"):
        hand.pane.acts.act(name, hand.messages[1].id)
        found = dialog(hand, f"{name}Dialog")
        hand.idle()
        assert nameless(found) == []
        assert [one.text() for one in found.findChildren(QPushButton) if not one.accessibleName()] == []
        hand.gone(found)
    assert hand.window.findChild(QDialog) is None
