"""Around a message: when and where it was said, what was thought, and the line where a summary stands."""

from __future__ import annotations

import itertools
from itertools import pairwise

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Moment
from carrel.base.work import Delta
from carrel.conversations.context import tables as context_tables
from carrel.conversations.context.model import Summary
from carrel.conversations.model import Message
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from carrel.ui.widgets.flow import Chip, Chips
from carrel.ui.widgets.message_acts import placed
from carrel.ui.widgets.message_head import MessageHead
from carrel.ui.widgets.message_tools import Shown
from carrel.ui.widgets.summary_marker import SummaryMarker, author
from carrel.ui.widgets.times import full_time, short_time
from carrel.ui.widgets.transcript import Transcript
from tests.ui.conftest import Desk
from tests.ui.test_transcript import message, transcript, views

__all__ = ["transcript"]  # a fixture


def summary(upto: str, *, model: str | None = None) -> Summary:
    """A summary of everything up to a message."""
    return Summary(
        f"s-{upto}",
        "c",
        upto,
        f"what was said up to {upto}. " * 12,
        model,
        Moment("2026-03-02T09:00:00.000000Z", 0, "2026-03-02"),
    )


def markers(transcript: Transcript) -> dict[str, SummaryMarker]:
    """The lines that can be seen, by the message each stands after."""
    found = {key: view.findChild(SummaryMarker) for key, view in views(transcript).items()}
    return {key: one for key, one in found.items() if one is not None and not one.isHidden()}


def part(among: SummaryMarker, name: str) -> QPushButton:
    """A button of the line."""
    found = among.findChild(QPushButton, name)
    assert found is not None
    return found


def test_a_summary_is_a_line_after_what_it_stands_for_and_unfolds_to_its_exact_text(transcript: Transcript) -> None:
    items = [message(number) for number in range(8)]
    items[3] = Shown(items[3].message, summary=summary("m3"))
    items[5] = Shown(items[5].message, summary=summary("m5", model="starter"))
    transcript.show_thread(items)
    found = markers(transcript)
    assert set(found) == {"m3", "m5"}
    words = {key: label.text() for key, one in found.items() if (label := one.findChild(QLabel, "summaryWords"))}
    assert words == {
        "m3": "An earlier summary; a newer one follows",
        "m5": "Older turns are summarised for the model",
    }
    before = views(transcript)["m5"].height()
    part(found["m5"], "summaryFold").click()
    body = found["m5"].findChild(Body, "summaryBody")
    assert body is not None
    assert body.toPlainText() == summary("m5").text
    assert views(transcript)["m5"].height() > before + 20
    part(found["m5"], "summaryFold").click()
    assert views(transcript)["m5"].height() == before


def test_who_wrote_a_summary_is_said() -> None:
    assert author(summary("m1", model="starter")).startswith("Written by the model starter.")
    assert author(summary("m1")).startswith("These sentences were chosen from the chat by Carrel.")


def test_an_unfolded_summary_far_away_leaves_no_hole_and_no_line_on_other_messages(transcript: Transcript) -> None:
    items = [message(number) for number in range(200)]
    items[150] = Shown(items[150].message, summary=summary("m150"))
    transcript.show_thread(items)
    transcript.reveal("m150")
    part(markers(transcript)["m150"], "summaryFold").click()
    for place in (0, 400, 10**6):
        transcript.verticalScrollBar().setValue(place)
        assert "m150" not in views(transcript)
        assert markers(transcript) == {}
    transcript.reveal("m150")
    assert not part(markers(transcript)["m150"], "summaryFold").isChecked()
    ordered = sorted(views(transcript).values(), key=lambda view: view.y())
    for one, other in pairwise(ordered):
        assert one.y() + one.height() == other.y()


def test_what_follows_from_the_place_of_a_message_is_reckoned_once() -> None:
    items = [message(number) for number in range(4)]
    items[1] = Shown(items[1].message, summary=summary("m1"))
    made = placed(items)
    assert [one.last for one in made] == [False, False, False, True]
    assert [one.new_day for one in made] == [True, False, False, False]
    assert [one.newest_summary for one in made] == [False, True, False, False]
    assert placed(made) == made
    assert placed(made[:2])[1].last
    assert placed([]) == []


