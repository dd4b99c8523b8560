"""Runs `carrel read` as a program of its own, and looks at what it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from sqlcipher3 import dbapi2 as driver

from carrel.flows.kit import Kit
from carrel.wiring import open_house

ROOT = Path(__file__).parents[2]


@dataclass
class Ran:
    """A run of the program: how it ended, what it said, and the most memory it and its children took at once."""

    code: int
    out: str
    err: str
    memory: int = 0

    def lines(self) -> list[dict[str, Any]]:
        """Its JSON lines; whatever else is on stdout fails."""
        return [json.loads(line) for line in self.out.splitlines()]


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """The program, begun."""
    return subprocess.Popen(
        [sys.executable, "-m", "carrel", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "CARREL_HOME": str(home), "PYTHONPATH": str(ROOT / "app")},
    )


def carrel_read(home: Path, *arguments: str, stdin: str = "") -> Ran:
    """Run `carrel read` to its end."""
    return run(home, "read", *arguments, stdin=stdin)


def run(home: Path, *arguments: str, stdin: str = "") -> Ran:
    """Run a command to its end."""
    child = start(home, *arguments)
    out, err = child.communicate(stdin, timeout=120)
    return Ran(child.returncode, out, err)


def measured(home: Path, folder: Path, *arguments: str) -> Ran:
    """The same, its memory looked at all the while; nothing that it started may be left."""
    out, err = folder.parent / "out", folder.parent / "err"
    with out.open("w") as to, err.open("w") as notices:
        child = psutil.Popen(
            [sys.executable, "-m", "carrel", "read", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=to,
            stderr=notices,
            env={**os.environ, "CARREL_HOME": str(home), "PYTHONPATH": str(ROOT / "app")},
        )
        most, seen = 0, {}
        until = time.monotonic() + 240
        while child.poll() is None and time.monotonic() < until:
            tree = [child, *children(child)]
            seen.update({one.pid: one for one in tree})
            most = max(most, sum(map(memory, tree)))
            time.sleep(0.02)
        child.wait(1)
    assert [one for one in seen.values() if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []
    told = out.read_text(), err.read_text()
    out.unlink()
    err.unlink()
    return Ran(child.returncode, *told, most)


def children(process: psutil.Process) -> list[psutil.Process]:
    """All that it started and that runs."""
    try:
        found: list[psutil.Process] = process.children(recursive=True)
    except psutil.Error:
        found = []
    return found


def memory(process: psutil.Process) -> int:
    """The bytes that it takes; none once it is gone."""
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def around(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder there but the home: its size and when it was last written."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.relative_to(folder).parts[0] != "home":
            known = path.lstat()
            found[str(path.relative_to(folder))] = (known.st_size, known.st_mtime_ns)
    return found


@contextmanager
def opened(home: Path) -> Iterator[Kit]:
    """The house of that home, between two commands."""
    house = open_house({"CARREL_HOME": str(home)})
    try:
        yield house.kit
    finally:
        house.close()


def wait_for_parts(home: Path, child: subprocess.Popen[str], count: int = 1) -> None:
    """Until so many parts were kept: looks at the file that disturb nobody."""
    until = time.monotonic() + 60
    while child.poll() is None and time.monotonic() < until:
        if kept(home) >= count:
            return
        time.sleep(0.01)
    raise AssertionError("it ended before it could be stopped")


def kept(home: Path) -> int:
    """How many parts are on the disk."""
    if not (home / "data" / "carrel.db").exists():
        return 0
    connection = driver.connect(f"file:{home / 'data' / 'carrel.db'}?mode=ro", uri=True)
    try:
        return int(connection.execute("select count(*) from part").fetchone()[0])
    except driver.Error:
        return 0
    finally:
        connection.close()
