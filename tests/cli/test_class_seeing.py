"""`carrel class queue`, `heat`, `items`, `pupil` and `report` from the outside: what is printed, and the files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carrel.cli.main import main
from tests.conftest import CountingStamp
from tests.flows.classes.seeing.kit import Class, a_class, attempt, put
from tests.flows.conftest import kit_in

Run = Callable[..., Any]
SHOWS = "takes less for more"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in the teacher's house; gives its JSON lines, or what it prints where `plain` is asked."""
    monkeypatch.setenv("CARREL_HOME", str(tmp_path / "teacher"))
    with kit_in(tmp_path / "teacher", CountingStamp()) as kit, kit.store.writing() as db:
        put(db, _class())
        put(db, a_class(1, []))

    def one(*words: str, plain: bool = False, code: int = 0) -> Any:
        capsys.readouterr()
        assert main(["class", *words, *([] if plain else ["--json"])]) == code
        out = capsys.readouterr().out
        return out.splitlines() if plain else [json.loads(line) for line in out.splitlines()]

    return one


def _class() -> Class:
    made = a_class(0, ["=Ada()", "Bo", "Cy", "Di", "Ed", "名前"])
    made.pupils[1] = replace(made.pupils[1], groups=("blue",))
    made.tries += [attempt(f"t{number}", "c0-Bo", number, answer="-7", misconception=SHOWS) for number in range(10)]
    made.tries += [
        attempt(name, f"c0-{name}", 50, verdict="right", skills=("s1", "s2")) for name in ("=Ada()", "Cy", "Di", "名前")
    ]
    made.tries.append(attempt("doubt", "c0-Di", 60, item="i2", answer="three\n3", contested="It is 3!"))
    return made


def cells(line: str) -> list[str]:
    """The cells of a line that was printed."""
    return re.split(r" {2,}", line.strip())


@pytest.mark.parametrize("words", [("heat", "c0"), ("items", "c0"), ("pupil", "c0", "Bo")])
def test_the_file_for_a_spreadsheet_says_what_is_printed_and_no_cell_is_a_formula(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    place = tmp_path / "table.csv"
    printed = run(*words, "--csv", str(place), plain=True)
    with place.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 1
    told = [cells(line) for line in printed[: len(rows)]]
    assert told == [[cell.replace("'=", "=") for cell in row] for row in rows]
    assert not [cell for row in rows for cell in row if re.match(r"[=+@]|-\D", cell)]
    [error] = run(*words, "--csv", str(place), code=1)
    assert "already a file" in error["error"]["what"]
    run(*words, "--csv", str(place), "--force")


def test_the_queue_is_told_settled_and_taken_back(run: Run) -> None:
    told = run("queue", "c0")
    assert [(one["kind"], one["name"], one["state"]) for one in told] == [
        ("stuck", "Bo", "waiting"),
        ("contested", "Di", "waiting"),
    ]
    stuck = told[0]
    assert (stuck["numbers"], len(stuck["evidence"])) == ({"tries": 10, "best_run": 0}, 10)
    [error] = run("queue", "c0", "--dismiss", stuck["case"], code=1)
    assert "reason" in error["error"]["what"]
    after = run("queue", "c0", "--dismiss", stuck["case"], "--because", "We talked.")
    assert {one["kind"]: one["state"] for one in after} == {"contested": "waiting", "stuck": "dismissed"}
    again = run("queue", "c0", "--undo", stuck["case"])
    assert {one["state"] for one in again} == {"waiting"}
    snoozed = run("queue", "c0", "--snooze", stuck["case"], "--days", "3")
    assert [one["until"] > "2026" for one in snoozed if one["state"] == "snoozed"] == [True]


def test_the_queue_in_words_says_who_why_how_long_and_what_to_try(run: Run) -> None:
    printed = "\n".join(run("queue", "c0", plain=True))
    assert "Bo, for " in printed
    assert "never more than 0 were right in a row" in printed
    assert "Work through one together" in printed
    assert run("queue", "c1", plain=True) == ["Nobody needs you right now, as far as the tries tell."]


def test_figures_come_with_their_evidence(run: Run) -> None:
    *rows, over = run("heat", "c0")
    assert [row["name"] for row in rows] == ["=Ada()", "Bo", "Cy", "Di", "Ed", "名前"]
    assert [len(cell["evidence"]) for cell in rows[1]["skills"]] == [10, 0]
    assert {one["skill"]: (one["pupils"], one["share"]) for one in over["class"]} == {"s1": (5, 0.7), "s2": (4, None)}
    *_items, shown, doubt = run("items", "c0")
    assert (shown["misconception"], shown["pupils"], shown["tries"]) == (SHOWS, 1, 10)
    assert (doubt["contested"], doubt["answer"], doubt["reason"]) == ("doubt", "three 3", "It is 3!")


def test_questions_are_printed_with_what_was_misunderstood_and_contested(run: Run) -> None:
    printed = [cells(line) for line in run("items", "c0", plain=True)]
    assert [SHOWS.capitalize(), "1", "10"] in printed  # as a sentence begins
    assert ["Di", "i2", "three 3", "wrong", "It is 3!"] in printed


def test_a_class_in_which_nothing_was_tried_says_so(run: Run) -> None:
    assert run("heat", "c1", plain=True) == ["Nothing was tried yet, or no work was taken in."]
    assert run("pupil", "c0", "Ed", plain=True) == ["Nothing was tried yet, or no work was taken in."]


@pytest.mark.parametrize(("words", "names"), [((), ("=Ada()", "Bo", "名前")), (("Bo",), ("Bo",))])
def test_a_report_is_a_page_or_tables_and_replaces_nothing_unasked(
    run: Run, tmp_path: Path, words: tuple[str, ...], names: tuple[str, ...]
) -> None:
    for ending in ("html", "csv"):
        place = tmp_path / f"report.{ending}"
        [told] = run("report", "c0", *words, "--to", str(place))
        assert told["file"] == str(place)
        content = place.read_text(encoding="utf-8-sig")
        assert [name for name in names if name not in content] == []
        [error] = run("report", "c0", *words, "--to", str(place), code=1)
        assert "already a file" in error["error"]["what"]
        run("report", "c0", *words, "--to", str(place), "--force")
    assert run("report", "c0", "--to", str(tmp_path / "new.html"), plain=True)[0].startswith("The report was written")


def test_a_report_that_cannot_be_is_told_and_leaves_no_file(run: Run, tmp_path: Path) -> None:
    [error] = run("report", "c0", "--to", str(tmp_path / "report.pdf"), code=1)
    assert "in the window" in error["error"]["what"]
    [error] = run("report", "--mine", "--to", str(tmp_path / "mine.html"), code=1)
    assert "not in this class" in error["error"]["what"]
    assert list(tmp_path.glob("*.*")) == []


def test_a_group_alone_is_told(run: Run) -> None:
    assert [one["name"] for one in run("queue", "c0", "--group", "blue")] == ["Bo"]
    *rows, _over = run("heat", "c0", "--group", "blue")
    assert [row["name"] for row in rows] == ["Bo"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("heat", "c0", "--group", "red"), "no group “red”"),
        (("heat", "9z"), "no such class"),
        (("pupil", "c0", "Nobody"), "no such pupil"),
        (("queue", "c0", "--undo", "x"), "was put aside"),
        (("queue", "c0", "--snooze", "x"), "no case"),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(run: Run, words: tuple[str, ...], says: str) -> None:
    [told] = run(*words, code=1)
    assert says in told["error"]["what"]
    assert told["error"]["next"]
