"""The card for somebody in distress in the terminal: at once, without a model, and for other programs too (P39)."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from carrel.cli import talk
from carrel.cli.main import main
from carrel.engine.api import ModelRefused
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.kit import Kit
from carrel.wiring import open_house
from tests.flows.conftest import OneEngine

TITLE = "Please talk to a person about this today"
SAID = "i dont want to live anymore"


@pytest.fixture
def replies(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the engine of the next commands answers."""
    script: list[Any] = []

    def opened(environment: dict[str, str]) -> SimpleNamespace:
        house = open_house(environment)
        kit = Kit(
            house.kit.places, house.kit.stamp, house.kit.store, house.kit.settings, OneEngine(ScriptedEngine(script))
        )
        return SimpleNamespace(kit=kit, close=house.close)

    monkeypatch.setattr(talk, "open_house", opened)
    return script


def test_the_card_comes_on_stderr_before_the_answer(replies: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    replies.append("I am a program.")
    assert main(["ask", SAID]) == 0
    said = capsys.readouterr()
    assert TITLE in said.err
    assert said.out.strip() == "I am a program."


def test_without_a_model_the_card_is_there(replies: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    replies.append(ModelRefused("There is no model.", "Add one."))
    assert main(["ask", SAID]) == 1
    said = capsys.readouterr()
    assert said.err.index(TITLE) < said.err.index("There is no model.")


def test_other_programs_get_its_lines_and_nothing_where_there_is_none(
    replies: list[Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replies += ["One.", "Two.", "Three."]
    assert main(["ask", SAID, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["card"][0] == TITLE
    assert told["answer"] == "One."
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"Why does Romeo kill himself?\n{SAID}\n"))
    assert main(["chat", "--json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert "card" not in first
    assert second["card"][0] == TITLE
