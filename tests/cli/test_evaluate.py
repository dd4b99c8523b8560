"""`carrel eval` as other programs drive it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from carrel.cli import evaluate as command
from carrel.cli.main import main
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.kit import Kit
from tests.conftest import CountingStamp
from tests.flows.conftest import kit_in
from tests.flows.evaluate.desk import TEXT

Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def run(
    tmp_path: Path, stamp: CountingStamp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs `carrel eval` with --json over an engine that is scripted; gives its exit code and its lines."""
    engine = ScriptedEngine(["one", "no", "three", "four", "one", "two", "three", "4"])

    @contextmanager
    def opened() -> Iterator[Kit]:
        with kit_in(tmp_path / "home", stamp, engine) as kit:
            yield kit

    monkeypatch.setattr(command, "opened", opened)

    def one(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
        code = main(["eval", *arguments, "--json"])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return one


def test_a_file_is_run_kept_and_compared_with_the_run_before(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "numbers.md"
    path.write_text(TEXT, encoding="utf-8")
    code, [*replies, told] = run(str(path))
    assert code == 0
    assert [(one["question"], one["verdict"]) for one in replies] == [
        ("one", "right"),
        ("two", "wrong"),
        ("three", "right"),
        ("four", "right"),
    ]
    assert (told["run"], told["set"], told["asked"], told["right"], told["ended"]) == (1, "Numbers", 4, 3, True)
    page = tmp_path / "page.html"
    _code, [*_replies, told] = run("Numbers", "--against", "last", "--to", str(page))
    against = told["against"]
    assert {name: against[name] for name in ("run", "better", "worse", "same", "cant_tell", "win_rate")} == {
        "run": 1,
        "better": 1,
        "worse": 1,
        "same": 2,
        "cant_tell": 0,
        "win_rate": 0.5,
    }
    assert "1 better, 1 worse, 2 the same." in page.read_text(encoding="utf-8")
    listed = run("--list")[1]
    assert [one.get("set") for one in listed] == ["Numbers", "Everyday questions to the tutor", "Numbers", "Numbers"]
    assert run("--show", "1")[1][-1]["right"] == 3


def test_what_is_wrong_in_a_file_is_told_by_line_and_nothing_is_asked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "numbers.md"
    path.write_text(TEXT.replace("contain: two", ""), encoding="utf-8")
    assert run("everyday", "--check") == (0, [{"set": "Everyday questions to the tutor", "questions": 20, "ok": True}])
    code, lines = run(str(path), "--check")
    assert (code, lines[0]["line"], lines[-1]["ok"]) == (0, 19, False)
    for wrong in ([str(path)], [str(tmp_path / "gone.md")], ["nowhere"], ["--show", "9"], []):
        code, [told] = run(*wrong)
        assert code == 1
        assert told["error"]["next"]
