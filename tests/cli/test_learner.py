"""`carrel learner`, and `carrel ask --learner`, as a person and other programs drive them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from carrel.cli.arguments import SAID_OF_LEARNER
from carrel.cli.learner import FIELDS
from carrel.cli.main import main
from carrel.learner.model import Profile

Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with --json; its code, its object, and what it says beside."""

    def one(*arguments: str) -> tuple[int, dict[str, Any], str]:
        code = main([*arguments, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out.strip() else {}, said.err

    return one


def test_every_field_of_the_profile_can_be_said_in_the_terminal() -> None:
    assert set(SAID_OF_LEARNER) == set(FIELDS) == {field.name for field in fields(Profile)} - {"learner"}


def test_what_is_said_is_shown_with_what_the_tutor_is_told(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for field, value in (("called", "Ada"), ("reading", "simple"), ("needs", "tables, formulas"), ("remembers", "off")):
        assert run("learner", "set", field, value)[0] == 0
    code, goal, _err = run("learner", "goal", "Pass the test", "--by", "2027-06-30")
    assert (code, goal["date"]) == (0, "2027-06-30")
    _code, shown, _err = run("learner", "show")
    assert shown["profile"]["needs"] == ["tables", "formulas"]
    assert shown["profile"]["remembers"] is False
    assert [one["words"] for one in shown["goals"]] == ["Pass the test"]
    assert shown["told"][0].startswith("About the learner: Call them “Ada”.")
    assert main(["learner", "show"]) == 0
    assert "called: Ada" in capsys.readouterr().out
    assert run("learner", "forget", goal["id"])[1]["words"] == "Pass the test"
    assert run("learner", "show")[1]["goals"] == []


def test_a_choice_a_day_or_an_id_that_is_none_is_a_known_error(run: Run) -> None:
    for arguments in (
        ("set", "reading", "hard"),
        ("set", "needs", "tables, songs"),
        ("set", "remembers", "perhaps"),
        ("goal", "Pass", "--by", "tomorrow"),
        ("goal", " "),
        ("forget", "nothing"),
    ):
        code, _told, said = run("learner", *arguments)
        assert code == 1
        assert said.strip()
        assert arguments[0] != "set" or "Choose one of these: " in said


@pytest.mark.native
def test_two_learners_are_told_apart_and_one_that_is_not_known_is_named(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("learner", "set", "called", "Ben")
    run("learner", "set", "called", "Ada Lovelace", "--learner", "Ada")
    for name, called in (("Ben", "Ben"), ("Ada", "Ada Lovelace"), ("ada lovelace", "Ada Lovelace")):
        assert main(["ask", "What is a hill?", "--prompt", "--learner", name]) == 0
        assert f"Call them “{called}”." in capsys.readouterr().out
    code, _told, said = run("ask", "What is a hill?", "--prompt", "--learner", "Cleo")
    assert code == 1
    assert "Cleo" in said
