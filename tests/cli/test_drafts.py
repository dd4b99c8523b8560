"""`carrel draft` as people and other programs drive it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carrel.cli import draft_arguments
from carrel.cli.main import main
from carrel.flows.draft.rewording import TONES

DESK = """title = "Small shop"
currency = "€"
behaviour = "shop-desk"

[[general]]
name = "matter"
says = "what it is about"
ask = "What is it about?"
kind = "text"
words = ["delivery"]
"""


@pytest.fixture
def shop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a small desk that was added, and a ticket."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "desk.toml").write_text(DESK, encoding="utf-8")
    (folder / "catalogue.csv").write_text("Code,Name,Price,Power\nK-1,Kite lamp,12.50,6 W\n", encoding="utf-8")
    assert main(["desk", "add", str(folder)]) == 0
    (tmp_path / "price.txt").write_text("Hello,\nwhat does the Kite lamp cost?\n\nAda", encoding="utf-8")
    (tmp_path / "vague.txt").write_text("Hello, can you help me?", encoding="utf-8")
    capsys.readouterr()
    return tmp_path


def drafted(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    """The object of one draft."""
    assert main(["draft", *arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_draft_is_an_object_with_its_sources(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = drafted(capsys, "--ticket", str(shop / "price.txt"), "--no-model")
    assert told["kind"] == "reply"
    assert "Kite lamp: Price: 12.50 € [1]" in str(told["text"])
    assert told["citations"] == [{"n": 1, "document": "Kite lamp", "locator": "K-1", "quote": "Price: 12.50 €"}]
    assert "missing" not in told
    assert (told["examples"], told["behaviour"], told["dropped"]) == (0, "shop-desk", [])
    vague = drafted(capsys, "--ticket", str(shop / "vague.txt"))
    assert (vague["kind"], vague["missing"]) == ("question", "matter")
    told = drafted(capsys, "--ticket", str(shop / "price.txt"), "--tone", "warmer")
    assert (told["reworded"], told["refused"]) == (
        False,
        "There is no model here for this, so the text stays as it was.",
    )


def test_a_draft_is_printed_with_what_it_stands_on_and_errors_are_told(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", "--ticket", str(shop / "price.txt")]) == 0
    out = capsys.readouterr().out
    assert "[1] Kite lamp, K-1: “Price: 12.50 €”" in out
    assert main(["draft", "--ticket", str(shop / "price.txt"), "--summary"]) == 0
    assert "message 1" in capsys.readouterr().out
    assert main(["draft", "--ticket", str(shop / "nothing.txt")]) == 1
    assert main(["draft", "--ticket", str(shop / "price.txt"), "--desk", "Elsewhere"]) == 1
    assert "There is no desk called “Elsewhere”." in capsys.readouterr().err


def test_a_question_is_answered_as_the_desk_would(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "What does the Kite lamp cost?", "--mode", "desk", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["kind"]) == ("from_sources", "reply")
    assert "12.50 €" in told["answer"]


def test_the_tones_are_those_of_the_flow() -> None:
    assert draft_arguments.TONES == TONES
