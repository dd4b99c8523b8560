"""Practice, review, progress and recommendations as a person and other programs drive them (formats.md §4)."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.assessment.attempts.tables import attempts
from carrel.cli.main import main
from carrel.wiring import open_house
from tests.flows.examining.conftest import LIGHTHOUSE
from tests.library.packs.kit import ITEMS, good, written

Kept = Callable[[], list[tuple[str, str]]]
Run = Callable[..., tuple[int, list[dict[str, Any]], str]]

RIGHT: dict[str, Any] = {
    "01": "a",
    "02": "no",
    "03": "59 m",
    "04": "2a",
    "05": "total",
    "06": "addend",
    "07": '{"answer": {"1 and 1": "two", "2 and 2": "four"}}',
    "08": "take both heaps; push them together; count them",
    "09": "It joins two amounts.",
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command with --json and lines to read, with the small pack installed."""
    main(["pack", "install", str(written(good(), tmp_path / "pack"))])
    capsys.readouterr()

    def one(*arguments: str, says: tuple[str, ...] = ()) -> tuple[int, list[dict[str, Any]], str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in says)))
        code = main([*arguments, "--json"])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err

    return one


def item_of(standing: dict[str, Any]) -> str:
    """The number of the item that is shown."""
    return str(standing["item"]["id"])[-2:]


@pytest.fixture
def kept() -> Kept:
    """Says which tries were contested, and why."""

    def look() -> list[tuple[str, str]]:
        house = open_house(os.environ)
        try:
            with house.kit.store.reading() as db:
                return [(one.id, one.contested) for one in attempts(db, "") if one.contested]
        finally:
            house.close()

    return look


@pytest.fixture
def of_one_item(run: Run, tmp_path: Path) -> Run:
    """The same, with a pack of one item: how many metres 25 m and 34 m are."""
    files = good()
    files[ITEMS] = files[ITEMS].splitlines()[2]
    assert run("pack", "install", str(written(files, tmp_path / "one")))[0] == 0
    return run


def test_a_whole_session_is_an_object_a_step(run: Run) -> None:
    code, [first], _err = run("practise", "--skill", "Add two small numbers", "--count", "2")
    assert (code, first["state"], first["number"], first["wanted"]) == (0, "open", 1, 2)
    _code, lines, _err = run("practise", says=(RIGHT[item_of(first)],))
    assert [(one["number"], one["settled"]) for one in lines] == [(1, ""), (1, "right"), (2, "")]
    assert lines[0] == first
    _code, lines, err = run("practise", says=("", RIGHT[item_of(lines[2])], "no one reads this"))
    assert [one["state"] for one in lines] == ["open", "open", "done"]
    assert (lines[1]["said"]["verdict"], lines[2]["item"], err) == ("right", None, "")


def test_signs_ask_for_hints_and_the_way_out_and_errors_go_on(of_one_item: Run) -> None:
    _code, lines, err = of_one_item("practise", says=("?", "1 m", "?", "?", "!", "2 m", "!"))
    codes = [one.get("error", {}).get("code", one.get("settled")) for one in lines]
    assert codes == ["", "attempt-first", "", "", "too-soon", "attempt-first", "", "shown", ""]
    assert (lines[3]["level"], lines[7]["level"], lines[8]["state"]) == (1, 5, "done")
    assert "Read this hint first." in err


def test_a_verdict_is_contested_and_an_item_left_behind(run: Run) -> None:
    _code, lines, _err = run("practise", says=("~ too early", "one thing", "~ it is right", ">"))
    assert lines[1]["error"]["code"] == "practice-refused"
    assert lines[3]["said"]["contested"] == "it is right"
    assert (lines[4]["number"], lines[4]["tried"]) == (2, 0)


def test_against_the_clock_a_verdict_is_contested_after_the_session_has_gone_on(run: Run, kept: Kept) -> None:
    _code, lines, _err = run("practise", "--timed", "--count", "2", says=("one thing", "~ it is right"))
    assert [one["number"] for one in lines] == [1, 1, 2, 2]
    assert kept() == [(lines[1]["said"]["attempt"], "it is right")]


def test_two_learners_practise_apart(run: Run) -> None:
    run("learner", "set", "called", "Ada", "--learner", "ada")
    _code, [first], _err = run("practise", "--learner", "Ada", "--count", "2")
    run("practise", "--learner", "ada", says=(RIGHT[item_of(first)],))
    tries = {}
    for who in ((), ("--learner", "Ada")):
        _code, lines, _err = run("progress", *who)
        tries[who] = len({told["attempt"] for one in lines for told in one["evidence"]})
    assert tries == {(): 0, ("--learner", "Ada"): 1}
    _code, offered, _err = run("recommend", "--learner", "Ada")
    assert "resume" in {one["kind"] for one in offered}
    assert "resume" not in {one["kind"] for one in run("recommend")[1]}
    code, [told], _err = run("review", "--learner", "Cleo")
    assert (code, told["error"]["code"]) == (1, "learner-missing")


def test_progress_is_a_line_for_each_skill(run: Run) -> None:
    code, lines, _err = run("progress")
    assert code == 0
    assert [(one["skill"], one["unaided"]["tries"]) for one in lines] == [("sums.counting", 0), ("sums.adding", 0)]
    [first] = run("practise", "--skill", "sums.adding", "--count", "5")[1]
    for _item in range(5):
        [*_before, first] = run("practise", says=(RIGHT[item_of(first)],))[1]
    told = {one["skill"]: one for one in run("progress")[1]}["sums.adding"]
    assert {"skill", "unaided", "assisted", "due", "evidence"} <= told.keys()
    assert (told["unaided"]["tries"], told["assisted"]["tries"], len(told["evidence"])) == (5, 0, 5)
    assert 0.9 < told["unaided"]["low"] < told["unaided"]["p"] <= told["unaided"]["high"] < 1
    assert told["due"] is not None
    assert {one["help"] for one in told["evidence"]} == {0}


