"""A pane that looks once at a time, rests between, and is never shown what came too early."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from carrel.base.errors import CarrelError
from carrel.ui.jobs import Jobs
from carrel.ui.widgets.looking import Looking


class Looker:
    """A pane that is shown, and a look that waits until it may end."""

    def __init__(self, qtbot: QtBot, rest: tuple[int, int]) -> None:
        self.qtbot, self.jobs, self.pane = qtbot, Jobs(), QWidget()
        self.may_end = Event()
        self.may_end.set()
        self.begun = 0
        self.refuses = False
        self.seen: list[int] = []
        self.failed: list[CarrelError] = []
        self.looking = Looking(self.pane, self.jobs, self._look, self.seen.append, self.failed.append, rest)
        qtbot.addWidget(self.pane)
        self.pane.show()

    def _look(self) -> int:
        self.begun += 1
        mine = self.begun
        self.may_end.wait(10)
        if self.refuses:
            raise CarrelError("No.", "Later.")
        return mine

    def until_begun(self, count: int) -> None:
        """Wait until so many looks have begun."""
        self.qtbot.waitUntil(lambda: self.begun == count)

    def until_rest(self) -> None:
        """Wait until nothing is left to be looked at."""
        self.qtbot.waitUntil(lambda: self.looking.is_at_rest)


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[Callable[..., Looker]]:
    """Makes a pane that looks; its threads end with the test."""
    made: list[Looker] = []

    def make(rest: tuple[int, int] = (1, 0)) -> Looker:
        made.append(Looker(qtbot, rest))
        return made[-1]

    yield make
    for one in made:
        one.may_end.set()
        assert one.jobs.close()


def test_what_is_asked_for_while_it_looks_is_one_look_more(look: Callable[..., Looker]) -> None:
    one = look()
    one.may_end.clear()
    for _time in range(5):
        one.looking.again()
    one.until_begun(1)
    one.may_end.set()
    one.until_rest()
    assert (one.begun, one.seen) == (2, [1, 2])


def test_it_rests_between_two_looks_but_not_for_whoever_comes_back(look: Callable[..., Looker]) -> None:
    one = look((60_000, 0))
    one.looking.again()
    one.qtbot.waitUntil(lambda: one.seen == [1])
    one.looking.again()
    assert not one.looking.is_at_rest
    assert not one.jobs.running
    one.pane.hide()
    assert one.looking.is_at_rest
    one.pane.show()
    one.looking.again()
    one.qtbot.waitUntil(lambda: one.seen == [1, 2])


def test_nothing_is_looked_at_while_nobody_sees_it(look: Callable[..., Looker]) -> None:
    one = look()
    one.pane.hide()
    one.looking.again()
    assert not one.jobs.running
    assert one.looking.is_at_rest


def test_what_came_too_early_is_not_shown(look: Callable[..., Looker]) -> None:
    one = look()
    one.may_end.clear()
    one.looking.again()
    one.until_begun(1)
    one.looking.anew()
    one.may_end.set()
    one.until_rest()
    assert one.seen == [2]


def test_it_looks_again_after_it_could_not(look: Callable[..., Looker]) -> None:
    one = look()
    one.refuses = True
    one.looking.again()
    one.until_rest()
    assert [error.what for error in one.failed] == ["No."]
    one.refuses = False
    one.looking.again()
    one.until_rest()
    assert one.seen == [2]


def test_a_look_that_waited_for_somebody_else_is_not_made_up_for(look: Callable[..., Looker]) -> None:
    one = look((1, 500))
    one.may_end.clear()
    one.looking.again()
    one.until_begun(1)
    one.qtbot.wait(200)  # what is 100 seconds of rest, if waiting counts
    one.looking.again()
    one.may_end.set()
    one.qtbot.waitUntil(lambda: one.seen == [1, 2])
