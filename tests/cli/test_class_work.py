"""`carrel class write` and `work`: a text goes from a pupil to the teacher, and its record is checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.cli.main import main

Run = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as one of the two, with --json; gives its lines, or the error where it is to fail."""

    def one(who: str, *words: str, code: int = 0) -> list[dict[str, Any]]:
        monkeypatch.setenv("CARREL_HOME", str(tmp_path / who))
        capsys.readouterr()
        assert main(["class", *words, "--json"]) == code
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return one


def test_a_text_from_a_file_to_the_teacher_and_its_record_checked(run: Run, tmp_path: Path) -> None:
    run("teacher", "new", "7b", "--teacher", "Ms Adeyemi")
    [pupil] = run("teacher", "add", "7b", "Amara Obi")
    run("teacher", "assign", "7b", "Essay", "--task", "Write about the cell.", "--policy", "off")
    pack, results = tmp_path / "7b.carrel-class", tmp_path / "work.carrel-results"
    run("teacher", "send", "7b", "--to", str(pack))
    run("amara", "open", str(pack), "--code", pupil["code"])
    [begun] = run("amara", "write", "Essay")
    assert (begun["characters"], begun["handed_in"]) == (0, None)
    assert "Carrel records how this text is made" in begun["told"]
    essay, record = tmp_path / "essay.txt", tmp_path / "record.md"
    essay.write_text("A cell lives.")
    [done] = run("amara", "write", "Essay", str(essay), "--record-to", str(record))
    assert (done["characters"], done["changed_since"]) == (13, False)
    assert "The tutor was switched off." in done["made"]
    [given] = run("amara", "results", "--to", str(results))
    assert (given["tries"], given["works"]) == (0, 1)
    [taken] = run("teacher", "take", "7b", str(results), "--trust")
    assert (taken["state"], taken["works"]) == ("ok", 1)
    out = tmp_path / "out"
    out.mkdir()
    [told] = run("teacher", "work", "7b", "amara obi", "--to", str(out))
    assert (told["text"], told["sound"], told["doubts"]) == ("A cell lives.", True, [])
    assert told["made"] == done["made"]
    assert Path(told["file"]).read_text() == "A cell lives."
    for file in (Path(told["record"]), record):
        [checked] = run("teacher", "verify", str(file))
        assert (checked["sound"], checked["seal"]) == (True, "fits")
    broken = Path(told["record"]).read_bytes().replace(b'"characters":13', b'"characters":14', 1)
    Path(told["record"]).write_bytes(broken)
    run("teacher", "verify", told["record"], code=1)
    run("teacher", "work", "7b", "--to", str(out), code=1)
    run("teacher", "work", "7b", "Nobody", code=1)


def test_what_is_said_to_a_person_is_whole_sentences(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("teacher", "new", "7b")
    [pupil] = run("teacher", "add", "7b", "Amara Obi")
    run("teacher", "assign", "7b", "Essay", "--task", "Write about the cell.")
    pack = tmp_path / "7b.carrel-class"
    run("teacher", "send", "7b", "--to", str(pack))
    capsys.readouterr()
    assert main(["class", "work", "7b"]) == 0
    assert capsys.readouterr().out == "Nothing that was written was handed in yet.\n"
    run("amara", "open", str(pack), "--code", pupil["code"])
    essay = tmp_path / "essay.txt"
    essay.write_text("A cell lives.")
    capsys.readouterr()
    assert main(["class", "write", "Essay", str(essay)]) == 0
    said = capsys.readouterr().out
    assert "Write about the cell." in said
    assert "“carrel class results” writes the file for your teacher." in said
