"""`carrel class feedback`, `decide` and `told` from the outside: a teacher and a pupil with homes of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.base.files import resource
from carrel.cli.main import main

Run = Callable[..., Any]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as one of the two; gives its JSON lines, or what it prints where `plain` is asked."""

    def one(who: str, *words: str, code: int = 0, said: str = "", plain: bool = False) -> Any:
        monkeypatch.setenv("CARREL_HOME", str(tmp_path / who))
        if said:
            monkeypatch.setattr("sys.stdin", __import__("io").StringIO(said))
        capsys.readouterr()
        assert main([*words, *([] if plain else ["--json"])]) == code
        out = capsys.readouterr().out
        return out if plain else [json.loads(line) for line in out.splitlines()]

    return one


@pytest.fixture
def handed_in(run: Run, tmp_path: Path) -> Path:
    """A pupil did something, contested what came of it, and the teacher has it; the folder between them."""
    for who in ("teacher", "amara"):
        run(who, "pack", "install", str(resource("packs/foundations")))
    run("teacher", "class", "new", "7b")
    [pupil] = run("teacher", "class", "add", "7b", "Amara")
    run("teacher", "class", "assign", "7b", "Equations", "--topic", "algebra.linear-equations", "--count", "2")
    pack = tmp_path / "7b.carrel-class"
    run("teacher", "class", "send", "7b", "--to", str(pack))
    run("amara", "class", "open", str(pack), "--code", pupil["code"])
    run("amara", "practise", "--task", "Equations", said="no\n~ I meant it\n")
    run("amara", "class", "results", "--to", str(tmp_path / "amara.carrel-results"))
    run("teacher", "class", "take", "7b", str(tmp_path / "amara.carrel-results"), "--trust")
    return tmp_path


def test_feedback_goes_from_a_draft_to_the_pupil(run: Run, handed_in: Path) -> None:
    assert "no feedback yet" in run("teacher", "class", "feedback", "7b", plain=True)
    [made] = run("teacher", "class", "feedback", "7b", "--draft")
    assert (made["state"], made["by"], made["name"], made["answer"]) == ("draft", "code", "Amara", "no")
    assert made["contested"] == "I meant it"
    name = made["feedback"]
    assert f"{name}  Amara, draft" in run("teacher", "class", "feedback", "7b", plain=True)
    for act, state in (("--aside", "aside"), ("--undo", "draft"), ("--approve", "approved"), ("--undo", "draft")):
        assert [one["state"] for one in run("teacher", "class", "feedback", "7b", act, name)] == [state]
    words = ("--text", "Write down one step.", "--because", "shorter")
    [approved] = run("teacher", "class", "feedback", "7b", "--approve", name, *words)
    assert (approved["text"], approved["drafted"]) == ("Write down one step.", made["drafted"])
    [decided] = run("teacher", "class", "decide", "7b", made["about"], "wrong", "--because", "A number is asked for.")
    assert decided == {"attempt": made["about"], "verdict": "wrong", "because": "A number is asked for."}
    pack = handed_in / "next.carrel-class"
    [sent] = run("teacher", "class", "send", "7b", "--to", str(pack))
    assert (sent["feedback"], sent["feedback_waiting"]) == (1, 0)
    assert "Nothing was said to you yet" in run("amara", "class", "told", plain=True)
    run("amara", "class", "open", str(pack))
    [told] = run("amara", "class", "told")
    assert (told["text"], told["verdict"], told["because"], told["answer"]) == (
        "Write down one step.", "wrong", "A number is asked for.", "no",
    )  # fmt: skip
    said = run("amara", "class", "told", "7b", plain=True)
    assert "Write down one step." in said
    assert "A number is asked for." in said
    [undone] = run("teacher", "class", "decide", "7b", made["about"], "undo")
    assert undone["verdict"] is None


def test_how_a_pupil_gets_on_and_drafting_anew(run: Run, handed_in: Path) -> None:
    [made] = run("teacher", "class", "feedback", "7b", "--draft")
    [told] = run("teacher", "class", "feedback", "7b", "--about", "Amara", code=1)
    assert "too few tries" in told["error"]["what"]
    [again] = run("teacher", "class", "feedback", "7b", "--again", made["feedback"])
    assert (again["feedback"], again["text"]) == (made["feedback"], made["text"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("feedback", "nothing"), "no such class"),
        (("feedback", "7b", "--approve", "nothing"), "no such feedback"),
        (("feedback", "7b", "--again", "nothing"), "no such feedback"),
        (("feedback", "7b", "--text", "Hello"), "A text needs the feedback"),
        (("feedback", "7b", "--about", "Zoe"), "no such pupil"),
        (("decide", "7b", "nothing", "right"), "no such try"),
        (("told", "8a"), "You are not in this class"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_do(run: Run, words: tuple[str, ...], says: str) -> None:
    run("teacher", "class", "new", "7b")
    [told] = run("teacher", "class", *words, code=1)
    assert says in told["error"]["what"]
    assert told["error"]["next"]


def test_questions_of_ones_own_are_brought_in_listed_and_taken_out(run: Run, tmp_path: Path) -> None:
    run("teacher", "class", "new", "7b")
    run("teacher", "class", "assign", "7b", "Rivers", "--task", "Read the map.")
    assert "no questions of your own" in run("teacher", "class", "questions", "7b", "Rivers", plain=True)
    river = {"kind": "text", "prompt": "Which river flows through Vienna?", "answers": ["Danube"]}
    faulty = {"kind": "numeric", "prompt": "How much is 4 and 4?", "answers": ["eight or so"]}
    place = tmp_path / "mine.json"
    place.write_text(json.dumps([river, faulty]))
    [told, listed] = run("teacher", "class", "questions", "7b", "Rivers", str(place))
    assert (told["refused"], told["bad"]) == (1, [])
    assert "key-not-right" in {one["rule"] for one in told["findings"]}
    assert (listed["state"], listed["item"]["prompt"]) == ("out", river["prompt"])
    name = listed["item"]["id"]
    assert f"{name}  Which river" in run("teacher", "class", "questions", "7b", "Rivers", plain=True)
    for answer, verdict in (("the danube", "right"), ("Rhine", "wrong"), ("", "wrong")):
        [tried] = run("teacher", "class", "questions", "7b", "Rivers", "--try", name, "--answer", answer)
        assert (tried["item"], tried["verdict"]) == (name, verdict)
    assert "right" in run(
        "teacher", "class", "questions", "7b", "Rivers", "--try", name, "--answer", "Danube", plain=True
    )
    assert run("teacher", "class", "questions", "7b", "Rivers", "--remove", name) == []
    [error] = run("teacher", "class", "questions", "7b", "Rivers", "--remove", name, code=1)
    assert "no such question" in error["error"]["what"]
