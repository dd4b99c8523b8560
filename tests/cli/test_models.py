"""`carrel models` as other programs drive it: what is listed, found, fetched and linked (formats.md)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from carrel.base.work import Progress
from carrel.cli.progress import ProgressLine
from tests.bench import make_model
from tests.engine.file_server import FileServer, cuts, serving, stalls

ROOT = Path(__file__).parents[2]

REACHING_LOOPBACK = """
import sys
from dataclasses import replace
from carrel.engine import catalog, download, fetch, models
host = download.Host(sys.argv.pop(1), plain=True)
size = int(sys.argv.pop(1))
fetch.Downloads.__init__.__defaults__ = (host, ())
load = catalog.load
catalog.load = lambda: tuple(replace(entry, bytes=size) for entry in load())
import carrel.wiring
carrel.wiring.probe = lambda path: None
from carrel.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""The command line, with the one host it knows in this test's own process, and every file as large as the test's."""


@dataclass(frozen=True)
class Home:
    """A home of its own for the commands, and a person's folders."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        """In which the commands run."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "OLLAMA", "XDG_"))}
        return {**kept, "CARREL_HOME": str(self.root / "home"), "HOME": str(self.root), "PYTHONPATH": str(ROOT / "app")}

    def run(self, *arguments: str, code: int = 0, program: tuple[str, ...] = ("-m", "carrel")) -> list[dict[str, Any]]:
        """The lines of a command, which ends with this code."""
        done = self.done(*arguments, program=program)
        assert done.returncode == code, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def done(self, *arguments: str, program: tuple[str, ...] = ("-m", "carrel")) -> subprocess.CompletedProcess[str]:
        """A command that has ended."""
        command = [sys.executable, *program, "models", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=self.environment, timeout=120, check=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "person").mkdir()
    return Home(tmp_path / "person")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FileServer]:
    with serving(make_model.write("tiny", tmp_path / "served.gguf", seed=5).read_bytes()) as one:
        yield one


def loopback(server: FileServer) -> tuple[str, ...]:
    return ("-c", REACHING_LOOPBACK, server.host.name, str(len(server.content)))


def test_the_catalogue_is_listed_with_its_places_and_states(home: Home) -> None:
    lines = home.run("catalog", "--json")
    assert len(lines) >= 13
    first = lines[0]
    assert first.keys() >= {"name", "title", "licence", "bytes", "languages", "repository", "file", "revision", "role"}
    assert first["host"] == "huggingface.co"
    assert {line["state"] for line in lines} == {"absent"}
    assert "good" in home.done("catalog").stdout


def test_what_other_programs_left_is_found_and_linked(home: Home) -> None:
    file = home.root / ".lmstudio" / "models" / "maker" / "repo" / "theirs.gguf"
    file.parent.mkdir(parents=True)
    make_model.write("tiny", file, seed=1)
    (found,) = home.run("found", "--json")
    assert (found["program"], found["title"], found["path"], found["here"]) == ("LM Studio", "theirs", str(file), "")
    (linked,) = home.run("add", str(file), "--link", "--json")
    assert linked["linked"] is True
    assert linked["path"] == str(file)
    assert [line["here"] for line in home.run("found", "--json")] == ["theirs"]
    assert home.run("fit", "theirs", "--json")[0]["fits"] is True
    home.run("remove", "theirs", "--json")
    assert file.exists()


@pytest.mark.native
def test_a_model_for_meanings_is_known_as_one_and_is_not_offered_for_talking(home: Home) -> None:
    added = home.done("add", str(make_model.write("embedding", home.root / "meanings.gguf")))
    assert (added.returncode, "searched by meaning" in added.stdout) == (0, True), added.stderr
    assert home.run("use", "meanings", "--json", code=1)[0]["error"]["code"] == "model-refused"


