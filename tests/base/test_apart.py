"""Work on strangers' files is done in a child that is limited, shut in, and gone afterwards, however it ends."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from carrel.base import apart
from carrel.base.apart import Apart, Ended, Limits, Refused, run
from carrel.base.errors import Stopped
from carrel.base.wire import PART_BYTES, Frame
from carrel.base.words import speak
from carrel.base.work import Cancel

ROOT = Path(__file__).parents[2]
WORKS = "tests.base.works:"
SMALL = Limits(memory=150_000_000, cpu_s=60, wait_s=60)


@pytest.fixture(autouse=True)
def with_our_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child finds the works of these tests."""
    bare = apart.bare_environment()
    monkeypatch.setattr(
        apart, "bare_environment", lambda: {**bare, "PYTHONPATH": os.pathsep.join([bare["PYTHONPATH"], str(ROOT)])}
    )


def fail(how: str, limits: Limits = SMALL) -> tuple[int, Iterator[Frame]]:
    """The process that is about to end in this way, and the rest of what it yields."""
    frames = run(f"{WORKS}fails", {"how": how}, limits, Cancel())
    return int(next(frames).body["child"]), frames


def test_what_it_yields_comes_as_it_was() -> None:
    frames = list(run(f"{WORKS}counts", {"to": 3}, SMALL, Cancel()))
    assert [(frame.body["number"], frame.data) for frame in frames] == [(0, b"\0"), (1, b"\1"), (2, b"\2")]
    child = frames[0].body["child"]
    assert child != os.getpid()
    assert not psutil.pid_exists(child)


@pytest.mark.parametrize("size", [0, 1, PART_BYTES, PART_BYTES + 1])
def test_bytes_come_to_it_as_they_were_request_after_request(size: int) -> None:
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    with Apart(f"{WORKS}echoes", SMALL) as child:
        for sent in (content, b"", content[::-1]):
            [told] = child.ask({}, Cancel(), sent)
            assert told.body["length"] == len(sent)
            assert told.body["sha256"] == hashlib.sha256(sent).hexdigest()


def test_it_speaks_the_language_of_whoever_asks() -> None:
    speak("xx")
    try:
        [told] = run(f"{WORKS}echoes", {}, SMALL, Cancel())
    finally:
        speak("en")
    assert told.body["language"] == "xx"


def test_nothing_is_computed_long_before_it_is_taken() -> None:
    frames = run(f"{WORKS}counts", {"to": 1_000_000_000}, SMALL, Cancel())
    child = psutil.Process(next(frames).body["child"])
    until = threading.Event()
    while child.cpu_times() != (before := child.cpu_times()) or until.wait(0.3) or child.cpu_times() != before:
        pass  # it comes to rest with a full pipe before it
    assert child.is_running()
    frames.close()  # type: ignore[attr-defined]
    assert not child.is_running()


@pytest.mark.fault
@pytest.mark.parametrize(
    ("how", "why", "told"),
    [
        ("eat", "memory", ""),  # the child says so itself, or the parent, which watches it, was first
        ("eat unseen", "memory", ""),
        ("garbage", "garbage", "frame"),
        ("close the pipe", "garbage", "closed"),
        ("leave", "crashed", "exit code 3"),
        ("abort", "crashed", "exit code"),
        ("fault", "crashed", "exit code"),
        ("stumble", "crashed", "KeyError: works.py"),
    ],
)
def test_every_way_of_dying_is_told_as_one_error(how: str, why: str, told: str) -> None:
    child, rest = fail(how, Limits(memory=150_000_000, wait_s=3))
    with pytest.raises(Ended) as caught:
        list(rest)
    assert caught.value.why == why or (how == "eat unseen" and caught.value.why == "time")
    assert told in caught.value.detail
    assert "secret" not in caught.value.detail
    assert not psutil.pid_exists(child)


@pytest.mark.fault
@pytest.mark.parametrize(
    ("how", "limits"),
    [
        ("sleep", Limits(wait_s=0.5)),
        ("loop", Limits(wait_s=0.5)),
        ("loop", Limits(cpu_s=0.3)),
    ],
)
def test_one_that_takes_too_long_is_ended(how: str, limits: Limits) -> None:
    child, rest = fail(how, limits)
    with pytest.raises(Ended) as caught:
        list(rest)
    assert caught.value.why == "time"
    assert not psutil.pid_exists(child)


