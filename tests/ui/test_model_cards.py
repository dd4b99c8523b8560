"""The parts of the Models window: rows that go on in the next line, speeds, long names, and what cards say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carrel.base.work import Progress
from carrel.flows.model_words import left_words
from carrel.ui.dialogs.models_faces import share_of, working_words
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.model_card import Face, ModelCard, Press, breakable
from carrel.ui.widgets.model_work import Pace, Working


def row(qtbot: QtBot, holder: QWidget, width: int, *, right_to_left: bool = False) -> list[QPushButton]:
    """Four buttons of 100 by 30 in a row of this width."""
    qtbot.addWidget(holder)
    if right_to_left:
        holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow = Flow(10)
    holder.setLayout(flow)
    buttons = [QPushButton(str(number)) for number in range(4)]
    for one in buttons:
        one.setFixedSize(100, 30)
        flow.addWidget(one)
    holder.resize(width, flow.heightForWidth(width))
    holder.show()
    flow.activate()
    return buttons


@pytest.mark.parametrize(("width", "lines"), [(500, 1), (430, 1), (429, 2), (220, 2), (210, 2), (209, 4), (100, 4)])
def test_a_row_takes_as_many_lines_as_it_needs(width: int, lines: int, qtbot: QtBot) -> None:
    holder = QWidget()
    buttons = row(qtbot, holder, width)
    assert len({one.y() for one in buttons}) == lines
    assert all(one.geometry().right() < width for one in buttons)


def test_a_row_begins_where_the_language_begins(qtbot: QtBot) -> None:
    holder = QWidget()
    buttons = row(qtbot, holder, 500, right_to_left=True)
    places = [one.x() for one in buttons]
    assert places == sorted(places, reverse=True)
    assert buttons[0].geometry().right() == 499


def test_a_speed_is_told_after_half_a_second_and_follows_what_came_lately() -> None:
    pace = Pace()
    assert pace.of(Progress("Downloading", 0, 10**9), 0.0) == 0
    assert pace.of(Progress("Downloading", 100, 10**9), 0.2) == 0
    assert pace.of(Progress("Downloading", 1000, 10**9), 1.0) == 1000
    for second in range(2, 40):
        speed = pace.of(Progress("Downloading", 1000 + 50 * second, 10**9), float(second))
    assert 49 <= speed <= 51


def test_another_kind_of_work_has_a_speed_of_its_own() -> None:
    pace = Pace()
    pace.of(Progress("Checking", 0, 10**9), 0.0)
    pace.of(Progress("Checking", 10**9, 10**9), 1.0)
    assert pace.of(Progress("Downloading", 10**9, 2 * 10**9), 1.1) == 0


@given(st.lists(st.tuples(st.integers(0, 10**12), st.floats(0, 5)), max_size=30))
def test_a_speed_is_never_below_nothing(steps: list[tuple[int, float]]) -> None:
    pace, now = Pace(), 0.0
    for done, passed in steps:
        now += passed
        assert pace.of(Progress("Downloading", done, 10**12), now) >= 0


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "less than a minute"),
        (49, "less than a minute"),
        (60, "about 1 minute left"),
        (600, "about 10 minutes left"),
        (7200, "about 2 hours left"),
    ],
)
def test_the_time_left_is_told_in_round_words(seconds: float, said: str) -> None:
    assert said in left_words(seconds)


def test_work_is_told_with_what_is_known_of_it() -> None:
    assert working_words(Working("k", "t")) == "Beginning"
    assert working_words(Working("k", "t", "Asking")) == "Asking"
    some = Working("k", "t", "Downloading", 50_000_000, 100_000_000)
    assert working_words(some) == "Downloading: 50 MB of 100 MB"
    assert share_of(some) == 50
    fast = Working("k", "t", "Downloading", 50_000_000, 100_000_000, speed=5_000_000)
    assert working_words(fast).endswith("5 MB a second · less than a minute left")
    assert working_words(Working("k", "t", stopping=True)) == "Stopping"


@given(st.text(max_size=80))
def test_places_to_break_change_nothing_a_person_reads(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_only_long_words_get_places_to_break() -> None:
    assert breakable("a short line, well-known") == "a short line, well-known"
    assert "\u200b" in breakable("/home/somebody/models/llama.gguf")
    assert "\u200b" in breakable("x" * 40)


def presses(pressed: list[str], *names: str) -> tuple[Press, ...]:
    """Buttons that note their names."""
    return tuple(Press(name.title(), lambda name=name: pressed.append(name), name) for name in names)  # type: ignore[misc]


def test_a_card_keeps_its_buttons_while_they_say_the_same(qtbot: QtBot, theme: Theme) -> None:
    card = ModelCard(theme)
    qtbot.addWidget(card)
    pressed: list[str] = []
    card.show_face(Face("k", "One", lines=(("10 %", ""),), presses=presses(pressed, "stop")))
    before = card.buttons
    card.show_face(Face("k", "One", lines=(("20 %", ""),), share=20, presses=presses(pressed, "stop")))
    assert card.buttons == before
    card.buttons[0].click()
    assert pressed == ["stop"]
    card.show_face(Face("k", "One", presses=presses(pressed, "use", "remove")))
    card.buttons[1].click()
    assert pressed == ["stop", "remove"]


def test_a_card_tells_a_screen_reader_all_it_says(qtbot: QtBot, theme: Theme) -> None:
    card = ModelCard(theme)
    qtbot.addWidget(card)
    card.show_face(Face("k", "One", "in use", (("Small.", ""), ("Fits.", "muted"))))
    assert card.accessibleName() == "One in use Small. Fits."
    card.show_face(Face("k", "One", "", (("Small.", ""),)))
    assert card.accessibleName() == "One Small."
