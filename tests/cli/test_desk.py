"""`carrel desk`: a desk from its folder to an article that it learnt, in the terminal."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from carrel.cli.desk_arguments import STATES
from carrel.cli.main import main
from carrel.desk.model import TicketState

Run = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with --json and with this on standard input; gives its lines."""
    monkeypatch.setenv("CARREL_HOME", str(tmp_path / "home"))

    def one(*words: str, stdin: str = "", code: int = 0) -> list[dict[str, Any]]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        try:
            ended = main(["desk", *words, "--json"])
        except SystemExit as left:
            ended = int(left.code or 0)
        assert ended == code
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return one


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The folder of a desk without articles."""
    path = tmp_path / "shop"
    (path / "macros").mkdir(parents=True)
    (path / "desk.toml").write_text('title = "Larkfield"\ncurrency = "€"\n', encoding="utf-8")
    (path / "catalogue.csv").write_text("Code,Name,Price,Place\nA1,Wren,49.90,outdoor\nA1,Wren,1,indoor\n")
    (path / "macros/hello.md").write_text('+++\ntitle = "Hello"\n+++\nDear {{customer}}, {{more}}\n')
    return path


def test_a_desk_from_its_folder_to_what_it_learnt(run: Run, shop: Path, tmp_path: Path) -> None:
    fault, dry = run("add", str(shop), "--dry-run", code=1)
    assert (fault["fault"]["file"], fault["fault"]["row"]) == ("catalogue.csv", 3)
    assert (dry["title"], dry["products"], dry["dry_run"], dry["desk"]) == ("Larkfield", 1, True, None)
    assert run("list") == []
    *_faults, added = run("add", str(shop), code=1)
    [listed] = run("list")
    assert (listed["desk"], listed["products"], listed["waiting"]) == (added["desk"], 1, 0)

    [product] = run("recommend", "outdoor under 50 €")
    assert (product["code"], product["price"]) == ("A1", "49.90 €")
    assert {"wish": "outdoor", "name": "Place", "value": "outdoor"} in product["fits"]

    [ticket] = run("ticket", "-", stdin="Do you repair lamps?\n\nThanks, Bo Quist")
    [macro] = run("macro", "hello", "--ticket", ticket["ticket"], "--set", "order=7")
    assert (macro["text"], macro["missing"]) == ("Dear Bo Quist, {{more}}", ["more"])
    assert run("state", ticket["ticket"][-8:], "escalated")[0]["state"] == "escalated"

    [solved] = run("solved", ticket["ticket"], "--answer", "-", stdin="Dear Bo,\n\nWe repair lamps on Fridays.\n")
    assert solved["proposal"]["text"] == "We repair lamps on Fridays."
    better = tmp_path / "better.md"
    better.write_text("We repair lamps on Fridays, from 9 to 12.")
    [approved] = run("approve", solved["proposal"]["proposal"], "--title", "Repairs", "--text", str(better))
    assert (approved["state"], approved["title"]) == ("approved", "Repairs")
    [shown] = run("show")
    assert [one["title"] for one in shown["articles"]] == ["Repairs"]
    assert run("proposals") == []
    assert [one["state"] for one in run("proposals", "--all")] == ["approved"]

    run("remove", "larkfield")
    assert run("list") == []
    run("remove", "larkfield", "--undo")
    assert run("tickets")[0]["state"] == "solved"


def test_what_cannot_be_done_is_said_with_what_to_do(run: Run, shop: Path) -> None:
    assert run("show", code=1)[0]["error"]["code"] == "desk-missing"
    assert run("add", str(shop / "macros"), code=1)[0]["error"]["code"] == "desk-refused"
    run("new", "Other")
    assert run("new", "other", code=1)[0]["error"]["next"]
    for words in (
        ("show", "--ticket", "nothing"),
        ("approve", "nothing"),
        ("macro", "nothing"),
        ("catalogue", str(shop / "desk.toml")),
        ("cases", str(shop / "none.csv")),
        ("solved", "nothing", "--answer", str(shop)),
        ("use", "Nowhere"),
    ):
        [error] = run(*words, code=1)
        assert error["error"]["next"]
    [bad] = run("ticket", str(shop / "none.eml"), code=1)
    assert bad["ok"] is False


def test_the_states_of_a_ticket_are_said_once() -> None:
    assert set(STATES) == set(get_args(TicketState))
