"""The card for somebody in distress in the window: at once, beside the reply, and again after a restart (P39)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from carrel.engine.api import ModelRefused
from carrel.flows import courses, practise
from carrel.ui.widgets.distress_card import DistressCard
from tests.library.packs.kit import good, written
from tests.ui.conftest import Desk, Hand
from tests.ui.practice_desk import install

SAID = "I want to kill myself"
TITLE = "Please talk to a person about this today"


def cards(hand: Hand) -> list[DistressCard]:
    """Those that can be seen."""
    return [one for one in hand.window.findChildren(DistressCard) if one.isVisible()]


def lines(card: DistressCard) -> list[str]:
    """What can be read on it."""
    return [one.text() for one in card.findChildren(QLabel) if one.isVisible()]


def test_the_card_is_there_while_the_reply_is_still_written(desk: Desk) -> None:
    hand = desk(["Slowly said. " * 40], pause=0.05)
    hand.type_and_send(SAID)
    hand.until(lambda: cards(hand))
    assert hand.pane.chat.is_answering, "the card does not wait for the reply"
    assert cards(hand)[0].title.text() == TITLE
    hand.until(lambda: hand.texts[1])
    hand.window.actions_by_id["stop"].trigger()
    hand.idle()
    assert hand.texts[0] == SAID
    assert hand.texts[1].startswith("Slowly"), "the reply is not kept back"
    assert len(cards(hand)) == 1


def test_the_card_needs_no_model(desk: Desk) -> None:
    hand = desk([ModelRefused("There is no model.", "Add one.")])
    hand.type_and_send(SAID)
    hand.until(lambda: cards(hand))
    hand.idle()
    assert hand.notice() == "There is no model."
    assert len(cards(hand)) == 1


def test_what_shows_no_distress_has_no_card(desk: Desk) -> None:
    hand = desk(["Because of love."])
    hand.say("Why does Romeo kill himself?")
    assert not cards(hand)


def test_the_card_stands_with_its_message_after_a_restart_and_follows_its_text(desk: Desk) -> None:
    hand = desk(["I hear you."])
    hand.say(SAID)
    hand.window.close()
    again = desk(["Four."])
    again.until(lambda: cards(again))
    again.pane.transcript.edit_requested.emit(again.messages[0].id, "What is 2 + 2?")
    again.until(lambda: again.texts == ["What is 2 + 2?", "Four."])
    again.idle()
    assert not cards(again)


def test_contacts_come_from_the_settings_and_change_the_card_at_once(desk: Desk) -> None:
    hand = desk(["I hear you."])
    hand.say(SAID)
    assert any("emergency number of the place" in line for line in lines(cards(hand)[0]))
    dialog = hand.opened("settings", "settingsDialog")
    contacts = dialog.findChild(QPlainTextEdit, "setting_help_contacts")
    assert contacts is not None
    contacts.setFocus()
    hand.qtbot.keyClicks(contacts, "The school nurse, room 12")
    hand.qtbot.keyClick(contacts, Qt.Key.Key_Return)
    hand.qtbot.keyClicks(contacts, "A helpline: <b>01234</b>")
    hand.window.set_setting("emergency_number", "112")
    hand.gone(dialog)
    hand.until(lambda: "A helpline: <b>01234</b>" in lines(cards(hand)[0]))
    assert "The school nurse, room 12" in lines(cards(hand)[0])
    hand.until(lambda: any("Call 112" in line for line in lines(cards(hand)[0])))


def test_the_card_is_folded_and_unfolded_and_never_gone(desk: Desk) -> None:
    hand = desk(["I hear you."])
    hand.say(SAID)
    [card] = cards(hand)
    before = card.height()
    assert card.fold.text() == "Fold this away"
    card.fold.setFocus()
    hand.key(Qt.Key.Key_Space)
    assert lines(card) == [TITLE]
    assert card.height() < before
    assert card.fold.text() == card.fold.accessibleName() == "Where to find help"
    hand.key(Qt.Key.Key_Space)
    assert len(lines(card)) > 4


def test_a_screen_reader_says_it_at_once_and_finds_it_in_the_order_of_tab(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[QAccessible.Event] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.type()))
    hand = desk(["I hear you."])
    hand.kit.settings.change(help_contacts="The school nurse, room 12")
    hand.say(SAID)
    assert QAccessible.Event.Announcement in told
    [card] = cards(hand)
    assert card.accessibleName() == TITLE
    assert "The school nurse, room 12" in card.accessibleDescription()
    controls = hand.view(0).controls()
    assert card.fold in controls
    [contact] = [one for one in controls if one.objectName() == "distressContact"]
    assert contact.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_turn_that_is_not_taken_still_brings_the_words(desk: Desk) -> None:
    hand = desk()
    course = courses.make(hand.kit, "Exams")
    courses.change(hand.kit, replace(course, help="off"))
    hand.pane.begin_new(course=replace(course, help="off"))
    hand.idle()
    hand.pane.chat.say(SAID, ())
    hand.until(lambda: any(one.what == TITLE for one in hand.pane.notices.notices))
    assert hand.pane.composer.draft() == SAID


def test_an_answer_in_practice_brings_the_card_beside_its_verdict(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    install(hand.kit, written(good(), tmp_path / "pack"))
    session = practise.begin(hand.kit, practise.Wish("topic", ("sums.adding",), count=5)).session
    hand.window.practising.resume(session)
    page = hand.window.practising.pane
    assert page is not None
    hand.until(lambda: page.standing is not None and page.item.answer is not None)
    page.session.attempt("My dad hits me every day")
    hand.until(lambda: cards(hand))
    assert page.standing is not None
    assert page.standing.said is not None
    assert page.standing.said.verdict in {"wrong", "cant_tell"}, "it is marked as always"
    number = page.standing.number
    page.session.go_on()
    hand.until(lambda: page.standing is not None and page.standing.number > number)
    assert cards(hand), "it stays for the session"
    page.show_start()
    hand.until(lambda: not cards(hand))
    hand.idle()
