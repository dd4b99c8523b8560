"""The commands as other programs drive them: JSON on stdout, notices on stderr, exit codes (formats.md)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from carrel.base.places import Places
from carrel.base.stamp import SystemStamp
from carrel.conversations import tables
from carrel.conversations.model import Conversation
from carrel.courses import tables as course_tables
from carrel.courses.model import Course
from carrel.flows import browse, courses
from carrel.flows.kit import Kit
from carrel.store.db import Store
from carrel.store.lock import Lock
from carrel.wiring import open_house
from tests.bench import make_model
from tests.library.kit import kept

ROOT = Path(__file__).parents[2]
ASK_FIELDS = {"answer", "state", "citations", "searched", "model", "dropped", "timing"}
TIMING_FIELDS = {"first_token_s", "tokens", "tokens_per_s", "prompt_tokens", "reused_tokens"}

pytestmark = pytest.mark.native


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        """Its JSON lines; whatever else is on stdout fails."""
        return [json.loads(line) for line in self.out.splitlines()]


Carrel = Callable[..., Ran]


@contextmanager
def open_home(home: Path) -> Iterator[Kit]:
    """The house of that home, between two commands."""
    house = open_house({"CARREL_HOME": str(home)})
    try:
        yield house.kit
    finally:
        house.close()


@pytest.fixture
def carrel(tmp_path: Path) -> Carrel:
    """Runs a command in a home of its own."""

    def run(*arguments: str, stdin: str = "", home: Path = tmp_path / "home") -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "carrel", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            env={**os.environ, "CARREL_HOME": str(home), "PYTHONPATH": str(ROOT / "app")},
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


def test_ask_streams_an_answer_in_plain_text(carrel: Carrel) -> None:
    ran = carrel("ask", "What is photosynthesis?")
    assert ran.code == 0
    assert "light" in ran.out.lower()


def test_ask_prints_one_object_with_json(carrel: Carrel) -> None:
    ran = carrel("ask", "What is photosynthesis?", "--json")
    (told,) = ran.lines()
    assert ran.code == 0
    assert told.keys() >= ASK_FIELDS
    assert told["timing"].keys() == TIMING_FIELDS
    assert told["state"] == "unchecked"
    assert told["citations"] == []
    assert told["model"] == {"name": "starter", "where": "local"}
    assert told["timing"]["tokens"] > 0


def test_ask_reads_standard_input_and_can_show_the_prompt_instead(carrel: Carrel) -> None:
    ran = carrel("ask", "-", "--prompt", stdin="What is a river?\n")
    assert ran.code == 0
    assert "What is a river?" in ran.out
    assert "You are Carrel" in ran.out
    assert carrel("find", "river").out == ""


def test_chat_keeps_one_conversation_also_over_a_restart(carrel: Carrel) -> None:
    first, second = carrel("chat", "--json", stdin="Hello\n\nWhat is gravity?\n").lines()
    assert first["conversation"] == second["conversation"]
    assert first["message"] != second["message"]
    (third,) = carrel("chat", "--json", "--conversation", first["conversation"], stdin="Thank you\n").lines()
    assert third["conversation"] == first["conversation"]
    before = second["timing"]
    assert third["timing"]["reused_tokens"] >= before["prompt_tokens"] + before["tokens"]


def test_what_was_said_is_found_again(carrel: Carrel) -> None:
    told = carrel("ask", "What is a Ñandú?", "--json").lines()[0]
    hits = carrel("find", "nandu", "--in", "chats", "--json").lines()
    assert {"kind", "title", "locator", "snippet", "score", "id"} <= hits[0].keys()
    assert any(hit["locator"].startswith(told["conversation"]) for hit in hits)
    assert carrel("find", "nothing like this", "--json").lines() == []
    assert len(carrel("find", "nandu", "--limit", "1", "--json").lines()) == 1


def test_what_stands_in_a_document_is_found(carrel: Carrel, tmp_path: Path) -> None:
    with open_home(tmp_path / "home") as kit, kit.store.writing() as db:
        document = kept(db, kit.stamp, "Animals", "A zebra runs.")
    (hit,) = carrel("find", "what do zebras do?", "--in", "library", "--json").lines()
    assert {"kind", "title", "locator", "snippet", "score", "id"} <= hit.keys()
    assert (hit["kind"], hit["title"], hit["locator"], hit["id"]) == ("passage", "Animals", "p. 1", document)
    assert carrel("find", "zebra", "--in", "chats", "--json").lines() == []
    assert carrel("find", "zebra").out == "Animals  (p. 1)\n    A zebra runs.\n"


def test_find_looks_into_one_course_and_says_nothing_to_the_terminal_but_words(carrel: Carrel, tmp_path: Path) -> None:
    home = Places.find({"CARREL_HOME": str(tmp_path / "home")}).make()
    stamp = SystemStamp()
    with Store.open(home.data / "carrel.db", stamp) as store, store.writing() as db:
        course_tables.create(db, Course("bio", stamp.now(), "Biology"))
        for id_, course in (("in", "bio"), ("out", None)):
            title = f"\x1b]0;owned\x07 zebra {id_}\u202e"
            tables.create_conversation(db, Conversation(id_, stamp.now(), stamp.now(), title, course=course))
    assert [hit["id"] for hit in carrel("find", "zebra", "--course", "biology", "--json").lines()] == ["in"]
    assert {hit["id"] for hit in carrel("find", "zebra", "--json").lines()} == {"in", "out"}
    ran = carrel("find", "zebra", "--course", "Biology")
    assert ran.out == "]0;owned zebra in  (in)\n    ]0;owned zebra in\n"
    missing = carrel("find", "zebra", "--course", "Chemistry", "--json")
    assert (missing.code, missing.lines()[0]["error"]["code"]) == (1, "course-missing")


def test_known_errors_are_a_sentence_a_next_step_and_exit_code_1(carrel: Carrel) -> None:
    ran = carrel("ask", "Hello", "--model", "nobody", "--json")
    assert ran.code == 1
    (told,) = ran.lines()
    assert told["error"].keys() == {"what", "next", "code"}
    assert told["error"]["code"] == "model-refused"
    assert told["error"]["what"] in ran.err
    assert "Traceback" not in ran.err


def test_wrong_usage_is_exit_code_2(carrel: Carrel) -> None:
    assert carrel("ask").code == 2
    assert carrel("nonsense").code == 2
    assert carrel("find", "x", "--limit", "0").code == 2


def test_an_unusable_home_is_told_in_a_sentence(carrel: Carrel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ran = carrel("ask", "Hello", home=tmp_path / "file")
    assert ran.code == 1
    assert "cannot write to the folder" in ran.err


def test_a_second_start_says_that_carrel_is_open(carrel: Carrel, tmp_path: Path) -> None:
    places = Places.find({"CARREL_HOME": str(tmp_path / "home")}).make()
    with Lock.take(places.data):
        ran = carrel("ask", "Hello")
        assert ran.code == 1
        assert "already open" in ran.err
        assert carrel("doctor").code == 0
    assert carrel("ask", "Hello").code == 0


def test_a_model_file_that_is_gone_is_told_in_a_sentence(carrel: Carrel, tmp_path: Path) -> None:
    file = tmp_path / "mine.gguf"
    make_model.write("tiny", file)
    carrel("models", "add", str(file))
    carrel("models", "use", "mine")
    (tmp_path / "home" / "models" / "mine.gguf").unlink()
    ran = carrel("ask", "Is my question lost?")
    assert ran.code == 1
    assert "mine" in ran.err
    assert len(carrel("find", "question", "--json").lines()) > 0


def test_a_model_is_added_used_and_removed(carrel: Carrel, tmp_path: Path) -> None:
    file = tmp_path / "my model.gguf"
    make_model.write("tiny", file)
    assert carrel("models", "check", str(file), "--json").lines()[0]["ok"] is True
    fit = carrel("models", "fit", str(file), "--context", "1024", "--json").lines()[0]
    assert fit.keys() >= {"fits", "needs_bytes", "free_bytes", "because", "try"}
    (added,) = carrel("models", "add", str(file), "--json").lines()
    assert carrel("models", "use", added["name"]).code == 0
    listed = {one["name"]: one["in_use"] for one in carrel("models", "list", "--json").lines()}
    assert listed == {"starter": False, added["name"]: True}
    assert carrel("ask", "Hello", "--json").lines()[0]["model"]["name"] == added["name"]
    assert carrel("models", "remove", added["name"]).code == 0
    assert carrel("ask", "Hello", "--json").lines()[0]["model"]["name"] == "starter"
    assert carrel("models", "remove", "starter").code == 1


def test_a_damaged_model_is_named_and_not_taken_in(carrel: Carrel, tmp_path: Path) -> None:
    file = tmp_path / "cut.gguf"
    make_model.write("tiny", file)
    file.write_bytes(file.read_bytes()[:-1000])
    told = carrel("models", "check", str(file), "--json").lines()[0]
    assert told["ok"] is False
    assert told["problems"]
    assert carrel("models", "add", str(file)).code == 1
    assert [one["name"] for one in carrel("models", "list", "--json").lines()] == ["starter"]


def test_the_doctor_says_that_the_engine_works_and_is_shut_in(carrel: Carrel) -> None:
    checks = {one["check"]: one for one in carrel("doctor", "--json").lines()}
    assert checks["engine"]["ok"]
    assert all(one["says"] and (one["ok"] or one["next"]) for one in checks.values())


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a POSIX signal")
def test_ctrl_c_stops_the_answer_keeps_it_and_exits_with_130(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, "CARREL_HOME": str(home), "PYTHONPATH": str(ROOT / "app")}
    question = "Please say something very long about " + "rivers and mountains " * 400
    child = subprocess.Popen(
        [sys.executable, "-m", "carrel", "ask", question, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    store = home / "data" / "carrel.db"
    while not store.exists():
        assert child.poll() is None
    os.kill(child.pid, signal.SIGINT)
    _out, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Traceback" not in err


def test_the_prompt_holds_the_course_and_the_files_and_nothing_is_answered(carrel: Carrel, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("The Rhine is 1230 km long.", encoding="utf-8")
    with open_home(tmp_path / "home") as kit:
        course = courses.make(kit, "Rivers")
        courses.change(kit, replace(course, instructions="Name the source first.", help="hints"))
    ran = carrel("ask", "How long is the Rhine?", "--course", "rivers", "--from", str(notes), "--prompt")
    assert ran.code == 0, ran.err
    assert "Name the source first." in ran.out
    assert "The Rhine is 1230 km long." in ran.out
    assert ran.out.index("1230") < ran.out.index("How long is the Rhine?")
    with open_home(tmp_path / "home") as kit:
        assert browse.conversations(kit) == []


def test_an_answer_can_be_asked_for_in_a_course_from_files(carrel: Carrel, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("The Rhine is 1230 km long.", encoding="utf-8")
    with open_home(tmp_path / "home") as kit:
        made = courses.make(kit, "Rivers")
    ran = carrel("ask", "How long is the Rhine?", "--course", "Rivers", "--from", str(notes), "--json")
    (told,) = ran.lines()
    with open_home(tmp_path / "home") as kit:
        view = browse.chat(kit, told["conversation"])
    assert view.course == made
    assert [one.name for one in view.attached[view.thread[0].id]] == ["notes.txt"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--course", "Nowhere"), "course-missing"), (("--from", "/nowhere/notes.txt"), "attachment-refused")],
)
def test_a_course_or_a_file_that_is_not_there_is_told_and_nothing_is_kept(
    carrel: Carrel, tmp_path: Path, arguments: tuple[str, str], code: str
) -> None:
    ran = carrel("ask", "hi", *arguments, "--json")
    assert ran.code == 1
    assert ran.lines()[0]["error"]["code"] == code
    assert "Traceback" not in ran.err
    with open_home(tmp_path / "home") as kit:
        assert browse.conversations(kit) == []
