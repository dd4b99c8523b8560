"""Pieces of work for a child of its own: good ones, and every way of not being one."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from carrel.base.inside import Refusal, works_apart
from carrel.base.wire import Frame
from carrel.base.words import spoken


@works_apart
def counts(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """Count up to a number, with the number as bytes beside it."""
    print("what a library prints is no frame")
    for number in range(arguments["to"]):
        yield Frame({"number": number, "child": os.getpid()}, bytes([number % 256]))


@works_apart
def echoes(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """Say how many bytes came, what they come to, and in which language this child speaks."""
    data = arguments.get("data", b"")
    yield Frame({"length": len(data), "sha256": hashlib.sha256(data).hexdigest(), "language": spoken()})


@works_apart
def fails(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """End in the way that is asked for, after one frame."""
    yield Frame({"child": os.getpid()})
    WAYS[arguments["how"]]()


def eat() -> None:
    """Take memory without end, and touch it."""
    kept = []
    while True:
        kept.append(b"x" * 20_000_000)


def eat_unseen() -> None:
    """Take memory without end, and do not let an error stop it."""
    kept = []
    while True:
        try:
            kept.append(b"x" * 20_000_000)
        except MemoryError:
            time.sleep(0.01)


def loop() -> None:
    """Compute for ever."""
    while True:
        pass


def garbage() -> None:
    """Write what is no frame where the frames go, which is the file after the three of the system."""
    for number in range(3, 10):
        try:
            os.write(number, b"\xff" * 4096)
        except OSError:
            continue
    time.sleep(60)


def close_the_pipe() -> None:
    """Close the pipes, and live on."""
    os.closerange(3, 10)
    time.sleep(60)


def refuse() -> None:
    """Say that this cannot be done."""
    raise Refusal("too-many", count=3)


def stumble() -> None:
    """A bug of ours, whose words come from the document."""
    raise KeyError("a secret of the document")


WAYS: dict[str, Callable[[], object]] = {
    "eat": eat,
    "eat unseen": eat_unseen,
    "loop": loop,
    "sleep": lambda: time.sleep(60),
    "garbage": garbage,
    "refuse": refuse,
    "stumble": stumble,
    "leave": lambda: os._exit(3),
    "close the pipe": close_the_pipe,
    "abort": os.abort,
    "fault": lambda: signal.raise_signal(signal.SIGSEGV),
}


@works_apart
def tries(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """What a document that took over its reader might try, and what came of it."""
    given, other = Path(arguments["given"]), Path(arguments["other"])
    attempts: dict[str, Callable[[], object]] = {
        "read the file it was given": given.read_text,
        "read another file": other.read_text,
        "read a system file": Path("/etc/hostname").read_bytes,
        "list a folder": lambda: os.listdir(other.parent),
        "write a file": lambda: (other.parent / "new").write_text("x"),
        "change the file it was given": lambda: given.write_text("x"),
        "delete a file": other.unlink,
        "rename a file": lambda: other.rename(other.with_suffix(".old")),
        "open a socket": socket.socket,
        "run a program": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        "fork": os.fork,
        "kill its parent": lambda: os.kill(os.getppid(), 0),
    }
    for name, attempt in attempts.items():
        try:
            yield Frame({"name": name, "came": str(attempt())})
        except OSError:
            yield Frame({"name": name, "came": "denied"})


def unmarked(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """A function that nobody allowed."""
    yield Frame({"done": str(arguments)})
