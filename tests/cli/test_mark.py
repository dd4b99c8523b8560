"""`carrel mark` as other programs drive it (formats.md §2)."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from carrel.cli.main import main
from carrel.engine.rack import Rack
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.fitness.cards import Cards
from carrel.flows.fitness.model import Grant

FIELDS = {"id", "verdict", "score", "why", "by", "misconception"}
TEXT = {"kind": "text", "answers": ["mitosis"]}


def written(folder: Path, *lines: object) -> str:
    """The path of a file with these lines, texts as they are and everything else as JSON."""
    path = folder / "pairs.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return str(path)


def printed(captured: pytest.CaptureFixture[str]) -> tuple[list[dict[str, Any]], str]:
    """The JSON lines of stdout, and stderr."""
    out, err = captured.readouterr()
    return [json.loads(line) for line in out.splitlines()], err


def test_each_pair_gets_a_line_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = [
        {"id": f"p{number}", "item": TEXT, "answer": answer}
        for number, answer in enumerate(["mitosis", "meiosis", None])
    ]
    assert main(["mark", "--pairs", written(tmp_path, *pairs), "--json"]) == 0
    lines, err = printed(capsys)
    assert [line["id"] for line in lines] == ["p0", "p1", "p2"]
    assert [line["verdict"] for line in lines] == ["right", "wrong", "wrong"]
    assert all(set(line) == FIELDS and line["by"] == "code" for line in lines)
    assert err == ""


def test_a_bad_line_is_told_by_its_number_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"id": 1, "item": TEXT, "answer": "mitosis"}
    path = written(
        tmp_path, good, "junk", {"id": "b", "item": {"kind": "text"}, "answer": "x"}, "", "[]", "[" * 100_000, good
    )
    assert main(["mark", "--pairs", path, "--json"]) == 1
    lines, err = printed(capsys)
    assert [line["verdict"] for line in lines if "verdict" in line] == ["right", "right"]
    assert [(line["line"], line["error"]["code"]) for line in lines if "line" in line] == [
        (2, "pair-refused"),
        (3, "item-refused"),
        (5, "pair-refused"),
        (6, "pair-refused"),
    ]
    assert all(f"Line {number}" in err for number in (2, 3, 5, 6))
    assert lines[-1]["error"]["code"] == "lines-refused"


def test_one_answer_to_one_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "item.json"
    path.write_text(json.dumps({"id": "cell", **TEXT}), encoding="utf-8")
    assert main(["mark", "--item", str(path), "--answer", "Mitosis!", "--json"]) == 0
    assert printed(capsys)[0][0]["verdict"] == "right"
    assert main(["mark", "--item", str(path), "--answer", "x"]) == 0
    assert capsys.readouterr().out.startswith("cell\twrong\t0\t")


def test_open_answers_bring_their_points(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item = {"kind": "open", "points": [{"id": "e", "says": "It evaporates", "any_of": ["evaporates"]}]}
    main(["mark", "--pairs", written(tmp_path, {"id": 1, "item": item, "answer": "Water evaporates."}), "--json"])
    assert printed(capsys)[0][0]["points"] == [{"id": "e", "found": "present", "evidence": "Water evaporates."}]


@pytest.mark.parametrize("content", [None, "no json", '{"kind": "text"}'])
def test_a_file_that_says_no_item_is_a_known_error(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "item.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main(["mark", "--item", str(path), "--answer", "x", "--json"]) == 1
    lines, err = printed(capsys)
    assert lines[0]["error"]["what"] in err


def test_an_item_without_an_answer_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["mark", "--item", str(tmp_path / "item.json")])
    assert ended.value.code == 2


def test_pairs_come_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    line = json.dumps({"id": 1, "item": TEXT, "answer": "mitosis"}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
    assert main(["mark", "--pairs", "-", "--json"]) == 0
    assert printed(capsys)[0][0]["verdict"] == "right"


def test_marking_loads_no_model_and_nothing_heavy() -> None:
    heavy = ("llama_cpp", "PySide6", "pint", "sympy", "spellchecker")
    asked = f"import sys, carrel.flows.mark; print(*(name for name in {heavy} if name in sys.modules))"
    said = subprocess.run([sys.executable, "-P", "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []


def test_a_model_may_suggest_and_the_verdict_stays(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    item = {
        "kind": "open",
        "prompt": "Why?",
        "points": [{"id": "soil", "says": "the soil takes no more water", "any_of": ["saturated soil"]}],
    }
    (tmp_path / "item.json").write_text(json.dumps(item), encoding="utf-8")
    engine = ScriptedEngine([json.dumps({"found": "present", "quote": "the soil there was already full"})])
    monkeypatch.setattr(Rack, "engine", lambda *_name: engine)
    asked = [
        "mark",
        "--item",
        str(tmp_path / "item.json"),
        "--answer",
        "Well, the soil there was already full.",
        "--json",
    ]
    assert main(asked) == 0
    (plain,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert main([*asked, "--with-model"]) == 0
    (helped,) = map(json.loads, capsys.readouterr().out.splitlines())
    suggested = [{"id": "soil", "found": "present", "quote": "the soil there was already full", "by": "model"}]
    assert (plain["verdict"], plain["by"]) == ("cant_tell", "code")
    assert helped == {**plain, "by": "model", "suggested": suggested}


def test_a_model_that_must_not_suggest_is_not_asked_and_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    item = {"kind": "open", "prompt": "Why?", "points": [{"id": "soil", "says": "the soil takes no more water"}]}
    (tmp_path / "item.json").write_text(json.dumps(item), encoding="utf-8")
    engine = ScriptedEngine([json.dumps({"found": "present", "quote": "the soil there was already full"})])
    monkeypatch.setattr(Rack, "engine", lambda *_name: engine)
    monkeypatch.setattr(Cards, "of", lambda _cards, _model, role: Grant(role, "refused", "It misjudged 7 of 10."))
    answer = "Well, the soil there was already full."
    assert main(["mark", "--item", str(tmp_path / "item.json"), "--answer", answer, "--json", "--with-model"]) == 0
    said = capsys.readouterr()
    (told,) = map(json.loads, said.out.splitlines())
    assert (told["by"], engine.asked) == ("code", [])
    assert "The test of this model says that it should not: It misjudged 7 of 10." in said.err