@pytest.mark.native
def test_a_linked_model_answers_from_where_it_is(home: Home) -> None:
    file = make_model.write("tiny", home.root / "theirs.gguf", seed=1)
    home.run("add", str(file), "--link", "--json")
    ask = [sys.executable, "-m", "carrel", "ask", "Hello", "--model", "theirs", "--json"]
    done = subprocess.run(ask, capture_output=True, text=True, env=home.environment, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["model"] == {"name": "theirs", "where": "local"}
    file.unlink()
    gone = subprocess.run(ask, capture_output=True, text=True, env=home.environment, timeout=120, check=False)
    assert gone.returncode == 1
    assert "Traceback" not in gone.stderr
    (_starter, listed) = home.run("list", "--json")
    assert "no longer where it was" in listed["problem"]
    home.run("remove", "theirs", "--json")


@pytest.mark.loopback
def test_a_model_is_fetched_by_name_after_saying_from_where(home: Home, server: FileServer) -> None:
    done = home.done("get", "qwen3-0.6b", "--json", program=loopback(server))
    assert done.returncode == 0, done.stderr
    (got,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert got["name"] == "qwen3-0.6b"
    assert done.stderr.startswith("Carrel will ask huggingface.co for the file Qwen3-0.6B-Q8_0.gguf")
    assert "Downloading 100 %" in done.stderr
    states = {line["name"]: line["state"] for line in home.run("catalog", "--json")}
    assert states["qwen3-0.6b"] == "here"
    again = home.run("get", "qwen3-0.6b", "--json", code=1, program=loopback(server))
    assert "here already" in again[0]["error"]["what"]


@pytest.mark.loopback
def test_a_cut_download_is_a_known_error_and_goes_on(home: Home, server: FileServer) -> None:
    server.plans = [cuts(100_000)]
    (error,) = home.run("get", "qwen3-0.6b", "--json", code=1, program=loopback(server))
    assert error["error"]["code"] == "download-failed"
    partly = next(line for line in home.run("catalog", "--json") if line["name"] == "qwen3-0.6b")
    assert (partly["state"], partly["part_bytes"]) == ("partly", 100_000)
    home.run("get", "qwen3-0.6b", "--json", program=loopback(server))
    assert server.starts == [0, 100_000]


@pytest.mark.loopback
@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a POSIX signal")
def test_ctrl_c_keeps_what_came(home: Home, server: FileServer) -> None:
    server.plans = [stalls(200_000)]
    command = [sys.executable, *loopback(server), "models", "get", "qwen3-0.6b", "--json"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=home.environment)
    assert child.stderr is not None
    for line in child.stderr:
        if "Downloading" in line:
            break
    os.kill(child.pid, signal.SIGINT)
    _out, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Traceback" not in err
    partly = next(line for line in home.run("catalog", "--json") if line["name"] == "qwen3-0.6b")
    assert partly["part_bytes"] > 0


def test_a_name_the_catalogue_does_not_have_is_a_known_error(home: Home) -> None:
    (error,) = home.run("get", "nobody", "--json", code=1)
    assert error["error"]["code"] == "model-refused"


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It does."""
        return True


def test_in_a_terminal_one_line_renews_itself_and_goes_away() -> None:
    stream = Terminal()
    line = ProgressLine(in_bytes=True, stream=stream)
    line.show(Progress("Asking"))
    line.show(Progress("Downloading", 0, 10**9))
    line.show(Progress("Downloading", 5 * 10**8, 10**9))
    assert "Downloading 50 %, 500 MB of 1.0 GB" in stream.getvalue()
    line.show(Progress("Downloading", 10**9, 10**9))
    assert stream.getvalue().endswith("\r\x1b[K")


def test_in_a_file_each_tenth_is_one_line() -> None:
    stream = StringIO()
    line = ProgressLine(in_bytes=True, stream=stream)
    for done in range(101):
        line.show(Progress("Downloading", done, 100))
    assert stream.getvalue().splitlines() == [f"Downloading {10 * tenth} %" for tenth in range(11)]