def test_below_three_unaided_tries_nothing_is_claimed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("practise", says=("1",))
    told = {one["skill"]: one for one in run("progress")[1]}["sums.adding"]
    assert told["unaided"]["p"] is None
    assert main(["progress"]) == 0
    assert "not enough evidence" in capsys.readouterr().out


def test_a_review_has_nothing_or_what_was_missed(run: Run) -> None:
    assert run("review") == (0, [], "Nothing is due for review now.\nPractise something new instead.\n")


def test_a_recommendation_says_why(run: Run) -> None:
    fields = {"what", "kind", "id", "minutes", "because"}
    code, [only], _err = run("recommend")
    assert only.keys() == fields
    assert (code, only["kind"], only["id"]) == (0, "lesson", "sums.adding")
    run("practise", says=("nothing",))
    kinds = [one["kind"] for one in run("recommend")[1]]
    assert kinds[0] == "resume"


@pytest.mark.parametrize("arguments", [["--skill", "nothing"], ["--topic", "nothing"]])
def test_what_is_not_here_is_a_known_error(run: Run, arguments: list[str]) -> None:
    code, [told], err = run("practise", *arguments)
    assert (code, told["error"]["code"]) == (1, "nothing-to-practise")
    assert told["error"]["next"] in err


def test_a_person_reads_the_item_the_verdict_the_hint_and_the_solution(
    of_one_item: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1 m\n?\n2 m\n!\n"))
    assert main(["practise"]) == 0
    out = capsys.readouterr().out
    assert (
        "1 of 10\nHow many metres are 25 m and 34 m?\nThat is not it yet.\nTake the first hint, or try again.\n" in out
    )
    assert "What is asked: Say in your own words what is asked." in out
    assert "Worked solution: Push the heaps together, and count." in out
    assert (
        "That was the last one. Everything you did is kept.\n1 not yet\nThe first of them comes back later today.\n"
        in out
    )


def test_ctrl_c_ends_a_session_that_goes_on_where_it_stood(
    of_one_item: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = iter(["1 m", "?"])

    def typed(_prompt: str) -> str:
        for line in said:
            return line
        raise KeyboardInterrupt

    with monkeypatch.context() as typing:
        typing.setattr("builtins.input", typed)
        assert main(["practise"]) == 130
    assert "Everything you did is kept. “carrel practise” goes on here." in capsys.readouterr().err
    _code, [now], _err = of_one_item("practise")
    assert (now["tried"], now["level"], now["said"]["answer"]) == (1, 1, "1 m")


def test_a_question_about_the_item_is_answered_by_the_rules_of_practice(of_one_item: Run) -> None:
    _code, lines, _err = of_one_item("practise", says=("? just tell me the answer", "1 m", "? give me the solution"))
    assert [line.get("answer", "") for line in lines] == [
        "",
        "The answer is yours to find, so I do not say it. Try it first, a wrong try costs nothing. "
        "After it there is a hint.",
        "",
        "The answer is yours to find, so I do not say it. Take the first hint, or try again.",
    ]


def test_a_suggestion_is_set_aside_listed_and_taken_back(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    [only] = run("recommend")[1]
    assert run("recommend", "--not-useful", "lesson:sums.adding")[:2] == (0, [])
    assert main(["recommend"]) == 0
    assert "Everything there is to suggest was set aside." in capsys.readouterr().err
    [listed] = run("recommend", "--set-aside")[1]
    assert (listed["what"], listed["kind"], listed["id"]) == (only["what"], "lesson", "sums.adding")
    assert main(["recommend", "--set-aside"]) == 0
    assert "“--take-back lesson:sums.adding” brings it back" in capsys.readouterr().out
    assert run("recommend", "--take-back", "sums.adding")[:2] == (0, [only])
    code, [told], err = run("recommend", "--take-back", "sums.adding")
    assert (code, told["error"]["code"]) == (1, "not-set-aside")
    assert told["error"]["next"] in err


def test_an_answer_that_shows_distress_brings_the_card_and_is_marked_as_always(run: Run) -> None:
    _code, lines, err = run("practise", says=("i want to die",))
    assert "Please talk to a person about this today" in err
    assert lines[1]["said"]["verdict"] in {"wrong", "cant_tell"}
    assert "Please talk" not in run("practise", says=("the king kills himself",))[2]


def test_a_quiz_is_made_from_a_file_and_again_by_its_title(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    code, [first], _err = run("practise", "--from", str(tmp_path / "lighthouse.md"), "--count", "3")
    assert (code, first["scope"], first["wanted"], first["item"]["unreviewed"]) == (0, "source", 3, True)
    _code, [again], _err = run("practise", "--from", "the lighthouse of orrany")
    assert (again["scope"], again["state"]) == ("source", "open")
    _code, [plain], _err = run("practise", "--skill", "sums.adding")
    assert plain["item"]["unreviewed"] is False


@pytest.mark.parametrize(
    ("text", "code"), [("Hello.", "too-little-text"), (None, "nothing-to-practise")], ids=["little", "nothing"]
)
def test_a_source_that_gives_no_quiz_is_a_known_error(run: Run, tmp_path: Path, text: str | None, code: str) -> None:
    file = tmp_path / "small.txt"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    ended, [told], err = run("practise", "--from", str(file))
    assert (ended, told["error"]["code"]) == (1, code)
    assert told["error"]["what"] in err


def test_a_person_reads_that_nobody_checked_the_questions(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["practise", "--from", str(tmp_path / "lighthouse.md")]) == 0
    assert "(Made by Carrel from this text, and not checked by a person.)" in capsys.readouterr().out
