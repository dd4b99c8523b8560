"""Work beside the window: what it says arrives in order, gathered, in the window's thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carrel.base.errors import CarrelError, Stopped
from carrel.base.work import Cancel, Delta, Progress
from carrel.settings.file import SettingsFile
from carrel.ui.hub import Hub
from carrel.ui.jobs import Job, Jobs, install_hooks, report_of


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """A pool that is closed afterwards."""
    pool = Jobs()
    yield pool
    assert pool.close()
    pool.deleteLater()


class Heard:
    """Everything a job said, in order."""

    def __init__(self, job: Job) -> None:
        self.said: list[tuple[str, object]] = []
        self.threads: set[int] = set()
        job.progressed.connect(lambda progress: self._note("progress", progress.label))
        job.delta.connect(lambda text, reasoning: self._note("thought" if reasoning else "delta", text))
        job.step.connect(lambda step: self._note("step", step))
        job.finished.connect(lambda last: self._note("finished", last))
        job.failed.connect(lambda error: self._note("failed", error.what))
        job.stopped.connect(lambda: self._note("stopped", None))
        job.bug.connect(lambda report: self._note("bug", report))
        job.ended.connect(lambda: self._note("ended", None))

    def _note(self, kind: str, what: object) -> None:
        self.threads.add(threading.get_ident())
        self.said.append((kind, what))

    @property
    def ended(self) -> bool:
        return bool(self.said) and self.said[-1][0] == "ended"


def run(qtbot: QtBot, jobs: Jobs, work: Callable[[Cancel], Iterator[object]]) -> list[tuple[str, object]]:
    """What a job says until its end."""
    job = jobs.prepare(work)
    heard = Heard(job)
    job.start()
    qtbot.waitUntil(lambda: heard.ended)
    assert heard.threads == {threading.get_ident()}
    return heard.said


def test_what_a_flow_yields_arrives_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_cancel: Cancel) -> Iterator[object]:
        yield Progress("reading")
        yield Delta("why ", reasoning=True)
        yield "said"
        yield Delta("a")
        yield "done"

    assert run(qtbot, jobs, work) == [
        ("progress", "reading"), ("thought", "why "), ("step", "said"), ("delta", "a"), ("step", "done"),
        ("finished", "done"), ("ended", None),
    ]  # fmt: skip


def test_deltas_are_gathered(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_cancel: Cancel) -> Iterator[object]:
        for _each in range(2000):
            yield Delta("x")

    said = run(qtbot, jobs, work)
    pieces = [str(text) for kind, text in said if kind == "delta"]
    assert "".join(pieces) == "x" * 2000
    assert len(pieces) < 100


def test_a_known_error_is_handed_on(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_cancel: Cancel) -> Iterator[object]:
        yield Delta("half")
        raise CarrelError("It broke.", "Try again.")

    assert run(qtbot, jobs, work) == [("delta", "half"), ("failed", "It broke."), ("ended", None)]


def test_an_unknown_error_is_a_report_without_words(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_cancel: Cancel) -> Iterator[object]:
        yield 1
        raise ValueError("what the person said")

    kinds = dict(run(qtbot, jobs, work))
    assert "ValueError" in str(kinds["bug"])
    assert "what the person said" not in str(kinds["bug"])


def test_stopping_is_not_failing(qtbot: QtBot, jobs: Jobs) -> None:
    def work(cancel: Cancel) -> Iterator[object]:
        yield "begun"
        cancel.wait(10)
        raise Stopped

    job = jobs.prepare(work)
    heard = Heard(job)
    job.step.connect(lambda _step: job.stop())
    job.start()
    qtbot.waitUntil(lambda: heard.ended)
    assert [kind for kind, _what in heard.said] == ["step", "stopped", "ended"]


def test_a_short_function_brings_its_result(qtbot: QtBot, jobs: Jobs) -> None:
    results: list[object] = []
    jobs.fetch(lambda: 6 * 7, results.append)
    qtbot.waitUntil(lambda: results == [42])


def test_many_jobs_share_a_few_threads(qtbot: QtBot, jobs: Jobs) -> None:
    results: list[int] = []
    for number in range(50):
        jobs.fetch(partial(int, number), results.append)
    qtbot.waitUntil(lambda: sorted(results) == list(range(50)))
    assert sum(thread.name.startswith("job-") for thread in threading.enumerate()) <= 8


def test_closing_stops_what_runs_and_waits_no_longer_than_said(qtbot: QtBot) -> None:
    release = threading.Event()

    def deaf(_cancel: Cancel) -> Iterator[object]:
        release.wait(20)
        yield None

    pool = Jobs()
    pool.prepare(deaf).start()
    began = time.monotonic()
    assert not pool.close(0.2)
    assert time.monotonic() - began < 2
    release.set()
    assert pool.close(2.0)
    started: list[object] = []
    pool.fetch(lambda: started.append(1))
    qtbot.waitUntil(lambda: not pool.running)
    assert started == []
    pool.deleteLater()


def test_commits_are_heard_in_the_windows_thread_and_gathered(qtbot: QtBot, tmp_path: Path) -> None:
    class Store:
        def on_change(self, listener: Callable[[frozenset[str]], None]) -> Callable[[], None]:
            self.tell = listener
            return lambda: None

    store, settings = Store(), SettingsFile(tmp_path / "settings.json")
    hub = Hub(store, settings)
    heard: list[frozenset[str]] = []
    themes: list[str] = []
    hub.changed.connect(heard.append)
    hub.settings_changed.connect(lambda now: themes.append(now.theme))
    thread = threading.Thread(target=lambda: [store.tell(frozenset({room})) for room in ("a", "b", "a")])
    thread.start()
    thread.join()
    settings.change(theme="dark")
    assert heard == []
    qtbot.waitUntil(lambda: heard == [frozenset({"a", "b"})] and themes == ["dark"])
    hub.close()
    hub.deleteLater()


def test_what_nobody_catches_becomes_a_report() -> None:
    reports: list[str] = []
    undo = install_hooks(reports.append)
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    finally:
        undo()
    assert len(reports) == 1
    assert "ZeroDivisionError" in reports[0]


def test_a_report_names_the_cause_too() -> None:
    try:
        try:
            raise KeyError("secret")
        except KeyError as error:
            raise RuntimeError("hidden") from error
    except RuntimeError as error:
        report = report_of(error)
    assert "RuntimeError" in report
    assert "KeyError" in report
    assert "secret" not in report
    assert "hidden" not in report
