"""`carrel examples`, as a person and other programs drive it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.cli.examples_arguments import WRITTEN_DATASETS
from carrel.cli.house import opened
from carrel.cli.main import main
from carrel.conversations import tables as chats
from carrel.conversations.model import Conversation, Message
from carrel.examples import tables as examples
from carrel.exchange.datasets import DATASET_FORMATS

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs an action with --json; its code, its objects, and what it says beside."""

    def one(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
        code = main(["examples", *arguments, "--json"])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err

    return one


def test_every_format_can_be_named() -> None:
    assert tuple(one.name for one in DATASET_FORMATS) == WRITTEN_DATASETS


def test_an_example_is_written_listed_shown_changed_and_removed(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _code, (made,), _err = run("add", "--asked", "What is a river?", "--better", "Water that flows.", "--why", "Short.")
    assert (made["question"], made["why"], made["place"]["kind"], made["used"]) == (
        "What is a river?",
        "Short.",
        "chats",
        0,
    )
    assert run("list", "--words", "WATER flows")[1] == [made]
    assert run("list", "--words", "lake")[1] == []
    monkeypatch.setattr("sys.stdin", io.StringIO("Water that flows to the sea.\n"))
    _code, (changed,), _err = run("edit", made["id"], "--better", "-", "--why", "")
    assert changed == {**made, "better": "Water that flows to the sea.", "why": ""}
    assert main(["examples", "show", made["id"]]) == 0
    said = capsys.readouterr()
    assert said.out == "Asked:\nWhat is a river?\n\nYou would have said:\nWater that flows to the sea.\n"
    assert said.err == "It was not used yet.\n"
    with opened() as kit, kit.store.writing() as db:
        chat = Conversation(kit.stamp.new_id(), kit.stamp.now(), kit.stamp.now())
        chats.create_conversation(db, chat)
        now = kit.stamp.now()
        reply = Message(kit.stamp.new_id(), chat.id, None, "assistant", "Yes.", now)
        chats.add_message(db, reply)
        examples.use(db, reply.id, [made["id"]])
    assert main(["examples", "show", made["id"]]) == 0
    assert capsys.readouterr().err == f"It was used once. Last: {now.day}.\n"
    assert run("remove", made["id"])[1] == [{"removed": made["id"]}]
    assert run("list")[1] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "nothing"),
        ("edit", "nothing", "--why", "x"),
        ("remove", "nothing"),
        ("add", "--asked", " ", "--better", "x"),
        ("add", "--asked", "x", "--better", " "),
        ("add", "--asked", "x", "--better", "y", "--course", "No such course"),
        ("dataset", "chat"),
        ("dataset", "chat", "--to", "nowhere"),
        ("bring", "no-such-file.jsonl"),
    ],
)
def test_what_cannot_be_done_is_a_known_error_with_a_next_step(run: Run, arguments: tuple[str, ...]) -> None:
    code, (told,), err = run(*arguments)
    assert code == 1
    assert told["error"]["what"]
    assert told["error"]["next"] in err


def test_a_dataset_is_looked_at_written_and_brought_in_again(run: Run, tmp_path: Path) -> None:
    for number in range(8):
        run("add", "--asked", f"What is the {number * 7919}th thing about {number}?", "--better", f"It is {number}.")
    mail = "amina@school.example"
    run("add", "--asked", "Who wrote this?", "--better", f"Somebody at {mail}.")
    _code, (find, told), _err = run("dataset", "chat", "--dry-run")
    assert (find["kind"], find["text"], find["line"], find["treatment"]) == ("email", mail, 1, "mask")
    assert told["learned"] + told["held_out"] == 9
    _code, (told,), _err = run("dataset", "chat", "--to", str(tmp_path), "--leave-out", "--held-out", "0")
    assert (told["learned"], told["private"], told["left_out"]) == (8, 1, {})
    assert [Path(file).name for file in told["files"]] == ["train.jsonl", "README.md"]
    assert mail not in (tmp_path / "train.jsonl").read_text(encoding="utf-8")
    for one in run("list")[1]:
        run("remove", one["id"])
    for dry in (["--dry-run"], []):
        _code, (told,), _err = run("bring", str(tmp_path / "train.jsonl"), *dry)
        assert (told["examples"], told["known"], told["bad"], told["left_out"]) == (8, 0, [], {})
    assert len(run("list")[1]) == 8
