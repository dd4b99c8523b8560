"""A program that is killed while it streams loses at most the last second of the reply (P2)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.conversations.model import Message
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import browse, grow, teach
from carrel.flows.kit import Kit
from carrel.wiring import open_house
from tests.flows.conftest import OneEngine

ROUNDS, AT_ONCE = 20, 5
ROOT = Path(__file__).parents[2]
COUNTED = " ".join(f"w{number}" for number in range(1000))


class Victim:
    """A child that streams, and when each piece of its reply was seen."""

    def __init__(self, home: Path, lives: float) -> None:
        self.home = home
        self._lives = lives
        self._seen: list[tuple[float, str]] = []
        self.killed_at = 0.0
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.flows.streaming_child", str(home)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'app'}{os.pathsep}{ROOT}"},
        )
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()

    def _watch(self) -> None:
        assert self._child.stdout is not None
        with self._child.stdout as stream:
            first = os.read(stream.fileno(), 100)
            self._seen.append((time.monotonic(), first.decode()))
            killer = threading.Timer(self._lives, self._kill)
            killer.start()
            while piece := os.read(stream.fileno(), 100):
                self._seen.append((time.monotonic(), piece.decode()))
            killer.join()
        self._child.wait()

    def _kill(self) -> None:
        self.killed_at = time.monotonic()
        self._child.kill()

    def older_than_a_second(self) -> str:
        """What had been shown for a second when it was killed."""
        return "".join(text for at, text in self._seen if at < self.killed_at - 1.0)

    def everything(self) -> str:
        """All that was shown."""
        return "".join(text for _at, text in self._seen)


def continued(kit: Kit, reply: Message) -> str:
    """The reply after Continue, from a model that goes on exactly where the text it is handed ends."""
    engine = ScriptedEngine([COUNTED.removeprefix(reply.text)])
    steps = list(teach.carry_on(replace(kit, engines=OneEngine(engine)), reply.id, Cancel()))
    if reply.text:
        assert engine.asked[-1].continues
        assert engine.asked[-1].turns[-1].text == reply.text
    last = steps[-1]
    assert isinstance(last, grow.Replied)
    return last.message.text


@pytest.mark.fault
def test_a_kill_loses_at_most_a_second_and_the_reply_can_be_continued(tmp_path: Path) -> None:
    chance = random.Random(2)
    meaningful = 0
    for start in range(0, ROUNDS, AT_ONCE):
        victims = [Victim(tmp_path / str(number), chance.uniform(0.1, 3.5)) for number in range(start, start + AT_ONCE)]
        for victim in victims:
            victim.thread.join()
        for victim in victims:
            house = open_house({"CARREL_HOME": str(victim.home)})
            (conversation,) = browse.conversations(house.kit)
            turn, reply = browse.thread(house.kit, conversation.id)
            whole = continued(house.kit, reply)
            house.close()
            assert turn.text == "Count to a thousand."
            assert reply.state == "interrupted"
            assert reply.text.startswith(victim.older_than_a_second())
            assert COUNTED.startswith(reply.text)
            assert whole == COUNTED
            meaningful += bool(victim.older_than_a_second())
    assert meaningful >= ROUNDS // 3
    assert grow.FLUSH_SECONDS <= 0.5
