"""`carrel export` and `carrel import` as other programs drive them (formats.md)."""

from __future__ import annotations

import itertools
import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.base.work import Progress
from carrel.cli import exchange
from carrel.cli.arguments import EXPORTED, EXPORTED_QUESTIONS
from carrel.cli.main import main
from carrel.exchange import FORMATS
from carrel.exchange.questions import QUESTION_FORMATS
from carrel.store.db import Store
from carrel.store.space import Space
from tests.exchange.kit import everything, small
from tests.flows.exchanging import file_of

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with --json; gives its exit code, its lines and what it said beside them."""

    def one(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
        code = main([*arguments, "--json"])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err

    return one


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of three chats."""
    return file_of(tmp_path / "in.json", everything(), small(7), small(8))


def test_the_command_line_knows_every_format() -> None:
    assert [form.name for form in FORMATS] == list(EXPORTED)
    assert [form.name for form in QUESTION_FORMATS if form.writes is not None] == list(EXPORTED_QUESTIONS)


def test_importing_and_exporting_give_the_same_file(run: Run, file: Path, tmp_path: Path) -> None:
    code, [told], _err = run("import", str(file))
    assert (code, told["source"], told["chats"], told["messages"]) == (0, "Carrel", 3, 7)
    assert (told["known"], told["bad"], told["left_out"], told["conversations"]) == (0, [], {}, ["c1", "d7", "d8"])
    code, [told], _err = run("export", "json", "--all", "--to", str(tmp_path / "out.json"))
    assert (code, told["chats"], told["messages"], told["left_out"]) == (0, 3, 7, {})
    assert (tmp_path / "out.json").read_bytes() == file.read_bytes()
    code, [told], _err = run("import", str(file))
    assert (code, told["chats"], told["known"]) == (0, 0, 3)


def test_chats_are_named_by_id_and_by_course(run: Run, file: Path, tmp_path: Path) -> None:
    run("import", str(file))
    out = str(tmp_path / "out.json")
    _code, [told], _err = run("export", "json", "--conversation", "d8", "--course", "biology 7b", "--to", out)
    assert told["chats"] == 2


def test_a_file_is_replaced_only_when_forced(run: Run, file: Path, tmp_path: Path) -> None:
    run("import", str(file))
    out = tmp_path / "out.json"
    out.write_text("mine")
    code, [told], err = run("export", "json", "--all", "--to", str(out))
    assert (code, told["error"]["code"], out.read_text()) == (1, "file-exists", "mine")
    assert "already a file" in err
    assert run("export", "json", "--all", "--force", "--to", str(out))[0] == 0
    assert out.read_text() != "mine"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["export", "json"], "nothing-chosen"),
        (["export", "json", "--all"], "nothing-chosen"),
        (["export", "json", "--conversation", "x"], "conversation-missing"),
        (["export", "json", "--course", "x"], "course-missing"),
        (["import", "missing.json"], "file-unreadable"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_next_step(
    run: Run, tmp_path: Path, arguments: list[str], error: str
) -> None:
    more = ["--to", str(tmp_path / "out.json")] if arguments[0] == "export" else []
    code, [told], err = run(*arguments, *more)
    assert (code, told["error"]["code"]) == (1, error)
    assert err.splitlines()[:2] == [told["error"]["what"], told["error"]["next"]]


def test_an_unknown_format_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("export", "papyrus", "--all", "--to", str(tmp_path / "out"))


def test_a_bad_chat_is_named_and_counted(run: Run, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(file.read_text())
    document["chats"][0]["messages"] = 3
    file.write_text(json.dumps(document))
    assert main(["import", str(file)]) == 0
    said = capsys.readouterr()
    assert said.out == "2 chats came in. One could not be read.\n"
    assert "“Leaves & light” could not be read" in said.err
    assert run("import", str(file))[1][0]["bad"][0]["number"] == 1


def test_control_c_keeps_whole_chats_and_tells_of_them(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(progress: Progress) -> None:
        if progress.done == 2:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(exchange, "_show", press)
    code, [told], _err = run("import", str(file))
    assert (code, told["chats"], told["stopped"]) == (130, 2, True)
    out = tmp_path / "out" / "out.json"
    out.parent.mkdir()
    run("import", str(file))
    code, lines, _err = run("export", "json", "--all", "--to", str(out))
    assert (code, lines, list(out.parent.iterdir())) == (130, [], [])


def test_a_disk_that_fills_in_the_middle_tells_the_counts_and_the_error(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = itertools.count()
    monkeypatch.setattr(Store, "space", lambda _store: Space(0, is_low=True, is_full=next(looks) >= 3))
    code, [told, error], _err = run("import", str(file))
    assert code == 1
    assert 0 < told["chats"] < 3
    assert error["error"]["code"] == "disk-full"
