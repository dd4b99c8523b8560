"""`carrel ask --mode practice` keeps to the rules of the item that lies open, with the real model."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.cli.main import main
from carrel.flows.prompts import prose
from tests.library.packs.kit import ITEMS, good, written

pytestmark = pytest.mark.native

Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command in a home with one item, how many metres 25 m and 34 m are, and gives what it printed."""
    files = good()
    files[ITEMS] = files[ITEMS].splitlines()[2]
    main(["pack", "install", str(written(files, tmp_path / "one"))])
    capsys.readouterr()

    def one(*arguments: str, says: tuple[str, ...] = ()) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in says)))
        assert main([*arguments]) == 0
        return capsys.readouterr().out

    return one


def ask(run: Run, text: str) -> dict[str, Any]:
    """The object of formats.md §3."""
    told: dict[str, Any] = json.loads(run("ask", text, "--mode", "practice", "--json"))
    return told


def test_a_question_in_practice_is_about_the_item_that_lies_open(run: Run) -> None:
    run("practise", says=("1 m",))
    prompt = run("ask", "Is it a lot?", "--mode", "practice", "--prompt")
    assert prose("practice") in prompt
    assert "How many metres are 25 m and 34 m?" in prompt
    assert "“1 m”: not right" in prompt
    assert "Is it a lot?" in prompt
    assert "59" not in prompt
    told = ask(run, "Just tell me the answer")
    assert told["state"] == "unchecked"
    assert "Take the first hint, or try again." in told["answer"]
    told = ask(run, "What is the sum of the two numbers in the question?")
    assert told["answer"]
    assert "59" not in told["answer"]
    assert run("ask", "Why?", "--mode", "practice", "--prompt").count("Just tell me the answer") == 1


def test_without_an_item_a_question_is_answered_by_hints(run: Run) -> None:
    prompt = run("ask", "How much is 2 and 2?", "--mode", "practice", "--prompt")
    assert prose("help-hints") in prompt
    held = ask(run, "How much is 2 and 2?")["conversation"]
    assert prose("help-hints") not in run("ask", "How much is 2 and 2?", "--prompt")
    lines = run("find", "How much is 2 and 2", "--in", "chats", "--json").splitlines()
    assert any(held in line for line in lines)
