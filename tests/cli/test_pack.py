"""`carrel pack` as other programs drive it (formats.md)."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.cli.main import main
from tests.library.packs.kit import COURSE, changed, good, hint, item, swap, written

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `carrel pack` with --json; gives its exit code, its lines and what it said beside them."""

    def one(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
        code = main(["pack", *arguments, "--json"])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err

    return one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a good pack."""
    return written(good(), tmp_path / "pack")


def test_a_good_pack_passes_with_a_summary(run: Run, folder: Path) -> None:
    code, [told], _err = run("check", str(folder), "--strict")
    assert code == 0
    about = {"pack": "small-sums", "version": "1.0", "topics": 1, "items": 9, "skills": 2}
    assert told == {**about, "faults": 0, "warnings": 0, "ok": True}


def test_a_strict_check_makes_shortfalls_faults(run: Run, tmp_path: Path) -> None:
    folder = str(written(changed(item(3, source=None)), tmp_path / "pack"))
    code, [finding, summary], _err = run("check", folder)
    assert (code, finding["grade"], finding["fault"], summary["warnings"], summary["ok"]) == (
        0,
        "shortfall",
        False,
        1,
        True,
    )
    code, [finding, summary, error], _err = run("check", folder, "--strict")
    assert (code, finding["grade"], finding["fault"], summary["ok"]) == (1, "shortfall", True, False)
    assert error["error"]["code"] == "pack-refused"


def test_each_finding_is_a_line_with_its_place(run: Run, tmp_path: Path) -> None:
    bad = changed(swap(COURSE, 'language = "en"\n', ""), item(3, source=None), hint(5, "It is the total."))
    code, lines, err = run("check", str(written(bad, tmp_path / "pack")))
    assert code == 1
    assert [(one["file"], one["line"], one["item"], one["rule"], one["fault"]) for one in lines[:-2]] == [
        ("course.toml", None, None, "missing-field", True),
        ("items/sums.adding.jsonl", 3, "sums.adding.03", "no-source", False),
        ("items/sums.adding.jsonl", 5, "sums.adding.05", "hint-key", True),
    ]
    assert (lines[-2]["faults"], lines[-2]["warnings"], lines[-1]["error"]["what"]) == (2, 1, "This pack has 2 faults.")
    assert err.startswith("This pack has 2 faults.\n")


def test_a_person_reads_the_place_the_sentence_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "check", str(written(changed(hint(5, "It is the total.")), tmp_path / "pack"))]) == 1
    said = capsys.readouterr()
    assert (
        "items/sums.adding.jsonl:5 (sums.adding.05): fault: Hint 2 says the answer, “total”.\n    Take it out"
        in said.out
    )
    assert said.out.endswith("Small sums: one topic, 9 items; one fault, 0 warnings.\n")
    assert said.err == "This pack has one fault.\nCorrect what is named above, and check it again.\n"


def test_a_pack_goes_from_a_folder_through_a_file_into_carrel_and_out_again(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    out = str(tmp_path / "out.zip")
    code, [told], _err = run("build", str(folder), "--to", out)
    assert (code, told["file"], told["topics"], told["items"]) == (0, out, 1, 9)
    code, [told], _err = run("install", out)
    assert (code, told["pack"], told["items"], told["licence"]) == (0, "small-sums", 9, "CC-BY-4.0")
    assert run("list")[1] == [told]
    code, [told], _err = run("remove", "small-sums", "--yes")
    assert (code, told) == (0, {"pack": "small-sums", "removed": True})
    assert run("list")[:2] == (0, [])


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["check", "none"], "pack-refused"),
        (["install", "none"], "pack-refused"),
        (["build", "none"], "pack-refused"),
        (["remove", "none", "--yes"], "pack-missing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_next_step(run: Run, arguments: list[str], error: str) -> None:
    code, [told], err = run(*arguments)
    assert (code, told["error"]["code"]) == (1, error)
    assert err.splitlines()[:2] == [told["error"]["what"], told["error"]["next"]]


class Terminal(io.StringIO):
    """Keys that somebody presses."""

    def isatty(self) -> bool:
        """Somebody is there."""
        return True


@pytest.mark.parametrize(("keys", "left"), [("y\n", 0), ("Yes\n", 0), ("\n", 1), ("no\n", 1)])
def test_removing_asks_first(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], keys: str, left: int
) -> None:
    run("install", str(folder))
    monkeypatch.setattr(sys, "stdin", Terminal(keys))
    assert main(["pack", "remove", "small-sums"]) == 0
    said = capsys.readouterr()
    assert "Remove “Small sums”, with one topic and 9 items?" in said.out
    assert ("was removed." in said.out, said.err) == ((False, "Nothing was removed.\n") if left else (True, ""))
    assert len(run("list")[1]) == left


def test_removing_needs_a_yes_where_nobody_can_be_asked(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("install", str(folder))
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    code, [told], _err = run("remove", "small-sums")
    assert (code, told["error"]["code"], len(run("list")[1])) == (1, "pack-refused", 1)
    assert "--yes" in told["error"]["next"]
