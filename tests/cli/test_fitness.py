"""`carrel models test` as people and other programs drive it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from carrel.cli.main import main
from carrel.engine.rack import Rack
from carrel.flows.probing import trials
from carrel.flows.probing.families import PROBES
from carrel.flows.probing.run import Terms
from tests.bench import make_model
from tests.flows.fitness.perfect import Perfect

ROOT = Path(__file__).parents[2]


class Here(Perfect):
    """A model that does everything right, as the rack gives it out."""

    process_id = None


@pytest.fixture
def perfect(monkeypatch: pytest.MonkeyPatch) -> list[Here]:
    """The engines that were given out; two probes are asked."""
    given: list[Here] = []

    def apart(_rack: Rack, _model: str, _states: Path) -> Here:
        given.append(Here())
        return given[-1]

    monkeypatch.setattr(Rack, "apart", apart)
    monkeypatch.setattr(trials, "Terms", partial(Terms, probes=PROBES[1:3]))
    return given


def test_the_card_is_one_object_and_notices_are_apart(perfect: list[Here], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "test", "--json"]) == 0
    said = capsys.readouterr()
    (card,) = map(json.loads, said.out.splitlines())
    assert (card["model"], card["partial"]) == ("starter", False)
    assert [(one["probe"], one["passed"], one["tried"]) for one in card["measured"]] == [
        ("quotes", 10, 10),
        ("absent", 10, 10),
    ]
    assert {one["role"]: one["state"] for one in card["roles"]}["explain"] == "unknown"
    assert said.err.startswith("Checking the file") or said.err.startswith("Testing starter, for 6 minutes at most.")
    assert "Quotes that stand" in said.err
    assert perfect[0].closed


def test_a_card_that_is_here_is_shown_and_nothing_is_tested_unless_somebody_wants_it(
    perfect: list[Here], capsys: pytest.CaptureFixture[str]
) -> None:
    for asked in (["test"], ["test"], ["test", "starter", "--show"]):
        assert main(["models", *asked]) == 0
    out = capsys.readouterr().out
    assert len(perfect) == 1
    assert out.count("Quotes that stand: 10 of 10 (72–100 %)") == 3
    assert "Talk in a chat: yes" in out
    assert "How long is the stone pier" not in out
    assert main(["models", "test", "--show", "--items"]) == 0
    assert "✓ How long is the stone pier of Ellmouth?\n        “It is 310 metres long.” [1]" in capsys.readouterr().out
    assert main(["models", "test", "--again"]) == 0
    assert len(perfect) == 2


def test_without_a_card_there_is_nothing_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "test", "--show", "--json"]) == 1
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert told["error"]["code"] == "not-tested"
    assert told["error"]["next"] == "Test it with “carrel models test starter”."


@pytest.mark.parametrize("name", ["nobody", "meanings"])
def test_a_model_that_is_not_here_or_does_not_talk_is_not_tested(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "home" / "models"
    folder.mkdir(parents=True)
    make_model.write("embedding", folder / "meanings.gguf")
    assert main(["models", "test", name, "--json"]) == 1
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert told["error"]["code"] == "model-refused"


def test_no_start_pays_for_the_probes() -> None:
    asked = (
        "import sys, carrel.wiring; print(*(name for name in sys.modules if name.startswith('carrel.flows.probing.')))"
    )
    said = subprocess.run([sys.executable, "-P", "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["carrel.flows.probing.items"]


@pytest.mark.native
def test_a_test_that_is_stopped_prints_and_keeps_its_part_and_goes_on_later(tmp_path: Path) -> None:
    home = {**os.environ, "CARREL_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT / "app")}
    command = [sys.executable, "-m", "carrel", "models", "test", "--json"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=home)
    assert running.stderr is not None
    seen = next(line for line in running.stderr if line.startswith("Says what is not there"))
    running.send_signal(signal.SIGINT)
    out, _err = running.communicate(timeout=60)
    assert (running.returncode, bool(seen)) == (130, True)
    (card,) = map(json.loads, out.splitlines())
    assert card["partial"]
    assert [one["tried"] for one in card["measured"]][:2] == [4, 4]
    shown = subprocess.run([*command, "--show"], capture_output=True, text=True, env=home, check=True, timeout=60)
    (kept,) = map(json.loads, shown.stdout.splitlines())
    assert kept["measured"] == card["measured"]