@pytest.mark.fault
def test_where_the_system_has_no_limits_the_watch_ends_one_that_eats(monkeypatch: pytest.MonkeyPatch) -> None:
    # The child is told a limit that it never reaches; the watch keeps to ours.
    monkeypatch.setattr(
        apart, "Frame", lambda body, data=b"": Frame({**body, "memory": 10**12} if "memory" in body else body, data)
    )
    child, rest = fail("eat")
    with pytest.raises(Ended) as caught:
        list(rest)
    assert caught.value.why == "memory"
    assert not psutil.pid_exists(child)


def test_the_time_we_take_ourselves_is_not_counted() -> None:
    frames = run(f"{WORKS}counts", {"to": 2}, Limits(wait_s=5), Cancel())
    next(frames)
    watch = next(thread for thread in threading.enumerate() if thread.name == "apart-watch")
    assert watch._target.__self__._until == float("inf")  # type: ignore[attr-defined]
    assert len(list(frames)) == 1


@pytest.mark.parametrize("how", ["sleep", "loop"])
def test_a_stop_ends_it_at_once(how: str) -> None:
    cancel = Cancel()
    frames = run(f"{WORKS}fails", {"how": how}, SMALL, cancel)
    child = next(frames).body["child"]
    timer = threading.Timer(0.1, cancel.set)
    timer.start()
    with pytest.raises(Stopped):
        list(frames)
    timer.join()
    assert not psutil.pid_exists(child)


def test_a_stop_before_the_start_is_heard() -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Stopped):
        list(run(f"{WORKS}counts", {"to": 1}, SMALL, cancel))


def test_what_the_work_refuses_is_told_with_its_facts() -> None:
    child, rest = fail("refuse")
    with pytest.raises(Refused) as caught:
        list(rest)
    assert (caught.value.code, caught.value.facts) == ("too-many", {"count": 3})
    assert not psutil.pid_exists(child)


def test_only_what_is_marked_for_it_is_done_apart() -> None:
    for work in (f"{WORKS}unmarked", f"{WORKS}nothing", "carrel.nowhere:nothing", "os:getpid"):
        with pytest.raises(Ended) as caught:
            list(run(work, {}, SMALL, Cancel()))
        assert caught.value.why == "crashed"


def test_one_child_answers_several_requests() -> None:
    with Apart(f"{WORKS}counts", SMALL) as child:
        first = [frame.body["child"] for frame in child.ask({"to": 2}, Cancel())]
        second = [frame.body["child"] for frame in child.ask({"to": 1}, Cancel())]
        assert first + second == [child.pid] * 3
        assert child.is_alive
    assert not child.is_alive


def test_a_refusal_costs_nothing_but_its_request() -> None:
    with Apart(f"{WORKS}fails", SMALL) as child:
        for _again in range(2):
            with pytest.raises(Refused):
                list(child.ask({"how": "refuse"}, Cancel()))
        assert child.is_alive


def test_a_request_that_was_left_half_way_ends_the_child() -> None:
    with Apart(f"{WORKS}counts", SMALL) as child:
        frames = child.ask({"to": 5}, Cancel())
        next(frames)
        frames.close()  # type: ignore[attr-defined]
        assert not child.is_alive


@pytest.mark.fault
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is taken away")
def test_it_reads_what_it_was_given_and_can_do_nothing_else(tmp_path: Path) -> None:
    given, other = tmp_path / "given", tmp_path / "other"
    given.write_text("given")
    other.write_text("other")
    with Apart(f"{WORKS}tries", SMALL, [given]) as child:
        came = {
            frame.body["name"]: frame.body["came"]
            for frame in child.ask({"given": str(given), "other": str(other)}, Cancel())
        }
        if child.held != "landlock+seccomp":
            pytest.skip(f"this kernel has {child.held}")
    assert came.pop("read the file it was given") == "given"
    assert {name: result for name, result in came.items() if result != "denied"} == {}
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["given", "other"]


@pytest.mark.fault
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is taken away")
def test_a_folder_that_is_given_opens_none_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("other")
    with Apart(f"{WORKS}tries", SMALL, [tmp_path]) as child:
        arguments = {"given": str(tmp_path / "other"), "other": str(tmp_path / "other")}
        came = {frame.body["name"]: frame.body["came"] for frame in child.ask(arguments, Cancel())}
        if child.held != "landlock+seccomp":
            pytest.skip(f"this kernel has {child.held}")
    assert came["read another file"] == "denied"


def test_its_environment_holds_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_API_KEY", "sk-not-for-documents")
    with Apart(f"{WORKS}counts", SMALL) as child:
        list(child.ask({"to": 1}, Cancel()))
        assert "FAKE_API_KEY" not in psutil.Process(child.pid).environ()


def test_the_frozen_program_is_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert apart.command(apart.SWITCH) == [sys.executable, "--apart"]
