"""`carrel class talk`: what was said to the tutor comes to the teacher, and so does how an answer was marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.base.work import Cancel
from carrel.cli.house import opened
from carrel.cli.main import main
from carrel.flows import coach, pack_shelf, practise
from carrel.flows.practise import Wish
from tests.library.packs.kit import good, written

Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as one of the two; gives what it prints."""

    def one(who: str, *words: str, code: int = 0) -> str:
        monkeypatch.setenv("CARREL_HOME", str(tmp_path / who))
        capsys.readouterr()
        assert main(["class", *words]) == code
        return capsys.readouterr().out

    return one


def lines(printed: str) -> list[dict[str, Any]]:
    """The JSON lines that were printed."""
    return [json.loads(line) for line in printed.splitlines()]


def test_a_talk_and_a_forged_verdict_are_told_in_the_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons = written(good(), tmp_path / "lessons")
    run("teacher", "new", "7b")
    [pupil] = lines(run("teacher", "add", "7b", "Amara Obi", "--json"))
    with opened() as kit:
        list(pack_shelf.install(kit, lessons, Cancel()))
    [task] = lines(
        run("teacher", "assign", "7b", "Sums", "--topic", "sums.adding", "--policy", "open", "--transcript", "--json")
    )
    pack, results = tmp_path / "7b.carrel-class", tmp_path / "done.carrel-results"
    run("teacher", "send", "7b", "--to", str(pack))
    assert "No talk with the tutor came along yet." in run("teacher", "talk", "7b", "Amara Obi")
    monkeypatch.setenv("CARREL_HOME", str(tmp_path / "amara"))
    with opened() as kit:
        list(pack_shelf.install(kit, lessons, Cancel()))
    run("amara", "open", str(pack), "--code", pupil["code"])
    with opened() as kit:
        session = practise.begin(kit, Wish("topic", ("sums.adding",), 1, assignment=task["id"])).session
        list(coach.ask(kit, session, "What is a heap?", Cancel()))
        practise.attempt(kit, session, "nonsense")
        with kit.store.writing() as db:
            db.execute("update attempt set verdict = 'right', score = 1")
    assert "Your talk with the tutor about one question is in it." in run("amara", "results", "--to", str(results))
    printed = run("teacher", "take", "7b", str(results), "--trust")
    assert "The talk with the tutor about one question came along." in printed
    assert "One answer was marked otherwise here than on the pupil's computer; what was marked here counts." in printed
    printed = run("teacher", "talk", "7b", pupil["code"])
    assert "Amara Obi: What is a heap?" in printed
    assert "The tutor: " in printed
    [told] = lines(run("teacher", "talk", "7b", "amara obi", "--json"))
    assert (told["task"], [turn["role"] for turn in told["turns"]]) == ("Sums", ["user", "assistant"])
    [again] = lines(run("teacher", "take", "7b", str(results), "--json"))
    assert (again["state"], again["differs"], again["unmarked"], again["talks"]) == ("duplicate", 0, 0, 0)
    run("teacher", "talk", "7b", "Nobody", code=1)
