"""The worker as a child process: what it is given, what it may say, and that nothing of it stays."""

from __future__ import annotations

import gc
import json
import os
import queue
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from carrel.base import apart
from carrel.base.wire import PART_BYTES, Frame
from carrel.base.work import Cancel, Delta
from carrel.engine import process
from carrel.engine.api import Answer, ChatRequest, EngineLost, Turn
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.process import Death, WorkerProcess
from carrel.engine.states import StateCache
from tests.engine import fake_worker
from tests.engine.rude_worker import command

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


class Watched:
    """A process, and what it reported."""

    def __init__(self, *start: str) -> None:
        self.frames: queue.Queue[Frame] = queue.Queue()
        self.deaths: queue.Queue[Death] = queue.Queue()
        self.process = WorkerProcess(self.frames.put, self.deaths.put, start or command())

    def ready(self) -> Watched:
        """Wait until it speaks."""
        assert self.frames.get(timeout=30).body["event"] == "ready"
        return self


@pytest.fixture
def watched() -> Iterator[Watched]:
    """A worker that has started."""
    one = Watched().ready()
    yield one
    one.process.close()


@linux
def test_its_environment_holds_no_keys_and_no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_API_KEY", "sk-not-for-the-model")
    monkeypatch.setenv("USER", "ada.lovelace")
    monkeypatch.setenv("HTTPS_PROXY", "http://ada:secret@proxy")
    one = Watched().ready()
    environment = Path(f"/proc/{one.process.pid}/environ").read_bytes().split(b"\0")
    one.process.close()
    names = {entry.partition(b"=")[0].decode() for entry in environment if entry}
    about_libraries = re.compile("(PYTHON|GGML_|OMP_|OPENBLAS_|LC_CTYPE)")  # Python sets the last one itself
    kept = (*apart.KEPT_VARIABLES, *process._KEPT_VARIABLES)
    assert [name for name in names if name not in kept and not about_libraries.match(name)] == []
    assert not any(secret in b"".join(environment) for secret in (b"sk-not", b"lovelace", b"secret"))


@linux
def test_it_inherits_no_files_of_ours(watched: Watched, tmp_path: Path) -> None:
    with (tmp_path / "diary").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        one = Watched().ready()
        opened = {os.readlink(link) for link in Path(f"/proc/{one.process.pid}/fd").iterdir()}
        one.process.close()
    assert not any("diary" in name for name in opened)


@pytest.mark.fault
@linux
def test_a_hundred_lives_leave_no_threads_files_or_processes() -> None:
    ourselves = psutil.Process()

    def live(times: int) -> tuple[int, int, int]:
        for number in range(times):
            one = Watched(sys.executable, "-S", "-E", "-c", "import time; time.sleep(60)")
            if number % 2:
                os.kill(one.process.pid, 9)
                one.deaths.get(timeout=10)
            one.process.close()
            assert not one.process.is_alive
        gc.collect()
        return ourselves.num_fds(), threading.active_count(), len(ourselves.children(recursive=True))

    assert live(5) == live(100)


def test_it_is_told_dead_once_and_nothing_after_that(watched: Watched) -> None:
    watched.process.close()
    watched.process.close()
    watched.process.dismiss()
    death = watched.deaths.get(timeout=10)
    assert (death.hung, death.dismissed) == (False, True)
    assert watched.deaths.empty()
    assert not watched.process.send(Frame({"id": 1, "do": "count"}))


def test_a_death_of_its_own_is_not_taken_for_a_dismissal(watched: Watched) -> None:
    os.kill(watched.process.pid, 9)
    assert not watched.deaths.get(timeout=10).dismissed
    watched.process.dismiss()


def test_what_it_said_last_is_kept_but_not_more_than_that() -> None:
    shout = "import sys; sys.stderr.write('x' * 100_000 + 'GGML_ASSERT(n > 0) failed'); sys.exit(3)"
    one = Watched(sys.executable, "-c", shout)
    death = one.deaths.get(timeout=30)
    one.process.close()
    assert death.code == 3
    assert death.last_words.endswith("GGML_ASSERT(n > 0) failed")
    assert len(death.last_words) <= process.STDERR_KEPT


