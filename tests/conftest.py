"""What every test of Carrel stands on: its own folder, a counting clock, no network, and nothing left behind."""

from __future__ import annotations

import gc
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import hypothesis
import psutil
import pytest

from carrel.base.stamp import Moment
from carrel.store import db, opening
from carrel.store.migrations import Step

SURROUNDINGS = {
    "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "en",
    "TZ": "<+0545>-05:45",  # Kathmandu's: whoever forgets the zone, or thinks in whole hours, is found out
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}
os.environ.update(SURROUNDINGS)
if hasattr(time, "tzset"):
    time.tzset()

GRACE_S = 2.0
"""How long something may take to end after its test has ended; waited only when something is still there."""

LOOPBACK = {"127.0.0.1", "::1", "localhost"}

hypothesis.settings.register_profile("carrel", deadline=None)  # absolute times are measured, never asserted
hypothesis.settings.load_profile("carrel")


class CountingStamp:
    """A clock that moves one second each time it is read, and ids that count from 1."""

    def __init__(self) -> None:
        self.local = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=45)))
        self._ids = 0

    def now(self) -> Moment:
        """The present moment, one second after the one before."""
        moment = Moment.of(self.local)
        self.local += timedelta(seconds=1)
        return moment

    def new_id(self) -> str:
        """24 hexadecimal digits, each id one more than the one before."""
        self._ids += 1
        return f"{self._ids:024x}"

    def pass_time(self, **amount: float) -> None:
        """Let time pass, in the words of timedelta: ``stamp.pass_time(days=3)``."""
        self.local += timedelta(**amount)


@pytest.fixture
def stamp() -> CountingStamp:
    """A fixed, counting clock."""
    return CountingStamp()


class NetworkRefused(AssertionError):
    """A test, or the code under it, wanted to leave this computer."""


