"""A program that writes until it is killed: reads one order a line, forks, kills the child, says how it ended.

An order is ``{"do": name, "folder": …, "kill_after": seconds or null}``; the answer is the child's wait status. Forking
from a process that has everything imported makes a round take milliseconds.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import sqlite_utils  # noqa: F401 - imported once here, and not by each child in the middle of its work

from carrel.base.stamp import SystemStamp
from carrel.conversations import tables
from carrel.conversations.model import Conversation, Message
from carrel.store.db import Store
from carrel.store.lock import Lock
from carrel.store.migrations import Step
from tests.store.kit import MORE_STEPS, NAME, WITH_OPTIONS, write_group

if TYPE_CHECKING:
    from sqlite_utils import Database

ACKNOWLEDGED = "acknowledged"


def write_groups(folder: Path) -> None:
    """Write groups for ever, and note each one after its commit."""
    stamp = SystemStamp()
    with Lock.take(folder), Store.open(folder / NAME, stamp, steps=WITH_OPTIONS) as store:
        while True:
            name = stamp.new_id()
            with store.writing() as db:
                write_group(db, name, stamp)
            acknowledge(folder, name)


def stream(folder: Path) -> None:
    """Write an answer for ever, and note its length after each flush."""
    stamp = SystemStamp()
    with Store.open(folder / NAME, stamp, steps=WITH_OPTIONS) as store:
        chat, question, answer = stamp.new_id(), stamp.new_id(), stamp.new_id()
        with store.writing() as db:
            tables.create_conversation(db, Conversation(chat, stamp.now(), stamp.now()))
            tables.add_message(db, Message(question, chat, None, "user", "Tell me all.", stamp.now()))
            tables.add_message(db, Message(answer, chat, question, "assistant", "", stamp.now(), state="streaming"))
        text = ""
        while True:
            text += "and then "
            with store.writing() as db:
                tables.write_stream(db, answer, text)
            acknowledge(folder, f"{answer} {len(text)}")


def upgrade(folder: Path) -> None:
    """Bring an old file to the newest schema."""
    Store.open(folder / NAME, SystemStamp(), steps=MORE_STEPS).close()


def upgrade_and_die_within(number: int) -> Callable[[Path], None]:
    """The same, dying at the end of a step, before it is noted as done."""

    def dying(step: Step) -> Step:
        def step_and_death(db: Database) -> None:
            step(db)
            os.kill(os.getpid(), signal.SIGKILL)

        step_and_death.__name__ = step.__name__
        return step_and_death

    def act(folder: Path) -> None:
        steps = [dying(step) if place == number else step for place, step in enumerate(MORE_STEPS)]
        Store.open(folder / NAME, SystemStamp(), steps=steps).close()

    return act


def hold(folder: Path) -> None:
    """Take the lock, and live until killed."""
    with Lock.take(folder):
        acknowledge(folder, "held")
        signal.pause()


def acknowledge(folder: Path, line: str) -> None:
    """Tell what is promised to be kept; the note outlives this process, whatever becomes of the store."""
    handle = os.open(folder / ACKNOWLEDGED, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


DEEDS: dict[str, Callable[[Path], None]] = {
    "write_groups": write_groups,
    "stream": stream,
    "upgrade": upgrade,
    "hold": hold,
    **{f"upgrade_and_die_within_{number}": upgrade_and_die_within(number) for number in range(len(MORE_STEPS))},
}


def one_round(order: dict[str, str | float | None]) -> int:
    """Do one order in a child, and return how it ended."""
    child = os.fork()
    if child == 0:
        DEEDS[str(order["do"])](Path(str(order["folder"])))
        os._exit(0)
    if order["kill_after"] is not None:
        time.sleep(float(order["kill_after"]))
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    for line in sys.stdin:
        print(one_round(json.loads(line)), flush=True)
