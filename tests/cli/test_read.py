"""`carrel read` as a person meets it: a folder with everything in it, read by the real program in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from carrel.base.stamp import SystemStamp
from carrel.courses import tables as course_tables
from carrel.courses.model import Course
from carrel.flows import library
from carrel.flows.kit import Kit
from carrel.wiring import open_house
from tests.library.made import PASSWORD, STORY, bad, good, mixed_folder
from tests.library.made_pdf import pdf

ROOT = Path(__file__).parents[2]
MOST_MEMORY = 600_000_000
SECRET = "the diary of Ada"


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
        [sys.executable, "-m", "carrel", "read", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "CARREL_HOME": str(home), "PYTHONPATH": str(ROOT / "app")},
    )


def carrel_read(home: Path, *arguments: str, stdin: str = "") -> Ran:
    """Run the command to its end."""
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


@pytest.mark.fault
def test_every_good_file_of_a_mixed_folder_is_in_and_every_bad_one_is_named(tmp_path: Path) -> None:
    folder, home = tmp_path / "mixed", tmp_path / "home"
    expected = mixed_folder(folder)
    del expected["folder.pdf"]  # inside a folder it is one more folder, and empty
    (tmp_path / "secret.txt").write_text(SECRET)
    assert len(expected) >= 40
    before = around(tmp_path)
    ran = measured(home, folder, str(folder), "--json")
    lines = ran.lines()
    assert {Path(line["file"]).name: "ok" if line["ok"] else line["error"]["code"] for line in lines} == expected
    assert len(lines) == len(expected)
    assert (ran.code, "Traceback" in ran.err, SECRET in ran.out) == (1, False, False)
    for line in lines:
        assert {"file", "ok", "document", "pages", "passages"} <= line.keys()
        assert bool(line["passages"]) == line["ok"]
        if not line["ok"]:
            assert line["error"].keys() == {"what", "next", "code"}
            assert f"{line['file']}: {line['error']['what']}\n" in ran.err
    before.pop("out", None)
    assert around(tmp_path) == before
    assert ran.memory <= MOST_MEMORY
    with opened(home) as kit:
        first = {one.id: (one.state, one.read) for one in library.documents(kit)}
    again = carrel_read(home, *(str(folder / name) for name in good()), "--json")
    assert again.code == 0
    assert {line["document"] for line in again.lines()} == {line["document"] for line in lines if line["ok"]}
    assert all(line["known"] for line in again.lines())
    with opened(home) as kit:
        assert {one.id: (one.state, one.read) for one in library.documents(kit)} == first
    assert {name for name, code in expected.items() if code != "ok"} == {*bad(), "pipe.txt"} & set(expected)


def test_a_bad_file_is_a_sentence_and_a_next_step_and_the_others_go_on(tmp_path: Path) -> None:
    folder, home = tmp_path / "papers", tmp_path / "home"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf([[STORY]], password=PASSWORD))
    (folder / "b.txt").write_text(STORY)
    ran = carrel_read(home, str(folder), str(folder / "nowhere.txt"))
    assert ran.code == 1
    assert ran.out == f"{folder / 'b.txt'}: one passage\n"
    assert f"{folder / 'a.pdf'}: This document is locked with a password.\n    Give its password" in ran.err
    assert "“--password -” asks for it." in ran.err
    assert f"{folder / 'nowhere.txt'}: This file cannot be opened.\n" in ran.err
    assert "2 files could not be read. One is in the library." in ran.err
    opened_now = carrel_read(home, str(folder / "a.pdf"), "--password", "-", "--json", stdin=f"{PASSWORD}\n")
    assert (opened_now.code, [line["pages"] for line in opened_now.lines()]) == (0, [1])


def test_documents_go_into_a_course_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (tmp_path / "b.txt").write_text(STORY)
    with opened(home) as kit, kit.store.writing() as db:
        course_tables.create(db, Course("bio", SystemStamp().now(), "Biology"))
    assert carrel_read(home, str(tmp_path / "b.txt"), "--course", "biology").code == 0
    with opened(home) as kit:
        assert [one.name for one in library.documents(kit, "bio")] == ["b.txt"]
    missing = carrel_read(home, str(tmp_path / "b.txt"), "--course", "Chemistry", "--json")
    assert (missing.code, missing.lines()[0]["error"]["code"]) == (1, "course-missing")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_stops_and_without_a_file_reading_goes_on(tmp_path: Path) -> None:
    home, path = tmp_path / "home", tmp_path / "long.pdf"
    path.write_bytes(pdf([[f"Page {number} is about leaf number {number}."] for number in range(3000)]))
    child = start(home, str(path))
    wait_for_parts(home, child)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out) == (130, "")
    assert "“carrel read” goes on." in err
    with opened(home) as kit:
        (document,) = library.documents(kit)
    assert document.state == "reading"
    assert 0 < document.read < 3000
    (line,) = carrel_read(home, "--json").lines()
    assert (line["document"], line["pages"], line["passages"]) == (document.id, 3000, 3000)
    assert "There was nothing to read." in carrel_read(home).err


def wait_for_parts(home: Path, child: subprocess.Popen[str]) -> None:
    """Until something was kept: a look at the file that disturbs nobody."""
    until = time.monotonic() + 60
    while child.poll() is None and time.monotonic() < until:
        if kept(home):
            return
        time.sleep(0.02)
    raise AssertionError("it ended before it could be stopped")


def kept(home: Path) -> int:
    """How many parts are on the disk."""
    from sqlcipher3 import dbapi2 as driver  # noqa: PLC0415 - only here the store is looked at from outside

    if not (home / "data" / "carrel.db").exists():
        return 0
    connection = driver.connect(f"file:{home / 'data' / 'carrel.db'}?mode=ro", uri=True)
    try:
        return int(connection.execute("select count(*) from part").fetchone()[0])
    except driver.Error:
        return 0
    finally:
        connection.close()