class Network:
    """Stands before the sockets of this process; loopback opens for a test that is marked so."""

    loopback = False
    REFUSED_METHODS = ("connect", "connect_ex", "bind", "sendto")
    REFUSED_LOOKUPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex")

    @classmethod
    def close(cls) -> None:
        """Put the guard in place for the whole run."""
        for name in cls.REFUSED_METHODS:
            setattr(socket.socket, name, cls._guarded_method(name, getattr(socket.socket, name)))
        for name in cls.REFUSED_LOOKUPS:
            setattr(socket, name, cls._guarded_lookup(name, getattr(socket, name)))

    @classmethod
    def _guarded_method(cls, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(self: socket.socket, *arguments: Any) -> Any:
            address = arguments[-1]
            if self.family in {socket.AF_INET, socket.AF_INET6} and not cls._allows(address[0]):
                raise NetworkRefused(cls._sentence(f"socket.{name}", address))
            return original(self, *arguments)

        return guarded

    @classmethod
    def _guarded_lookup(cls, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(host: Any, *arguments: Any, **named: Any) -> Any:
            if not cls._allows(host):
                raise NetworkRefused(cls._sentence(name, host))
            return original(host, *arguments, **named)

        return guarded

    @classmethod
    def _allows(cls, host: object) -> bool:
        return cls.loopback and host in LOOPBACK

    @staticmethod
    def _sentence(asked: str, address: object) -> str:
        return f"Tests have no network: {asked} to {address!r}. Mark the test `loopback` if it stays on 127.0.0.1."


def running_threads() -> dict[object, str]:
    """Python's threads but the main one; threads that Qt made, Qt ends."""
    mine = (thread for thread in threading.enumerate() if thread is not threading.main_thread())
    return {
        thread: f"thread {thread.name!r}"
        for thread in mine
        if not isinstance(thread, threading._DummyThread) and not thread.name.startswith("pytest_timeout")
    }


def running_children() -> dict[object, str]:
    """Our child processes by number; on Linux read from /proc, which costs a fiftieth of asking psutil."""
    tasks = Path("/proc/self/task")
    if (tasks / str(os.getpid()) / "children").exists():
        numbers = {int(child) for task in os.listdir(tasks) for child in _children_of_task(tasks / task)}
    else:
        numbers = {child.pid for child in psutil.Process().children()}
    return {number: f"child process {number}" for number in numbers}


def _children_of_task(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:  # the thread ended meanwhile
        return []


def live_qt_things() -> dict[object, str]:
    """Windows that still exist and timers that still tick, if this process has a window system at all."""
    widgets: Any = sys.modules.get("PySide6.QtWidgets")
    core: Any = sys.modules.get("PySide6.QtCore")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    core.QThreadPool.globalInstance().waitForDone(int(GRACE_S * 1000))
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    shiboken: Any = sys.modules["shiboken6"]
    timers = [thing for thing in gc.get_objects() if isinstance(thing, core.QTimer)]
    left: dict[object, str] = {
        ("timer", id(timer)): f"timer {timer.objectName() or timer!r}"
        for timer in timers
        if shiboken.isValid(timer) and timer.isActive()
    }
    for window in widgets.QApplication.topLevelWidgets():
        left["window", shiboken.getCppPointer(window)[0]] = f"window {window.objectName() or window!r}"
    return left


def _describe(key: object, words: str) -> str:
    if not isinstance(key, int):
        return words
    try:
        child = psutil.Process(key)
        return f"{words} ({child.status()}): {' '.join(child.cmdline())[:200]}"
    except psutil.Error:
        return words


def left_behind(look: Callable[[], dict[object, str]], before: dict[object, str]) -> list[str]:
    """What a look finds now and did not find before, after a short grace."""
    until = time.monotonic() + GRACE_S
    while True:
        more = {key: words for key, words in look().items() if key not in before}
        if not more:
            return []
        if time.monotonic() > until:
            return [_describe(key, words) for key, words in more.items()]
        gc.collect()
        time.sleep(0.02)


LOOKS = (running_threads, running_children, live_qt_things)


@pytest.fixture(autouse=True)
def guard(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test its own CARREL_HOME, refuse it the network, and fail it when it leaves something behind."""
    monkeypatch.setenv("CARREL_HOME", str(tmp_path / "home"))
    Network.loopback = request.node.get_closest_marker("loopback") is not None
    before = [look() for look in LOOKS]
    yield
    Network.loopback = False
    left = [words for look, known in zip(LOOKS, before, strict=True) for words in left_behind(look, known)]
    set_aside()
    if left:
        pytest.fail("The test left behind: " + "; ".join(left), pytrace=False)


class NewStores:
    """New, empty databases are copies of the first: to make each step by step took a fifth of a second a test.

    The tests of the store itself make theirs step by step.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[Step, ...], bytes] = {}

    def create(self, path: Path, steps: Sequence[Step]) -> None:
        """What `opening.create` does, from what it did before."""
        if made := self._made.get(tuple(steps)):
            path.touch(mode=0o600)
            path.write_bytes(made)
        else:
            opening.create(path, steps)
            self._made[tuple(steps)] = path.read_bytes()


NEW_STORES = NewStores()


@pytest.fixture(autouse=True)
def new_stores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let new databases be copies, but in the tests of the store."""
    if request.path.parent.name != "store":
        monkeypatch.setattr(db, "create", NEW_STORES.create)


def pytest_configure() -> None:
    """Close the network before any test module is imported."""
    Network.close()


def set_aside(most: int = 20_000) -> None:
    """Set what outlives a test aside from the garbage collector once it is much, so that looking for timers is quick.

    Modules and caches that tests bring in are several hundred thousand objects by the end of a run.
    """
    if len(gc.get_objects()) > most:
        gc.collect()
        gc.freeze()


def pytest_collection_finish() -> None:
    """Nothing that was imported so far is looked through after each test."""
    set_aside(0)


def pytest_sessionfinish() -> None:
    """Give back what was set aside while Qt still stands: a widget that outlives it crashes the end of the run."""
    gc.unfreeze()
    gc.collect()
    live_qt_things()
