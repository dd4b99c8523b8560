"""The one inference lane: who goes next, who gives way, and that nobody is forgotten in it (P13)."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine.api import Urgency
from carrel.engine.lane import Lane

WAIT_S = 10.0


class Visitor:
    """Enters the lane in a thread of its own, and leaves it when told."""

    def __init__(self, lane: Lane, urgency: Urgency, order: list[str] | None = None, name: str = "") -> None:
        self.cancel = Cancel()
        self.inside, self.leave = threading.Event(), threading.Event()
        self.stopped = False
        self._arguments = (lane, urgency, order, name)
        self._thread = threading.Thread(target=self._visit)
        self._thread.start()

    def _visit(self) -> None:
        lane, urgency, order, name = self._arguments
        try:
            with lane.turn(urgency, self.cancel):
                if order is not None:
                    order.append(name)
                self.inside.set()
                assert self.leave.wait(WAIT_S)
        except Stopped:
            self.stopped = True

    def gone(self) -> Visitor:
        """Let it leave, and wait until it has."""
        self.leave.set()
        self._thread.join(WAIT_S)
        assert not self._thread.is_alive()
        return self


def waiting(lane: Lane, count: int) -> None:
    """Until so many wait."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        with lane._changed:
            if len(lane._waiting) == count:
                return
        time.sleep(0.002)
    pytest.fail(f"{len(lane._waiting)} wait, not {count}")


@contextmanager
def busy(lane: Lane, urgency: Urgency = Urgency.CHAT) -> Iterator[Visitor]:
    """A lane that somebody is in."""
    visitor = Visitor(lane, urgency)
    assert visitor.inside.wait(WAIT_S)
    yield visitor
    visitor.gone()


def test_the_most_urgent_goes_first_and_equals_go_in_the_order_of_arrival() -> None:
    lane, order = Lane(), list[str]()
    arriving = [
        (Urgency.READ_AHEAD, "ahead"),
        (Urgency.BACKGROUND, "title 1"),
        (Urgency.CHAT, "chat 1"),
        (Urgency.ANSWER, "quiz"),
        (Urgency.BACKGROUND, "title 2"),
        (Urgency.CHAT, "chat 2"),
    ]
    visitors = []
    with busy(lane):
        for number, (urgency, name) in enumerate(arriving, 1):
            visitors.append(Visitor(lane, urgency, order, name))
            visitors[-1].leave.set()
            waiting(lane, number)
    for visitor in visitors:
        visitor.gone()
    assert order == ["chat 1", "chat 2", "quiz", "title 1", "title 2", "ahead"]
    assert lane.is_free


def test_waiting_can_be_stopped_and_the_next_one_is_not_held_up() -> None:
    lane = Lane()
    with busy(lane):
        first, second = Visitor(lane, Urgency.CHAT), Visitor(lane, Urgency.BACKGROUND)
        waiting(lane, 2)
        first.cancel.set()
        assert first.gone().stopped
        waiting(lane, 1)
    assert second.inside.wait(WAIT_S)
    second.gone()
    assert lane.is_free


def test_who_was_stopped_before_never_enters() -> None:
    lane, cancel = Lane(), Cancel()
    cancel.set()
    with pytest.raises(Stopped), lane.turn(Urgency.CHAT, cancel):
        pytest.fail("entered")
    assert lane.is_free


@pytest.mark.parametrize("urgency", [Urgency.CHAT, Urgency.ANSWER, Urgency.BACKGROUND])
def test_reading_ahead_is_pushed_aside(urgency: Urgency) -> None:
    lane = Lane()
    with busy(lane, Urgency.READ_AHEAD) as reader:
        other = Visitor(lane, urgency)
        assert reader.cancel.wait(WAIT_S)
    assert other.inside.wait(WAIT_S)
    other.gone()


def test_reading_ahead_does_not_push_reading_ahead_and_nobody_pushes_a_chat() -> None:
    lane = Lane()
    with busy(lane, Urgency.READ_AHEAD) as reader:
        second = Visitor(lane, Urgency.READ_AHEAD)
        waiting(lane, 1)
        assert not reader.cancel.is_set
    second.gone()
    with busy(lane, Urgency.BACKGROUND) as worker:
        chat = Visitor(lane, Urgency.CHAT)
        waiting(lane, 1)
        assert not worker.cancel.is_set
    chat.gone()


def test_whoever_is_inside_can_be_asked_to_stop() -> None:
    lane = Lane()
    lane.interrupt()  # nobody there
    with busy(lane) as visitor:
        lane.interrupt()
        assert visitor.cancel.is_set


def test_an_error_inside_frees_the_lane() -> None:
    lane = Lane()
    with pytest.raises(ZeroDivisionError), lane.turn(Urgency.CHAT, Cancel()):
        raise ZeroDivisionError
    assert lane.is_free


def test_a_listener_that_fails_leaves_no_place_behind() -> None:
    """Pushing aside calls what a stranger put on their cancel; its error is the caller's, and the lane stays usable."""
    lane, reader = Lane(), Cancel()

    def fail() -> None:
        raise ZeroDivisionError

    with lane.turn(Urgency.READ_AHEAD, reader):
        reader.on_set(fail)
        with pytest.raises(ZeroDivisionError), lane.turn(Urgency.CHAT, Cancel()):
            pytest.fail("entered")
    assert lane.is_free


def test_many_threads_are_alone_inside_and_none_waits_for_ever() -> None:
    lane, inside, most, ended = Lane(), list[int](), list[int](), list[str]()

    def work(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(60):
            cancel = Cancel()
            if chance.random() < 0.3:
                threading.Timer(chance.random() / 500, cancel.set).start()
            try:
                with lane.turn(chance.choice(list(Urgency)), cancel):
                    inside.append(seed)
                    most.append(len(inside))
                    inside.remove(seed)
            except Stopped:
                continue
        ended.append("whole")

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert ended == ["whole"] * 12
    assert max(most) == 1
    assert lane.is_free
