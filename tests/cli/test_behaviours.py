"""`carrel behaviour` as other programs drive it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from carrel.cli import behaviours as command
from carrel.cli.main import main
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.kit import Kit
from tests.behaviours.test_reading import FILE
from tests.conftest import CountingStamp
from tests.flows.conftest import kit_in

Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def run(
    tmp_path: Path, stamp: CountingStamp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs `carrel behaviour` with --json over an engine that is scripted; gives its exit code and its lines."""
    engine = ScriptedEngine(["What is one part of it?", "A fraction is a part of a whole."])

    @contextmanager
    def opened() -> Iterator[Kit]:
        with kit_in(tmp_path / "home", stamp, engine) as kit:
            yield kit

    monkeypatch.setattr(command, "opened", opened)

    def one(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
        code = main(["behaviour", *arguments, "--json"])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return one


def test_a_behaviour_goes_from_a_file_through_its_versions_and_back(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "coach.md"
    path.write_text(FILE, encoding="utf-8")
    code, [told] = run("add", str(path), "--look")
    assert (code, told["version"], told["is_new"]) == (0, None, True)
    assert run("add", str(path))[1][0]["version"] == 1
    path.write_text(FILE.replace("calm", "brisk"), encoding="utf-8")
    _code, [told] = run("add", str(path))
    assert [one["text"] for one in told["changes"] if one["change"] == "new"] == [
        'says = "Helps briskly."',
        "You are brisk.",
    ]
    assert [one["version"] for one in run("versions", "coach")[1]] == [2, 1]
    assert run("back", "coach", "1")[1] == [{"behaviour": "coach", "version": 3}]
    assert run("show", "coach")[1][0]["text"] == FILE
    assert run("remove", "coach")[0] == 0
    assert run("show", "coach") == (1, [{"error": run("show", "coach")[1][0]["error"]}])
    assert run("back", "coach") == (0, [{"behaviour": "coach", "version": 3}])
    assert "coach" in [one["behaviour"] for one in run("list")[1]]


def test_tests_are_judged_and_a_failed_one_is_exit_code_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "coach.md"
    path.write_text(FILE, encoding="utf-8")
    run("add", str(path))
    code, [tried, summary, error] = run("test", "coach")
    assert (code, tried["passed"], summary["failed"], error["error"]["code"]) == (1, False, 1, "tests-failed")
    assert [one["check"] for one in tried["failings"]] == ["asks"]
    code, [tried, summary] = run("test", "coach")
    assert (code, tried["passed"], summary) == (0, True, {"behaviour": "coach", "passed": 1, "failed": 0, "ok": True})
