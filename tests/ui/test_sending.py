"""What goes with a turn when it is sent, and what comes back when it could not be kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from carrel.base.errors import CarrelError
from carrel.flows import attach, browse, teach
from carrel.store.faults import DiskFull
from tests.ui.attaching import attach_some, chips, files
from tests.ui.conftest import Desk


def test_a_turn_takes_its_chips_along_and_shows_them_at_once(desk: Desk, tmp_path: Path) -> None:
    hand = desk(["a slow answer with many words"], pause=0.05)
    attach_some(hand, files(tmp_path / "f", notes="leaves are green"))
    hand.type_and_send("What colour?")
    assert chips(hand) == []
    hand.until(lambda: len(hand.messages) == 2)
    assert hand.pane.chat.is_answering
    assert [one.name for one in hand.pane.chat.items[0].attached] == ["notes.txt"]
    hand.idle()
    assert "leaves are green" in hand.engines.scripted.asked[0].turns[-1].text
    assert attach.attached(hand.kit, "draft", hand.pane.chat.id) == []
    assert [one.name for one in hand.pane.chat.items[0].attached] == ["notes.txt"]


def test_an_edited_turn_shows_what_was_attached_at_once(desk: Desk, tmp_path: Path) -> None:
    hand = desk(["one", "a slow second answer"], pause=0.05)
    attach_some(hand, files(tmp_path / "f", notes="leaves"))
    hand.say("What colour?")
    hand.pane.chat.edit(hand.messages[0].id, "What shape?")
    hand.until(lambda: hand.texts[:1] == ["What shape?"])
    assert [one.name for one in hand.pane.chat.items[0].attached] == ["notes.txt"]
    hand.idle()


def test_sending_waits_for_what_is_still_being_read(desk: Desk, tmp_path: Path) -> None:
    hand = desk(["seen"])
    hand.qtbot.keyClicks(hand.text, "Read this")
    hand.pane.attaching.add(files(tmp_path / "f", late="a late text"))
    hand.key(Qt.Key.Key_Return)
    hand.until(lambda: len(hand.messages) == 2)
    hand.idle()
    assert "a late text" in hand.engines.scripted.asked[0].turns[-1].text
    assert hand.text.toPlainText() == ""


def test_a_card_leaves_what_is_attached_and_it_stays_with_the_chat(desk: Desk, tmp_path: Path) -> None:
    hand = desk(["Plants make food."])
    attach_some(hand, files(tmp_path / "f", notes="leaves"))
    hand.qtbot.keyClicks(hand.text, "unsent")
    hand.pane.welcome.asked.emit("What is photosynthesis?")
    hand.until(lambda: len(hand.messages) == 2)
    hand.idle()
    hand.until(lambda: chips(hand) == ["notes.txt · 1 word"])
    assert "leaves" not in hand.engines.scripted.asked[0].turns[-1].text
    assert [one.name for one in attach.attached(hand.kit, "draft", hand.pane.chat.id)] == ["notes.txt"]
    hand.until(lambda: browse.conversation(hand.kit, hand.pane.chat.id or "").draft == "unsent")
    hand.press("newChat")
    hand.until(lambda: hand.pane.chat.id is None)
    assert (hand.text.toPlainText(), chips(hand)) == ("", [])


@pytest.mark.parametrize(
    "error",
    [
        DiskFull("The disk is full.", "Make room."),
        teach.TutorOff("The tutor is switched off.", "Ask elsewhere."),
        teach.TextTooLong("Too long.", "Shorten it."),
    ],
    ids=["full disk", "tutor off", "too long"],
)
def test_a_refused_turn_gives_the_text_and_the_chips_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: CarrelError
) -> None:
    hand = desk(["yes"])
    hand.say("hello")
    attach_some(hand, files(tmp_path / "f", notes="leaves"))

    def refuse(*_given: object, **_named: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(teach, "_keep_turn", refuse)
        hand.type_and_send("my long question")
        hand.until(lambda: hand.notice() == error.what)
        hand.until(lambda: chips(hand) == ["notes.txt · 1 word"])
        assert hand.text.toPlainText() == "my long question"
    hand.idle()
    hand.key(Qt.Key.Key_Return)
    hand.until(lambda: len(hand.messages) == 4)
    hand.idle()
    assert "leaves" in hand.engines.scripted.asked[-1].turns[-1].text


def test_a_turn_that_is_refused_after_its_chat_was_left_is_the_draft_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = desk(["yes"])
    hand.say("hello")
    first = hand.pane.chat.id or ""

    def refuse(*_given: object, **_named: object) -> None:
        raise DiskFull("The disk is full.", "Make room.")

    with monkeypatch.context() as patch:
        patch.setattr(teach, "_keep_turn", refuse)
        hand.type_and_send("do not lose me")
        hand.pane.begin_new()
        hand.until(lambda: hand.notice() == "The disk is full.")
    hand.idle()
    hand.window.open(first)
    hand.until(lambda: hand.text.toPlainText() == "do not lose me")
