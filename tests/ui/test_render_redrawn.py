"""Formulas that are drawn late take their places without moving what somebody reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from carrel.ui.theme import Theme
from carrel.ui.widgets.message import MessageView
from carrel.ui.widgets.transcript import Transcript
from tests.ui.test_render_maths import LateDrawer
from tests.ui.test_transcript import message

HIGH = "\n\n".join(rf"$$\frac{{\frac{{a}}{{b}}}}{{c_{{{number}}}}}$$" for number in range(3))


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> LateDrawer:
    """A drawer that waits."""
    made = LateDrawer()
    for module in ("render.formulas", "render.inline", "widgets.body"):
        monkeypatch.setattr(f"carrel.ui.{module}.drawer", lambda: made)
    return made


@pytest.fixture
def transcript(qtbot: QtBot, theme: Theme, late: LateDrawer) -> Iterator[Transcript]:
    """A chat full of formulas."""
    made = Transcript(theme)
    made.resize(800, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.show_thread([message(number, f"message {number}\n\n{HIGH}") for number in range(1, 60, 2)])
    yield made
    made.close()
    made.deleteLater()


def top_of(transcript: Transcript, key: str) -> int:
    """Where a message begins, as seen in the window."""
    view = next(one for one in transcript.findChildren(MessageView) if one.shown and one.shown.message.id == key)
    return view.mapTo(transcript, view.rect().topLeft()).y()


def test_an_end_that_is_followed_stays_in_view(transcript: Transcript, late: LateDrawer) -> None:
    bar = transcript.verticalScrollBar()
    before = bar.maximum()
    late.draw_now()
    assert bar.maximum() > before, "drawn, they are higher"
    assert bar.value() == bar.maximum()


def test_what_is_read_stays_where_it_is(transcript: Transcript, late: LateDrawer) -> None:
    transcript.reveal("m31")
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().value() + 20)
    before = top_of(transcript, "m31")
    late.draw_now()
    assert abs(top_of(transcript, "m31") - before) <= 1
