"""`carrel feedback` as people and other programs drive it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from carrel.assessment.criteria import usual
from carrel.cli.main import main
from carrel.flows.fitness.cards import Cards
from carrel.flows.fitness.model import Grant
from tests.flows.test_criticise import ESSAY


def test_each_criterion_is_a_line_and_no_mark_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "essay.md").write_text(ESSAY, encoding="utf-8")
    assert main(["feedback", str(tmp_path / "essay.md"), "--json"]) == 0
    said = capsys.readouterr()
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [one["criterion"] for one in lines] == [one.id for one in usual()]
    for one in lines:
        assert one.keys() == {"criterion", "title", "does", "quote", "first", "last", "next", "by"}
        assert one["by"] == "code"
        assert not one["quote"] or ESSAY[one["first"] : one["last"]] == one["quote"]
    assert "This is advice, and no mark. Code counted it; no model has read the text." in said.err


def test_own_criteria_and_a_text_from_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "criteria.txt").write_text("- explains how buses would run\n", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(ESSAY))
    assert main(["feedback", "-", "--criteria", str(tmp_path / "criteria.txt")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("explains how buses would run\n    Without a model nothing can be said about this.")
    assert "“However, buses would have to run later" in out


def test_too_short_a_text_is_a_known_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("A note.", encoding="utf-8")
    assert main(["feedback", str(tmp_path / "note.txt"), "--json"]) == 1
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert told["error"]["code"] == "too-short"


def test_why_a_model_has_not_read_the_text_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cards, "of", lambda _cards, _model, role: Grant(role, "refused", "It missed 7 of 10."))
    (tmp_path / "essay.md").write_text(ESSAY, encoding="utf-8")
    assert main(["feedback", str(tmp_path / "essay.md")]) == 0
    told = "no model has read the text. The test of this model says that it should not: It missed 7 of 10."
    assert told in capsys.readouterr().err