@pytest.mark.fault
def test_everything_that_a_worker_started_ends_with_it() -> None:
    start = "import subprocess, sys; print(subprocess.Popen(['sleep', '60']).pid, file=sys.stderr, flush=True)"
    one = Watched(sys.executable, "-c", f"{start}\nimport time; time.sleep(60)")
    while not one.process._last_words.endswith(b"\n"):
        assert one.process.is_alive
    grandchild = psutil.Process(int(one.process._last_words))
    one.process.close()
    left = psutil.wait_procs([grandchild], timeout=5)[1]
    assert all(process.status() == psutil.STATUS_ZOMBIE for process in left)  # dead, and whoever adopted it is slow


STATE = {"id": 2, "event": "state", "first": True, "last": True, "length": 3, "instructions": False}
RUDE = {
    "no event": {"id": 2},
    "no number": {"event": "delta", "text": "x"},
    "a number that is none": {"id": "two", "event": "delta"},
    "a number without end": {"id": 1e999, "event": "delta"},
    "a beat without phase": {"id": 0, "event": "beat"},
    "a stamp that is none": {"id": 0, "event": "beat", "phase": "decode", "stamp": "late"},
    "a state from nowhere": {"id": 2, "event": "state"},
    "a state for elsewhere": {**STATE, "digest": "../../../../elsewhere", "tokens": [1]},
    "tokens that are too large": {**STATE, "digest": "a" * 32, "tokens": [2**40]},
    "tokens that are none": {**STATE, "digest": "a" * 32, "tokens": "abc"},
    "a wish for nothing": {"id": 2, "event": "want_state"},
}


@pytest.mark.fault
@pytest.mark.parametrize("rudeness", RUDE)
def test_a_worker_that_talks_nonsense_is_ended_and_writes_nothing(rudeness: str, tmp_path: Path) -> None:
    engine = LocalEngine(
        LocalModel("rude", tmp_path / "none.gguf", "rude", 4096),
        StateCache(tmp_path / "states", "rude"),
        command=command("says", json.dumps(RUDE[rudeness])),
    )
    said: list[str] = []
    with pytest.raises(EngineLost):
        said.extend(
            event.text
            for event in engine.chat(ChatRequest((Turn("user", "Count."),)), Cancel())
            if isinstance(event, Delta)
        )
    engine.close()
    assert said == ["one", " two", " three"]
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.fault
def test_a_wish_for_a_state_elsewhere_is_not_granted(tmp_path: Path) -> None:
    secret = tmp_path / "secret.state"
    secret.write_bytes(b"diary")
    worker = (sys.executable, str(Path(fake_worker.__file__)), "exit", "never", os.devnull)
    engine = LocalEngine(
        LocalModel("fake", tmp_path / "none.gguf", "fake", 4096),
        StateCache(tmp_path / "states", "fake"),
        command=worker,
    )
    assert any(isinstance(event, Answer) for event in engine.chat(ChatRequest((Turn("user", "Count."),)), Cancel()))
    for wish in ("../../secret", str(tmp_path / "secret")):
        assert engine._states.parts(wish) is None
    engine.close()
    assert secret.read_bytes() == b"diary"


@pytest.mark.fault
def test_taking_a_long_state_counts_as_being_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    """While we write to it, nobody reads its heartbeats."""
    monkeypatch.setattr(process, "SILENT_SECONDS", 1.0)
    slow = (
        "import sys, time\n"
        "while len(sys.stdin.buffer.read(1 << 20)) == 1 << 20: time.sleep(0.2)\n"  # 4 MB take 0.8 s
    )
    one = Watched(sys.executable, "-c", slow)
    for _part in range(4):
        assert one.process.send(Frame({"id": 0, "do": "state"}, bytes(PART_BYTES)))
    one.process.close()
    assert not one.deaths.get(timeout=10).hung


def test_a_process_that_dies_before_its_threads_run_is_buried_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    start = threading.Thread.start

    def start_slowly(thread: threading.Thread) -> None:
        start(thread)
        if thread.name == "engine-read":
            thread.join()

    monkeypatch.setattr(threading.Thread, "start", start_slowly)
    watched = Watched(sys.executable, "-c", "raise SystemExit(3)")
    assert watched.deaths.get(timeout=10).code == 3
    watched.process.close()