def test_a_time_is_short_and_its_tip_is_whole_in_the_zone_it_was_said_in(theme: Theme, qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    try:
        late = Moment("2026-03-02T23:30:00.000000Z", 345, "2026-03-02")
        assert (short_time(late), full_time(late)) == ("05:15", "Tuesday, 3 March 2026, 05:15")
        head = MessageHead(theme)
        qtbot.addWidget(head)
        reply = Message("m", "c", None, "assistant", "x", late, model="big", where="school.example")
        head.show_for(Shown(reply))
        when, badge = head.findChild(QLabel, "messageTime"), head.findChild(QLabel, "remoteBadge")
        assert when is not None
        assert badge is not None
        assert (when.text(), when.accessibleName()) == ("05:15", "Tuesday, 3 March 2026, 05:15")
        assert not badge.isHidden()
        assert "sent there" in badge.toolTip()
        head.show_for(Shown(Message("m", "c", None, "assistant", "x", late, where="local"), new_day=True))
        assert when.text() == "Tuesday, 3 March 2026, 05:15"
        assert badge.isHidden()
    finally:
        QLocale.setDefault(before)


def test_chips_go_on_in_the_next_line_and_a_wide_one_is_cut_to_the_width(theme: Theme, qtbot: QtBot) -> None:
    row = Chips(theme, "row")
    qtbot.addWidget(row)
    row.show_chips([Chip(str(number), "some words" * (1 + 20 * (number == 3))) for number in range(5)])
    high = row.arrange(240)
    row.resize(240, high)
    areas = [one.geometry() for one in row.parts]
    assert high > 2 * areas[0].height()
    assert all(area.left() >= 0 and area.right() < 240 for area in areas)
    assert not any(one.intersects(other) for index, one in enumerate(areas) for other in areas[:index])
    assert row.arrange(5000) < high


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "What the model thought"), (1, "Thought for one second"), (12, "Thought for 12 seconds")]
)
def test_thoughts_say_how_long_they_took_where_it_is_known(transcript: Transcript, seconds: int, words: str) -> None:
    shown = message(1, "four", reasoning="two and two")
    transcript.show_thread([Shown(shown.message, thought=seconds)])
    fold = views(transcript)["m1"].findChild(QPushButton, "reasoningFold")
    assert fold is not None
    assert (fold.text(), fold.accessibleName()) == (words, words)


def test_thinking_is_measured_from_the_first_thought_to_the_first_word(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = desk()
    engine = hand.engines.scripted
    plain = engine.chat

    def thinks(request: object, cancel: object) -> object:
        yield Delta("hm ", reasoning=True)
        yield from plain(request, cancel)  # type: ignore[arg-type]

    now = itertools.count(step=5)
    monkeypatch.setattr(engine, "chat", thinks)
    monkeypatch.setattr("carrel.ui.panes.conversation.reply.monotonic", lambda: float(next(now) + 1))
    hand.say("hello")
    fold = hand.find(QPushButton, "reasoningFold")
    assert fold.text() == "Thought for 5 seconds"


def test_a_summary_of_the_shown_branch_is_marked_in_the_window(desk: Desk) -> None:
    hand = desk(["one", "two", "other"])
    hand.say("first")
    hand.say("second")
    chat, reply = hand.pane.chat.id or "", hand.messages[1].id
    stamp = hand.kit.stamp
    with hand.kit.store.writing() as db:
        context_tables.add_summary(db, Summary(stamp.new_id(), chat, reply, "They said one.", None, stamp.now()))
    hand.pane.chat.reload()
    hand.until(lambda: hand.view(1).findChild(SummaryMarker))
    marker = hand.view(1).findChild(SummaryMarker)
    assert marker is not None
    hand.window.activateWindow()
    fold = part(marker, "summaryFold")
    fold.setFocus()
    hand.until(fold.hasFocus)
    hand.qtbot.keyClick(fold, " ")
    assert marker.body.toPlainText() == "They said one."
    assert QApplication.focusWidget() is fold
